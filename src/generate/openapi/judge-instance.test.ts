import { expect } from "chai";
import { createApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import { loadOpenapi } from "../../catalog/openapi/load-openapi.ts";
import { readOperations } from "../../catalog/openapi/read-operations.ts";
import { listBreaches } from "./judge-instance.ts";
import type { ApiInstance } from "./write-api-request.ts";

const document = `openapi: 3.0.3
paths:
  /a:
    patch:
      parameters:
        - { name: tenant, in: header, required: true, schema: { type: string, enum: [acme] } }
        - { name: Content-Length, in: header, required: true, schema: { type: string } }
        - { name: near, in: query, content: { application/json: { schema: { type: array, items: { type: number } } } } }
        - { name: size, in: query, schema: { type: object, properties: { w: { type: integer } } } }
        - { name: page, in: query, schema: { type: integer } }
      requestBody:
        content: { application/merge-patch+json: { schema: { type: object, properties: { name: { type: string } } } } }
      responses: {}
`;

describe("What is wrong with a request of an OpenAPI document", () => {
  const sound: ApiInstance = { header: { tenant: "acme" } };
  const rows: readonly (readonly [what: string, instance: ApiInstance, parts: readonly string[]])[] = [
    ["a header with blanks around it, which no header has", { header: { tenant: " acme " } }, []],
    ["another word in a header", { header: { tenant: "ACME" } }, ["header tenant"]],
    ["a header that is missing, but not one that HTTP writes", {}, ["header tenant"]],
    ["JSON in a query", { ...sound, query: { near: [1, 2] } }, []],
    ["other JSON in a query", { ...sound, query: { near: "no such thing" } }, ["query near"]],
    ["the name of an object that is written by its members", { ...sound, query: { size: "null" } }, []],
    ["a number between blanks", { ...sound, query: { page: " 5 " } }, []],
    ["a blank for a number that may be left out", { ...sound, query: { page: " " } }, []],
    ["a word for a number", { ...sound, query: { page: "five" } }, ["query page"]],
    ["null in a merge patch", { ...sound, body: { name: null } }, []],
    ["a number for a name", { ...sound, body: { name: 5 } }, ["body"]],
    ["null for a body that may be left out", { ...sound, body: null }, []],
  ];
  for (const [what, instance, parts] of rows) {
    it(`is ${parts.length === 0 ? "not " : ""}${what}`, async () => {
      const api = await loadOpenapi("api.yaml", async () => document);
      const [operation] = readOperations(api);
      if (operation === undefined) throw new Error("no operation");
      const schemas = createApiSchemas(api, "request", (pattern, value) => pattern.test(value));
      expect(listBreaches(operation, schemas, instance).map(({ part }) => part)).to.deep.equal(parts);
    });
  }

  it("is found out once for a part that stays what it was, and once for a list of words", async () => {
    const words = `openapi: 3.0.3
paths:
  /a:
    post:
      parameters:
        - { name: fields, in: query, schema: { type: array, items: { type: string } } }
        - { name: page, in: query, schema: { type: integer } }
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: {}
`;
    const api = await loadOpenapi("api.yaml", async () => words);
    const [operation] = readOperations(api);
    if (operation === undefined) throw new Error("no operation");
    const schemas = createApiSchemas(api, "request", (pattern, value) => pattern.test(value));
    let asked = 0;
    const counting: typeof schemas = {
      ...schemas,
      validate: (place, value) => {
        asked += 1;
        return schemas.validate(place, value);
      },
    };
    const fields = Array.from({ length: 50 }, (_unused, index) => `field-${index}`);
    const instance: ApiInstance = { query: { fields, page: "five" }, body: {} };
    expect(listBreaches(operation, counting, instance)).to.have.length(1);
    expect(asked).to.equal(3);
    const other: ApiInstance = { ...instance, query: { ...instance.query, page: "six" } };
    expect(listBreaches(operation, counting, other)).to.have.length(1);
    expect(asked).to.equal(4);
  });
});
