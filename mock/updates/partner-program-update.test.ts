import { expect } from "chai";
import { type Json, isObject } from "../../src/model/json.ts";
import { checkFixtures } from "../check-fixtures.ts";
import {
  type Given,
  cancellation,
  entry,
  findCustomer,
  findMembership,
  makeMembership,
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

describe("the updates of the page's own samples", () => {
  it("stand on fixtures that hold together", () => {
    const organisations = [organisation, withoutRelinking];
    expect(() => checkFixtures({ fixtures: 1, clock: "2026-11-20T09:30:00Z", organisations })).not.to.throw();
  });

  it("raise a tier and move its expiry", () => {
    const sample = request(entry({ mobile: "919740000000", email: "", externalId: "" }, upgrade()));
    const { codes, organisation: after, events } = perform(sample);
    expect(codes).to.deep.equal([[1000, 200]]);
    expect(findMembership(after, 2, 11)).to.deep.equal({
      ...findMembership(organisation, 2, 11),
      tier: "Silver",
      tierExpiry: "2027-12-29T18:29:59.000Z",
    });
    expect(events).to.deep.equal([
      {
        event: "partnerProgramUpdated",
        customer: findCustomer(after, 2),
        program: organisation.partnerPrograms?.[0],
        membership: findMembership(after, 2, 11),
        updateType: "UPGRADE",
      },
    ]);
  });

  it("cancel a queued relink and leave the enrolment as it is", () => {
    const { codes, organisation: after, events } = perform(request(entry(queued, cancellation)));
    expect(codes).to.deep.equal([[1000, 200]]);
    const { relink, ...enrolment } = findMembership(organisation, 3, 13) ?? makeMembership(0);
    expect(relink).to.not.equal(undefined);
    expect(findMembership(after, 3, 13)).to.deep.equal({
      ...enrolment,
      activities: [
        { type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED", date: "2026-11-20T09:30:00.000Z" },
        ...(enrolment.activities ?? []),
      ],
    });
    expect(events.map(({ updateType }) => updateType)).to.deep.equal(["MEMBERSHIP_RELINKING_CANCELLED"]);
  });

  it("are answered in the form of the page's answer", () => {
    const update = { ...upgrade(), partnerProgramName: "1stProgram", updateDetails: { updatedTierName: "Two" } };
    expect(perform(request(entry({ id: 382741349 }, update))).body).to.deep.equal({
      customersPartnerUpdates: [
        {
          customer: {
            id: 382741349,
            mobile: "916215000000",
            email: "sixth@customers.example",
            externalId: "X916215000000",
            status: { status: true, message: "the customer was found", code: 1000 },
          },
          partnerProgramUpdates: [
            {
              partnerProgramName: "1stProgram",
              updateType: "UPGRADE",
              updateStatus: { status: true, message: "the update was made", code: 200 },
            },
          ],
        },
      ],
      warnings: [],
    });
  });
});

describe("an update", () => {
  const details = (tier: Json, more: Readonly<Record<string, Json>> = {}): Json => ({ updatedTierName: tier, ...more });
  const past = { updatedTierExpiryDate: "2026-11-17T23:59:59+05:30" };
  const rows: readonly (readonly [what: string, update: Json, code: number, given?: Given])[] = [
    ["without a partnerProgramName", { ...upgrade(), partnerProgramName: null }, 2002],
    ["with an empty partnerProgramName", upgrade({ partnerProgramName: "" }), 2002],
    ["without updateDetails", upgrade({ updateDetails: null }), 2002],
    ["with empty updateDetails", upgrade({ updateDetails: {} }), 2002],
    ["with a null for the tier", upgrade({ updateDetails: details(null) }), 2002],
    ["with an empty tier", upgrade({ updateDetails: details("") }), 2002],
    ["with an expiry three days ago", upgrade({ updateDetails: details("Silver", past) }), 2003],
    ["of a program that the customer is not in", upgrade({ partnerProgramName: "Nobody's" }), 2004],
    ["of a program nobody knows", upgrade({ partnerProgramName: "Atlantis" }), 2006],
    ["to a tier the program does not have", upgrade({ updateDetails: details("Platinum") }), 2007],
    ["to a tier of another program", upgrade({ updateDetails: details("Two") }), 2007],
    ["to a tier of a program without tiers", upgrade({ partnerProgramName: "SPP_1" }), 2007],
    ["of a type nobody knows", upgrade({ updateType: "PROMOTE" }), 2009],
    ["of a type in small letters", upgrade({ updateType: "upgrade" }), 2009],
    ["without a type", { partnerProgramName: "Apparel-Partner" }, 2009],
    ["that cancels where relinking is off", cancellation, 2026, { organisation: withoutRelinking }],
    ["that cancels where nothing is queued", cancellation, 2027],
    ["that initiates a renewal where relinking is on", renewal, 2028],
  ];
  for (const [what, update, code, given] of rows) {
    it(`${what} is refused with ${code} and changes nothing`, () => {
      const outcome = perform(request(entry(tiered, update)), given);
      expect(outcome.codes).to.deep.equal([[1000, code]]);
      expect(outcome.organisation).to.equal(given?.organisation ?? organisation);
      expect(outcome.events).to.deep.equal([]);
    });
  }

  for (const updateType of ["UPGRADE", "DOWNGRADE", "RENEW"]) {
    it(`${updateType} gives the tier and leaves the expiry where none is given`, () => {
      const update = upgrade({ updateType, updateDetails: { updatedTierName: "Gold" } });
      const { codes, organisation: after, events } = perform(request(entry(tiered, update)));
      expect(codes).to.deep.equal([[1000, 200]]);
      expect(findMembership(after, 2, 11)).to.include({ tier: "Gold", tierExpiry: "2027-01-01T00:00:00Z" });
      expect(findMembership(after, 2, 11)?.activities).to.equal(undefined);
      expect(events).to.have.length(1);
    });
  }

  it("MEMBERSHIP_RENEWAL_INITIATION is accepted where relinking is off", () => {
    const given = { organisation: withoutRelinking };
    const { codes, organisation: after } = perform(request(entry(tiered, renewal)), given);
    expect(codes).to.deep.equal([[1000, 200]]);
    expect(findMembership(after, 2, 11)).to.include({ tier: "Silver", tierExpiry: "2027-12-29T18:29:59.000Z" });
  });

  it("that initiates a renewal in a program without tiers gives it none", () => {
    const given = { organisation: withoutRelinking };
    const update = { ...renewal, partnerProgramName: "SPP_1" };
    const { codes, organisation: after } = perform(request(entry(tiered, update)), given);
    expect(codes).to.deep.equal([[1000, 200]]);
    expect(findMembership(after, 2, 13)).to.deep.equal(findMembership(organisation, 2, 13));
  });

  it("of a membership that has ended is one of a customer who is not linked", () => {
    const update = upgrade({ partnerProgramName: "1stProgram", updateDetails: { updatedTierName: "One" } });
    expect(perform(request(entry(queued, update))).codes).to.deep.equal([[1000, 2004]]);
  });

  it("leaves everybody else and all other memberships alone", () => {
    const { organisation: after } = perform(request(entry(tiered, upgrade())));
    expect(after.customers.filter(({ id }) => id !== 2)).to.deep.equal(
      organisation.customers.filter(({ id }) => id !== 2),
    );
    expect(findMembership(after, 2, 13)).to.equal(findMembership(organisation, 2, 13));
    expect({ ...after, customers: [] }).to.deep.equal({ ...organisation, customers: [] });
  });
});

describe("a batch", () => {
  it("is answered customer by customer and update by update, in its own order", () => {
    const { codes, body } = perform(
      request(
        entry({ mobile: "404" }, upgrade()),
        entry(tiered, upgrade({ partnerProgramName: "Atlantis" }), upgrade()),
        entry(queued, cancellation, upgrade()),
        entry({ id: 4 }, upgrade()),
      ),
    );
    expect(codes).to.deep.equal([[8015], [1000, 2006, 200], [1000, 200, 2004], [1000, 2004]]);
    expect(
      readList(body ?? null, "customersPartnerUpdates").map((each) => isObject(each) && each["customer"]),
    ).to.have.nested.property("[0].mobile", "404");
  });

  it("performs what it can where one update of several fails", () => {
    const { organisation: after, events } = perform(
      request(
        entry(tiered, upgrade({ updateDetails: { updatedTierName: "Tin" } }), upgrade(), { partnerProgramName: 5 }),
      ),
    );
    expect(findMembership(after, 2, 11)).to.include({ tier: "Silver" });
    expect(events).to.have.length(1);
  });

  it("lets each update see what those before it have done", () => {
    const {
      codes,
      events,
      organisation: after,
    } = perform(
      request(
        entry(queued, cancellation, cancellation),
        entry(queued, cancellation),
        entry(tiered, upgrade()),
        entry({ id: 2 }, upgrade({ updateDetails: { updatedTierName: "Gold" } })),
      ),
    );
    expect(codes).to.deep.equal([
      [1000, 200, 2027],
      [1000, 2027],
      [1000, 200],
      [1000, 200],
    ]);
    expect(events.map(({ membership }) => membership?.tier)).to.deep.equal([undefined, "Silver", "Gold"]);
    expect(findMembership(after, 2, 11)).to.include({ tier: "Gold", tierExpiry: "2027-12-29T18:29:59.000Z" });
    expect(findMembership(after, 3, 13)?.activities).to.have.length(2);
  });

  it("of fifty is performed, of fifty-one refused with 2008 as a whole", () => {
    const entries = (count: number): readonly Json[] => Array.from({ length: count }, () => entry(tiered, upgrade()));
    const fifty = perform(request(...entries(50)));
    expect(fifty.codes).to.deep.equal(Array.from({ length: 50 }, () => [1000, 200]));
    expect(fifty.events).to.have.length(50);
    const more = perform(request(...entries(51)));
    expect(more.refused).to.equal(2008);
    expect(more.organisation).to.equal(organisation);
  });

  it("of fifty mixed customers has each result in its place", () => {
    const kinds = [
      [entry(tiered, upgrade()), [1000, 200]],
      [entry({ mobile: "404" }, upgrade()), [8015]],
      [entry({ id: 4 }, upgrade(), upgrade({ updateType: "" })), [1000, 2004, 2009]],
      [entry({}, upgrade()), [8015]],
    ] as const;
    const chosen = Array.from({ length: 50 }, (_, index) => kinds[(index * 7) % 4] ?? kinds[0]);
    expect(perform(request(...chosen.map(([each]) => each))).codes).to.deep.equal(chosen.map(([, codes]) => codes));
  });
});
