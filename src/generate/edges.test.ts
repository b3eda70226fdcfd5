import { expect } from "chai";
import { listEdges } from "./edges.ts";

describe("listEdges", () => {
  const lengthsOf = (maxItems: number, entry: string): number[] => {
    const site = { at: "/tags", pointer: "/tags", schemas: [{ type: "array", maxItems }], value: [entry] };
    return listEdges(site, "body").flatMap(({ name, value }) =>
      name.startsWith("has-") && Array.isArray(value) ? [value.length] : [],
    );
  };

  it("makes lists as long as their bound and one longer, but none that would fill a memory", () => {
    expect(lengthsOf(100, "a")).to.deep.equal([2, 100, 101]);
    expect(lengthsOf(3_000_000, "a")).to.deep.equal([2]);
    expect(lengthsOf(1000, "a".repeat(1000))).to.deep.equal([2]);
  });
});
