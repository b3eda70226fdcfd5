import { expect } from "chai";
import { listAwkward } from "./list-awkward.ts";

/** The names of texts that may be judged, and of those that may not. */
function sort(schema: Readonly<Record<string, unknown>>, pointer = "/query/q") {
  const edges = listAwkward({ at: "", pointer, value: "x", schemas: [schema] }, false);
  const named = (isOpen: boolean): string[] => edges.filter((one) => one.isOpen === isOpen).map(({ name }) => name);
  return { judged: named(false), open: named(true) };
}

describe("Texts that hosts stumble over", () => {
  it("are tried where there may be any text, and not in headers", () => {
    expect(sort({ type: "string" }).judged).to.include.members(["emoji", "right-to-left", "single-quotes"]);
    expect(sort({ type: "integer" })).to.deep.equal({ judged: [], open: [] });
    expect(sort({ type: "string", enum: ["a"] })).to.deep.equal({ judged: [], open: [] });
    expect(sort({ type: "string" }, "/header/X")).to.deep.equal({ judged: [], open: [] });
  });

  it("are judged only where all hosts count their letters alike, and read the pattern alike", () => {
    expect(sort({ type: "string", maxLength: 8 }).open).to.include("emoji");
    expect(sort({ type: "string", maxLength: 1 }).judged).to.include("emoji");
    expect(sort({ type: "string", pattern: "^\\w+$" }).open).to.include("right-to-left");
    expect(sort({ type: "string", pattern: "^[a-z]+$" }).judged).to.include("right-to-left");
  });
});
