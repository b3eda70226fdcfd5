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
  /** Whether a judgement has every finding that is to be shown. */
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

/** Looks for a smaller case that shows the same findings; undefined where there is none. */
export type Shrink<Needs, Subject> = (trial: Trial<Needs, Subject>) => Promise<Shrunk<Needs, Subject> | undefined>;

/**
 * Tells whether a judgement shows every one of some findings. One that shows but some of them would take the others out of
 * the report, and what was known before would stand for what is new.
 * @param wanted their fingerprints
 */
export function createShows(
  catalog: Catalog,
  operation: string,
  wanted: readonly string[],
): (judgement: Judgement) => boolean {
  return (judgement) => {
    const shown = new Set(settleReadings(catalog, judgement).map((finding) => fingerprintFinding(operation, finding)));
    return wanted.every((fingerprint) => shown.has(fingerprint));
  };
}
