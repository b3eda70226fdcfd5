import { expect } from "chai";
import { listApiRequirements } from "../catalog/openapi/api-requirements.ts";
import { createApiSchemas } from "../catalog/openapi/api-schemas.ts";
import { loadOpenapi } from "../catalog/openapi/load-openapi.ts";
import { readOperations } from "../catalog/openapi/read-operations.ts";
import { checkApiReply, isCrash } from "./check-api-reply.ts";
import { makeExchange, respond } from "./testing/orchard-rulebook.ts";

const document = `openapi: 3.0.3
paths:
  /users/{id}:
    get:
      operationId: user
      responses:
        200:
          description: a user
          content:
            "*/*": { schema: { type: integer } }
            application/json: { schema: { $ref: "#/components/schemas/User" } }
            text/plain: { schema: { type: string, enum: [none] } }
        500: { description: trouble }
        503: { description: later }
  /jobs:
    get:
      operationId: jobs
      responses: { 200: { description: done }, 422: { description: no } }
components:
  schemas:
    User:
      type: object
      properties:
        name: { type: string }
        email: { type: string, format: email }
        secrets: { type: array, items: { type: object, properties: { key: { type: string, writeOnly: true } } } }
`;

async function readParts() {
  const api = await loadOpenapi("api.yaml", async () => document);
  const operations = readOperations(api);
  const make = (direction: "answer" | "request") =>
    createApiSchemas(api, direction, (pattern, one) => pattern.test(one));
  const schemas = { answer: make("answer"), request: make("request") };
  const requirements = listApiRequirements(operations, schemas, api.root);
  return { operations: new Map(operations.map((one) => [one.id, one])), schemas: schemas.answer, requirements };
}

describe("A reply to a request of an OpenAPI document", () => {
  const [json, text] = ["application/json", "text/plain; charset=utf-8"];
  const rows: readonly (readonly [
    what: string,
    operation: string,
    status: number,
    body: string,
    type: string,
    found: readonly string[],
  ])[] = [
    ["a user", "user", 200, '{"name":"Ann"}', json, []],
    ["nothing at all", "user", 200, "", json, ["user.200.body-2 missing "]],
    [
      "what is only written",
      "user",
      200,
      '{"secrets":[{"key":null},{"key":"k"}]}',
      json,
      ["user.200.body.secrets.entry.key.write-only value /secrets/1/key"],
    ],
    ["a text that is documented", "user", 200, "none\n", text, []],
    ["another text", "user", 200, "all", text, ["user.200.body-3 value "]],
    ["a malformed request's refusal where none is documented", "user", 400, "", json, []],
    ["that a thing of a path is not there", "user", 404, "", json, []],
    ["a refusal of another kind", "user", 409, "", json, ["user.status.refusal value "]],
    ["400 where 422 is documented", "jobs", 400, "", json, ["jobs.status.refusal value "]],
    ["404 for what has no parameter", "jobs", 404, "", json, ["jobs.status.refusal value "]],
    ["a crash, which is one thing wrong", "user", 500, "<html>", "text/html", []],
  ];
  for (const [what, operation, status, body, type, found] of rows) {
    it(`may${found.length === 0 ? "" : " not"} be ${what} (HTTP ${status})`, async () => {
      const parts = await readParts();
      const exchange = makeExchange(respond(body, { status, type }), "", { operation });
      const { findings } = checkApiReply(parts, exchange);
      expect(findings.map(({ requirement, kind, pointer }) => `${requirement} ${kind} ${pointer}`)).to.deep.equal(
        found,
      );
      expect(parts.requirements.list.map(({ id }) => id)).to.include.members(
        findings.map(({ requirement }) => requirement),
      );
    });
  }

  it("may send back what it was sent in another format than the documented one", async () => {
    const parts = await readParts();
    const exchange = makeExchange(respond('{"email":"no one"}'), "?email=no%20one", { operation: "user" });
    expect(checkApiReply(parts, exchange).findings).to.deep.equal([]);
    const others = makeExchange(respond('{"email":"no one"}'), "?email=some%20one", { operation: "user" });
    expect(checkApiReply(parts, others).findings.map(({ pointer }) => pointer)).to.deep.equal(["/email"]);
  });

  it("is a crash where it is an internal server error beside other answers, or one that no page has", async () => {
    const [user] = readOperations(await loadOpenapi("api.yaml", async () => document));
    expect([500, 502, 503].map((status) => isCrash(user, status))).to.deep.equal([true, true, false]);
  });
});
