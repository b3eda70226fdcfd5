import type { CredentialUse, StateAction } from "./exchange.ts";
import type { FailureReason, Header } from "./http.ts";
import type { Binds, Basis, DivergenceClass, Source } from "./requirement.ts";
import type { ContractChoices, GeneratedChoices, SendChoices } from "./run-choices.ts";
import type { CaseStatus, DivergenceKind, FileLocation, Note, Phase, Verdict } from "./verdict.ts";

/** A body in a written file: text where it is UTF-8, else base64; `cut` tells how many bytes were left out. */
export interface RecordedBody {
  readonly text?: string;
  readonly base64?: string;
  readonly cut?: number;
}

/** An exchange as it is written to files: redacted, bodies as text. */
export interface RecordedExchange {
  readonly id: string;
  readonly operation?: string;
  readonly state?: StateAction;
  readonly delivery?: "received" | "none";
  readonly credentials: CredentialUse;
  readonly startedAt: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Header[];
    readonly body: RecordedBody;
  };
  readonly outcome:
    | {
        readonly kind: "response";
        readonly status: number;
        readonly headers: readonly Header[];
        readonly body: RecordedBody;
        readonly ms: number;
      }
    | { readonly kind: "failure"; readonly reason: FailureReason; readonly detail: string; readonly ms: number };
}

export interface RunHead {
  readonly id: string;
  /** ISO 8601 instants. */
  readonly startedAt: string;
  readonly seed: number;
  /** The host's origin (and base path), or a word for a host in this process. */
  readonly target: string;
  /** How the target was named: a profile's path or a URL. */
  readonly profile?: string;
  readonly phases: readonly Phase[];
  /** Classes whose divergences fail the run. */
  readonly gates: readonly DivergenceClass[];
  /** What was asked of generated cases, which replay makes again. */
  readonly generated?: GeneratedChoices;
  /** What contracts were verified with, which replay takes again. */
  readonly contracts?: ContractChoices;
  /** What was asked of deliveries to a consumer, which replay makes again. */
  readonly sent?: SendChoices;
  /** The user's own files that were checked, where no host was asked. */
  readonly files?: readonly string[];
  /** Whether the target is on this machine; elsewhere personal data are masked in reports. */
  readonly loopback: boolean;
}

/** One line of `run.ndjson`. */
export type RunEvent =
  | {
      readonly event: "started";
      readonly formatVersion: 1;
      readonly tool: { readonly name: string; readonly version: string };
      readonly run: RunHead;
      /** Identifiers of the profile's customers, which reports of a host elsewhere mask; in the journal alone. */
      readonly identifiers?: readonly string[];
    }
  /** What was found out about an organisation before its cases were planned; `world` is the Standard's own shape. */
  | { readonly event: "discovered"; readonly organisation: string; readonly world: unknown }
  | {
      readonly event: "planned";
      readonly organisation: string;
      readonly phase: Phase;
      readonly cases: number;
      /** How many requests they take, where that is known beforehand. */
      readonly requests?: number;
    }
  | {
      readonly event: "exchange";
      readonly organisation: string;
      readonly phase: Phase;
      readonly case: string;
      readonly exchange: RecordedExchange;
    }
  | {
      readonly event: "verdict";
      readonly verdict: Verdict;
      /** Fingerprint and curl line of each finding, by its index. */
      readonly proofs: readonly FindingProof[];
    }
  | { readonly event: "trouble"; readonly text: string }
  /** What became of the entries of `known-divergences.yaml`, where there is one. */
  | { readonly event: "known"; readonly known: readonly KnownResult[] }
  | { readonly event: "finished"; readonly finishedAt: string; readonly exit: RunExit; readonly requests: number };

/** What is known of a finding beyond its verdict. */
export interface FindingProof {
  readonly fingerprint: string;
  readonly curl: string;
  /** Set where it is put up with. */
  readonly known?: KnownDivergence;
  /** A command that shows it again, where `replay` cannot. */
  readonly replay?: string;
}

export interface RunExit {
  readonly code: number;
  readonly reason: string;
}

/** Planned cases by state; `planned` is the sum of the others. */
export type Account = Readonly<Record<"planned" | CaseStatus, number>>;

/** What requirements are grouped by in reports: what they are about and how they are checked. */
export const requirementGroups = ["shape", "rules", "codes", "behaviour", "effects", "access", "transport"] as const;
export type RequirementGroup = (typeof requirementGroups)[number];

