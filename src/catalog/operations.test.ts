import { expect } from "chai";
import type { OpenAPIV3_1 } from "openapi-types";
import { listOperations } from "./operations.ts";
import { orchardSources } from "./testing/orchard-sources.ts";

describe("listOperations", () => {
  it("gives each operation with the schema files of its parts", () => {
    expect(listOperations(orchardSources.openapi)).to.deep.equal([
      {
        id: "trees",
        summary: "The trees of an owner",
        method: "GET",
        path: "/v1/trees",
        query: "trees/query.schema.json",
        answer: "trees/answer.schema.json",
        refusal: "refusal.schema.json",
      },
      { id: "plant", summary: "plant", method: "POST", path: "/v1/trees", body: "trees/plant.schema.json" },
    ]);
  });

  it("knows an operation without parameters, body and described answers", () => {
    const openapi: OpenAPIV3_1.Document = {
      openapi: "3.1.0",
      info: { title: "", version: "" },
      paths: { "/ping": { get: { operationId: "ping", responses: {} } }, "/described": {} },
    };
    expect(listOperations(openapi)).to.deep.equal([{ id: "ping", summary: "ping", method: "GET", path: "/ping" }]);
  });

  it("refuses an operation without a name, which nothing could refer to", () => {
    const openapi: OpenAPIV3_1.Document = {
      openapi: "3.1.0",
      info: { title: "", version: "" },
      paths: { "/x": { put: { responses: {} } } },
    };
    expect(() => listOperations(openapi)).to.throw("openapi: put /x has no operationId");
  });
});
