import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { type Header, type HttpRequest, headerValue } from "../../src/model/http.ts";
import type { Json } from "../../src/model/json.ts";
import { behave } from "../behave.ts";
import type { Fixtures } from "../fixtures.ts";
import { type HostOptions, type MockHost, createHost } from "../host.ts";
import { createRandom } from "../random.ts";
import { createState } from "../state.ts";
import type { EventMoment, Twist } from "../twist.ts";
import { type EventDelivery, writeDeliveries } from "./write-deliveries.ts";

const fixtures = parse(readFileSync(new URL("../fixtures/default.yaml", import.meta.url), "utf8")) as Fixtures;
const basic: Header = ["Authorization", `Basic ${Buffer.from("till.main:open-sesame").toString("base64")}`];

/** A customer in the middle tier of two programs, and an update of each. */
function update(...tiers: readonly (readonly [program: string, tier: string])[]): HttpRequest {
  const updates = tiers.map(([partnerProgramName, updatedTierName]) => ({
    partnerProgramName,
    updateType: "UPGRADE",
    updateDetails: { updatedTierName },
  }));
  const body = {
    customersPartnerUpdates: [{ customer: { mobile: "919700000012" }, partnerProgramUpdates: updates }],
  };
  return {
    method: "POST",
    url: "http://mock.example/v2/partnerProgram/customerPartnerProgramUpdate",
    headers: [basic, ["Content-Type", "application/json"]],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

const both = update(["Harbour Hotels", "Elite"], ["Café Crème Club", "Espresso"]);

function read({ body }: EventDelivery): Readonly<Record<string, Json>> {
  return JSON.parse(new TextDecoder().decode(body)) as Readonly<Record<string, Json>>;
}

describe("the events of an update", () => {
  let host: MockHost;
  let heard: EventDelivery[];
  const make = (options: Partial<HostOptions> = {}): void => {
    heard = [];
    host = createHost({ fixtures, random: createRandom(3), deliver: (each) => heard.push(each), ...options });
  };
  beforeEach(() => make());

  it("are told one by one, with the tiers that the customer has now and the request id of the answer", async () => {
    const reply = await host.handle(both);
    if (reply.kind === "reset") throw new Error("the connection was broken");
    expect(reply.response.status).to.equal(200);
    expect(heard.map(({ event, organisation }) => [event, organisation])).to.deep.equal([
      ["partnerProgramUpdated", "main"],
      ["partnerProgramUpdated", "main"],
    ]);
    expect(host.events()).to.deep.equal(heard);
    const [first, second] = heard.map(read);
    const requestId = headerValue(reply.response.headers, "X-CAP-REQUEST-ID");
    expect(first).to.include({ apiRequestId: requestId, orgId: 400123, createdAt: Date.parse(fixtures.clock) });
    expect(first).to.have.nested.property("data.customerPartnerProgramDetails.partnerTierNumber", 3);
    expect(first).to.have.nested.property("data.updateType", "UPGRADE");
    expect(second).to.include({ apiRequestId: requestId });
    expect(second).to.have.nested.property("data.partnerProgramName", "Café Crème Club");
    expect(second?.["eventId"]).to.not.equal(first?.["eventId"]);
  });

  it("are the same where nobody listens and they are written when they are asked for, the newest ones alone", async () => {
    for (const options of [{}, { keep: 3 }, { keepBytes: 1500 }, { variants: ["events-twice", "events-raw"] }]) {
      const listening = createHost({ fixtures, random: createRandom(3), deliver: () => {}, ...options });
      const quiet = createHost({ fixtures, random: createRandom(3), ...options });
      for (const each of [listening, quiet]) {
        await each.handle(update(["Harbour Hotels", "Elite"]));
        each.emit({ event: "partnerProgramLinked", customer: { mobile: "919700000012" }, program: "Harbour Hotels" });
        await each.handle(both);
        await each.handle(update(["Harbour Hotels", "Member"]));
      }
      expect(quiet.events()).to.deep.equal(listening.events()).and.not.have.length(0);
      expect(quiet.events()).to.deep.equal(listening.events());
      quiet.reset();
      expect(quiet.events()).to.deep.equal([]);
    }
  });

  it("name the request as the answer does where its id has dashes", async () => {
    make({ variants: ["dashed-request-id"] });
    const reply = await host.handle(both);
    const requestId = reply.kind === "response" ? headerValue(reply.response.headers, "X-Cap-Requestid") : undefined;
    expect(requestId).to.match(/^[0-9a-f]{8}-/);
    expect(heard.map((each) => read(each)["apiRequestId"])).to.deep.equal([requestId, requestId]);
  });

  it("are none where nothing was updated", async () => {
    await host.handle(update(["Nobody's", "Elite"]));
    await host.handle({ ...both, headers: [["Content-Type", "application/json"]] });
    await host.handle({ ...both, method: "GET" });
    expect(heard).to.deep.equal([]);
  });

  it("are the newest of those that are kept", async () => {
    make({ keep: 1 });
    await host.handle(both);
    expect(heard).to.have.length(2);
    expect(host.events()).to.deep.equal(heard.slice(1));
  });

  it("can be twisted by what knows the request", () => {
    const causes: EventMoment["cause"][] = [];
    const watch: Twist = {
      events: (drafts, { cause }) => {
        causes.push(cause);
        return drafts.slice(0, 1);
      },
    };
    const circumstances = { now: new Date(fixtures.clock), requestId: "0".repeat(32), draw: 1 };
    const answer = (twist: Twist): number | undefined => {
      const { told } = behave(createState(fixtures), both, [twist], circumstances);
      return told && writeDeliveries(told.drafts, told.twists, told.moment).length;
    };
    expect(answer(watch)).to.equal(1);
    expect(causes.map((cause) => cause?.operation)).to.deep.equal(["update"]);
    expect(answer({ ...watch, operation: "points" })).to.equal(2);
  });
});
