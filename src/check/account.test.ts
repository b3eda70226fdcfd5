import { expect } from "chai";
import type { Requirement } from "../model/requirement.ts";
import { caseStatuses } from "../model/verdict.ts";
import { countCases, isBalanced, judgeRequirement, type RequirementTally } from "./account.ts";

const requirement: Requirement = {
  id: "a.b.c",
  statement: "It is so.",
  binds: "host",
  basis: "stated",
  source: [{ page: "p", part: "table" }],
  check: { cases: ["x"] },
};
const tally = (changes: Partial<RequirementTally>): RequirementTally => ({
  exercised: 0,
  diverged: false,
  known: false,
  errored: false,
  reasons: [],
  ...changes,
});

describe("The account of cases", () => {
  it("counts each state, and adds up to what was planned", () => {
    const account = countCases(["passed", "passed", ...caseStatuses]);
    expect(account).to.deep.equal({
      planned: 9,
      passed: 3,
      diverged: 1,
      known: 1,
      notApplicable: 1,
      couldNotRun: 1,
      cut: 1,
      errored: 1,
    });
    expect(isBalanced(account, 9)).to.equal(true);
    expect(isBalanced(countCases([]), 0)).to.equal(true);
  });

  it("is out of balance where a case is lost, comes twice or has two states", () => {
    const account = countCases(["passed", "cut"]);
    expect(isBalanced(account, 3), "one of three is lost").to.equal(false);
    expect(isBalanced(account, 1), "one too many").to.equal(false);
    expect(isBalanced({ ...account, diverged: 1 }, 2), "counted twice").to.equal(false);
    expect(isBalanced({ ...account, cut: 0 }, 2), "counted never").to.equal(false);
  });
});

describe("The status of a requirement", () => {
  const rows: readonly (readonly [what: string, tally: RequirementTally | undefined, status: string])[] = [
    ["that no verdict is about", undefined, "notExercised"],
    ["whose cases could not run", tally({ reasons: ["nobody there"] }), "notExercised"],
    ["that every case kept", tally({ exercised: 3 }), "passed"],
    ["that is known to diverge", tally({ exercised: 3, known: true }), "known"],
    ["whose check failed once", tally({ exercised: 3, known: true, errored: true }), "errored"],
    ["that one case broke", tally({ exercised: 3, known: true, errored: true, diverged: true }), "diverging"],
    ["that was broken where nobody meant to exercise it", tally({ diverged: true }), "diverging"],
  ];
  for (const [what, verdicts, status] of rows) {
    it(`${what} is ${status}`, () => {
      const result = judgeRequirement(requirement, verdicts);
      expect(result).to.deep.include({ id: "a.b.c", status, observable: true, cases: verdicts?.exercised ?? 0 });
      expect(result.reasons.length > 0, "it has reasons").to.equal(status === "notExercised");
    });
  }

  it("gives each reason once where nothing exercised it", () => {
    const reasons = ["nobody there", "no day", "nobody there"];
    expect(judgeRequirement(requirement, tally({ reasons })).reasons).to.deep.equal(["nobody there", "no day"]);
    expect(judgeRequirement(requirement, undefined).reasons).to.deep.equal([
      "no case of this run gave the host an opportunity to break it",
    ]);
  });

  it("says why it cannot be observed, or whom else it binds", () => {
    const unobservable = judgeRequirement({ ...requirement, check: { none: "wall-clock days" } }, undefined);
    expect(unobservable).to.deep.include({ observable: false, reasons: ["wall-clock days"] });
    const consumer = judgeRequirement({ ...requirement, binds: "consumer" }, tally({ reasons: ["x"] }));
    expect(consumer.reasons).to.deep.equal(["binds the consumer: judged on a client's own requests"]);
  });
});
