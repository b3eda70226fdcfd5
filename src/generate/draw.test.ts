import { expect } from "chai";
import type { Draw } from "../model/case.ts";
import { createDraw } from "./draw.ts";

const seeds = [0, 1, 7, 123_456_789];

function sample(draw: Draw): unknown[] {
  return [
    draw.integer(0, 1e9),
    draw.digits(9),
    draw.letters(12),
    draw.pick([1, 2, 3, 4, 5]),
    draw.integerNotIn([5], 1, 99),
  ];
}

describe("createDraw", () => {
  it("gives the same values in the same order for the same seed and name", () => {
    for (const seed of seeds) expect(sample(createDraw(seed, "a.b"))).to.deep.equal(sample(createDraw(seed, "a.b")));
  });

  it("gives other values for another seed or another name", () => {
    const samples = seeds.flatMap((seed) =>
      ["a.b", "a.b[1]", ""].map((name) => JSON.stringify(sample(createDraw(seed, name)))),
    );
    expect(new Set(samples).size).to.equal(samples.length);
  });

  it("does not depend on what other draws were used for", () => {
    const alone = sample(createDraw(7, "mine"));
    const [mine, other] = [createDraw(7, "mine"), createDraw(7, "other")];
    sample(other);
    sample(createDraw(8, "mine"));
    expect(sample(mine)).to.deep.equal(alone);
  });

  it("does not change between versions, since journals are replayed with it", () => {
    const draw = createDraw(1, "points.customer.unknown[mobile]");
    expect([draw.digits(9), draw.letters(6), draw.integer(-5, 5)]).to.deep.equal(["298516222", "aksxrn", 1]);
  });

  it("reaches both ends of a range and nothing beyond", () => {
    for (const seed of seeds) {
      const draw = createDraw(seed, "range");
      const values = Array.from({ length: 200 }, () => draw.integer(-2, 3));
      expect([...new Set(values)].sort((a, b) => a - b)).to.deep.equal([-2, -1, 0, 1, 2, 3]);
      expect(draw.integer(4, 4)).to.equal(4);
    }
  });

  it("writes as many digits as asked for, the first not zero, and as many letters", () => {
    const draw = createDraw(3, "text");
    for (let round = 0; round < 200; round += 1) {
      expect(draw.digits(9)).to.match(/^[1-9]\d{8}$/);
      expect(draw.digits(1)).to.match(/^[1-9]$/);
      expect(draw.letters(4)).to.match(/^[a-z]{4}$/);
    }
    expect(draw.letters(0)).to.equal("");
  });

  it("picks any of a list, and says that nothing can be picked from none", () => {
    const draw = createDraw(5, "pick");
    const list = ["a", "b", "c"];
    const picked = new Set(Array.from({ length: 100 }, () => draw.pick(list)));
    expect([...picked].sort()).to.deep.equal(list);
    expect(() => draw.pick([])).to.throw(RangeError, "cannot pick from an empty list");
  });

  it("leaves out the integers that it is told to", () => {
    const draw = createDraw(5, "not-in");
    const values = new Set(Array.from({ length: 200 }, () => draw.integerNotIn([1, 3, 99], 1, 4)));
    expect(values).to.deep.equal(new Set([2, 4]));
  });

  it("finds the one integer of a range that is left, whatever else is left out, and how often", () => {
    expect(createDraw(5, "one").integerNotIn([1, 1, 2, 2, 9, -4, 2.5], 1, 3)).to.equal(3);
    expect(createDraw(5, "one").integerNotIn([], 7, 7)).to.equal(7);
  });

  it("says that nothing is left where every integer of a range is left out, and does not look for ever", () => {
    class Watched extends Array<number> {
      looks = 0;
      override includes(value: number): boolean {
        this.looks += 1;
        if (this.looks > 100_000) throw new Error("it looks for ever");
        return super.includes(value);
      }
    }
    const draw = createDraw(5, "full");
    const left = "no integer from 1 to 3 is left";
    expect(() => draw.integerNotIn(Watched.from([3, 2, 1, 1]), 1, 3)).to.throw(RangeError, left);
    expect(() => draw.integerNotIn(Watched.from([4, 5]), 4, 4)).to.throw(RangeError);
  });
});
