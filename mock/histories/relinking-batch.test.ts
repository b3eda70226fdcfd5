import { expect } from "chai";
import type { Membership } from "../fixtures.ts";
import { labOrganisation } from "./testing/lab-organisation.ts";
import { defaultChoices } from "../choices.ts";
import { initiateRelink, runRelinkingBatch } from "./relinking-batch.ts";

const now = new Date("2026-11-20T00:00:05Z");

function listMemberships(organisation: typeof labOrganisation): readonly Membership[] {
  return organisation.customers.find(({ id }) => id === 700000004)?.memberships ?? [];
}

describe("the daily batch of relinkings", () => {
  it("activates those whose day has come", () => {
    const [before] = listMemberships(labOrganisation);
    const [after] = listMemberships(runRelinkingBatch(labOrganisation, now, defaultChoices));
    expect(after).to.deep.equal({
      program: 3003,
      linked: true,
      start: "2026-11-20T18:30:00Z",
      end: "2027-11-20T18:29:59Z",
      activities: [
        { type: "SUPPLEMENTARY_MEMBERSHIP_RELINKED", date: "2026-11-20T00:00:05.000Z" },
        ...(before?.activities ?? []),
      ],
    });
  });

  it("leaves those of later days, and all else", () => {
    const after = runRelinkingBatch(labOrganisation, now, defaultChoices);
    expect(listMemberships(after)[1]).to.deep.equal(listMemberships(labOrganisation)[1]);
    const rest = ({ customers }: typeof labOrganisation): unknown => customers.filter(({ id }) => id !== 700000004);
    expect(rest(after)).to.deep.equal(rest(labOrganisation));
    expect(runRelinkingBatch(labOrganisation, new Date("2026-11-19T23:59:59Z"), defaultChoices)).to.deep.equal(
      labOrganisation,
    );
  });

  it("catches up on days that it missed, and changes nothing when it runs again", () => {
    const once = runRelinkingBatch(labOrganisation, new Date("2026-12-24T00:00:05Z"), defaultChoices);
    expect(listMemberships(once).map(({ relink, linked, start }) => ({ relink, linked, start }))).to.deep.equal([
      { relink: undefined, linked: true, start: "2026-11-20T18:30:00Z" },
      { relink: undefined, linked: true, start: "2026-11-21T00:00:00Z" },
    ]);
    expect(runRelinkingBatch(once, new Date("2026-12-25T00:00:05Z"), defaultChoices)).to.deep.equal(once);
  });

  it("links again a membership that had ended by then", () => {
    const ended = (membership: Membership): Membership => ({ ...membership, linked: false });
    const organisation = {
      ...labOrganisation,
      customers: labOrganisation.customers.map((customer) => ({
        ...customer,
        memberships: (customer.memberships ?? []).map(ended),
      })),
    };
    expect(
      listMemberships(runRelinkingBatch(organisation, now, defaultChoices)).map(({ linked }) => linked),
    ).to.deep.equal([true, false]);
  });

  it("does nothing where relinking is off", () => {
    const { relinking: _relinking, ...organisation } = labOrganisation;
    expect(runRelinkingBatch(organisation, now, defaultChoices)).to.deep.equal(organisation);
  });
});

describe("a relinking that is initiated", () => {
  const membership: Membership = {
    program: 3003,
    linked: true,
    start: "2026-01-01T00:00:00Z",
    end: "2026-12-31T23:59:59Z",
  };
  const relink = { start: "2027-01-01T00:00:00Z", end: "2027-12-31T23:59:59Z" };

  it("is recorded and queued, and leaves the enrolment as it is", () => {
    expect(initiateRelink(membership, relink, now)).to.deep.equal({
      ...membership,
      activities: [{ type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED", date: "2026-11-20T00:00:05.000Z" }],
      relink,
    });
  });

  it("takes the place of one that waits", () => {
    const later = { start: "2027-02-01T00:00:00Z", end: "2028-01-31T23:59:59Z" };
    const twice = initiateRelink(initiateRelink(membership, relink, now), later, now);
    expect(twice.relink).to.deep.equal(later);
    expect(twice.activities).to.have.length(2);
  });
});
