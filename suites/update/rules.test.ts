import { expect } from "chai";
import { loadRealCatalog } from "../../src/catalog/testing/load-real-catalog.ts";
import { checkExchange, type Side } from "../../src/check/check-exchange.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Header } from "../../src/model/http.ts";
import type { Json } from "../../src/model/json.ts";
import { createStandard } from "../standard.ts";

const standard = createStandard(loadRealCatalog());
const encode = (value: Json | string): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const json: Header = ["Content-Type", "application/json"];
const till: Header = ["Authorization", "Basic dGlsbDpw"];

function judge(
  body: Json | string,
  answer: Json = { customersPartnerUpdates: [], warnings: [] },
  side: Side = "host",
  headers: readonly Header[] = [json, till],
): { found: string[]; notes: string[] } {
  const exchange: Exchange = {
    id: "x#0",
    operation: "update",
    credentials: "till",
    request: { method: "POST", url: "http://h.example/v2/x", headers, body: encode(body) },
    outcome: { kind: "response", ms: 1, response: { status: 200, headers: [json], body: encode(answer) } },
    startedAt: "2031-02-01T12:00:00Z",
  };
  const { findings, notes } = checkExchange(standard, exchange, side);
  return {
    found: findings.map(({ requirement, kind, pointer }) => `${requirement} ${kind} ${pointer}`.trim()),
    notes: notes.map(({ text }) => text),
  };
}

const update = (
  partnerProgramName: Json,
  updateType: Json = "RENEW",
  more: Readonly<Record<string, Json>> = {},
): Json => ({
  partnerProgramName,
  updateType,
  updateDetails: { updatedTierName: "Silver", ...more },
});
const request = (...customers: readonly (readonly [customer: Json, ...updates: readonly Json[]])[]): Json => ({
  customersPartnerUpdates: customers.map(([customer, ...updates]) => ({ customer, partnerProgramUpdates: updates })),
});
const status = { status: true, message: "found", code: 1000 };
const done = (partnerProgramName: Json, updateType: Json = "RENEW", code = 200): Json => ({
  partnerProgramName,
  updateType,
  updateStatus: { status: code === 200, message: "x", code },
});
const answer = (...customers: readonly (readonly [customer: object, ...updates: readonly Json[]])[]): Json => ({
  customersPartnerUpdates: customers.map(([customer, ...updates]) => ({
    customer: { status, ...customer },
    partnerProgramUpdates: updates,
  })),
  warnings: [],
});

