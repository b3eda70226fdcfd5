import { expect } from "chai";
import type { Json } from "../../src/model/json.ts";
import { foreseeLimit, foreseeUpdate, type KnownState } from "./oracle.ts";

const ranks = { Bronze: 0, Silver: 1, Gold: 2 };
const state = (changes: Partial<KnownState> = {}): KnownState => ({
  customer: "known",
  programs: [
    { name: "Club", linked: true, tiers: ["Bronze", "Silver", "Gold"], tier: "Silver", ranks, pending: false },
    { name: "Past", linked: false, tiers: ["Leaf"], pending: false },
    { name: "Box", linked: true, tiers: [], pending: true },
    { name: "Crate", linked: true, tiers: [], pending: false },
    { name: "Hidden", linked: undefined, tiers: ["One"], pending: undefined },
  ],
  relinking: "on",
  now: "2031-02-01T12:00:00Z",
  ...changes,
});
const update = (
  partnerProgramName: Json,
  updateType: Json,
  updatedTierName?: Json,
  updatedTierExpiryDate?: Json,
): Json => ({
  partnerProgramName,
  updateType,
  ...(updatedTierName === undefined
    ? {}
    : {
        updateDetails: { updatedTierName, ...(updatedTierExpiryDate === undefined ? {} : { updatedTierExpiryDate }) },
      }),
});
const cancelled = "MEMBERSHIP_RELINKING_CANCELLED";
const renewal = "MEMBERSHIP_RENEWAL_INITIATION";
const future = "2032-12-29T23:59:59+05:30";
const past = "2031-01-02T23:59:59+05:30";

describe("The oracle foresees", () => {
  const rows: readonly (readonly [what: string, update: Json, outcome: string, changes?: Partial<KnownState>])[] = [
    ["an UPGRADE to a higher tier", update("Club", "UPGRADE", "Gold"), "made"],
    ["a DOWNGRADE with an expiry", update("Club", "DOWNGRADE", "Bronze", future), "made"],
    ["a RENEW of the tier", update("Club", "RENEW", "Silver", future), "made"],
    ["an UPGRADE to a lower tier", update("Club", "UPGRADE", "Bronze"), "made or otherwise"],
    ["a RENEW of another tier", update("Club", "RENEW", "Gold"), "made or otherwise"],
    ["no details", update("Club", "UPGRADE"), "2002"],
    ["details of null", { partnerProgramName: "Club", updateType: "RENEW", updateDetails: null }, "2002"],
    ["a tier of null", update("Club", "RENEW", null), "2002"],
    ["an empty tier", update("Club", "RENEW", ""), "2002"],
    ["no program", { updateType: "RENEW", updateDetails: { updatedTierName: "Silver" } }, "2002"],
    ["an empty program of a cancellation", update("", cancelled), "2002 2027"],
    ["an unknown program", update("Nowhere", "RENEW", "Silver"), "2006"],
    ["a program that is not linked", update("Past", "RENEW", "Leaf"), "2004"],
    ["an unknown tier of a program that is not linked", update("Past", "RENEW", "Gold"), "2004 2007"],
    ["a program that may be linked", update("Hidden", "RENEW", "One"), "made or 2004 otherwise"],
    ["an unknown tier", update("Club", "UPGRADE", "Lead"), "2007"],
    ["a past expiry", update("Club", "RENEW", "Silver", past), "2003"],
    ["an expiry today", update("Club", "RENEW", "Silver", "2031-02-01T11:00:00+00:00"), "made or 2003"],
    ["a past expiry of an unknown tier", update("Club", "RENEW", "Lead", past), "2007 2003"],
    ["an expiry in words", update("Club", "RENEW", "Silver", "soon"), "otherwise"],
    ["an expiry without a time", update("Club", "RENEW", "Silver", "2032-12-29"), "made or 2003 otherwise"],
    ["an unknown kind", update("Club", "EXTEND", "Silver"), "2009"],
    ["no kind", { partnerProgramName: "Club", updateDetails: { updatedTierName: "Silver" } }, "2002 2009 otherwise"],
    ["a tier that is a number", update("Club", "RENEW", 2), "otherwise"],
    [
      "details that are text",
      { partnerProgramName: "Club", updateType: "RENEW", updateDetails: "Silver" },
      "2002 otherwise",
    ],
    ["a cancellation of what is pending", update("Box", cancelled), "made"],
    ["a cancellation with details", update("Box", cancelled, "Gold"), "made or otherwise"],
    ["a cancellation of nothing", update("Crate", cancelled), "2027"],
    ["a cancellation where relinking is off", update("Box", cancelled), "2026", { relinking: "off" }],
    [
      "a cancellation where that is not known",
      update("Crate", cancelled),
      "made or 2026 2027",
      { relinking: "unknown" },
    ],
    ["a cancellation in an unknown program", update("Nowhere", cancelled), "2006 2027"],
    ["a renewal where relinking is on", update("Club", renewal, "Silver"), "2028"],
    ["a renewal where relinking is off", update("Club", renewal, "Silver"), "made", { relinking: "off" }],
    ["a renewal of an unknown tier", update("Club", renewal, "Lead"), "2007", { relinking: "off" }],
    ["a renewal without tiers", update("Box", renewal, "Any"), "made or 2007 otherwise", { relinking: "off" }],
    ["a renewal without details", update("Club", renewal), "2002 2028"],
    ["anything for an unknown customer", update("Club", "RENEW", "Silver"), "otherwise", { customer: "unknown" }],
    ["what is no object", "RENEW", "2002 2009 otherwise"],
  ];
  for (const [what, one, outcome, changes] of rows) {
    it(`of ${what}: ${outcome}`, () => {
      const { made, codes, otherwise } = foreseeUpdate(one, state(changes));
      const text = [made ? "made" : "", [...codes, ...(otherwise ? ["otherwise"] : [])].join(" ")];
      expect(text.filter((part) => part !== "").join(" or ")).to.equal(outcome);
    });
  }

  it("2008 as soon as any reading of the limit is passed", () => {
    expect(foreseeLimit(Array.from({ length: 50 }, () => 1))).to.equal(undefined);
    expect(foreseeLimit(Array.from({ length: 51 }, () => 0))).to.equal(2008);
    expect(foreseeLimit([51])).to.equal(2008);
    expect(foreseeLimit(Array.from({ length: 26 }, () => 2))).to.equal(2008);
  });
});
