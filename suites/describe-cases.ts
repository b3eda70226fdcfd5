import { expect } from "chai";
import type { OrganisationSession } from "../src/run/run-session.ts";
import type { CapillaryCase, Subject } from "./need.ts";
import type { World } from "./world.ts";

/** What mocha runs the cases on: every organisation of a target. */
export type SuiteSession = readonly {
  readonly name: string;
  readonly session: OrganisationSession<World, string, Subject>;
}[];

let openSuite: (() => Promise<SuiteSession>) | undefined;

/**
 * Tells the suites how to get what they run on; called before any case by whoever starts mocha. It is asked by files that
 * show cases, and by no others, since a target is not opened for nothing: the same one is to be given every time.
 */
export function provideSuiteSession(open: () => Promise<SuiteSession>): void {
  openSuite = open;
}

/**
 * Shows cases to mocha: one test for each case, with all its subjects in all organisations. A case that cannot run
 * anywhere is pending, with its reason in the title of the report; a divergence fails its test with all that is known.
 */
export function describeCases(cases: readonly CapillaryCase[]): void {
  let suite: SuiteSession = [];
  before(async function () {
    this.timeout(60_000);
    if (openSuite === undefined)
      throw new Error("no target; run mocha with the project's .mocharc.json, which brings one");
    suite = await openSuite();
  });
  for (const one of cases) {
    it(`${one.id}: ${one.title}`, async function () {
      const reasons: string[] = [];
      let ran = 0;
      for (const { name, session } of suite) {
        for (const planned of session.plan([one])) {
          const verdict = await session.run(planned);
          if (verdict.reason !== undefined) reasons.push(`${name}: ${verdict.reason}`);
          expect(verdict.status, verdict.reason).to.not.equal("errored");
          expect(verdict.findings.map(describeFinding), planned.id).to.deep.equal([]);
          if (verdict.status === "passed") ran += 1;
        }
      }
      if (ran === 0) {
        if (this.test !== undefined) this.test.title += ` (${[...new Set(reasons)].join("; ")})`;
        this.skip();
      }
    });
  }
}

function describeFinding({
  requirement,
  pointer,
  expected,
  actual,
}: {
  requirement: string;
  pointer: string;
  expected: string;
  actual: string;
}): string {
  return `${requirement}${pointer === "" ? "" : ` at ${pointer}`}: expected ${expected}; got ${actual}`;
}
