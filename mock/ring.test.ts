import { expect } from "chai";
import { createRing } from "./ring.ts";

describe("a ring", () => {
  it("keeps the newest entries, oldest first", () => {
    const ring = createRing<number>({ entries: 3 });
    expect(ring.list()).to.deep.equal([]);
    const seen = [1, 2, 3, 4, 5, 6, 7].map((entry) => {
      ring.add(entry);
      return ring.list();
    });
    expect(seen).to.deep.equal([[1], [1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 6], [5, 6, 7]]);
  });

  it("keeps no more than it has room for by weight, but always the newest", () => {
    const ring = createRing<string>({ entries: 4, weight: 5, weigh: ({ length }) => length });
    const seen = ["aa", "bb", "c", "dddd", "eeeeeeee", "f", "", "", "", ""].map((entry) => {
      ring.add(entry);
      return ring.list().join("|");
    });
    expect(seen).to.deep.equal(["aa", "aa|bb", "aa|bb|c", "c|dddd", "eeeeeeee", "f", "f|", "f||", "f|||", "|||"]);
  });

  it("begins anew when it is cleared", () => {
    const ring = createRing<string>({ entries: 2 });
    for (const entry of ["a", "b", "c"]) ring.add(entry);
    ring.clear();
    expect(ring.list()).to.deep.equal([]);
    ring.add("d");
    expect(ring.list()).to.deep.equal(["d"]);
  });

  it("keeps nothing where it has no room, and gives copies", () => {
    const none = createRing<number>({ entries: 0 });
    none.add(1);
    expect(none.list()).to.deep.equal([]);
    const one = createRing<number>({ entries: 1 });
    one.add(1);
    const before = one.list();
    one.add(2);
    expect(before).to.deep.equal([1]);
  });
});
