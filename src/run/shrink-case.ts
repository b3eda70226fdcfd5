import { settleReadings } from "../check/readings.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Case } from "../model/case.ts";
import type { Trace } from "../model/exchange.ts";
import type { Judgement } from "../model/verdict.ts";
import { fingerprintFinding } from "./fingerprint.ts";
import type { CaseOutcome } from "./run-case.ts";

/** What a smaller case is looked for with. */
export interface Trial<Needs, Subject> {
  /** Runs a case, after the exchanges that were made of it before. */
  readonly run: (one: Case<Needs, Subject>, begun: Trace) => Promise<CaseOutcome>;
  /** Whether a judgement has one of the findings that are to be shown. */
  readonly shows: (judgement: Judgement) => boolean;
}

/** A smaller case that shows the same. */
export interface Shrunk<Needs, Subject> {
  readonly case: Case<Needs, Subject>;
  /** As of a planned case. */
  readonly made: unknown;
  /** That there may be a smaller one still: no more requests could be sent. */
  readonly unfinished?: true;
}

/** Looks for a smaller case that shows one of the findings; undefined where there is none. */
export type Shrink<Needs, Subject> = (trial: Trial<Needs, Subject>) => Promise<Shrunk<Needs, Subject> | undefined>;

/** Tells whether a judgement shows one of the findings that a case was found with. */
export function createShows(catalog: Catalog, operation: string, found: Judgement): (judgement: Judgement) => boolean {
  const nameAll = (judgement: Judgement): string[] =>
    settleReadings(catalog, judgement).map((finding) => fingerprintFinding(operation, finding));
  const wanted = new Set(nameAll(found));
  return (judgement) => nameAll(judgement).some((fingerprint) => wanted.has(fingerprint));
}
