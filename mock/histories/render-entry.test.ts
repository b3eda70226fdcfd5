import { expect } from "chai";
import { defaultChoices } from "../choices.ts";
import { ask, askLinking, listDates } from "./testing/ask-histories.ts";
import { labOrganisation } from "./testing/lab-organisation.ts";
import { renderInstant } from "./render-date.ts";
import { renderEntry } from "./render-entry.ts";

describe("the order and members of histories", () => {
  it("has activities newest first, or oldest first where that choice is taken", async () => {
    const program = { partnerProgramId: "3003" };
    const dates = ["2026-01-01T00:00:00Z", "2025-01-01T00:00:00Z"];
    expect(listDates(await askLinking(program))).to.deep.equal(dates);
    const reversed = await askLinking(program, ["activities-oldest-first"]);
    expect(listDates(reversed)).to.deep.equal([...dates].reverse());
    expect(reversed.data?.[0]?.partnerProgramDetails["partnerProgramMembershipLastUpdatedDate"]).to.equal(dates[0]);
  });

  it("has instants in UTC and whole seconds, or with milliseconds where that choice is taken", async () => {
    const start = async (variants: readonly string[]): Promise<unknown> =>
      (await ask({ partnerProgramId: "3001" }, variants)).data?.[0]?.partnerProgramDetails[
        "partnerProgramMembershipStartDate"
      ];
    expect(await start([])).to.equal("2024-05-05T00:00:00Z");
    expect(await start(["histories-with-milliseconds"])).to.equal("2024-05-05T00:00:00.250Z");
  });

  it("has instants with years of four digits, whatever the offset they are given with", () => {
    expect(renderInstant("9999-12-31T18:59:59-05:00", defaultChoices)).to.equal("9999-12-31T23:59:59Z");
    expect(renderInstant("9999-12-31T23:59:59-05:00", defaultChoices)).to.equal("9999-12-31T23:59:59Z");
  });

  it("has the tier of every program with tiers, of supplementary ones too", () => {
    const [start, end] = ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"];
    const entry = {
      program: { id: 7, name: "Club", type: "SUPPLEMENTARY", tiers: ["Low", "High"] },
      membership: { program: 7, linked: true, start, end, tier: "High", tierExpiry: end },
      activities: [],
      lastUpdate: undefined,
      benefitsAvailed: [],
    } as const;
    const now = new Date("2026-11-20T09:30:00Z");
    const context = { organisation: labOrganisation, choices: defaultChoices, now, today: "2026-11-20" };
    const { partnerProgramDetails } = renderEntry(entry, undefined, context);
    expect(partnerProgramDetails).to.include({
      partnerTierNumber: 2,
      partnerTierName: "High",
      partnerTierExpiryDate: end,
      partnerProgramType: "SUPPLEMENTARY",
      tierBased: true,
    });
    expect(partnerProgramDetails).to.not.have.any.keys("partnerMembershipId", "benefitsSummary");
  });

  it("has no tier where the program no longer has it", () => {
    const program = { id: 7, name: "Club", type: "EXTERNAL", tiers: ["Low"] } as const;
    const ends = "2027-01-01T00:00:00Z";
    const membership = { program: 7, linked: true, start: "2026-01-01T00:00:00Z", end: ends, tier: "High" };
    const now = new Date("2026-11-20T09:30:00Z");
    const context = { organisation: labOrganisation, choices: defaultChoices, now, today: "2026-11-20" };
    const entry = { program, membership, activities: [], lastUpdate: undefined, benefitsAvailed: [] };
    const { partnerProgramDetails } = renderEntry(entry, undefined, context);
    expect(partnerProgramDetails).to.not.have.any.keys("partnerTierNumber", "partnerTierName");
  });

  it("has the name of the loyalty program to which the partner program belongs", async () => {
    const names = (await ask({})).data?.map(({ partnerProgramDetails }) => partnerProgramDetails["programName"]);
    expect(names).to.deep.equal(["Plain", "Plain", "Sport"]);
  });

  const membersOf = async (
    partnerProgramId: string,
    activityType: string,
    variants: readonly string[] = [],
  ): Promise<readonly string[]> =>
    Object.keys((await ask({ partnerProgramId, activityType }, variants)).data?.[0]?.partnerProgramDetails ?? {});

  it("has the last update with supplementary programs and linkingUpdates alone, or with others by choice", async () => {
    const has = async (id: string, type: string, variants?: readonly string[]): Promise<boolean> =>
      (await membersOf(id, type, variants)).includes("partnerProgramMembershipLastUpdatedActivity");
    expect(await has("3003", "linkingUpdates")).to.equal(true);
    expect(await has("3003", "benefitsAvailed")).to.equal(false);
    expect(await has("3001", "linkingUpdates")).to.equal(false);
    expect(await has("3003", "benefitsAvailed", ["last-update-with-benefits"])).to.equal(true);
    expect(await has("3001", "linkingUpdates", ["last-update-of-external"])).to.equal(true);
    expect(await has("3001", "benefitsAvailed", ["last-update-of-external"])).to.equal(false);
    // Nothing was recorded of this membership.
    expect(await has("3002", "linkingUpdates", ["last-update-of-external"])).to.equal(false);
  });

  it("has membership id and benefits with tiers alone, or with every external program by choice", async () => {
    const names = ["partnerMembershipId", "benefitsSummary"];
    expect(await membersOf("3001", "linkingUpdates")).to.include.members(names);
    expect((await membersOf("3002", "linkingUpdates")).filter((name) => names.includes(name))).to.deep.equal([]);
    expect(await membersOf("3002", "linkingUpdates", ["benefits-of-all-external"])).to.include.members(names);
    expect(await membersOf("3003", "linkingUpdates", ["benefits-of-all-external"])).not.to.include("benefitsSummary");
  });
});
