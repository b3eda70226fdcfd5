import type { TraceCase } from "./case.ts";

/** A kind of step that sequences are made of. */
export interface ActionKind {
  readonly name: string;
  /** How many options each of its choices has; the first option is the plainest, which shrinking leads to. */
  readonly choices: readonly number[];
  /** How often it comes, beside the others. */
  readonly weight: number;
}

/** One step of a sequence, as data. */
export interface SequenceAction {
  readonly kind: string;
  /** An option of each choice of its kind, counted from 0. */
  readonly choices: readonly number[];
}

/** Sequences of steps on a host that can be reset, held against a model of its state. */
export interface Sequences<Needs, Subject> {
  /** What every sequence is run with. */
  readonly needs: Needs;
  /** The operations that they are about. */
  readonly operations: readonly string[];
  readonly kinds: (subject: Subject) => readonly ActionKind[];
  /**
   * The case that resets the host and carries these steps out. With another step at the end it sends the same requests first: a trace of the
   * shorter sequence is the beginning of one of the longer.
   */
  readonly play: (id: string, actions: readonly SequenceAction[]) => TraceCase<Needs, Subject>;
}
