import { expect } from "chai";
import { readQueryValues } from "./query-values.ts";

const schema = {
  properties: {
    whole: { type: "integer" },
    scale: { type: "number" },
    flag: { type: "boolean" },
    text: { type: "string" },
  },
};

describe("readQueryValues", () => {
  const rows: readonly (readonly [name: string, text: string, value: unknown])[] = [
    ["whole", "12", 12],
    ["whole", "-3", -3],
    ["whole", "1.5", "1.5"],
    ["whole", "", ""],
    ["whole", " 1", " 1"],
    ["whole", "1e3", "1e3"],
    ["scale", "1.50", 1.5],
    ["scale", "7", 7],
    ["scale", "1.", "1."],
    ["flag", "true", true],
    ["flag", "false", false],
    ["flag", "True", "True"],
    ["flag", "1", "1"],
    ["text", "12", "12"],
    ["other", "12", "12"],
    ["toString", "12", "12"],
    ["constructor", "x", "x"],
    ["__proto__", "x", "x"],
  ];
  for (const [name, text, value] of rows) {
    it(`reads ${name}=${JSON.stringify(text)} as ${JSON.stringify(value)}`, () => {
      const read = readQueryValues([[name, text]], schema);
      expect(Object.entries(read as object)).to.deep.equal([[name, value]]);
    });
  }

  it("makes a list of a parameter that comes more than once", () => {
    const read = readQueryValues(
      [
        ["whole", "1"],
        ["text", "a"],
        ["whole", "x"],
        ["whole", "2"],
      ],
      schema,
    );
    expect(read).to.deep.equal({ whole: [1, "x", 2], text: "a" });
  });

  it("makes a list of a parameter that is called like an inherited member", () => {
    for (const name of ["toString", "__proto__"]) {
      const read = readQueryValues(
        [
          [name, "a"],
          [name, "b"],
        ],
        schema,
      );
      expect(Object.entries(read as object), name).to.deep.equal([[name, ["a", "b"]]]);
    }
  });

  it("leaves everything text where the schema describes no members", () => {
    expect(readQueryValues([["whole", "1"]], {})).to.deep.equal({ whole: "1" });
    expect(readQueryValues([["whole", "1"]], { properties: { whole: true } })).to.deep.equal({ whole: "1" });
    expect(readQueryValues([], schema)).to.deep.equal({});
  });
});
