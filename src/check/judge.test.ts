import { expect } from "chai";
import type { ReadExchange } from "../model/case.ts";
import { nothingJudged } from "../model/verdict.ts";
import { allOf, breach, keep, observe, traceFinding } from "./judge.ts";
import { interpretOrchard, makeExchange, respond } from "./testing/orchard-rulebook.ts";

const outcome = respond({ trees: [] });
const read: ReadExchange = { exchange: makeExchange(outcome), answer: interpretOrchard({ outcome }) };
const finding = { requirement: "a", kind: "value", pointer: "/x", expected: "1", actual: "2" } as const;

describe("A judgement", () => {
  it("of what was kept exercises it and finds nothing", () => {
    expect(keep("a", "b")).to.deep.equal({ ...nothingJudged, exercised: ["a", "b"] });
  });

  it("of a breach exercises the requirement too", () => {
    const found = { ...finding, exchange: 0 };
    expect(breach(found)).to.deep.equal({ ...nothingJudged, exercised: ["a"], findings: [found] });
  });

  it("of readings exercises the requirement, and stands for the whole message unless a place is given", () => {
    expect(observe("a", ["x"], { actual: "seen", exchange: 2 })).to.deep.equal({
      ...nothingJudged,
      exercised: ["a"],
      readings: [{ requirement: "a", readings: ["x"], actual: "seen", exchange: 2, pointer: "" }],
    });
    expect(observe("a", [], { actual: "", exchange: 0, pointer: "/p", rests: [0, 1] }).readings[0]).to.deep.include({
      pointer: "/p",
      rests: [0, 1],
    });
  });

  it("of a trace rests on all of its exchanges", () => {
    expect(allOf([read, read, read])).to.deep.equal([0, 1, 2]);
    expect(traceFinding([read, read], 1, finding)).to.deep.equal({ ...finding, exchange: 1, rests: [0, 1] });
  });
});
