import { expect } from "chai";
import { type Json, isObject } from "../../src/model/json.ts";
import type { Choices } from "../choices.ts";
import { both, choiceRows, ok, to, until, updates } from "./testing/choice-rows.ts";
import {
  cancellation,
  codeOf,
  entry,
  findMembership,
  organisation,
  perform,
  queued,
  readList,
  renewal,
  request,
  tiered,
  upgrade,
  withoutRelinking,
} from "./testing/sample-organisation.ts";

describe("the choices for updates", () => {
  for (const [what, body, expected, given = {}] of choiceRows) {
    for (const [choices, codes] of expected) {
      it(`answer ${what} with ${describeCodes(codes)} under ${JSON.stringify(choices)}`, () => {
        const outcome = perform(body, { ...given, choices });
        expect(outcome.refused ?? outcome.codes).to.deep.equal(codes);
        if (outcome.refused !== undefined || !outcome.codes.flat().includes(200)) {
          expect(outcome.organisation).to.equal(given.organisation ?? organisation);
          expect(outcome.events).to.deep.equal([]);
        }
      });
    }
  }

  function describeCodes(codes: number | readonly unknown[]): string {
    const text = JSON.stringify(codes);
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  }

  it("echo what the host knows of a customer, or what was sent", () => {
    const customerOf = (customer: Json, choices: Partial<Choices>): unknown => {
      const [first] = readList(
        perform(request(entry(customer, upgrade())), { choices }).body ?? null,
        "customersPartnerUpdates",
      );
      if (!isObject(first) || !isObject(first["customer"])) return undefined;
      const { status: _status, ...identifiers } = first["customer"];
      return identifiers;
    };
    const sent = { mobile: "916215000000", email: "" };
    expect(customerOf(sent, {})).to.deep.equal({
      id: 382741349,
      mobile: "916215000000",
      email: "sixth@customers.example",
      externalId: "X916215000000",
    });
    expect(customerOf(sent, { customerEcho: "sent" })).to.deep.equal(sent);
    expect(customerOf({ id: 2 }, { customerEcho: "known-or-null" })).to.deep.equal({
      id: 2,
      mobile: "919740000000",
      email: null,
      externalId: null,
    });
    expect(customerOf({ id: "2" }, { customerEcho: "sent", idAsText: "taken" })).to.deep.equal({ id: 2 });
    expect(customerOf({ mobile: "404", email: 7 }, {})).to.deep.equal({ mobile: "404" });
  });

  it("name the customer whom the first identifier finds where two do", () => {
    const body = request(entry(both, to("Gold")));
    expect(findMembership(perform(body).organisation, 2, 11)).to.include({ tier: "Gold" });
    const other = request(entry({ id: 382741349, mobile: "919740000000" }, to("Gold")));
    expect(findMembership(perform(other).organisation, 382741349, 11)).to.include({ tier: "Gold" });
    expect(findMembership(perform(other).organisation, 2, 11)).to.include({ tier: "Bronze" });
  });

  it("store the configured spelling of a tier", () => {
    const { organisation: after } = perform(updates(to("sILVER")), { choices: { nameCase: "ignored" } });
    expect(findMembership(after, 2, 11)).to.include({ tier: "Silver" });
  });

  it("keep the tier of a renewal and move its expiry all the same", () => {
    const update = upgrade({ updateType: "RENEW" });
    const { organisation: after } = perform(updates(update), { choices: { renewedTier: "kept" } });
    expect(findMembership(after, 2, 11)).to.include({ tier: "Bronze", tierExpiry: "2027-12-29T18:29:59.000Z" });
  });

  it("let an initiated renewal show later", () => {
    const given = { organisation: withoutRelinking, choices: { renewalEffect: "later" } as const };
    const outcome = perform(updates(renewal), given);
    expect(outcome.codes).to.deep.equal(ok);
    expect(outcome.organisation).to.deep.equal(withoutRelinking);
    expect(outcome.events).to.have.length(1);
  });

  it("record updates of tiers among the activities, and no others", () => {
    const choices = { tierActivities: "recorded" } as const;
    const { organisation: after } = perform(updates(upgrade(), upgrade({ updateType: "RENEW" })), { choices });
    expect(findMembership(after, 2, 11)?.activities).to.deep.equal([
      { type: "PARTNER_TIER_RENEWED", date: "2026-11-20T09:30:00.000Z" },
      { type: "PARTNER_TIER_UPGRADED", date: "2026-11-20T09:30:00.000Z" },
    ]);
    const renewed = perform(updates(renewal), { choices, organisation: withoutRelinking }).organisation;
    expect(findMembership(renewed, 2, 11)?.activities).to.equal(undefined);
  });

  it("tell webhooks of all updates, or not of cancellations", () => {
    const body = request(entry(queued, cancellation), entry(tiered, upgrade()));
    const typesOf = (choices: Partial<Choices>): unknown =>
      perform(body, { choices }).events.map((event) => event.updateType);
    expect(typesOf({})).to.deep.equal(["MEMBERSHIP_RELINKING_CANCELLED", "UPGRADE"]);
    expect(typesOf({ cancellationEvent: "none" })).to.deep.equal(["UPGRADE"]);
  });
});

