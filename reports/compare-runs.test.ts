import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Divergence, Run } from "../src/model/run.ts";
import { compareRuns } from "./compare-runs.ts";
import { renderComparison } from "./comparison.ts";

const run = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;
const [first, second, third, ...others] = run.divergences as readonly [
  Divergence,
  Divergence,
  Divergence,
  ...Divergence[],
];
const exercise = (ids: readonly string[], status: "passed" | "notExercised"): Run["requirements"] =>
  run.requirements.map((one) => (ids.includes(one.id) ? { ...one, status } : one));

describe("compareRuns", () => {
  it("finds nothing between a run and itself", () => {
    const { still, ...rest } = compareRuns(run, run);
    expect(still).to.have.length(run.divergences.length);
    expect(Object.values(rest).flat()).to.deep.equal([]);
  });

  it("tells what is new, fixed, gone without having been tried, and broken in another way", () => {
    const otherWay = { ...third, fingerprint: "ffffffffffffffff", kind: "crash" as const };
    const newer = {
      ...run,
      divergences: [otherWay, ...others],
      requirements: exercise([first.requirement], "passed").map((one) =>
        one.id === second.requirement ? { ...one, status: "notExercised" as const } : one,
      ),
    };
    const forth = compareRuns(run, newer);
    expect(forth.fixed).to.deep.equal([first]);
    expect(forth.untried).to.deep.equal([second]);
    expect(forth.changed).to.deep.equal([{ before: third, after: otherWay }]);
    expect(forth.still).to.deep.equal(others);
    expect(forth.noLongerExercised.map(({ id }) => id)).to.deep.equal([second.requirement]);
    const back = compareRuns(newer, run);
    expect(back.added).to.deep.equal([first, second]);
    expect(back.newlyExercised.map(({ id }) => id)).to.deep.equal([second.requirement]);
  });

  it("takes the same divergence of another organisation for another one", () => {
    const moved = { ...run, divergences: [{ ...first, organisation: "elsewhere" }] };
    expect(compareRuns({ ...run, divergences: [first] }, moved).added).to.have.length(1);
  });
});

describe("renderComparison", () => {
  it("gives every divergence one line, whatever a host said", () => {
    const hostile = { ...first, actual: "x\n::error::y\u001b[2J" };
    const text = renderComparison(compareRuns({ ...run, divergences: [] }, { ...run, divergences: [hostile] }));
    expect(text).to.match(/^New: 1 divergence\n {2}violation /);
    expect(text)
      .to.not.match(/^\s*::error/m)
      .and.not.to.contain("\u001b");
    expect(text.trimEnd().split("\n")).to.have.length(8);
  });
});
