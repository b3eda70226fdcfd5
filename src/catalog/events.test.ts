import { expect } from "chai";
import type { OpenAPIV3_1 } from "openapi-types";
import { loadCatalog } from "./catalog.ts";
import { findCatalogProblems } from "./cross-check.ts";
import { listEvents } from "./events.ts";
import { listOperations } from "./operations.ts";
import { orchardSources } from "./testing/orchard-sources.ts";
import type { CatalogSources } from "./sources.ts";
import { orchardEventSources } from "./testing/orchard-event-sources.ts";

describe("listEvents", () => {
  it("gives each event with its envelopes, and the parts of them that have schemas of their own", () => {
    expect(listEvents(orchardEventSources.openapi)).to.deep.equal([
      {
        id: "felled",
        name: "treeFelled",
        summary: "A tree was felled",
        envelopes: [
          { name: "card", schema: "felled/card.schema.json", parts: [] },
          {
            name: "letter",
            schema: "felled/letter.schema.json",
            parts: [{ at: "/inside/tree", schema: "felled/tree.schema.json" }],
          },
        ],
      },
    ]);
  });

  it("knows an event with one form, and a document without events", () => {
    const schema = { $ref: "rain.schema.json" };
    const openapi = {
      ...orchardSources.openapi,
      webhooks: {
        rain: { post: { operationId: "rain", requestBody: { content: { "application/json": { schema } } } } },
      },
    } as unknown as OpenAPIV3_1.Document;
    expect(listEvents(openapi)).to.deep.equal([
      {
        id: "rain",
        name: "rain",
        summary: "rain",
        envelopes: [{ name: "rain", schema: "rain.schema.json", parts: [] }],
      },
    ]);
    expect(listEvents(orchardSources.openapi)).to.deep.equal([]);
  });

  it("refuses an event without a name for its folder, or without a schema", () => {
    const webhook = (post: object): OpenAPIV3_1.Document =>
      ({ ...orchardSources.openapi, webhooks: { rain: { post } } }) as unknown as OpenAPIV3_1.Document;
    expect(() => listEvents(webhook({}))).to.throw("openapi: the webhook rain has no operationId");
    expect(() => listEvents(webhook({ operationId: "rain" }))).to.throw(
      "openapi: an envelope of the webhook rain names no schema file",
    );
  });
});

describe("A catalogue with events", () => {
  const catalog = loadCatalog(orchardEventSources);

  it("finds them by id and by name", () => {
    expect([...catalog.events.keys()]).to.deep.equal(["felled"]);
    expect(catalog.findEvent("felled")).to.equal(catalog.events.get("felled"));
    expect(catalog.findEvent("treeFelled")).to.equal(catalog.events.get("felled"));
    expect(catalog.findEvent("treePlanted")).to.equal(undefined);
  });

  it("is refused where a schema of an event is not there, or an event is called as an operation is", () => {
    const { "felled/tree.schema.json": _gone, ...schemas } = orchardEventSources.schemas;
    const requirements = orchardEventSources.requirements.filter(({ id }) => !id.startsWith("felled.tree."));
    const problems = (sources: CatalogSources, id: string): string[] =>
      findCatalogProblems(
        sources,
        listOperations(sources.openapi),
        listEvents(sources.openapi).map((event) => ({ ...event, id })),
      );
    expect(problems({ ...orchardEventSources, schemas, requirements }, "felled")).to.deep.equal([
      "event felled refers to the unknown schema felled/tree.schema.json",
    ]);
    expect(problems(orchardEventSources, "trees")).to.deep.equal(["two operations or events are called trees"]);
  });

  it("finds members that a schema does not describe, but none where it describes no member at all", () => {
    const rows: readonly (readonly [schema: string, value: unknown, unknown: readonly string[]])[] = [
      ["card", { name: "x", owner: { any: 1 }, labels: { a: 1 } }, []],
      ["card", { name: "x", colour: { deep: 1 }, "a/b": 1 }, ["/colour", "/a~1b"]],
      ["letter", { name: "x", inside: { tree: { kind: 1, any: 2 }, leaf: 3 } }, ["/inside/leaf"]],
      ["tree", { rings: [{ year: 1 }, { year: 2, width: 3 }] }, ["/rings/1/width"]],
      ["tree", ["kind"], []],
      ["tree", null, []],
    ];
    for (const [schema, value, unknown] of rows)
      expect(catalog.unknownMembers(`felled/${schema}.schema.json`, value)).to.deep.equal(unknown);
  });
});
