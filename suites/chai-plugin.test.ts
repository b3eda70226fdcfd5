import { AssertionError, expect, use } from "chai";
import { createChaiPlugin } from "./chai-plugin.ts";
import { catalog, change, gone, sample, standard } from "./events/testing/sample-payloads.ts";
import type { Json } from "../src/model/json.ts";

use(createChaiPlugin(standard));

const url = "https://h.example/v2/customers/lookup/promisedPointsSchedule";
const asked = `${url}?identifierName=mobile&identifierValue=919740000001&source=INSTORE&programId=2199`;
const entry = { points: 390, redeemableFrom: "2030-04-01", programId: 2199, pointsType: "bill_regular" };
const answer = {
  entityId: 1,
  entityType: "CUSTOMER",
  promisedPointsScheduleList: [entry],
  triggerBasedPointsList: [],
  warnings: [],
};
const faulty = { ...answer, promisedPointsScheduleList: [{ ...entry, points: "390" }] };
const sound = { request: { url: asked }, response: { status: 200, body: answer } };
const broken = { request: { url: asked }, response: { status: 200, body: faulty } };

/** The message with which an assertion fails; throws where it does not. */
function messageOf(assert: () => unknown): string {
  try {
    assert();
  } catch (error) {
    if (error instanceof AssertionError) return error.message;
    throw error;
  }
  throw new Error("the assertion holds");
}

describe("expect(exchange).to.conform()", () => {
  it("holds for a sound exchange, and fails for one that breaks something", () => {
    expect(sound).to.conform();
    expect(broken).to.not.conform();
    expect(messageOf(() => expect(sound).to.not.conform())).to.include(
      "expected it not to hold that GET https://h.example",
    );
  });

  it("says which requirement is broken, where, what was expected and what came, and where that is documented", () => {
    const message = messageOf(() => expect(broken).to.conform());
    const requirement = catalog.requirements.get("points.points.type");
    const page = catalog.pages.find(({ id }) => id === requirement?.source[0]?.page);
    expect(message.split("\n").slice(1)).to.deep.equal([
      `- points.points.type (deviation): ${requirement?.statement}`,
      '  at /promisedPointsScheduleList/0/points: expected a number; got string "390"',
      `  documented in ${page?.title}, ${requirement?.source[0]?.part}, ${requirement?.source[0]?.pointer} (${page?.url})`,
    ]);
  });

  it("takes an exchange as this library has it", () => {
    const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
    const exchange = (body: unknown) => ({
      id: "1",
      operation: "points",
      credentials: "till",
      request: { method: "GET", url: asked, headers: [], body: new Uint8Array(0) },
      outcome: {
        kind: "response",
        response: { status: 200, headers: [["Content-Type", "application/json"]], body: encode(body) },
        ms: 1,
      },
      startedAt: "",
    });
    expect(exchange(answer)).to.conform();
    expect(exchange(faulty)).to.not.conform();
  });

  it("takes a pair of fetch's, which has to be awaited", async () => {
    const json = { "Content-Type": "application/json" };
    const pair = (body: unknown) => ({
      request: new Request(asked),
      response: new Response(JSON.stringify(body), { headers: json }),
    });
    await expect(pair(answer)).to.conform();
    await expect(pair(faulty)).to.not.conform();
    await expect([new Request(asked), new Response(JSON.stringify(answer), { headers: json })]).to.conform();
    const trouble: unknown = await expect(pair(faulty))
      .to.conform()
      .then(undefined, (error: unknown) => error);
    expect(trouble).to.be.instanceOf(AssertionError).with.property("message").that.includes("points.points.type");
    // One that needs no waiting may be awaited all the same.
    await expect(sound).to.conform();
  });

  it("judges the side that it is asked for", () => {
    const careless = { ...sound, request: { url: `${url}?identifierName=mobile&source=INSTORE` } };
    expect(careless).to.conform().and.to.conform({ side: "host" });
    for (const side of ["consumer", "both"] as const)
      expect(messageOf(() => expect(careless).to.conform({ side }))).to.include("points.query.identifier-value");
    expect(broken).to.conform({ side: "consumer" });
    expect(messageOf(() => expect(broken).to.conform({ side: "both" }))).to.include("points.points.type");
  });

  it("fails for violations and deviations, unless it is told to be milder or stricter", () => {
    const stated = { ...sound, response: { status: 200, body: { ...answer, entityType: "STORE" } } };
    const elsewhere = { ...sound, response: { status: 400, body: { errors: [{ code: 8015, status: false }] } } };
    const classes = ["violation", "deviation", "advisory"] as const;
    const fails = (exchange: unknown): boolean[] =>
      classes.map((failOn) => {
        try {
          expect(exchange).to.conform({ failOn });
          return false;
        } catch {
          return true;
        }
      });
    expect(fails(stated)).to.deep.equal([true, true, true]);
    expect(fails(broken)).to.deep.equal([false, true, true]);
    expect(fails(elsewhere)).to.deep.equal([false, false, true]);
    expect(stated).to.not.conform();
    expect(elsewhere).to.conform();
  });

  it("fails for an exchange of nothing that is documented, and says what there is", () => {
    const typo = { ...sound, request: { url: "/v2/customers/lookup/promisedPoints" } };
    const message = messageOf(() => expect(typo).to.conform());
    expect(message).to.include(
      "GET /v2/customers/lookup/promisedPoints is no documented operation; there are GET /v2/",
    );
    expect({ ...sound, request: { url, method: "DELETE" } }).to.not.conform();
  });

  it("refuses what is no exchange, whatever is expected of it", () => {
    for (const subject of [undefined, null, 5, {}, { request: { url } }, [new Request(asked)]])
      expect(() => expect(subject).to.not.conform(), String(subject)).to.throw(TypeError);
  });

  it("names twenty divergences, and the number of the others", () => {
    const many = Array.from({ length: 50 }, () => ({ ...entry, points: "390" }));
    const exchange = { ...sound, response: { status: 200, body: { ...answer, promisedPointsScheduleList: many } } };
    const message = messageOf(() => expect(exchange).to.conform());
    expect(message.match(/points\.points\.type/g)).to.have.length(20);
    expect(message).to.match(/- and 30 more$/);
  });
});

