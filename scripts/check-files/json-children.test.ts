import { expect } from "chai";
import * as fc from "fast-check";
import { listJsonChildren } from "./json-children.ts";

describe("The children of a JSON text", () => {
  it("begin where their own texts do, whatever stands in names and texts", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom('"', "\\", '\\"', "{", "]", ",", ":", "\\\\"),
    );
    const values = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(texts, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(null, true)),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(texts, tie("value"), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        const children = Object.entries(typeof value === "object" && value !== null ? value : {});
        const { offsets, repeated } = listJsonChildren(text, 0);
        expect([...offsets.keys()]).to.have.members(children.map(([name]) => name));
        expect(repeated).to.deep.equal([]);
        for (const [name, child] of children) {
          expect(text.slice(offsets.get(name)).startsWith(JSON.stringify(child))).to.equal(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it("are found among white space, and the last of those with one name counts", () => {
    const text = ' \n{ "a" : 1 ,\t"b":[ ] , "a" :\r\n "x" }';
    const { offsets, repeated } = listJsonChildren(text, text.indexOf("{"));
    expect(text.slice(offsets.get("a"))).to.equal('"x" }');
    expect(text[offsets.get("b") ?? 0]).to.equal("[");
    expect(repeated).to.deep.equal(["a"]);
  });
});
