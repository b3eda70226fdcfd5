import { expect } from "chai";
import type { HttpRequest, Reply } from "../src/model/http.ts";
import { type Json, parseJson } from "../src/model/json.ts";
import { loadDefaultFixtures, makeRead, origin } from "./testing/battery-requests.ts";
import type { EventDelivery } from "./events/write-deliveries.ts";
import type { Membership } from "./fixtures.ts";
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
    for (const now of ["noon", "+123456-01-01T00:00:00Z", 5]) {
      expect((await read(host.handle(control("PUT", "clock", { now })))).status, String(now)).to.equal(400);
    }
    expect(host.state().now).to.equal("2027-05-31T22:00:00.000Z");
  });

  it("stands still unless it is told otherwise, and runs the batch of the day when it is told to", async () => {
    const params = { mobile: "919700000015", partnerProgramName: "Everyday Prime", start: "2027-01-01T00:00:00Z" };
    await host.handle(control("POST", "state", { state: "a relink is pending", params }));
    const readMembership = (): Membership | undefined =>
      host
        .state()
        .organisations.find(({ name }) => name === "main")
        ?.customers.find(({ mobile }) => mobile === "919700000015")
        ?.memberships?.find(({ linked }) => linked);
    const batch = (body: Json): Promise<unknown> => read(host.handle(control("POST", "batch", body)));
    expect(await batch({})).to.deep.equal({ status: 200, body: {} });
    expect(readMembership()?.relink?.start).to.equal("2027-01-01T00:00:00Z");
    await host.handle(control("PUT", "clock", { now: "2027-01-01T00:00:05Z" }));
    expect(readMembership()?.relink).to.not.equal(undefined);
    await batch({ organisation: "main" });
    expect(readMembership()).to.include({ linked: true, start: "2027-01-01T00:00:00Z" });
    expect(readMembership()?.relink).to.equal(undefined);
    expect(readMembership()?.activities).to.deep.include({
      type: "SUPPLEMENTARY_MEMBERSHIP_RELINKED",
      date: "2027-01-01T00:00:05.000Z",
    });
  });

  it("emits an event to whoever listens, keeps it, and answers its id", async () => {
    const heard: EventDelivery[] = [];
    host = createHost({
      fixtures: loadDefaultFixtures(),
      random: createRandom(1),
      deliver: (each) => heard.push(each),
    });
    const customer = { mobile: "919700000015" };
    const emit = async (event: string, program: Json, more = {}): ReturnType<typeof read> =>
      read(host.handle(control("POST", "emit", { event, customer, program, ...more })));
    const linked = await emit("partnerProgramLinked", "Everyday Prime");
    const reminder = await emit("supplementaryMembershipExpiryReminder", 2108, { organisation: "main" });
    expect(host.events().map(({ event }) => event)).to.deep.equal([
      "partnerProgramLinked",
      "supplementaryMembershipExpiryReminder",
    ]);
    expect(host.events().map(({ eventId }) => ({ eventId }))).to.deep.equal([linked.body, reminder.body]);
    expect(heard).to.deep.equal(host.events());
    expect(new TextDecoder().decode(heard[1]?.body)).to.include('"scheduledExpiryDate":"2027-04-30"');
    expect(host.exchanges()).to.deep.equal([]);
    await host.handle(control("POST", "reset", {}));
    expect(host.events()).to.deep.equal([]);
  });

  it("emits for a customer who is in no membership, as if there were one, and changes nothing", async () => {
    const before = host.state();
    const wanted = { event: "partnerProgramUpdated", customer: { mobile: "919700000003" }, program: "Skyline Miles" };
    await host.handle(control("POST", "emit", wanted));
    await host.handle(control("POST", "emit", { ...wanted, updateType: "DOWNGRADE" }));
    const [first, second] = host.events().map(({ body }) => new TextDecoder().decode(body));
    expect(first).to.include('"updateType":"UPGRADE"').and.include('"partnerTierNumber":1');
    expect(second).to.include('"updateType":"DOWNGRADE"');
    expect(host.state().organisations).to.equal(before.organisations);
  });

  it("answers 404 to an event, organisation, customer or program that it does not know", async () => {
    const known = { event: "partnerProgramLinked", customer: { mobile: "919700000015" }, program: "Everyday Prime" };
    for (const [word, change] of Object.entries({
      event: { event: "partnerProgramRenamed" },
      organisation: { organisation: "nowhere" },
      customer: { customer: { mobile: "404" } },
      program: { program: 9 },
    })) {
      const { status, body } = await read(host.handle(control("POST", "emit", { ...known, ...change })));
      expect(status, word).to.equal(404);
      expect(JSON.stringify(body)).to.include(`unknown ${word}`);
    }
    expect(host.events()).to.deep.equal([]);
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
    expect(await status(control("POST", "batch", { organisation: "nowhere" }))).to.equal(404);
    expect(await status(control("POST", "batch", { organisation: 1 }))).to.equal(400);
    expect(await status(control("POST", "emit", {}))).to.equal(400);
    expect(await status(control("POST", "toString", {}))).to.equal(404);
    expect(await status(control("GET", "reset", {}))).to.equal(404);
    expect(await status({ ...control("POST", "state", {}), body: new TextEncoder().encode("{") })).to.equal(400);
    expect(await status(control("POST", "state", []))).to.equal(400);
  });
});