describe("expect(payload).to.conformToEvent()", () => {
  const flat = sample("updated", "flat");

  it("holds for a sound payload, parsed, as text, as bytes, or as a request that a receiver got", () => {
    const text = JSON.stringify(flat);
    for (const payload of [
      flat,
      text,
      new TextEncoder().encode(text),
      { body: flat, headers: { host: "x" } },
      { body: text },
    ]) {
      expect(payload).to.conformToEvent();
      expect(payload).to.conformToEvent("partnerProgramUpdated");
      expect(payload).to.not.conformToEvent("partnerProgramLinked");
    }
    for (const event of ["linked", "updated", "delinked", "reminder"])
      for (const envelope of ["wrapped", "flat", "raw", "search-key"])
        expect(sample(event, envelope)).to.conformToEvent();
  });

  it("says which requirement is broken", () => {
    const body = change(flat, { "/data/partnerProgramId": gone });
    expect(messageOf(() => expect(body).to.conformToEvent())).to.match(
      /^expected the payload to conform to partnerProgramUpdated, but\n- updated\.partner-program-id\.integer \(deviation\): .*\n {2}at \/data\/partnerProgramId: /,
    );
    expect(messageOf(() => expect(flat).to.conformToEvent("partnerProgramDelinked"))).to.include(
      "delinked.event-name.value (violation)",
    );
    expect(messageOf(() => expect(flat).to.not.conformToEvent())).to.include(
      "the payload to conform to partnerProgramUpdated",
    );
  });

  it("fails for what is no documented event, and says why", () => {
    const rows: readonly (readonly [payload: Json, why: string])[] = [
      [{ eventName: "customerAdded" }, '- eventName "customerAdded" is none of the documented events'],
      ["<p>", "- the body is no JSON text"],
      [[flat], "- a payload is an object, and this is array"],
    ];
    for (const [payload, why] of rows) {
      const message = messageOf(() => expect(payload).to.conformToEvent());
      expect(message).to.include("expected the payload to conform to a documented event, but").and.to.include(why);
      expect(payload).to.not.conformToEvent("partnerProgramLinked");
    }
  });

  it("knows the four events alone", () => {
    expect(() => expect(flat).to.conformToEvent("customerAdded")).to.throw(RangeError, "partnerProgramUpdated");
  });

  it("holds it against what is known of the webhook", () => {
    const pins = { "updated.envelope.form": "wrapped" };
    expect(messageOf(() => expect(flat).to.conformToEvent("updated", { pins }))).to.include("updated.envelope.form");
    const headers = [["X-Hook", "1"]] as const;
    const delivery = { body: flat, headers: { "x-hook": "2" } };
    expect(delivery).to.conformToEvent("updated", { headers });
    expect(delivery).to.not.conformToEvent("updated", { headers, failOn: "advisory" });
  });
});

describe("expect(host).to.have.seenOnlyConformingRequests()", () => {
  const request = (address: string, method = "GET", body = "") => ({
    request: { method, url: address, headers: [] as const, body: new TextEncoder().encode(body) },
  });
  const remember = (...exchanges: readonly ReturnType<typeof request>[]) => ({ exchanges: () => exchanges });

  it("holds where all requests are as documented, and where there were none", () => {
    expect(remember(request(asked), request(asked))).to.have.seenOnlyConformingRequests();
    expect(remember()).to.have.seenOnlyConformingRequests();
  });

  it("judges requests alone, whatever was answered", () => {
    const response = { status: 500, headers: [], body: new Uint8Array(0) };
    const replies = [{ reply: { kind: "response", response } }, { reply: { kind: "reset" } }, { response }] as const;
    const exchanges = replies.map((reply) => ({ ...request(asked), ...reply }));
    expect({ exchanges: () => exchanges }).to.have.seenOnlyConformingRequests();
  });

  it("says which request breaks what", () => {
    const host = remember(
      request(asked),
      request(`${url}?identifierName=mobile&source=INSTORE`),
      request("https://h.example/v2/x", "PUT"),
    );
    expect(host).to.not.have.seenOnlyConformingRequests();
    const message = messageOf(() => expect(host).to.have.seenOnlyConformingRequests());
    expect(message.split("\n").filter((line) => !line.startsWith("  "))).to.deep.equal([
      "expected the host to have seen only requests that conform to the documents, but",
      `request 2, GET ${url}?identifierName=mobile&source=INSTORE`,
      `- points.query.identifier-value (deviation): ${catalog.requirements.get("points.query.identifier-value")?.statement}`,
      "request 3, PUT https://h.example/v2/x",
      message.split("\n").at(-1),
    ]);
    expect(message).to.match(/PUT \/v2\/x is no documented operation/);
  });

  it("reads bodies: what is no JSON, and what its schema does not allow", () => {
    const update = "https://h.example/v2/partnerProgram/customerPartnerProgramUpdate";
    for (const body of ["", "{", "[]", '{"customersPartnerUpdates":5}'])
      expect(remember(request(update, "POST", body)), body).to.not.have.seenOnlyConformingRequests();
  });

  it("needs somebody who remembers", () => {
    for (const subject of [undefined, {}, { exchanges: [] }])
      expect(() => expect(subject).to.have.seenOnlyConformingRequests()).to.throw(TypeError, "no exchanges()");
  });
});