describe("the expiry of a tier", () => {
  const codeUntil = (updatedTierExpiryDate: Json): number | undefined =>
    codeOf(upgrade({ updateDetails: { updatedTierName: "Silver", updatedTierExpiryDate } }));
  const storedUntil = (text: string): string | undefined =>
    findMembership(perform(until(text)).organisation, 2, 11)?.tierExpiry;

  const taken: readonly (readonly [text: string, stored: string])[] = [
    ["2027-12-29T23:59:59+05:30", "2027-12-29T18:29:59.000Z"],
    ["2027-12-29T23:59:59-11:00", "2027-12-30T10:59:59.000Z"],
    ["2027-12-29T23:59:59Z", "2027-12-29T23:59:59.000Z"],
    ["2027-12-29T23:59:59.250Z", "2027-12-29T23:59:59.250Z"],
    ["2027-12-29T23:59:59,5+01", "2027-12-29T22:59:59.500Z"],
    ["2027-12-29T23:59+05:30", "2027-12-29T18:29:00.000Z"],
    ["2027-12-29T23", "2027-12-29T23:00:00.000Z"],
    ["2027-12-29T23:59:59", "2027-12-29T23:59:59.000Z"],
    ["2027-12-29T24:00:00+00:00", "2027-12-30T00:00:00.000Z"],
    ["2027-12-31T23:59:60Z", "2028-01-01T00:00:00.000Z"],
    ["2027-12-29", "2027-12-29T23:59:59.000Z"],
    ["20271229", "2027-12-29T23:59:59.000Z"],
    ["20271229T235959+0530", "2027-12-29T18:29:59.000Z"],
    ["2028-02-29T00:00:00+00:00", "2028-02-29T00:00:00.000Z"],
    ["9999-12-31T23:59:59-12:00", "+010000-01-01T11:59:59.000Z"],
  ];
  for (const [text, stored] of taken) {
    it(`may be ${text}, which is kept as ${stored}`, () => {
      expect(storedUntil(text)).to.equal(stored);
    });
  }

  for (const text of [
    "2027-12-29 23:59:59+05:30",
    "2027-02-29T00:00:00+00:00",
    "2027-13-01T00:00:00+00:00",
    "2027-12-29T25:00:00+00:00",
    "2027-12-29T24:00:01+00:00",
    "2027-12-29T23:60:00+00:00",
    "2027-12-29T23:59:61+00:00",
    "2027-12-29T23:59:59+25:00",
    "2027-12-29T23:59:59+05:99",
    "2027-12-29T23:59:59+05:30 ",
    "2027-12-29T23:59:59+05:30\n",
    "2027-12-29T235959Z",
    "29/12/2027",
    "1830297599000",
    "tomorrow",
    "2027-12-29T",
    " ",
  ]) {
    it(`is no ${JSON.stringify(text)}`, () => {
      expect(codeUntil(text)).to.equal(2003);
      expect(
        codeOf(upgrade({ updateDetails: { updatedTierName: "Silver", updatedTierExpiryDate: text } }), {
          choices: { expiryUnreadable: 400 },
        }),
      ).to.equal(400);
    });
  }

  it("is measured by the day as its own offset counts", () => {
    // The clock stands at 09:30 UTC on the 20th, when the 21st has begun at +14:30 and beyond.
    expect(codeUntil("2026-11-20T00:00:00+05:30")).to.equal(200);
    expect(codeUntil("2026-11-19T23:59:59+05:30")).to.equal(2003);
    expect(codeUntil("2026-11-20T23:59:59+15:00")).to.equal(2003);
    expect(codeUntil("2026-11-19T23:00:00-10:00")).to.equal(200);
    expect(codeUntil("2026-11-20")).to.equal(200);
    expect(codeUntil("2026-11-19")).to.equal(2003);
    expect(codeUntil("0027-12-29T23:59:59+05:30")).to.equal(2003);
  });
});
