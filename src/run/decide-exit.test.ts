import { expect } from "chai";
import { countCases } from "../check/account.ts";
import type { DivergenceClass } from "../model/requirement.ts";
import type { Divergence } from "../model/run.ts";
import type { CaseStatus } from "../model/verdict.ts";
import { decideExit, type ExitFacts } from "./decide-exit.ts";

/** Divergences as far as the exit code goes. */
const of = (...classes: readonly DivergenceClass[]): Divergence[] =>
  classes.map((name) => ({ class: name, intermittent: false, exchanges: [{}] }) as unknown as Divergence);

/** Divergences that did not show again, each resting on so many exchanges. */
const fleeting = (exchanges: number, ...classes: readonly DivergenceClass[]): Divergence[] =>
  of(...classes).map((one) => ({
    ...one,
    intermittent: true,
    exchanges: Array.from({ length: exchanges }) as unknown as Divergence["exchanges"],
  }));

function decide(statuses: readonly CaseStatus[], changes: Partial<ExitFacts> = {}): [code: number, reason: string] {
  const facts = { account: countCases(statuses), balanced: true, divergences: [], gates: ["violation"] as const };
  const { code, reason } = decideExit({ ...facts, ...changes });
  return [code, reason];
}

const wrongSum = "the account of cases does not add up; this is a fault of the tool";

describe("decideExit", () => {
  const rows: readonly (readonly [
    statuses: readonly CaseStatus[],
    changes: Partial<ExitFacts>,
    code: number,
    reason: string,
  ])[] = [
    [["passed"], {}, 0, "no divergences"],
    [["passed", "notApplicable", "couldNotRun"], {}, 0, "no divergences"],
    [["known"], {}, 0, "no divergences"],
    [["diverged"], { divergences: of("violation") }, 1, "1 violation"],
    [
      ["diverged"],
      { divergences: of("violation", "violation", "advisory"), gates: ["violation", "advisory"] },
      1,
      "2 violations, 1 advisory",
    ],
    [
      ["diverged"],
      { divergences: of("advisory", "advisory", "deviation"), gates: ["violation", "deviation", "advisory"] },
      1,
      "2 advisories, 1 deviation",
    ],
    [["diverged"], { divergences: of("deviation") }, 0, "no violations; 1 deviation (not failing the run)"],
    [
      ["diverged"],
      { divergences: of("deviation", "advisory", "advisory") },
      0,
      "no violations; 1 deviation and 2 advisories (not failing the run)",
    ],
    [["errored", "passed"], {}, 3, "1 case could not be judged; this is a fault of the tool"],
    [["errored", "errored"], {}, 3, "2 cases could not be judged; this is a fault of the tool"],
    [["couldNotRun", "notApplicable"], {}, 3, "no case could run; the report says what to add"],
    [[], {}, 3, "no case could run; the report says what to add"],
    [["passed"], { balanced: false }, 3, wrongSum],
    [["couldNotRun"], { nothingAnswered: "nobody is there" }, 3, "nobody is there"],
    [["passed", "cut"], {}, 4, "1 of 2 cases were not run"],
    [
      ["passed", "cut"],
      { brokenOff: "http://h stopped answering: late" },
      4,
      "1 of 2 cases were not run: http://h stopped answering: late",
    ],
    [["passed"], { brokenOff: "http://h stopped answering: late" }, 0, "no divergences"],
    [["cut"], {}, 3, "no case could run; the report says what to add"],
    [["cut", "couldNotRun", "notApplicable"], {}, 3, "no case could run; the report says what to add"],
    // One reply that was wrong once was wrong; several that disagreed once may have been overtaken by a change.
    [["diverged"], { divergences: fleeting(1, "violation") }, 1, "1 violation"],
    [["diverged"], { divergences: fleeting(2, "violation") }, 0, "1 intermittent violation (not failing the run)"],
    [
      ["diverged"],
      { divergences: [...fleeting(2, "violation", "violation"), ...of("advisory", "deviation")] },
      0,
      "2 intermittent violations and 1 deviation and 1 advisory (not failing the run)",
    ],
    [["diverged"], { divergences: [...fleeting(2, "violation"), ...of("violation")] }, 1, "1 violation"],
    [
      ["diverged"],
      { divergences: fleeting(2, "deviation"), gates: ["violation", "deviation"] },
      0,
      "no violations; 1 deviation (not failing the run)",
    ],
    [
      ["diverged", "cut"],
      { divergences: fleeting(2, "violation"), brokenOff: "http://h stopped answering: late" },
      4,
      "1 of 2 cases were not run: http://h stopped answering: late",
    ],
    [["passed", "cut", "cut"], { interrupted: 130 }, 130, "interrupted; 2 of 3 cases were not run"],
    [["cut"], { interrupted: 143 }, 143, "interrupted; 1 of 1 cases were not run"],
    [["passed", "passed"], { interrupted: 130 }, 130, "interrupted"],
  ];
  for (const [statuses, changes, code, reason] of rows) {
    it(`is ${code} with "${reason}"`, () => expect(decide(statuses, changes)).to.deep.equal([code, reason]));
  }

  it("takes the first that applies: interrupted, harness, host, fault in a case, gate, incomplete", () => {
    const statuses: readonly CaseStatus[] = ["diverged", "cut", "errored"];
    const divergences = of("violation");
    const all = { divergences, balanced: false, interrupted: 143, nothingAnswered: "nobody" };
    expect(decide(statuses, all)[0]).to.equal(143);
    const { interrupted: _signal, ...uninterrupted } = all;
    expect(decide(statuses, uninterrupted)).to.deep.equal([3, wrongSum]);
    expect(decide(statuses, { divergences, nothingAnswered: "nobody" })).to.deep.equal([3, "nobody"]);
    expect(decide(statuses, { divergences })[0]).to.equal(3);
    expect(decide(["diverged", "cut"], { divergences })[0]).to.equal(1);
    expect(decide(["diverged", "cut"], { divergences, gates: [] })[0]).to.equal(4);
  });
});
