import { expect } from "chai";
import type { HttpRequest, Reply } from "../src/model/http.ts";
import { type Json, parseJson } from "../src/model/json.ts";
import { loadDefaultFixtures, makeRead, origin } from "./battery.test.ts";
import { type MockHost, createHost } from "./host.ts";
import { createRandom } from "./random.ts";

type Body = Readonly<Record<string, Json>>;

async function read(reply: Promise<Reply>): Promise<{ readonly status: number; readonly body: Body }> {
  const made = await reply;
  if (made.kind === "reset") throw new Error("the connection was broken");
  const parsed = parseJson(made.response.body);
  return { status: made.response.status, body: parsed.kind === "json" ? (parsed.value as Body) : {} };
}

function control(method: string, action: string, body: Json): HttpRequest {
  return {
    method,
    url: `${origin}/_mock/${action}`,
    headers: [],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

function readOf(identifierValue: string): HttpRequest {
  return makeRead({ identifierName: "mobile", identifierValue, source: "INSTORE", fetchDataForAllPrograms: "true" });
}

describe("the state endpoint", () => {
  let host: MockHost;
  const countOf = async (mobile: string): Promise<number | undefined> => {
    const { body } = await read(host.handle(readOf(mobile)));
    const list = body["promisedPointsScheduleList"];
    return Array.isArray(list) ? list.length : undefined;
  };
  beforeEach(() => {
    host = createHost({ fixtures: loadDefaultFixtures(), random: createRandom(1) });
  });

  it("gives a customer promised points and takes them back at teardown", async () => {
    const state = "customer has promised points";
    const points = [{ points: "5.50", redeemableFrom: "2027-01-01", programId: 1102, pointsType: "bill_regular" }];
    const params = { mobile: "919700000003", points };
    const made = await read(host.handle(control("POST", "state", { state, params, action: "setup" })));
    expect(made).to.deep.equal({
      status: 200,
      body: { mobile: "919700000003", email: "chloe@customers.example", id: 510000003 },
    });
    expect(await countOf("919700000003")).to.equal(1);
    await host.handle(control("POST", "state", { state, params, action: "teardown" }));
    expect(await countOf("919700000003")).to.equal(0);
  });

  it("makes a customer who is not there, and takes away one who is", async () => {
    await host.handle(
      control("POST", "state", { state: "customer has promised points", params: { mobile: "4915100000001" } }),
    );
    expect(await countOf("4915100000001")).to.equal(1);
    await host.handle(
      control("POST", "state", { state: "customer does not exist", params: { mobile: "919700000001" } }),
    );
    expect((await read(host.handle(readOf("919700000001")))).status).to.equal(400);
  });

  it("finds a customer who fits where none is named", async () => {
    const { body } = await read(host.handle(control("POST", "state", { state: "customer has trigger-based points" })));
    expect(body["mobile"]).to.equal("919700000002");
  });

  it("puts the clock, by which entries come and go", async () => {
    const before = await countOf("919700000001");
    await host.handle(control("PUT", "clock", { now: "2027-06-01T00:00:00+02:00" }));
    expect(host.state().now).to.equal("2027-05-31T22:00:00.000Z");
    expect(await countOf("919700000001")).to.be.lessThan(before ?? 0);
    expect((await read(host.handle(control("PUT", "clock", { now: "noon" })))).status).to.equal(400);
  });

  it("resets everything, the record too", async () => {
    await host.handle(
      control("POST", "state", { state: "customer has no points", params: { mobile: "919700000001" } }),
    );
    expect(await countOf("919700000001")).to.equal(0);
    expect(host.exchanges()).to.have.length(1);
    await host.handle(control("POST", "reset", {}));
    expect(host.exchanges()).to.have.length(0);
    expect(await countOf("919700000001")).to.be.greaterThan(0);
  });

  it("answers 404 to what it does not know and 400 to what it cannot read", async () => {
    const status = async (request: HttpRequest): Promise<number> => (await read(host.handle(request))).status;
    expect(await status(control("POST", "state", { state: "the moon is full" }))).to.equal(404);
    expect(await status(control("POST", "state", { state: "toString" }))).to.equal(404);
    expect(await status(control("POST", "batch", {}))).to.equal(404);
    expect(await status(control("POST", "emit", {}))).to.equal(404);
    expect(await status(control("GET", "reset", {}))).to.equal(404);
    expect(await status({ ...control("POST", "state", {}), body: new TextEncoder().encode("{") })).to.equal(400);
    expect(await status(control("POST", "state", []))).to.equal(400);
  });
});
