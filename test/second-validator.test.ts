import { fileURLToPath } from "node:url";
import { registerSchema, type SchemaObject, validate, type Validator } from "@hyperjump/json-schema/draft-2020-12";
import { expect } from "chai";
import { readSchemaFolder } from "../scripts/read-sources.ts";
import { createValidator } from "../src/catalog/validator.ts";
import { createDraw } from "../src/generate/draw.ts";
import type { Draw } from "../src/model/case.ts";
import { isObject, showJson } from "../src/model/json.ts";
import { formatPointer, resolvePointer } from "../src/model/json-pointer.ts";
import { changeValue, readExamples } from "./examples.ts";

const folder = fileURLToPath(new URL("../schemas", import.meta.url));
const { schemas } = readSchemaFolder(folder);
const seed = 2020;
const changesPerExample = 6;

/**
 * Ajv gives wrong answers for some compositions of keywords, so a validator of another author answers the same questions.
 * `format` is an annotation for that one, as the standard has it by default, and the two libraries disagree about which
 * texts are date-times; so breaches of a format are left out here, and the invalid examples show them.
 */
describe("Two validators", () => {
  const ajv = createValidator(schemas);
  const others = new Map<string, Validator>();
  const examples = readExamples(folder);
  const all = [...examples.valid, ...examples.invalid];

  before(async () => {
    for (const schema of Object.values(schemas)) registerSchema(schema as SchemaObject);
    for (const [path, schema] of Object.entries(schemas)) others.set(path, await validate(String(schema["$id"])));
  });

  function compare(schema: string, value: unknown): { readonly ajv: boolean; readonly other: boolean } {
    const other = others.get(schema);
    if (other === undefined) throw new RangeError(`no schema ${schema}`);
    const breaches = ajv.validate(schema, value).filter(({ keyword }) => keyword !== "format");
    return { ajv: breaches.length === 0, other: other(value as Parameters<Validator>[0]).valid };
  }

  it("agree on every example", () => {
    const disputed = all.filter(({ schema, value }) => {
      const verdicts = compare(schema, value);
      return verdicts.ajv !== verdicts.other;
    });
    expect(disputed.map(({ path }) => path)).to.deep.equal([]);
    expect(examples.valid.filter(({ schema, value }) => !compare(schema, value).other)).to.deep.equal([]);
  });

  it("agree on changes of examples, of which some are valid and some are not", () => {
    const disputed: string[] = [];
    const counts = { valid: 0, invalid: 0 };
    for (const { path, schema, value } of all) {
      const draw = createDraw(seed, path);
      for (let count = 0; count < changesPerExample; count += 1) {
        const { what, changed } = changeSomething(value, draw);
        const verdicts = compare(schema, changed);
        counts[verdicts.ajv ? "valid" : "invalid"] += 1;
        if (verdicts.ajv !== verdicts.other)
          disputed.push(`${path}, ${what}: ajv says ${verdicts.ajv ? "valid" : "invalid"}`);
      }
    }
    expect(disputed).to.deep.equal([]);
    expect(counts.valid).to.be.above(100);
    expect(counts.invalid).to.be.above(100);
  });
});

const replacements: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1000,
  "",
  "text",
  "2027-01-31",
  "2027-01-31T23:59:59Z",
  [],
  [{}],
  {},
  { status: true, code: 5, message: "" },
];

/** Takes a value of the example away, puts another in its place, or repeats a list's entries. */
function changeSomething(value: unknown, draw: Draw): { readonly what: string; readonly changed: unknown } {
  const place = draw.pick(listPlaces(value));
  const pointer = formatPointer(place);
  const kind = draw.integer(1, 4);
  if (kind === 1 && place.length > 0) return { what: `${pointer} is taken away`, changed: changeValue(value, place) };
  if (kind === 2) {
    const times = draw.integer(2, 60);
    const repeat = (found: unknown): unknown =>
      Array.isArray(found) ? Array.from({ length: times }, () => found as unknown[]).flat() : [found];
    return {
      what: `${pointer} is repeated`,
      changed: changeValue(value, place, () => repeat(resolvePointer(value, pointer))),
    };
  }
  const other = draw.pick(replacements);
  return { what: `${pointer} becomes ${showJson(other)}`, changed: changeValue(value, place, () => other) };
}

/** The places of all values in a value, its own included. */
function listPlaces(value: unknown, place: readonly string[] = []): (readonly string[])[] {
  const members = Array.isArray(value) || isObject(value) ? Object.entries(value) : [];
  return [place, ...members.flatMap(([name, member]) => listPlaces(member, [...place, name]))];
}
