import { expect } from "chai";
import type { HttpRequest } from "../model/http.ts";
import { noBody } from "../model/http.ts";
import { loadCatalog } from "./catalog.ts";
import { orchardSources } from "./testing/orchard-sources.ts";
import { loadRealCatalog } from "./testing/load-real-catalog.ts";

const orchard = loadCatalog(orchardSources);
const request = (method: string, url: string): HttpRequest => ({ method, url, headers: [], body: noBody });

describe("loadCatalog", () => {
  it("gives operations, requirements, contradictions and pages by name", () => {
    expect([...orchard.operations.keys()]).to.deep.equal(["trees", "plant"]);
    expect(orchard.requirements.get("trees.code.44")).to.deep.include({ basis: "stated", binds: "host" });
    expect(orchard.contradictions.get("rows-unclear")?.decision).to.equal("either");
    expect(orchard.pages).to.equal(orchardSources.pages);
  });

  it("refuses sources that do not fit together, and says every reason", () => {
    const broken = { ...orchardSources, pages: [], contradictions: [] };
    expect(() => loadCatalog(broken)).to.throw(
      Error,
      /^the catalogue is inconsistent:\n- trees\.answer\.shape cites the unknown page trees\n(- .*\n)+- .*trees\.request\.rule.*$/,
    );
  });

  it("names the requirement of each breach", () => {
    const { breaches, exercised } = orchard.check("trees/answer.schema.json", {
      ownerId: "7",
      trees: [
        { kind: "apple", planted: "2030-01-01" },
        { kind: "plum", height: -1 },
      ],
    });
    expect(breaches.map(({ requirement, pointer, aspect }) => `${requirement} ${aspect} ${pointer}`)).to.have.members([
      "trees.answer.shape type /ownerId",
      "trees.tree.kind value /trees/1/kind",
      "trees.tree.height value /trees/1/height",
      "trees.trees.present missing /trees/1/planted",
    ]);
    expect(exercised).to.deep.equal([
      "trees.answer.shape",
      "trees.trees.present",
      "trees.tree.kind",
      "trees.tree.height",
    ]);
  });

  it("finds nothing in a sound value, and exercises only what it gave an opportunity to break", () => {
    const { breaches, exercised } = orchard.check("trees/answer.schema.json", { ownerId: 7, trees: [] });
    expect(breaches).to.deep.equal([]);
    expect(exercised).to.deep.equal(["trees.answer.shape", "trees.trees.present"]);
  });

  it("reads a query as its operation's schema describes it", () => {
    const operation = orchard.operations.get("trees");
    if (operation === undefined) throw new Error("no such operation");
    const query = orchard.queryOf(operation, request("GET", "http://a.example/v1/trees?owner=12&rows=12&ripe=true"));
    expect(query).to.deep.equal({ owner: "12", rows: 12, ripe: true });
  });

  it("finds personal data", () => {
    expect(orchard.personal("trees/query.schema.json", { owner: "Ada", rows: 1 })).to.deep.equal(["/owner"]);
    expect(orchard.personal("trees/answer.schema.json", { ownerId: 7 })).to.deep.equal(["/ownerId"]);
  });
});

describe("Catalog.matchOperation", () => {
  const rows: readonly (readonly [method: string, url: string, operation: string | undefined])[] = [
    ["GET", "http://a.example/v1/trees", "trees"],
    ["GET", "http://a.example/v1/trees?owner=a/b", "trees"],
    ["POST", "http://a.example/v1/trees", "plant"],
    ["GET", "http://a.example:8080/base/path/v1/trees?rows=1", "trees"],
    ["PUT", "http://a.example/v1/trees", undefined],
    ["GET", "http://a.example/v1/trees/7", undefined],
    ["GET", "http://a.example/v1/bushes?path=/v1/trees", undefined],
    ["GET", "http://a.example/", undefined],
  ];
  for (const [method, url, operation] of rows) {
    it(`takes ${method} ${url} for ${operation ?? "none"}`, () => {
      expect(orchard.matchOperation(request(method, url))?.id).to.equal(operation);
    });
  }

  it("prefers the operation whose path fits as a whole", () => {
    const get = (operationId: string) => ({ get: { operationId, responses: {} } });
    const nested = loadCatalog({
      openapi: {
        openapi: "3.1.0",
        info: { title: "", version: "" },
        paths: { "/trees": get("all"), "/old/trees": get("old") },
      },
      schemas: {},
      requirements: [],
      contradictions: [],
      pages: [],
      meta: {},
    });
    expect(nested.matchOperation(request("GET", "http://a.example/old/trees"))?.id).to.equal("old");
    expect(nested.matchOperation(request("GET", "http://a.example/base/trees"))?.id).to.equal("all");
  });
});

describe("The catalogue of schemas/", () => {
  const catalog = loadRealCatalog();

  it("holds together, and its operation refers to schemas that are there", () => {
    expect(catalog.operations.get("points")).to.deep.include({
      method: "GET",
      path: "/v2/customers/lookup/promisedPointsSchedule",
      query: "points/query.schema.json",
      answer: "points/answer.schema.json",
      refusal: "transport/refusal.schema.json",
    });
  });

  it("gives every value that a sample answer could have wrong to one requirement", () => {
    const entry = { points: "1", redeemableFrom: "soon", redeemableFromISO: 1, programId: 1.5, pointsType: null };
    const { breaches } = catalog.check("points/answer.schema.json", {
      entityId: "1",
      entityType: 5,
      promisedPointsScheduleList: [entry, {}, 1],
      triggerBasedPointsList: [{ points: "1" }, "x"],
      warnings: null,
    });
    const owners = breaches.map(({ requirement, aspect }) => `${requirement} ${aspect}`);
    expect(owners).to.have.members([
      "points.entity-id.type type",
      "points.entity-type.type type",
      "points.points.type type",
      "points.redeemable-from.format value",
      "points.redeemable-from-iso.format type",
      "points.program-id.type type",
      "points.points-type.type type",
      "points.points.present missing",
      "points.redeemable-from.present missing",
      "points.program-id.present missing",
      "points.points-type.present missing",
      "points.schedule.entry type",
      "points.trigger-points.number type",
      "points.trigger-program-id.integer missing",
      "points.trigger-points-type.string missing",
      "points.trigger-list.entry type",
      "points.warnings.list type",
    ]);
  });

  it("reports a refusal without a message once for each place, wherever the code stands", () => {
    const places = [
      [{ code: 5, status: false }, "/message"],
      [{ errors: [{ code: 5, status: false }] }, "/errors/0/message"],
      [{ status: { code: 5, status: false } }, "/status/message"],
    ] as const;
    for (const [value, pointer] of places) {
      const { breaches } = catalog.check("transport/refusal.schema.json", value);
      expect(breaches.map((breach) => `${breach.requirement} ${breach.pointer}`)).to.deep.equal([
        `transport.refusal.envelope ${pointer}`,
      ]);
    }
  });
});
