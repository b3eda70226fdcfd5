import { expect } from "chai";
import { keep } from "../../src/check/judge.ts";
import type { ReadExchange } from "../../src/model/case.ts";
import { createDraw } from "../../src/generate/draw.ts";
import { noBody } from "../../src/model/http.ts";
import { type Flow, giveUp, playFlow } from "./flow.ts";

const reply = (status: number): ReadExchange => ({
  exchange: {
    id: "x#0",
    credentials: "till",
    request: { method: "GET", url: "http://h.example/", headers: [], body: noBody },
    outcome: { kind: "failure", reason: "reset", detail: "", ms: 1 },
    startedAt: "",
  },
  answer: { kind: "answer", status, value: null },
});
const draw = () => createDraw(1, "flow");

const twice: Flow<{ readonly name: string }> = function* ({ name }, choices) {
  const first = yield { operation: `${name}-${choices.digits(3)}` };
  if (first.answer.kind === "answer" && first.answer.status === 404) return yield* giveUp("there is nothing");
  const second = yield { operation: `${name}-${first.position}` };
  return keep(`a.b.c${second.position}`);
};

describe("A flow", () => {
  const { next, judge } = playFlow(twice);
  const subject = { name: "one" };

  it("gives its steps one after another, the same ones whenever it is asked", () => {
    const first = next(subject, [], draw());
    expect(first).to.deep.equal(next(subject, [], draw()));
    expect(first)
      .to.have.property("operation")
      .that.matches(/^one-\d{3}$/);
    expect(next(subject, [reply(200)], draw())).to.deep.equal({ operation: "one-0" });
    expect(next(subject, [reply(200), reply(200)], draw())).to.equal(undefined);
  });

  it("judges what its steps came to", () => {
    expect(judge(subject, [reply(200), reply(200)], draw()).exercised).to.deep.equal(["a.b.c1"]);
  });

  it("says nothing of a trace that ended before it did", () => {
    expect(judge(subject, [reply(200)], draw()).exercised).to.deep.equal([]);
  });

  it("gives up where its premises do not hold", () => {
    expect(next(subject, [reply(404)], draw())).to.deep.equal({ unable: "there is nothing" });
    expect(() => next(subject, [reply(404), reply(200)], draw())).to.throw("after it had given up");
  });
});
