import { expect } from "chai";
import { loadOpenapi } from "../../catalog/openapi/load-openapi.ts";
import { createApiSource } from "./api-source.ts";
import { createApiStandard } from "./api-standard.ts";

const pets = `openapi: 3.0.3
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 9 } }]
      responses: { "200": { description: some } }
`;

describe("Requests of an OpenAPI document", () => {
  it("are not made where they will not be sent, and keep their names", async () => {
    const api = await loadOpenapi("api.yaml", async () => pets);
    const standard = createApiStandard(api, (pattern, value) => pattern.test(value));
    let judged = 0;
    const request: typeof standard.schemas.request = {
      ...standard.schemas.request,
      validate: (place, value) => {
        judged += 1;
        return standard.schemas.request.validate(place, value);
      },
    };
    const source = createApiSource({ ...standard, schemas: { ...standard.schemas, request } });
    const world = { organisation: "main", writes: true, hasCredentials: false };
    const options = { seed: 1, cases: 20, writes: true, loopback: true, operations: [] };
    const plan = source.plan(world, options);
    const before = judged;
    const left = [...plan.list(() => true)];
    expect(judged).to.equal(before);
    const made = [...plan.list()];
    expect(judged).to.be.above(before);
    expect(left.map(({ id }) => id)).to.deep.equal(made.map(({ id }) => id));
    expect(left.length).to.equal(plan.count);
    expect(left.every(({ state }) => state.kind === "ready")).to.equal(true);
  });
});
