import type { Requirement } from "../../model/requirement.ts";
import type { CatalogSources } from "../sources.ts";

const base = "https://orchard.example/schemas/";
const draft = "https://json-schema.org/draft/2020-12/schema";
const source = [{ page: "trees", part: "table" }];

function json(schema: string): { content: { "application/json": { schema: { $ref: string } } } } {
  return { content: { "application/json": { schema: { $ref: schema } } } };
}

const claim = (
  id: string,
  schema: string,
  at: string,
  aspects: readonly string[],
  more: Partial<Requirement> = {},
): Requirement =>
  ({
    id,
    statement: `${id}.`,
    binds: "host",
    basis: "stated",
    source,
    check: { schema, at, aspects },
    ...more,
  }) as Requirement;
const demand = (id: string, more: Partial<Requirement> = {}): Requirement => ({
  id,
  statement: `${id}.`,
  binds: "host",
  basis: "protocol",
  source,
  check: { rule: id },
  ...more,
});

/** What a made-up vendor says of its two operations: enough to show everything that a catalogue can hold. */
export const orchardSources: CatalogSources = {
  openapi: {
    openapi: "3.1.0",
    info: { title: "Orchard", version: "1" },
    paths: {
      "/v1/trees": {
        get: {
          operationId: "trees",
          summary: "The trees of an owner",
          parameters: [
            { name: "owner", in: "query", schema: { $ref: "trees/query.schema.json#/properties/owner" } },
            { name: "rows", in: "query", schema: { $ref: "trees/query.schema.json#/properties/rows" } },
          ],
          responses: {
            "200": { description: "trees", ...json("trees/answer.schema.json") },
            default: { description: "refusal", ...json("refusal.schema.json") },
          },
        },
        post: {
          operationId: "plant",
          requestBody: json("trees/plant.schema.json"),
          responses: { "200": { description: "planted" } },
        },
      },
    },
  },
  schemas: {
    "trees/query.schema.json": {
      $schema: draft,
      $id: `${base}trees/query.schema.json`,
      type: "object",
      required: ["owner"],
      properties: {
        owner: { type: "string", minLength: 1, "x-personal": true },
        rows: { type: "integer" },
        height: { type: "number" },
        ripe: { type: "boolean" },
      },
    },
    "trees/answer.schema.json": {
      $schema: draft,
      $id: `${base}trees/answer.schema.json`,
      type: "object",
      required: ["ownerId", "trees"],
      properties: {
        ownerId: { type: "integer", "x-personal": true },
        trees: { type: "array", items: { $ref: "#/$defs/tree" } },
      },
      $defs: {
        tree: {
          type: "object",
          required: ["kind", "planted"],
          properties: {
            kind: { enum: ["apple", "pear"] },
            planted: { type: "string", format: "date" },
            height: { type: "number", minimum: 0 },
          },
        },
      },
    },
    "trees/plant.schema.json": {
      $schema: draft,
      $id: `${base}trees/plant.schema.json`,
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string" } },
    },
    "refusal.schema.json": {
      $schema: draft,
      $id: `${base}refusal.schema.json`,
      type: "object",
      required: ["code"],
      properties: { code: { type: "integer" }, message: { type: "string" } },
    },
  },
  requirements: [
    claim("trees.answer.shape", "trees/answer.schema.json", "", ["missing", "type", "value"], { basis: "shown" }),
    claim("trees.trees.present", "trees/answer.schema.json", "/trees", ["missing"]),
    claim("trees.tree.kind", "trees/answer.schema.json", "/trees/*/kind", ["missing", "value"]),
    claim("trees.tree.height", "trees/answer.schema.json", "/trees/*/height", ["type", "value"]),
    claim("trees.query.owner", "trees/query.schema.json", "/owner", ["missing", "type", "value"], {
      binds: "consumer",
    }),
    claim("trees.query.rows", "trees/query.schema.json", "/rows", ["type"], { binds: "consumer" }),
    claim("trees.query.others", "trees/query.schema.json", "", ["type"], { binds: "consumer" }),
    claim("plant.body.shape", "trees/plant.schema.json", "", ["missing", "type"], { binds: "consumer" }),
    claim("transport.refusal.shape", "refusal.schema.json", "", ["missing", "type"], { basis: "elsewhere" }),
    demand("transport.answer.arrives"),
    demand("transport.status.no-crash"),
    demand("transport.status.success"),
    demand("transport.body.json"),
    demand("transport.content-type.json"),
    demand("trees.owner.served", { basis: "stated", check: { cases: ["trees.owner"] } }),
    demand("trees.code.44", { basis: "stated", check: { cases: ["trees.unknown"] } }),
    demand("trees.rows.reading", {
      basis: "derived",
      contradictions: ["rows-unclear"],
      readings: { ignored: "rows does nothing", narrowed: "rows cuts the list", refused: "rows is refused" },
      check: { cases: ["trees.rows"] },
    }),
    demand("trees.season.days", { basis: "stated", check: { none: "wall-clock days" } }),
    demand("trees.request.rule", { binds: "consumer" }),
  ],
  contradictions: [
    {
      id: "rows-unclear",
      places: source,
      sides: ["one", "another"],
      decision: "either",
      leads: ["trees.rows.reading"],
    },
  ],
  pages: [{ id: "trees", title: "Trees", url: "https://orchard.example/trees" }],
  meta: {},
};
