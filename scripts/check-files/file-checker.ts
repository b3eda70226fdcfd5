import type { Json } from "../../src/model/json.ts";
import type { DivergenceClass } from "../../src/model/requirement.ts";
import type { DivergenceKind, Phase } from "../../src/model/verdict.ts";

/** A file as `check` hands it to the checkers. */
export interface CheckedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What is not UTF-8 in it is replaced. */
  readonly text: string;
  /** Undefined where the text is no JSON, and `trouble` says why. */
  readonly value: Json | undefined;
  readonly trouble?: string;
}

/** One breach in a file. */
export interface FileFinding {
  /** JSON Pointer into the file, or into the line where each line is a text of its own. */
  readonly pointer: string;
  /** Of the place or the nearest one above it, from 1; where they are known. */
  readonly line?: number;
  readonly column?: number;
  readonly requirement: string;
  readonly class: DivergenceClass;
  readonly kind: DivergenceKind;
  /** What in the file it is about, such as the description of an interaction. */
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
}

/** What is judged by itself in a file: an interaction, a payload, a body. */
export interface CheckedItem {
  readonly name: string;
  /** JSON Pointer into the file; empty for all of it. */
  readonly pointer: string;
  /** The line where each line is a text of its own. */
  readonly line?: number;
  /** The operation or event that it is about; undefined where that is none of the documents, and it was not judged. */
  readonly operation: string | undefined;
  readonly findings: readonly FileFinding[];
}

/** What a checker says of one file. */
export interface FileJudgement {
  /** What was judged, in the singular: `interaction`. */
  readonly noun: string;
  readonly items: readonly CheckedItem[];
  /** Things worth knowing that are no breach. */
  readonly notes: readonly { readonly pointer: string; readonly text: string }[];
}

/** Judges files of one kind. `check` asks the checkers in order; the first that recognises a file judges it. */
export interface FileChecker {
  /** What it recognises, in the plural, for the message where no checker knows a file: `pacts`. */
  readonly kinds: string;
  /** The phase of a run that is about the same. */
  readonly phase: Phase;
  /** The lightest class that fails the check where `--fail-on` is not given. */
  readonly gate: DivergenceClass;
  /** Undefined where the file is of another kind. Throws an InputError where it is of this kind and cannot be used. */
  readonly judge: (file: CheckedFile) => FileJudgement | undefined;
}
