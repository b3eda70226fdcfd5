import type { Requirement } from "../../model/requirement.ts";
import { orchardSources } from "./orchard-sources.ts";
import type { CatalogSources, SchemaDocument } from "../sources.ts";

function defineSchema(path: string, schema: SchemaDocument): readonly [string, SchemaDocument] {
  const $id = `https://orchard.example/schemas/${path}`;
  return [path, { $schema: "https://json-schema.org/draft/2020-12/schema", $id, ...schema }];
}

function claim(id: string, schema: string, at: string, aspects: readonly ("missing" | "type")[]): Requirement {
  const source = [{ page: "trees", part: "table" }];
  return { id, statement: `${id}.`, binds: "sender", basis: "shown", source, check: { schema, at, aspects } };
}

const rule = (id: string, more: Partial<Requirement> = {}): Requirement => ({
  ...claim(id, "", "", []),
  check: { rule: id },
  ...more,
});

const letter = { $ref: "felled/letter.schema.json" };
const tree = { $ref: "felled/tree.schema.json" };

/** The orchard, which now tells of felled trees: on a card, or in a letter with the tree inside. */
export const orchardEventSources: CatalogSources = {
  ...orchardSources,
  openapi: {
    ...orchardSources.openapi,
    webhooks: {
      treeFelled: {
        post: {
          operationId: "felled",
          summary: "A tree was felled",
          requestBody: {
            content: {
              "application/json": {
                schema: {
                  anyOf: [
                    { $ref: "felled/card.schema.json" },
                    { allOf: [letter, { properties: { inside: { properties: { tree } } } }] },
                  ],
                },
              },
            },
          },
          responses: {},
        },
      },
    },
  },
  schemas: {
    ...orchardSources.schemas,
    ...Object.fromEntries([
      defineSchema("felled/card.schema.json", {
        type: "object",
        required: ["name", "owner"],
        properties: {
          name: { type: "string" },
          owner: { "x-personal": true },
          labels: { patternProperties: { "^": {} } },
        },
      }),
      defineSchema("felled/letter.schema.json", {
        type: "object",
        required: ["name", "inside"],
        properties: { name: { type: "string" }, inside: { properties: { tree: { description: "The tree." } } } },
      }),
      defineSchema("felled/tree.schema.json", {
        type: "object",
        required: ["kind"],
        properties: {
          kind: { type: "string" },
          owner: { "x-personal": true },
          rings: { items: { properties: { year: {} } } },
        },
      }),
    ]),
  },
  requirements: [
    ...orchardSources.requirements,
    claim("felled.card.shape", "felled/card.schema.json", "", ["missing", "type"]),
    claim("felled.letter.shape", "felled/letter.schema.json", "", ["missing", "type"]),
    claim("felled.tree.kind", "felled/tree.schema.json", "/kind", ["missing", "type"]),
    claim("felled.tree.object", "felled/tree.schema.json", "", ["type"]),
    rule("felled.form", { readings: { card: "a card", letter: "a letter" } }),
    rule("felled.name.polite"),
    rule("felled.names.different"),
  ],
};
