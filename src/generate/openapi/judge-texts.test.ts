import { expect } from "chai";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Json } from "../../model/json.ts";
import { judgeTexts } from "./judge-texts.ts";

const ajv = new Ajv2020({ allErrors: true });

/** The keywords that values break, however they are read. */
function broken(schema: object, value: Json): string[] | undefined {
  const validate = ajv.compile(schema);
  const judge = (one: Json) => {
    validate(one);
    return (validate.errors ?? []).map(({ keyword, instancePath }) => ({
      aspect: keyword === "type" ? "type" : "value",
      pointer: instancePath,
      expected: keyword,
    }));
  };
  return judgeTexts(value, judge)?.map(({ expected, pointer }) => `${expected} ${pointer}`.trim());
}

describe("Values that are texts on the way", () => {
  const age = { type: "object", required: ["age"], properties: { age: { type: "integer", maximum: 150 } } };
  const ids = { type: "array", items: { type: "integer" }, maxItems: 2 };
  const rows: readonly (readonly [what: string, schema: object, value: Json, broken: string[] | undefined])[] = [
    ["a number that is written as text", age, { age: "15" }, []],
    ["a number past its bound", age, { age: 151 }, ["maximum /age"]],
    ["a word for a number", age, { age: "old" }, ["type /age"]],
    ["nothing where something has to be", age, { age: "" }, ["required"]],
    ["nothing where nothing has to be", { ...age, required: [] }, { age: "" }, []],
    ["a truth value as 1", { type: "object", properties: { ok: { type: "boolean" } } }, { ok: 1 }, []],
    ["a list of numbers", ids, ["1", 2], []],
    ["a list that is too long", ids, ["1", "2", "3"], ["maxItems"]],
    ["a list with a word for a number", ids, ["1", "a"], ["type /1"]],
    ["one value in place of a list", { type: "string" }, ["a"], []],
    ["lists in lists", ids, [["1"]], undefined],
  ];
  for (const [what, schema, value, expected] of rows) {
    const outcome = expected === undefined ? "is not judged" : expected.length === 0 ? "breaks nothing" : "breaks that";
    it(`${what} ${outcome}`, () => expect(broken(schema, value)).to.deep.equal(expected));
  }
});
