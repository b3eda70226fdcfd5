import type { Json } from "../../src/model/json.ts";
import type { DivergenceClass } from "../../src/model/requirement.ts";
import type { DivergenceKind } from "../../src/model/verdict.ts";

/** A file as `check` hands it to the checkers. */
export interface CheckedFile {
  readonly path: string;
  readonly text: string;
  /** Undefined where the text is no JSON, and `trouble` says why. */
  readonly value: Json | undefined;
  readonly trouble?: string;
}

/** One breach in a file. */
export interface FileFinding {
  /** JSON Pointer into the file. */
  readonly pointer: string;
  /** Counts from 1; where it is known. */
  readonly line?: number;
  readonly requirement: string;
  readonly class: DivergenceClass;
  readonly kind: DivergenceKind;
  /** What in the file it is about, such as the description of an interaction. */
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
}

/** What a checker says of one file. */
export interface FileJudgement {
  /** How many of what was judged; the noun in the singular. */
  readonly checked: { readonly count: number; readonly noun: string };
  readonly findings: readonly FileFinding[];
  /** Things worth knowing that are no breach. */
  readonly notes: readonly { readonly pointer: string; readonly text: string }[];
}

/** Judges files of one kind. `check` asks the checkers in order; the first that recognises a file judges it. */
export interface FileChecker {
  /** What it recognises, in the plural, for the message where no checker knows a file: `pacts`. */
  readonly kinds: string;
  /** The lightest class that fails the check where `--fail-on` is not given. */
  readonly gate: DivergenceClass;
  /** Undefined where the file is of another kind. Throws an InputError where it is of this kind and cannot be used. */
  readonly judge: (file: CheckedFile) => FileJudgement | undefined;
}
