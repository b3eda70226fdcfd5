import type { Answer } from "./answer.ts";
import type { CredentialUse, StateAction, Trace } from "./exchange.ts";
import type { Header } from "./http.ts";
import type { Json } from "./json.ts";
import type { Judgement } from "./verdict.ts";

/** A request of a case, free of host and credentials: the target adds both. */
export interface RequestPlan {
  /** Gives method and path, unless `method` or `path` say otherwise. */
  readonly operation: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly headers?: readonly Header[];
  readonly body?: Uint8Array;
  readonly method?: string;
  readonly path?: string;
  readonly credentials?: CredentialUse;
  /** An effect that may take its time: sent again until this holds or the target's settle time has passed. */
  readonly until?: (read: ReadExchange) => boolean;
}

/** A call of the target's state endpoint. What it answers is not judged; where it cannot be made, the case could not run. */
export interface StateStep {
  readonly state: StateAction;
  readonly body?: Json;
  /** That the case goes on where the endpoint refuses the call: it looks at the HTTP status by itself. */
  readonly mayBeRefused?: true;
}

/** What a case lacks to go on: the host's data are not what it needs. The reason says what to add. */
export interface UnableStep {
  readonly unable: string;
}

/** Has the host tell webhooks of an event: by the profile's trigger for it, or else by the state endpoint. */
export interface EmitStep {
  /** The event's name. */
  readonly emit: string;
  /** What the state endpoint is asked for. */
  readonly body: Json;
  /** The next delivery that is so is answered with 429, as if there were no time for it, so that it may come again. */
  readonly putOff?: (delivery: ReadExchange) => boolean;
}

/** Waits for a delivery to the webhook; where none comes, what stands for it has `delivery: "none"`. */
export interface DeliveryStep {
  /** Which of the deliveries since the case began, none of which it gets twice. */
  readonly delivery: (delivery: ReadExchange) => boolean;
  /** Whether it is to be expected, or whether it is to be seen that none comes. */
  readonly patience: "arrival" | "silence";
  /** The event that one is held against which does not say what it is; without it nothing is. */
  readonly expect?: string;
}

/** What a case does next. */
export type Step = RequestPlan | StateStep | EmitStep | DeliveryStep | UnableStep;

/** Seeded choices of one planned case; the same seed and case give the same choices. */
export interface Draw {
  /** An integer from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** That many decimal digits, the first not zero. */
  digits(count: number): string;
  /** That many lower-case letters. */
  letters(count: number): string;
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** An integer from `min` to `max` that is none of the list. */
  integerNotIn(list: readonly number[], min: number, max: number): number;
}

/**
 * What a case with one request expects of the reply. `refused` names the codes any of which will do; with `readings`
 * each reading names the outcome that agrees with it, and the set of agreeing readings is observed.
 */
export type Expectation =
  | { readonly kind: "answered" }
  | { readonly kind: "refused"; readonly codes: readonly number[] }
  | { readonly kind: "refusedSomehow" }
  | { readonly kind: "anything" }
  | {
      readonly kind: "readings";
      readonly outcomes: Readonly<Record<string, "answered" | "refused" | readonly number[]>>;
    };

/** An exchange together with what its reply amounts to. */
export interface ReadExchange {
  readonly exchange: Trace[number];
  readonly answer: Answer;
}

interface CaseHead<Needs> {
  /** `<operation>.<subject>.<variation>`; unique. */
  readonly id: string;
  /** A sentence about the host's behaviour. */
  readonly title: string;
  readonly operation: string;
  /** The requirements it was made for; the first takes the blame where the expectation fails. */
  readonly requirements: readonly [string, ...string[]];
  /** What it needs of a host's data; roles, never ids. */
  readonly needs: Needs;
  /**
   * That it changes the host's data if the host does as it is asked, and what it leaves behind: things as they were, or
   * changes that no documented call takes back. A host with a state endpoint is reset before it.
   */
  readonly writes?: "restored" | "kept";
}

/** A case with one request and a declared expectation. */
export interface SingleCase<Needs, Subject> extends CaseHead<Needs> {
  readonly request: (subject: Subject, draw: Draw) => RequestPlan;
  readonly expect: Expectation | ((subject: Subject) => Expectation);
}

/** A case of several requests, each of which may depend on the replies so far, judged as a whole. */
export interface TraceCase<Needs, Subject> extends CaseHead<Needs> {
  /** The next step, or undefined when the trace is complete. Pure: replay calls it again. */
  readonly next: (subject: Subject, trace: readonly ReadExchange[], draw: Draw) => Step | undefined;
  /** Called only where every reply could be read. */
  readonly judge: (subject: Subject, trace: readonly ReadExchange[], draw: Draw) => Judgement;
}

/** One thing to try on a host, as data and pure functions. */
export type Case<Needs, Subject> = SingleCase<Needs, Subject> | TraceCase<Needs, Subject>;

/** What a case's needs come to in one organisation: subjects to run it with, or why there is none. */
export type Binding<Subject> =
  | {
      readonly kind: "ready";
      readonly subjects: readonly { readonly label: string; readonly subject: Subject }[];
      /** Subjects that the profile names and that cannot be used, each with the reason. */
      readonly unusable?: readonly { readonly label: string; readonly reason: string }[];
    }
  | { readonly kind: "notApplicable"; readonly reason: string }
  /** `reason` says what is missing and what to add to the profile. */
  | { readonly kind: "couldNotRun"; readonly reason: string };