describe("Results and requests of updates", () => {
  const kept: readonly (readonly [what: string, asked: Json, answered: Json])[] = [
    ["what was asked for", request([{ id: 7 }, update("P")]), answer([{ id: 7 }, done("P")])],
    [
      "another order",
      request([{ id: 7 }, update("P"), update("Q")], [{ id: 8 }, update("P")]),
      answer([{ id: 8 }, done("P")], [{ id: 7 }, done("Q"), done("P")]),
    ],
    [
      "one result for one customer twice",
      request([{ id: 7 }, update("P")], [{ id: 7 }, update("Q")]),
      answer([{ id: 7 }, done("P"), done("Q")]),
    ],
    [
      "one result for a customer by two identifiers",
      request([{ id: 7 }, update("P")], [{ mobile: "1" }, update("Q")]),
      answer([{ id: 7, mobile: "1" }, done("P"), done("Q")]),
    ],
    [
      "one result for a program twice",
      request([{ id: 7 }, update("P"), update("P", "UPGRADE")]),
      answer([{ id: 7 }, done("P", "UPGRADE")]),
    ],
    [
      "a customer that was not found, without updates",
      request([{ mobile: "1" }, update("P")]),
      answer([{ mobile: null, id: null, status: { status: false, message: "no", code: 8015 } }]),
    ],
    ["a name in another case", request([{ id: 7 }, update(" Club")]), answer([{ id: 7 }, done("club", "RENEW")])],
    [
      "nothing in the place of a name that was not sent",
      request([{ id: 7 }, update(null)]),
      answer([{ id: 7 }, done(null, "RENEW", 2002)]),
    ],
    [
      "nothing in the place of a kind that does not exist",
      request([{ id: 7 }, update("P", "EXTEND")]),
      answer([{ id: 7 }, done("P", null, 2009)]),
    ],
    [
      "another id where two identifiers were sent",
      request([{ id: 7, mobile: "1" }, update("P")]),
      answer([{ id: 9 }, done("P")]),
    ],
    [
      "no id where nothing but what was sent comes back",
      request([{ mobile: "1" }, update("P")]),
      answer([{ mobile: "1" }, done("P")]),
    ],
    [
      "another order where an entry names a customer of another one, too",
      request([{ id: 8, mobile: "1" }, update("P")], [{ mobile: "1" }, update("Q"), update("R")]),
      answer([{ id: 7, mobile: "1" }, done("Q"), done("R")], [{ id: 8, mobile: "2" }, done("P")]),
    ],
    [
      "another order where two entries name both customers",
      request([{ id: 8, mobile: "1" }, update("P")], [{ id: 7, mobile: "2" }, update("Q"), update("R", "UPGRADE")]),
      answer([{ id: 7, mobile: "1" }, done("Q"), done("R", "UPGRADE")], [{ id: 8, mobile: "2" }, done("P")]),
    ],
    [
      "an entry that names two customers and was not found, beside one of them",
      request([{ id: 0, mobile: "1" }, update("P"), update("Q")], [{ mobile: "1", email: "x" }, update("R")]),
      answer(
        [{ status: { status: false, message: "no", code: 8015 } }],
        [{ id: 7, mobile: "1", email: "y" }, done("R")],
      ),
    ],
    [
      "no id beside what was sent blank",
      request([{ mobile: "1", externalId: " " }, update("P")]),
      answer([{ mobile: "1", externalId: "X" }, done("P")]),
    ],
    [
      "no id beside what may be another entry's",
      request([{ id: 0, email: "y" }, update("P")], [{ mobile: "1", email: "x" }, update("P")]),
      answer([{ status: { status: false, message: "no", code: 8015 } }], [{ mobile: "1", email: "y" }, done("P")]),
    ],
    [
      "the limit reported once for all",
      request([{ id: 7 }, update("P")], [{ id: 8 }, update("P")]),
      answer([{ id: 7, status: { status: false, message: "no", code: 2008 } }]),
    ],
  ];
  for (const [what, asked, answered] of kept) {
    it(`may be ${what}`, () => expect(judge(asked, answered).found).to.deep.equal([]));
  }

  it("are noted where a number is not one of the page's", () => {
    const { found, notes } = judge(request([{ id: 7 }, update("P")]), answer([{ id: 7 }, done("P", "RENEW", 2011)]));
    expect(found).to.deep.equal([]);
    expect(notes).to.deep.equal(["the code 2011 of an update's result is not one that the page lists"]);
  });

  const broken: readonly (readonly [what: string, asked: Json, answered: Json, found: string])[] = [
    [
      "another id",
      request([{ id: 7 }, update("P")]),
      answer([{ id: 9 }, done("P")]),
      "update.customer-id.same value /customersPartnerUpdates/0/customer/id",
    ],
    [
      "no id beside more than was sent",
      request([{ mobile: "1" }, update("P")]),
      answer([{ mobile: "1", email: "x" }, done("P")]),
      "update.customer-id.present missing /customersPartnerUpdates/0/customer/id",
    ],
    [
      "a program that was not asked for",
      request([{ id: 7 }, update("P")]),
      answer([{ id: 7 }, done("Q")]),
      "update.program-name.echo value /customersPartnerUpdates/0/partnerProgramUpdates/0/partnerProgramName",
    ],
    [
      "a refusal of no program",
      request([{ id: 7 }, update("P")]),
      answer([{ id: 7 }, done(null, "RENEW", 2004)]),
      "update.program-name.echo value /customersPartnerUpdates/0/partnerProgramUpdates/0/partnerProgramName",
    ],
    [
      "another kind of update",
      request([{ id: 7 }, update("P")]),
      answer([{ id: 7 }, done("P", "UPGRADE")]),
      "update.update-type.echo value /customersPartnerUpdates/0/partnerProgramUpdates/0/updateType",
    ],
    [
      "fewer customers",
      request([{ id: 7 }, update("P")], [{ id: 8 }, update("P")]),
      answer([{ id: 7 }, done("P")]),
      "update.batch.results missing /customersPartnerUpdates",
    ],
    [
      "more customers",
      request([{ id: 7 }, update("P")]),
      answer([{ id: 7 }, done("P")], [{ id: 8 }, done("P")]),
      "update.batch.results value /customersPartnerUpdates",
    ],
    [
      "fewer updates",
      request([{ id: 7 }, update("P"), update("Q")]),
      answer([{ id: 7 }, done("P")]),
      "update.batch.results missing /customersPartnerUpdates/0/partnerProgramUpdates",
    ],
    [
      "more updates",
      request([{ id: 7 }, update("P")]),
      answer([{ id: 7 }, done("P"), done("P")]),
      "update.batch.results value /customersPartnerUpdates/0/partnerProgramUpdates",
    ],
  ];
  for (const [what, asked, answered, found] of broken) {
    it(`may not be ${what}`, () => expect(judge(asked, answered).found).to.deep.equal([found]));
  }

  const consumers: readonly (readonly [
    what: string,
    body: Json | string,
    headers: readonly Header[],
    found: readonly string[],
  ])[] = [
    ["is sound", request([{ id: 7 }, update("P")]), [json, till], []],
    ["has a token", request([{ id: 7 }, update("P")]), [json, ["X-CAP-API-OAUTH-TOKEN", "t"]], []],
    ["has a bearer", request([{ id: 7 }, update("P")]), [json, ["Authorization", "Bearer t"]], []],
    ["has no credentials", request([{ id: 7 }, update("P")]), [json], ["authentication.update.sent missing"]],
    [
      "has digest credentials",
      request([{ id: 7 }, update("P")]),
      [json, ["Authorization", "Digest x"]],
      ["authentication.update.sent value"],
    ],
    [
      "is declared as a form",
      request([{ id: 7 }, update("P")]),
      [["Content-Type", "application/x-www-form-urlencoded"], till],
      ["update.body.content-type value"],
    ],
    ["is not declared", request([{ id: 7 }, update("P")]), [till], ["update.body.content-type value"]],
    [
      "has an expiry of today",
      request([{ id: 7 }, update("P", "RENEW", { updatedTierExpiryDate: "2031-02-01T00:00:00+00:00" })]),
      [json, till],
      [],
    ],
    [
      "has a past expiry",
      request([{ id: 7 }, update("P", "RENEW", { updatedTierExpiryDate: "2031-01-20T00:00:00+00:00" })]),
      [json, till],
      [
        "update.body.expiry-not-past value /customersPartnerUpdates/0/partnerProgramUpdates/0/updateDetails/updatedTierExpiryDate",
      ],
    ],
    ["is no JSON", "please", [json, till], ["update.body.object type"]],
  ];
  for (const [what, body, headers, found] of consumers) {
    it(`are asked for by a request that ${what}: ${found.join(", ") || "nothing to blame"}`, () => {
      expect(judge(body, undefined, "consumer", headers).found).to.deep.equal(found);
    });
  }
});
