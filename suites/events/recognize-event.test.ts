import { expect } from "chai";
import { checkPayload } from "../../src/check/check-payload.ts";
import type { Json } from "../../src/model/json.ts";
import { change, findIn, gone, sample, standard } from "./testing/sample-payloads.ts";

const wrapped = sample("linked", "wrapped");
const flat = sample("updated", "flat");

function recognize(body: Json, pins: Readonly<Record<string, string>> = {}): string {
  const { event, envelope } = checkPayload(standard, { body }, { pins });
  return `${event ?? "none"} ${envelope ?? "none"}`;
}

describe("An event", () => {
  const rows: readonly (readonly [what: string, body: Json, expected: string])[] = [
    ["a name with a blank", change(flat, { "/eventName": " partnerProgramUpdated" }), "partnerProgramUpdated flat"],
    ["a name in another case", change(flat, { "/eventName": "PARTNER_PROGRAM_UPDATED" }), "partnerProgramUpdated flat"],
    ["eventType alone", change(wrapped, { "/attributes/eventName": gone }), "partnerProgramLinked wrapped"],
    [
      "eventType with the organisation",
      change(wrapped, { "/attributes/eventName": gone, "/eventType": "151197_partnerProgramLinked" }),
      "partnerProgramLinked wrapped",
    ],
    ["eventType without attributes", change(wrapped, { "/attributes": gone }), "partnerProgramLinked wrapped"],
    [
      "the right eventType beside another name",
      change(wrapped, { "/attributes/eventName": "customerAdded" }),
      "partnerProgramLinked wrapped",
    ],
    ...(["linked", "updated", "delinked", "reminder"] as const).map(
      (event) =>
        [
          `the data of ${event} without any name`,
          change(sample(event, "flat"), { "/eventName": null }),
          `${standard.catalog.events.get(event)?.name} flat`,
        ] as const,
    ),
    [
      "the data that go with eventType, beside another event's name",
      change(wrapped, { "/attributes/eventName": "partnerProgramDelinked" }),
      "partnerProgramLinked wrapped",
    ],
    [
      "the data that go with its name, beside another event's type",
      change(wrapped, { "/eventType": "partnerProgramDelinked" }),
      "partnerProgramLinked wrapped",
    ],
    ["a name cut short", change(flat, { "/eventName": "partnerProgramUpdate" }), "partnerProgramUpdated flat"],
    [
      "a name with something behind it",
      change(wrapped, { "/attributes/eventName": "partnerProgramLinkedEvent", "/eventType": gone }),
      "partnerProgramLinked wrapped",
    ],
    [
      "a name with a letter too few",
      change(flat, { "/eventName": "partnerProgamUpdated" }),
      "partnerProgramUpdated flat",
    ],
    [
      "a name with another letter",
      change(flat, { "/eventName": "partnerProgranUpdated" }),
      "partnerProgramUpdated flat",
    ],
    ["nearly another event's name", change(flat, { "/eventName": "partnerProgramLink" }), "none none"],
    ["a name of the vendor's other events", change(flat, { "/eventName": "partnerProgramExpired" }), "none none"],
    ["another event's name", change(flat, { "/eventName": "customerAdded" }), "none none"],
    ["other data without any name", { eventId: "1", data: { points: 5 } }, "none none"],
    ["nothing", {}, "none none"],
    ["a list of events", [flat], "none none"],
  ];
  for (const [what, body, expected] of rows)
    it(`is taken for ${expected} by ${what}`, () => expect(recognize(body)).to.equal(expected));
});

describe("An envelope", () => {
  const raw = sample("reminder", "raw");
  const rows: readonly (readonly [what: string, body: Json, expected: string])[] = [
    ["attributes alone", { attributes: { eventName: "partnerProgramLinked" } }, "partnerProgramLinked wrapped"],
    ...["eventType", "timeStamp", "actionType", "consumerGroupId"].map(
      (name) =>
        [
          `${name} beside attributes of no use`,
          change(wrapped, {
            "/attributes": gone,
            [`/${name}`]: "partnerProgramLinked",
            "/eventName": "partnerProgramLinked",
          }),
          "partnerProgramLinked wrapped",
        ] as const,
    ),
    [
      "a flat event with members of the wrapped one",
      change(flat, { "/timeStamp": 1, "/attributes": {} }),
      "partnerProgramUpdated flat",
    ],
    ["eventLogId", change(raw, { "/traceAttributes": gone }), "supplementaryMembershipExpiryReminder raw"],
    ["traceAttributes", change(raw, { "/eventLogId": gone }), "supplementaryMembershipExpiryReminder raw"],
    [
      "raw members beside a search key",
      change(raw, { "/eventSearchKey": "x" }),
      "supplementaryMembershipExpiryReminder raw",
    ],
    ["eventSearchKey", change(flat, { "/eventSearchKey": "x" }), "partnerProgramUpdated search-key"],
    [
      "eventId and loyaltyEventId alone missing",
      change(flat, { "/eventId": gone, "/loyaltyEventId": gone }),
      "partnerProgramUpdated search-key",
    ],
    ["next to nothing", { eventName: "partnerProgramUpdated", data: {} }, "partnerProgramUpdated flat"],
  ];
  for (const [what, body, expected] of rows)
    it(`is taken for ${expected} by ${what}`, () => expect(recognize(body)).to.equal(expected));

  it("that is pinned is the one of a payload that lacks the mark", () => {
    const unmarked = change(sample("updated", "search-key"), { "/eventSearchKey": gone, "/refId": gone });
    expect(recognize(unmarked)).to.equal("partnerProgramUpdated flat");
    const pins = { "updated.envelope.form": "search-key" };
    expect(recognize(unmarked, pins)).to.equal("partnerProgramUpdated search-key");
    expect(findIn(unmarked, {}, { pins })).to.have.members([
      "updated.search-key.event-search-key missing /eventSearchKey",
      "updated.search-key.ref-id missing /refId",
    ]);
  });

  it("that is pinned and not the one that came is the one divergence", () => {
    expect(findIn(flat, {}, { pins: { "updated.envelope.form": "wrapped" } })).to.deep.equal([
      "updated.envelope.form no-reading",
    ]);
  });

  it("is missing where an expected event is no event at all", () => {
    for (const body of [{}, { any: 1 }, [], null, "text"])
      expect(findIn(body, { event: "linked" })).to.deep.equal(["linked.envelope.form no-reading"]);
  });

  it("is not asked for where the body is no JSON text, which is the one divergence", () => {
    for (const body of [new TextEncoder().encode("<p>"), new Uint8Array(0), new Uint8Array([0x7b, 0xff, 0x7d])])
      expect(findIn(body, { event: "linked" })).to.deep.equal(["transport.delivery.json unreadable"]);
  });
});
