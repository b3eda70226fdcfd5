/**
 * What is wrong at a place: a member is missing, has another JSON type or value; a request got another code, was
 * accepted or refused against the documents; the host crashed (5xx), did not answer, or answered something that cannot
 * be read; several answers do not agree; an effect did not show; an outcome that no reading allows.
 */
export type DivergenceKind =
  | "missing"
  | "type"
  | "value"
  | "other-code"
  | "accepted"
  | "refused"
  | "crash"
  | "timeout"
  | "no-answer"
  | "unreadable"
  | "disagreement"
  | "effect"
  | "no-reading";

/** One breach of one requirement, in one exchange of a trace. */
export interface Finding {
  readonly requirement: string;
  /** JSON Pointer into the body that shows it; empty for the whole message. */
  readonly pointer: string;
  readonly kind: DivergenceKind;
  readonly expected: string;
  readonly actual: string;
  /** Index of the exchange in the trace that shows it. */
  readonly exchange: number;
  /** Indexes of all exchanges it rests on, where the one that shows it is not enough. */
  readonly rests?: readonly number[];
}

/** Something worth knowing that is no breach. */
export interface Note {
  readonly text: string;
  readonly pointer?: string;
}

/**
 * The readings of one requirement that an outcome agrees with. An empty list agrees with none, which is a divergence;
 * the rest says what was seen, for its message.
 */
export interface ObservedReadings {
  readonly requirement: string;
  readonly readings: readonly string[];
  readonly actual: string;
  readonly pointer: string;
  readonly exchange: number;
  readonly rests?: readonly number[];
}

/** What the checks say of a trace, before it is known which case it belongs to. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly notes: readonly Note[];
  readonly readings: readonly ObservedReadings[];
  /** Requirements that the trace gave an opportunity to break. */
  readonly exercised: readonly string[];
}

/** A place in a file of the user's own, such as a pact or a payload that was checked. */
export interface FileLocation {
  /** As the user named it. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
}

/** The states of a planned case; they add up to the number planned. */
export const caseStatuses = ["passed", "diverged", "known", "notApplicable", "couldNotRun", "cut", "errored"] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** What a run is made of: written cases, generated ones, Pact contracts, deliveries of webhooks. */
export const phases = ["suites", "generated", "contracts", "webhooks"] as const;
export type Phase = (typeof phases)[number];

/** The result of one planned case in one organisation. */
export interface Verdict extends Judgement {
  /** Planned case: `<case>` or `<case>[<subject>]`. */
  readonly case: string;
  readonly title: string;
  readonly organisation: string;
  readonly operation: string;
  readonly phase: Phase;
  readonly status: CaseStatus;
  /** The requirements the case was made for. */
  readonly requirements: readonly string[];
  /** Why it did not run or what the tool's own trouble was, and what to add. */
  readonly reason?: string;
  /** The file that was checked, where no host was asked. */
  readonly location?: FileLocation;
  /** Findings that did not show again when the case was repeated (indexes into `findings`). */
  readonly intermittent?: readonly number[];
  /** Of a generated case: what it was made of, in the form of its generator. Replay makes the case of it again. */
  readonly made?: unknown;
  /**
   * That there may be a smaller case which shows the same: it was not looked for, because another case had shown it
   * before, or not found, or not to the end.
   */
  readonly asFound?: true;
  readonly ms: number;
}

/** Merges judgements of the parts of a trace. */
export function mergeJudgements(parts: readonly Judgement[]): Judgement {
  // Most parts of a trace have nothing to say but what they exercised.
  const findings: Finding[] = [];
  const notes: Note[] = [];
  const readings: ObservedReadings[] = [];
  const exercised = new Set<string>();
  for (const part of parts) {
    for (const finding of part.findings) findings.push(finding);
    for (const note of part.notes) notes.push(note);
    for (const reading of part.readings) readings.push(reading);
    for (const requirement of part.exercised) exercised.add(requirement);
  }
  return { findings, notes, readings, exercised: [...exercised] };
}

export const nothingJudged: Judgement = { findings: [], notes: [], readings: [], exercised: [] };
