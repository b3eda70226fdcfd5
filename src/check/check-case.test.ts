import { expect } from "chai";
import type { Case, Draw, Expectation, ReadExchange } from "../model/case.ts";
import type { Outcome } from "../model/http.ts";
import type { Judgement } from "../model/verdict.ts";
import { checkTrace } from "./check-case.ts";
import { breach, keep } from "./judge.ts";
import { fail, makeExchange, orchardRulebook, respond } from "./testing/orchard-rulebook.ts";
import type { Rule, Rulebook } from "./standard.ts";

const requirement = "trees.code.44";
const answered = respond({ ownerId: 7, trees: [] });
const refused = (code: number): Outcome => respond({ code }, { status: 400 });
const withoutCode = respond({}, { status: 403 });

const draw: Draw = {
  integer: (min) => min,
  digits: () => "1",
  letters: () => "a",
  pick: (list) => list[0] as (typeof list)[number],
  integerNotIn: (_list, min) => min,
};

function judge(
  expect: Expectation | ((subject: string) => Expectation),
  outcome: Outcome,
  rulebook: Rulebook = orchardRulebook,
): Judgement {
  const planned: Case<string, string> = {
    id: "trees.case",
    title: "",
    operation: "trees",
    requirements: [requirement, "trees.owner.served"],
    needs: "",
    request: () => ({ operation: "trees" }),
    expect,
  };
  return checkTrace(rulebook, planned, "somebody", draw, [makeExchange(outcome)]);
}

function find({ findings }: Judgement): string[] {
  return findings.map((finding) => `${finding.requirement} ${finding.kind}`);
}

describe("An expectation", () => {
  const rows: readonly (readonly [expect: Expectation, outcome: Outcome, kind: string | undefined])[] = [
    [{ kind: "anything" }, answered, undefined],
    [{ kind: "anything" }, refused(1), undefined],
    [{ kind: "answered" }, answered, undefined],
    [{ kind: "answered" }, refused(44), "refused"],
    [{ kind: "answered" }, withoutCode, "refused"],
    [{ kind: "refusedSomehow" }, refused(1), undefined],
    [{ kind: "refusedSomehow" }, withoutCode, undefined],
    [{ kind: "refusedSomehow" }, answered, "accepted"],
    [{ kind: "refused", codes: [44] }, refused(44), undefined],
    [{ kind: "refused", codes: [43, 44] }, refused(44), undefined],
    [{ kind: "refused", codes: [44] }, refused(45), "other-code"],
    [{ kind: "refused", codes: [44] }, withoutCode, "other-code"],
    [{ kind: "refused", codes: [44] }, answered, "accepted"],
  ];
  for (const [expected, outcome, kind] of rows) {
    const seen = outcome.kind === "response" ? new TextDecoder().decode(outcome.response.body) : outcome.reason;
    it(`${JSON.stringify(expected)} ${kind === undefined ? "is met by" : `finds "${kind}" in`} ${seen}`, () => {
      const judgement = judge(expected, outcome);
      expect(find(judgement)).to.deep.equal(kind === undefined ? [] : [`${requirement} ${kind}`]);
      expect(judgement.exercised).to.include.members([requirement, "trees.owner.served"]);
    });
  }

  it("blames the first requirement, and says where the code stands, what was expected and what came", () => {
    expect(judge({ kind: "refused", codes: [43, 44] }, refused(45)).findings).to.deep.equal([
      {
        requirement,
        pointer: "/code",
        kind: "other-code",
        expected: "refused with 43 or 44",
        actual: "refused with 45 (HTTP 400)",
        exchange: 0,
      },
    ]);
  });

  it("may depend on the subject", () => {
    const expected = (subject: string): Expectation =>
      subject === "somebody" ? { kind: "answered" } : { kind: "refusedSomehow" };
    expect(find(judge(expected, answered))).to.deep.equal([]);
  });

  const outcomes = { open: "answered", shut: "refused", told: [44], "told-otherwise": [45, 46] } as const;
  const readings: readonly (readonly [outcome: Outcome, readings: readonly string[]])[] = [
    [answered, ["open"]],
    [withoutCode, ["shut"]],
    [refused(44), ["shut", "told"]],
    [refused(46), ["shut", "told-otherwise"]],
  ];
  for (const [outcome, agreeing] of readings) {
    it(`with readings observes ${agreeing.join(" and ")}`, () => {
      const judgement = judge({ kind: "readings", outcomes }, outcome);
      expect(judgement.findings).to.deep.equal([]);
      expect(judgement.readings.map((observed) => [observed.requirement, observed.readings])).to.deep.equal([
        [requirement, agreeing],
      ]);
    });
  }

  it("with readings observes none where no reading allows the outcome", () => {
    const [observed] = judge({ kind: "readings", outcomes: { told: [44] } }, refused(45)).readings;
    expect(observed).to.deep.equal({
      requirement,
      readings: [],
      pointer: "/code",
      actual: "refused with 45 (HTTP 400)",
      exchange: 0,
    });
  });

  const blocking: readonly (readonly [what: string, outcome: Outcome, found: string])[] = [
    ["a crash", respond("", { status: 500 }), "transport.status.no-crash crash"],
    ["no response", fail("reset"), "transport.answer.arrives no-answer"],
    ["what cannot be read", respond("<p>"), "transport.body.json unreadable"],
  ];
  for (const [what, outcome, found] of blocking) {
    it(`is not judged on ${what}, which is the divergence itself`, () => {
      for (const kind of ["answered", "refusedSomehow"] as const) {
        const judgement = judge({ kind }, outcome);
        expect(find(judgement)).to.deep.equal([found]);
        expect(judgement.exercised).to.not.include(requirement);
      }
    });
  }

  it("is not judged where a blocking rule of the vendor is broken, and is where another rule is", () => {
    const rule: Rule = {
      requirement: "trees.owner.served",
      check: () => [{ pointer: "", kind: "value", expected: "", actual: "" }],
    };
    const withRule = (blocking: boolean): Rulebook => ({
      ...orchardRulebook,
      rules: [blocking ? { ...rule, blocking } : rule],
    });
    expect(find(judge({ kind: "refusedSomehow" }, answered, withRule(true)))).to.deep.equal([
      "trees.owner.served value",
    ]);
    expect(find(judge({ kind: "refusedSomehow" }, answered, withRule(false)))).to.deep.equal([
      "trees.owner.served value",
      `${requirement} accepted`,
    ]);
  });

  it("is judged beside what the schemas say of the answer", () => {
    expect(find(judge({ kind: "refusedSomehow" }, respond({ ownerId: 7 })))).to.deep.equal([
      "trees.trees.present missing",
      `${requirement} accepted`,
    ]);
  });
});

