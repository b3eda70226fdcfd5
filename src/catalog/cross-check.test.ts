import { expect } from "chai";
import type { Requirement } from "../model/requirement.ts";
import { findCatalogProblems } from "./cross-check.ts";
import { listEvents } from "./events.ts";
import { listOperations } from "./operations.ts";
import { orchardSources } from "./testing/orchard-sources.ts";
import type { CatalogSources, SchemaDocument } from "./sources.ts";

function findProblems(changes: Partial<CatalogSources>): string[] {
  const sources = { ...orchardSources, ...changes };
  return findCatalogProblems(sources, listOperations(sources.openapi), listEvents(sources.openapi));
}

/** The register with one requirement changed. */
function alter(id: string, change: Partial<Requirement>): Partial<CatalogSources> {
  expect(orchardSources.requirements.some((one) => one.id === id)).to.equal(true);
  return { requirements: orchardSources.requirements.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

function without(...ids: readonly string[]): Partial<CatalogSources> {
  return { requirements: orchardSources.requirements.filter(({ id }) => !ids.includes(id)) };
}

/** The answer's schema with one more member. */
function withMember(member: SchemaDocument): Partial<CatalogSources> {
  const path = "trees/answer.schema.json";
  const schema = orchardSources.schemas[path];
  const properties = { ...(schema?.["properties"] as object), extra: member };
  return { schemas: { ...orchardSources.schemas, [path]: { ...schema, properties } } };
}

const [firstRequirement] = orchardSources.requirements;
const [contradiction] = orchardSources.contradictions;

describe("findCatalogProblems", () => {
  it("finds nothing where all fits", () => expect(findProblems({})).to.deep.equal([]));

  const rows: readonly (readonly [what: string, changes: Partial<CatalogSources>, problems: readonly string[]])[] = [
    [
      "two requirements of one name",
      {
        requirements: [
          ...orchardSources.requirements,
          { ...orchardSources.requirements[9], id: "trees.code.44" } as Requirement,
        ],
      },
      ["two requirements are called trees.code.44"],
    ],
    [
      "two contradictions of one name",
      { contradictions: [...orchardSources.contradictions, ...orchardSources.contradictions] },
      ["two contradictions are called rows-unclear"],
    ],
    [
      "a page that a requirement cites and nobody lists",
      alter("trees.code.44", { source: [{ page: "roots", part: "table" }] }),
      ["trees.code.44 cites the unknown page roots"],
    ],
    [
      "a page that a contradiction cites and nobody lists",
      {
        contradictions: [
          { ...contradiction, places: [{ page: "roots", part: "table" }] } as CatalogSources["contradictions"][0],
        ],
      },
      ["rows-unclear cites the unknown page roots"],
    ],
    [
      "a contradiction that nobody describes",
      alter("trees.code.44", { contradictions: ["rows-unclear", "never-heard"] }),
      ["trees.code.44 names the unknown contradiction never-heard"],
    ],
    [
      "a contradiction that leads nowhere",
      { contradictions: [{ ...contradiction, leads: ["trees.gone"] } as CatalogSources["contradictions"][0]] },
      ["rows-unclear leads to trees.gone, which does not exist"],
    ],
    [
      "a schema that does not exist",
      alter("trees.code.44", { check: { schema: "bark.schema.json", at: "", aspects: ["type"] } }),
      ["trees.code.44 names the unknown schema bark.schema.json"],
    ],
    [
      "a single reading, which is no choice",
      alter("trees.rows.reading", { readings: { only: "one" } }),
      ["trees.rows.reading has a single reading"],
    ],
    [
      "two claims on the same place",
      {
        requirements: [...orchardSources.requirements, { ...(firstRequirement as Requirement), id: "again" }],
      },
      ["missing", "type", "value"].map(
        (aspect) => `again and trees.answer.shape both claim ${aspect} at the whole of trees/answer.schema.json`,
      ),
    ],
    [
      "members that no requirement claims",
      without("trees.answer.shape", "trees.tree.kind", "trees.tree.height"),
      [
        "trees/answer.schema.json: no requirement claims the type of the whole",
        "trees/answer.schema.json: no requirement claims that /ownerId is there",
        "trees/answer.schema.json: no requirement claims the type of /ownerId",
        "trees/answer.schema.json: no requirement claims the type of /trees",
        "trees/answer.schema.json: no requirement claims the type of /trees/*",
        "trees/answer.schema.json: no requirement claims the value of /trees/*/kind",
        "trees/answer.schema.json: no requirement claims the type of /trees/*/planted",
        "trees/answer.schema.json: no requirement claims the value of /trees/*/planted",
        "trees/answer.schema.json: no requirement claims the type of /trees/*/height",
        "trees/answer.schema.json: no requirement claims the value of /trees/*/height",
        // A member that an entry of /trees lacks is claimed by the claim on /trees.
      ],
    ],
    [
      "a refusal that no requirement claims",
      without("transport.refusal.shape"),
      [
        "refusal.schema.json: no requirement claims the type of the whole",
        "refusal.schema.json: no requirement claims that /code is there",
        "refusal.schema.json: no requirement claims the type of /code",
        "refusal.schema.json: no requirement claims the type of /message",
      ],
    ],
    [
      "an operation whose schema does not exist",
      {
        schemas: Object.fromEntries(
          Object.entries(orchardSources.schemas).filter(([path]) => path !== "trees/plant.schema.json"),
        ),
      },
      [
        "plant.body.shape names the unknown schema trees/plant.schema.json",
        "operation plant refers to the unknown schema trees/plant.schema.json",
      ],
    ],
  ];
  for (const [what, changes, problems] of rows) {
    it(`finds ${what}`, () => expect(findProblems(changes)).to.have.members(problems));
  }

  it("does not ask for a claim on the type of a query as a whole, which is always an object", () => {
    expect(findProblems(without("trees.query.others"))).to.deep.equal([
      "trees/query.schema.json: no requirement claims the type of /height",
      "trees/query.schema.json: no requirement claims the type of /ripe",
    ]);
  });

  // Whatever the validator calls a wrong value needs an owner, or a run would break off at it.
  const keywords: readonly SchemaDocument[] = [
    { const: 1 },
    { enum: [1] },
    { format: "date" },
    { pattern: "^a$" },
    { minLength: 1 },
    { maxLength: 1 },
    { minItems: 1 },
    { maxItems: 1 },
    { uniqueItems: true },
    { minimum: 1 },
    { maximum: 1 },
    { exclusiveMinimum: 1 },
    { exclusiveMaximum: 1 },
    { multipleOf: 2 },
    { minProperties: 1 },
    { maxProperties: 1 },
    { not: { const: 1 } },
  ];
  for (const member of keywords) {
    it(`asks for the owner of a value that ${Object.keys(member).join()} limits`, () => {
      const owned = orchardSources.requirements.map((one) =>
        one.id === "trees.answer.shape"
          ? { ...one, check: { schema: "trees/answer.schema.json", at: "", aspects: ["missing", "type"] as const } }
          : one,
      );
      const problems = findProblems({ ...withMember(member), requirements: owned });
      expect(problems).to.include("trees/answer.schema.json: no requirement claims the value of /extra");
    });
  }
});
