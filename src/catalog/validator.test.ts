import { expect } from "chai";
import type { SchemaDocument } from "./sources.ts";
import { createValidator } from "./validator.ts";

const base = "https://orchard.example/";
const schemas: Readonly<Record<string, SchemaDocument>> = {
  "tree.schema.json": {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${base}tree.schema.json`,
    type: "object",
    required: ["id", "a/b"],
    properties: {
      id: { type: "integer", "x-personal": true },
      kind: { enum: ["apple", "pear"] },
      planted: { type: "string", format: "date" },
      seen: { type: "string", format: "date-time" },
      label: { type: "string", pattern: "^[A-Z]+$", minLength: 2 },
      sort: { const: "tree" },
      height: { type: ["number", "null"], minimum: 0 },
      owners: { type: "array", maxItems: 2, items: { $ref: "person.schema.json" } },
      flag: { type: "boolean" },
    },
  },
  "person.schema.json": {
    $id: `${base}person.schema.json`,
    type: "object",
    properties: { name: { type: "string", "x-personal": true }, city: { type: "string" } },
  },
  "either.schema.json": {
    $id: `${base}either.schema.json`,
    type: "object",
    if: { required: ["code"] },
    then: { required: ["message"], properties: { code: { type: "integer" }, status: { const: false } } },
  },
};
const validator = createValidator(schemas);
const sound = { id: 1, "a/b": 0 };

describe("createValidator", () => {
  it("finds nothing in a sound value, whatever members are added", () => {
    const value = { ...sound, kind: "pear", planted: "2030-02-28", height: null, more: { of: "it" }, owners: [{}] };
    expect(validator.validate("tree.schema.json", value)).to.deep.equal([]);
  });

  const rows: readonly (readonly [
    value: unknown,
    pointer: string,
    aspect: string,
    expected: string,
    actual: string,
  ])[] = [
    [{ "a/b": 0 }, "/id", "missing", "a member id", "no such member"],
    [{ id: 1 }, "/a~1b", "missing", "a member a/b", "no such member"],
    [{ ...sound, id: "1" }, "/id", "type", "a whole number", 'string "1"'],
    [{ ...sound, id: 1.5 }, "/id", "type", "a whole number", "number 1.5"],
    [{ ...sound, id: null }, "/id", "type", "a whole number", "null null"],
    [{ ...sound, height: "tall" }, "/height", "type", "a number or null", 'string "tall"'],
    [{ ...sound, height: -1 }, "/height", "value", ">= 0", "integer -1"],
    [{ ...sound, flag: 0 }, "/flag", "type", "true or false", "integer 0"],
    [{ ...sound, owners: {} }, "/owners", "type", "a list", "object {}"],
    [{ ...sound, owners: [1] }, "/owners/0", "type", "an object", "integer 1"],
    [{ ...sound, owners: [{}, { city: 5 }] }, "/owners/1/city", "type", "a string", "integer 5"],
    [{ ...sound, owners: [{}, {}, {}] }, "/owners", "value", "not more than 2 items", "array [{},{},{}]"],
    [{ ...sound, kind: "plum" }, "/kind", "value", '"apple" or "pear"', 'string "plum"'],
    [{ ...sound, sort: "bush" }, "/sort", "value", '"tree"', 'string "bush"'],
    [{ ...sound, planted: "2030-02-30" }, "/planted", "value", "a date (YYYY-MM-DD)", 'string "2030-02-30"'],
    [{ ...sound, planted: "28.02.2030" }, "/planted", "value", "a date (YYYY-MM-DD)", 'string "28.02.2030"'],
    [{ ...sound, planted: 20300228 }, "/planted", "type", "a string", "integer 20300228"],
    [{ ...sound, seen: "yesterday" }, "/seen", "value", "a date-time", 'string "yesterday"'],
    [{ ...sound, label: "ab" }, "/label", "value", "text of the form ^[A-Z]+$", 'string "ab"'],
    [{ ...sound, label: "A" }, "/label", "value", "not fewer than 2 characters", 'string "A"'],
    ["tree", "", "type", "an object", 'string "tree"'],
    [null, "", "type", "an object", "null null"],
    [[], "", "type", "an object", "array []"],
  ];
  for (const [value, pointer, aspect, expected, actual] of rows) {
    it(`finds that ${JSON.stringify(value)} should have ${expected} at "${pointer}"`, () => {
      const [breach, ...more] = validator.validate("tree.schema.json", value);
      expect(breach).to.deep.include({ pointer, aspect, expected, actual });
      expect(more).to.deep.equal([]);
    });
  }

  it("reports each place once, and all places", () => {
    const breaches = validator.validate("tree.schema.json", {
      id: "x",
      label: "a",
      owners: [{ name: 1 }, { name: 2 }],
    });
    const places = breaches.map(({ aspect, pointer }) => `${aspect} ${pointer}`);
    expect(places).to.have.members([
      "missing /a~1b",
      "type /id",
      "value /label",
      "type /owners/0/name",
      "type /owners/1/name",
    ]);
  });

  it("keeps a wrong type and forgets what else is then wrong with the value", () => {
    const mistyped = createValidator({ a: { $id: `${base}a`, type: "string", enum: ["1"], const: "1" } });
    expect(mistyped.validate("a", 1).map(({ aspect }) => aspect)).to.deep.equal(["type"]);
  });

  it("reports what a condition demands, and not the condition as well", () => {
    const value = { code: 5, message: "no", status: true };
    const breaches = validator.validate("either.schema.json", value);
    expect(breaches.map(({ aspect, pointer }) => `${aspect} ${pointer}`)).to.deep.equal(["value /status"]);
  });

  it("finds personal data, of the wrong type too, through references, and only in the value at hand", () => {
    const value = { id: "1", owners: [{ name: "Ada", city: "X" }, { name: 5 }] };
    expect(validator.personal("tree.schema.json", value)).to.have.members(["/id", "/owners/0/name", "/owners/1/name"]);
    expect(validator.personal("tree.schema.json", {})).to.deep.equal([]);
  });

  it("says which schema does not exist", () => {
    expect(() => validator.validate("bush.schema.json", {})).to.throw(RangeError, "no schema bush.schema.json");
  });
});
