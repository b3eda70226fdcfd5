import { expect } from "chai";
import { createDraw } from "./draw.ts";
import { coverPairs } from "./pairs.ts";

describe("coverPairs", () => {
  const factors = [
    { name: "a", values: [1, 2, 3] },
    { name: "b", values: [1, 2] },
    { name: "c", values: [1, 2, 3, 4] },
    { name: "d", values: [1] },
  ];

  it("brings each value of a factor together with each value of every other one, in fewer rows than there are combinations", () => {
    const rows = coverPairs(factors, createDraw(1, "pairs"));
    for (const [index, left] of factors.entries()) {
      for (const right of factors.slice(index + 1)) {
        for (const one of left.values) {
          for (const other of right.values) {
            expect(
              rows.some((row) => row[left.name] === one && row[right.name] === other),
              `${left.name}=${one} with ${right.name}=${other}`,
            ).to.equal(true);
          }
        }
      }
    }
    expect(rows.length).to.be.within(12, 16);
  });

  it("gives the same rows for the same seed, and a row for one factor alone", () => {
    expect(coverPairs(factors, createDraw(1, "pairs"))).to.deep.equal(coverPairs(factors, createDraw(1, "pairs")));
    expect(coverPairs([{ name: "a", values: [1] }], createDraw(1, "pairs"))).to.deep.equal([{ a: 1 }]);
  });
});
