import { expect } from "chai";
import { findLines, layOutJson } from "./json-lines.ts";

function layOut(text: string): string[] | undefined {
  return layOutJson(text)?.map((line) => line.text);
}

describe("layOutJson", () => {
  it("changes white space alone", () => {
    const text = '{"a" :390.000,"a":1E+2, "b":[ "x, {y}: \\"z\\"",[] ,{}],"c":{"d":null}}';
    expect(layOut(text)).to.deep.equal([
      "{",
      '  "a": 390.000,',
      '  "a": 1E+2,',
      '  "b": [',
      '    "x, {y}: \\"z\\"",',
      "    [],",
      "    {}",
      "  ],",
      '  "c": {',
      '    "d": null',
      "  }",
      "}",
    ]);
  });

  it("takes values that are no object", () => {
    expect(layOut(" 1.0 ")).to.deep.equal(["1.0"]);
    expect(layOut("[]")).to.deep.equal(["[]"]);
  });

  it("leaves alone what is not JSON or nested too deeply", () => {
    expect(layOut("<html>")).to.equal(undefined);
    expect(layOut("")).to.equal(undefined);
    expect(layOut("[".repeat(200) + "]".repeat(200))).to.equal(undefined);
  });
});

describe("findLines", () => {
  const lines = layOutJson('{"a":[{"b":1},{"b":2}],"c/d":{"e":[[3],4]}}') ?? [];
  const find = (pointer: string) => findLines(lines, pointer).map((index) => lines[index]?.text.trim());

  it("finds members and entries", () => {
    expect(find("/a/1/b")).to.deep.equal(['"b": 2']);
    expect(find("/a/1")).to.deep.equal(["{"]);
    expect(find("/c~1d/e/0/0")).to.deep.equal(["3"]);
    expect(find("/c~1d/e/1")).to.deep.equal(["4"]);
  });

  it("finds the nearest ancestor of what is missing", () => {
    expect(find("/c~1d/x/y")).to.deep.equal(['"c/d": {']);
    expect(find("/missing")).to.deep.equal(["{"]);
  });
});
