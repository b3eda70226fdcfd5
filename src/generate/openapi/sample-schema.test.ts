import { expect } from "chai";
import { createApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import { loadOpenapi } from "../../catalog/openapi/load-openapi.ts";
import { createDraw } from "../draw.ts";
import { sampleSchema } from "./sample-schema.ts";

describe("Values that are made of a schema of OpenAPI", () => {
  const schemas: readonly (readonly [what: string, schema: string])[] = [
    [
      "lists whose first entries are of their own",
      "{ type: array, prefixItems: [{ type: number }, { type: boolean }], items: false, minItems: 2 }",
    ],
    ["a list that has to contain something", "{ type: array, items: { type: string }, contains: { const: oak } }"],
    ["different entries", "{ type: array, items: { enum: [a, b, c] }, uniqueItems: true, minItems: 2 }"],
    ["maps that must not be empty", "{ type: object, minProperties: 2, additionalProperties: { type: integer } }"],
    [
      "names of a form",
      "{ type: object, minProperties: 1, propertyNames: { pattern: '^[a-z]{3}$' }, additionalProperties: true }",
    ],
    [
      "members by a pattern of names",
      "{ type: object, minProperties: 1, patternProperties: { '^x_\\\\d$': { type: number } }, additionalProperties: false }",
    ],
    [
      "members that depend on others",
      "{ type: object, properties: { w: { type: number }, h: { type: number } }, dependentRequired: { w: [h], h: [w] } }",
    ],
    ["texts with letters of Unicode", "{ type: string, pattern: '^\\\\p{Lu}[\\\\w.-]{1,4}$' }"],
    ["passwords", "{ type: string, pattern: '^(?=.*\\\\d).{4,}$', maxLength: 12 }"],
    [
      "members that are required where others describe them",
      "{ allOf: [{ type: object, properties: { n: { type: integer }, m: { type: boolean } } }, { required: [n, m] }] }",
    ],
    ["texts whose parts narrow them", "{ allOf: [{ type: string }, { minLength: 30 }, { pattern: '^a+$' }] }"],
    [
      "a kind by its discriminator",
      "{ oneOf: [{ $ref: '#/components/schemas/One' }, { $ref: '#/components/schemas/Two' }], discriminator: { propertyName: kind, mapping: { one: One, two: Two } } }",
    ],
    [
      "what has members that no value fits",
      "{ type: object, required: [n], properties: { n: { type: integer }, l: { type: array, minItems: 3, items: { properties: { a: { not: {} }, b: { not: {} } } } }, c: { not: {} }, d: { not: {} }, e: { not: {} } } }",
    ],
    [
      "what may be null and what is one of several constants",
      "{ type: object, required: [a, b, c, d, e, f], properties: { a: { type: ['null', array] }, b: { type: [string, 'null'], pattern: '^[a-c]$' }, c: { type: ['null', integer] }, d: { type: integer, oneOf: [{ const: 1 }, { const: 2 }] }, e: { type: string, anyOf: [{ const: x }, { const: y }] }, f: { type: integer, oneOf: [{ const: 1 }, { const: 2 }] } } }",
    ],
    ["tenths", "{ type: number, multipleOf: 0.1, minimum: 0 }"],
    ["numbers between others", "{ type: number, exclusiveMinimum: 0, exclusiveMaximum: 1 }"],
  ];
  for (const [what, schema] of schemas) {
    it(`are ${what}`, async () => {
      const one =
        "One: { type: object, required: [kind, a], properties: { kind: { type: string }, a: { type: integer } } }";
      const text = `openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    A: ${schema.replaceAll("\\\\", "\\")}\n    ${one}\n    ${one.replace("One", "Two")}\n`;
      const api = await loadOpenapi("api.yaml", async () => text);
      const read = createApiSchemas(api, "request", (pattern, value) => pattern.test(value));
      const place = { file: "api.yaml", pointer: "/components/schemas/A" };
      const made = Array.from({ length: 8 }, (_unused, seed) => sampleSchema(read, place, createDraw(seed, "value")));
      expect(made.filter((one) => one === undefined)).to.deep.equal([]);
      expect(new Set(made.map((one) => JSON.stringify(one?.value))).size).to.be.above(1);
    });
  }
});