describe("A case of several requests", () => {
  const makeCase = (judgement: (trace: readonly ReadExchange[]) => Judgement): Case<string, string> => ({
    id: "trees.case",
    title: "",
    operation: "trees",
    requirements: [requirement],
    needs: "",
    next: () => undefined,
    judge: (_subject, trace) => judgement(trace),
  });
  const run = (planned: Case<string, string>, outcomes: readonly Outcome[]): Judgement =>
    checkTrace(
      orchardRulebook,
      planned,
      "",
      draw,
      outcomes.map((outcome) => makeExchange(outcome)),
    );

  it("is judged on its whole trace, beside each exchange by itself", () => {
    const found = run(
      makeCase((trace) => {
        expect(trace.map(({ answer }) => answer.kind)).to.deep.equal(["answer", "refusal"]);
        return breach({
          requirement,
          kind: "disagreement",
          pointer: "",
          expected: "",
          actual: "",
          exchange: 1,
          rests: [0, 1],
        });
      }),
      [respond({ ownerId: 7 }), refused(44)],
    );
    expect(found.findings.map((finding) => [finding.requirement, finding.exchange])).to.deep.equal([
      ["trees.trees.present", 0],
      [requirement, 1],
    ]);
    expect(found.exercised).to.include(requirement);
  });

  it("is not judged where one of its replies cannot be read", () => {
    const planned = makeCase(() => {
      throw new Error("must not be asked");
    });
    expect(find(run(planned, [answered, fail("timeout")]))).to.deep.equal(["transport.answer.arrives timeout"]);
  });

  it("finds nothing where it finds nothing", () => {
    const { findings, exercised } = run(
      makeCase(() => keep(requirement)),
      [answered],
    );
    expect(findings).to.deep.equal([]);
    expect(exercised).to.include(requirement);
  });
});