export type RequirementStatus = "passed" | "diverging" | "known" | "notExercised" | "errored";

export interface RequirementResult {
  readonly id: string;
  readonly status: RequirementStatus;
  readonly statement: string;
  readonly basis: Basis;
  readonly binds: Binds;
  readonly source: readonly Source[];
  readonly group: RequirementGroup;
  /** Cases that exercised it. */
  readonly cases: number;
  /** Why it was not exercised. */
  readonly reasons: readonly string[];
  /** Whether a run can observe it at all; if not, `reasons` says why. */
  readonly observable: boolean;
}

export type ReadingState = "observed" | "undecided" | "contradictory" | "notObserved";

export interface ReadingResult {
  readonly requirement: string;
  readonly organisation: string;
  readonly state: ReadingState;
  /** The readings that every outcome so far agrees with. */
  readonly readings: readonly string[];
  /** What each of those readings means. */
  readonly meanings: readonly string[];
}

/** Why a divergence is put up with, as its entry in `known-divergences.yaml` says. */
export interface KnownDivergence {
  readonly reason: string;
  /** The last day on which it is put up with, `YYYY-MM-DD`. */
  readonly expires?: string;
  readonly link?: string;
}

/** What a run came to say of one entry of `known-divergences.yaml`. */
export interface KnownResult extends KnownDivergence {
  readonly fingerprint: string;
  readonly organisation?: string;
  readonly requirement: string;
  readonly case: string;
  /** `present`: it showed; `expired`: it showed after its day; `fixed`: its case ran and did not show it; else `undecided`. */
  readonly state: "present" | "expired" | "fixed" | "undecided";
}

export interface Divergence {
  readonly fingerprint: string;
  readonly requirement: string;
  readonly class: DivergenceClass;
  readonly statement: string;
  readonly source: readonly Source[];
  readonly operation: string;
  readonly organisation: string;
  readonly phase: Phase;
  /** The first case that showed it. */
  readonly case: string;
  readonly pointer: string;
  readonly kind: DivergenceKind;
  readonly expected: string;
  readonly actual: string;
  /** Set where it is listed as known and does not fail the run. */
  readonly known?: KnownDivergence;
  /** How many cases showed it. */
  readonly count: number;
  readonly minimised: boolean;
  readonly intermittent: boolean;
  /** The curl line is empty where no host was asked. */
  readonly reproduction: { readonly curl: string; readonly replay: string };
  readonly exchanges: readonly RecordedExchange[];
  /** Index in `exchanges` of the one that shows it. */
  readonly shownBy: number;
  /** The user's own file that shows it, where no host was asked. */
  readonly location?: FileLocation;
}

export interface RunNote extends Note {
  readonly operation: string;
  /** How many cases noted it. */
  readonly count: number;
}

/** A case's line in the reports. */
export interface CaseResult {
  readonly case: string;
  readonly title: string;
  readonly organisation: string;
  readonly operation: string;
  readonly phase: Phase;
  readonly status: CaseStatus;
  readonly reason?: string;
  readonly fingerprints: readonly string[];
  readonly ms: number;
}

/** A page of the documents. */
export interface Page {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** What the reports get: counts, statuses, readings and the exchanges of divergences. Also the shape of `report.json`. */
export interface Run {
  readonly formatVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly run: RunHead & { readonly finishedAt: string | null; readonly requests: number };
  readonly exit: RunExit;
  readonly account: Account;
  readonly requirements: readonly RequirementResult[];
  readonly readings: readonly ReadingResult[];
  readonly divergences: readonly Divergence[];
  readonly notes: readonly RunNote[];
  /** One for each planned case; of very many generated cases that passed only the first. `account` counts them all. */
  readonly cases: readonly CaseResult[];
  readonly pages: readonly Page[];
  /** The operations and what they are for. */
  readonly operations: readonly { readonly id: string; readonly title: string }[];
  readonly trouble: readonly string[];
  /** The entries of `known-divergences.yaml`; empty where there is none. */
  readonly known: readonly KnownResult[];
  /** Milliseconds by operation over all responses: count, median, 95th and 99th percentile, maximum. */
  readonly timings: Readonly<Record<string, Timing>>;
}

export interface Timing {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
