import { expect } from "chai";
import type { Requirement } from "../src/model/requirement.ts";
import type { RunEvent } from "../src/model/run.ts";
import { nothingJudged, type Verdict } from "../src/model/verdict.ts";
import { createBrake } from "./create-brake.ts";

/** A clock that stands still until it is moved. */
function makeClock() {
  let ms = 5000;
  return {
    now: () => new Date(ms),
    elapsed: () => ms,
    after: () => () => {},
    move: (by: number): void => void (ms += by),
  };
}

const requirements = new Map(
  (["stated", "shown"] as const).map((basis) => [basis, { id: basis, basis } as unknown as Requirement]),
);

/** A verdict that breaks a requirement of this basis. */
function diverge(requirement: string, more: Partial<Verdict> = {}, known?: { readonly reason: string }): RunEvent {
  const finding = { requirement, pointer: "", kind: "value", expected: "a", actual: "b", exchange: 0 } as const;
  const head = { case: "some.case", title: "t", organisation: "main", operation: "o", phase: "suites" } as const;
  return {
    event: "verdict",
    verdict: { ...nothingJudged, ...head, status: "diverged", requirements: [], ms: 0, findings: [finding], ...more },
    proofs: [{ fingerprint: "f", curl: "", ...(known === undefined ? {} : { known }) }],
  };
}

describe("The brake of a run", () => {
  it("lets cases begin until the time of --max-time is up, by the clock that it is given", () => {
    const clock = makeClock();
    const brake = createBrake(clock, { maxTime: 90_000 }, ["violation"], { requirements });
    clock.move(89_999);
    expect(brake.stopped()).to.equal(undefined);
    clock.move(1);
    expect(brake.stopped()).to.equal("the time of --max-time was up");
  });

  it("does nothing where neither option is given", () => {
    const clock = makeClock();
    const brake = createBrake(clock, {}, ["violation"], { requirements });
    brake.see(diverge("stated"));
    clock.move(1e9);
    expect(brake.stopped()).to.equal(undefined);
  });

  it("stops at the first divergence that fails the run, and names its case", () => {
    const brake = createBrake(makeClock(), { failFast: true }, ["violation"], { requirements });
    brake.see(diverge("shown"));
    expect(brake.stopped(), "a deviation does not fail this run").to.equal(undefined);
    brake.see(diverge("stated", { intermittent: [0] }));
    expect(brake.stopped(), "what did not show again does not").to.equal(undefined);
    brake.see(diverge("stated", {}, { reason: "TICKET-1" }));
    expect(brake.stopped(), "what is known does not").to.equal(undefined);
    brake.see(diverge("stated"));
    expect(brake.stopped()).to.equal("some.case diverged (--fail-fast)");
    brake.see(diverge("stated", { case: "later.case" }));
    expect(brake.stopped(), "the first one stays the reason").to.equal("some.case diverged (--fail-fast)");
  });
});
