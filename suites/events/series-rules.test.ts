import { expect } from "chai";
import { checkPayloads } from "../../src/check/check-payload.ts";
import type { Json } from "../../src/model/json.ts";
import { change, findInSeries, gone, sample, standard } from "./testing/sample-payloads.ts";

const flat = sample("updated", "flat");
const wrapped = sample("linked", "wrapped");
const other = change(flat, {
  "/eventId": "0b1f6f0c-9d5e-4c37-8f4e-0f8d3d1a7b11",
  "/refId": "50191_other00001",
  "/apiRequestId": "11d1d0d76dda1565a3c2905f230c3975",
  "/createdAt": 1622457299999,
  "/data/customerIdentifiers/customerId": 354971199,
});

function exercise(bodies: readonly Json[]): string[] {
  const { judgement } = checkPayloads(
    standard,
    bodies.map((body) => ({ body })),
  );
  return judgement.exercised.filter((id) => /event-id\.(unique|repeated)/.test(id));
}

describe("Several deliveries", () => {
  const sameId = (body: Json): Json => change(body, { "/eventId": (flat as { readonly eventId: string }).eventId });
  const rows: readonly (readonly [what: string, bodies: readonly Json[], found: readonly string[]])[] = [
    ["of two events", [flat, other], []],
    ["of one event twice", [flat, flat], []],
    ["of two customers with one eventId", [flat, sameId(other)], ["updated.event-id.unique 0+1 /eventId"]],
    [
      "of two programs of one request with one eventId",
      [flat, change(flat, { "/data/partnerProgramId": 26 })],
      ["updated.event-id.unique 0+1 /eventId"],
    ],
    [
      "of two changes of one customer with one eventId",
      [flat, change(sameId(other), { "/data/customerIdentifiers/customerId": 354971193 })],
      ["updated.event-id.unique 0+1 /eventId"],
    ],
    [
      "of two kinds of events with one eventId",
      [flat, change(sample("delinked", "flat"), { "/eventId": "caff89da-4c1c-4a5c-a27d-8f4f6f74f541" })],
      ["delinked.event-id.unique 0+1 /eventId"],
    ],
    [
      "of one event with another createdAt",
      [flat, other, change(flat, { "/createdAt": 1622457292027 })],
      ["updated.event-id.repeated 0+2 /createdAt"],
    ],
    [
      "of one event with other data",
      [flat, change(flat, { "/data/customerPartnerProgramDetails/partnerTierNumber": 3 })],
      ["updated.event-id.repeated 0+1 /data/customerPartnerProgramDetails/partnerTierNumber"],
    ],
    [
      "of one wrapped event with another refId",
      [wrapped, change(wrapped, { "/attributes/refId": "151197_another" })],
      ["linked.event-id.repeated 0+1 /attributes/refId"],
    ],
    [
      "of one wrapped event without its request's id the second time",
      [wrapped, change(wrapped, { "/attributes/apiRequestId": gone })],
      ["linked.wrapped.api-request-id 1 /attributes/apiRequestId", "linked.event-id.repeated 0+1 /eventId"],
    ],
    [
      "of one wrapped event at another time",
      [wrapped, change(wrapped, { "/timeStamp": 1683871705623, "/actionType": "RETRY" })],
      [],
    ],
    ["of events without eventId", [sample("linked", "search-key"), sample("linked", "search-key")], []],
    ["of an event and what is none", [flat, { eventId: "caff89da-4c1c-4a5c-a27d-8f4f6f74f541" }], []],
    ["in two envelopes", [flat, sample("updated", "wrapped")], ["updated.envelope.form 1 "]],
  ];
  for (const [what, bodies, found] of rows)
    it(`${what} are ${found.length === 0 ? "left alone" : "found out"}`, () =>
      expect(findInSeries(bodies)).to.deep.equal(found));

  it("exercise what they give an opportunity to break, and nothing else", () => {
    expect(exercise([flat])).to.deep.equal([]);
    expect(exercise([flat, other])).to.deep.equal(["updated.event-id.unique"]);
    expect(exercise([flat, flat])).to.deep.equal(["updated.event-id.repeated"]);
    expect(exercise([flat, wrapped])).to.have.members(["linked.event-id.unique", "updated.event-id.unique"]);
    expect(exercise([sample("linked", "search-key"), sample("linked", "search-key")])).to.deep.equal([]);
  });

  it("of thousands of events take no time to speak of", () => {
    const many = Array.from({ length: 3000 }, (_none, index) =>
      change(flat, { "/eventId": `id-${index}`, "/refId": `50191_${index}` }),
    );
    const { payloads, judgement } = checkPayloads(
      standard,
      many.map((body) => ({ body })),
    );
    expect([payloads.length, judgement.findings.length]).to.deep.equal([3000, 0]);
  });
});
