import { expect } from "chai";
import { type FakeMembership, itemAt, makePeople } from "../testing/fake-data.ts";
import {
  both,
  choosing,
  describeFaults,
  type Fault,
  inEntries,
  isBenefits,
  isLinking,
  isOf,
  observeReadings,
  set,
} from "../testing/faults.ts";
import { activityCases } from "./activities.ts";
import { noteCases } from "./notes.ts";
import { sharedProgramCases } from "./shared-programs.ts";
import { whereCases } from "./where.ts";

const always = (): boolean => true;

export const sharedProgramFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  ...(
    [
      ["partnerProgramName", "Harbor Club"],
      ["partnerProgramDescription", "Boats"],
      ["partnerProgramType", "SUPPLEMENTARY"],
      // The customer has a tier of it.
      ["tierBased", false, "histories.tier-based.named disagreement"],
    ] as const
  ).map(([member, value, ...also]) =>
    inEntries(
      `that tells another ${member} of a program for one customer`,
      both(isOf(88_002), isLinking),
      set(71, member, value),
      "histories.program.agreement disagreement",
      ...also,
    ),
  ),
  inEntries(
    "that numbers a tier in another way for one customer",
    isOf(88_002),
    set(71, "partnerTierNumber", 1),
    "histories.tier-number.follows disagreement",
  ),
];

describeFaults("Programs of several customers", sharedProgramCases, sharedProgramFaults);

export const activityFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  inEntries(
    "that dates an activity by the end of the membership",
    both(isLinking, isOf(88_002)),
    ({ customerActivityHistory: [first] }) => {
      if (first !== undefined) first.activityDate = "2031-02-10T00:00:00Z";
    },
    "histories.activity-date.past value",
  ),
  inEntries(
    "that dates a benefit in the future",
    isBenefits,
    ({ customerActivityHistory: [first] }) => {
      if (first !== undefined) first.activityDate = "2031-02-04T00:00:00Z";
    },
    "histories.activity-date.past value",
  ),
  inEntries(
    "that dates an initiation by the start that is scheduled",
    both(isLinking, isOf(88_005)),
    ({ customerActivityHistory: list, partnerProgramDetails: details }) => {
      const initiation = list.find(({ activityType }) => activityType.endsWith("INITIATED"));
      if (initiation !== undefined) initiation.activityDate = "2031-03-01T00:00:00Z";
      details["partnerProgramMembershipLastUpdatedDate"] = "2031-03-01T00:00:00Z";
    },
    "histories.initiated.date value",
  ),
];

describeFaults("Activities", activityCases, activityFaults);

export const noteFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  inEntries(
    "that notes something of a benefit in one program only",
    isBenefits,
    (entry) => {
      if (entry.partnerProgramDetails["partnerProgramId"] === 82) delete entry.notes;
    },
    "histories.notes.benefits missing",
  ),
  inEntries(
    "that notes nothing beside dates",
    both(isBenefits, ({ isDated }) => isDated),
    (entry) => {
      delete entry.notes;
    },
    "histories.notes.benefits missing",
  ),
  inEntries(
    "that always notes the last year",
    ({ isDated }) => isDated,
    (entry) => {
      entry.notes = "showing customer activities from Fri Feb 01 12:00:00 GMT 2030 till Sat Feb 01 12:00:00 GMT 2031";
    },
    "histories.notes.dates value",
  ),
  inEntries(
    "that notes a month where no dates are sent",
    both(isBenefits, ({ isDated }) => !isDated),
    (entry) => {
      entry.notes = "showing customer activities from Wed Jan 01 12:00:00 GMT 2031 till Sat Feb 01 12:00:00 GMT 2031";
    },
    "histories.notes.window value",
  ),
  inEntries("that notes in its own words", always, (entry) => {
    entry.notes = "activities of the last 12 months";
  }),
];

describeFaults("Notes", noteCases, noteFaults);

describe("Members that only some entries have", () => {
  const unlinkedWithoutTier = () => {
    const [first, ...others] = [itemAt(makePeople()), ...makePeople().slice(1)];
    const { tier: _none, ...harbour } = itemAt(first.memberships);
    const left: FakeMembership = { ...harbour, programId: 72, linked: false, linking: [], benefits: [] };
    return [{ ...first, memberships: [...first.memberships, left] }, ...others];
  };
  const rows = [
    [{}, whereCases, "histories.tier-members.where", ["with-tiers", "independent"]],
    [{ people: unlinkedWithoutTier }, whereCases, "histories.tier-members.where", ["independent"]],
    [{}, whereCases, "histories.benefits.where", ["left-out", "either"]],
    [{ choices: { summary: "empty-list" } }, whereCases, "histories.benefits.where", ["empty-list", "either"]],
    [
      { people: () => makePeople().slice(1, 2) },
      whereCases,
      "histories.benefits.where",
      ["left-out", "empty-list", "everywhere", "either"],
    ],
    [
      { choices: { lastUpdated: "nowhere" } },
      whereCases,
      "histories.last-updated.where",
      ["nowhere", "supplementary-only", "supplementary-always", "any-program"],
    ],
    [{}, whereCases, "histories.last-updated.where", ["supplementary-only", "any-program"]],
    [
      { choices: { lastUpdated: "supplementary-always" } },
      whereCases,
      "histories.last-updated.where",
      ["supplementary-always", "any-program"],
    ],
    [{ choices: { lastUpdated: "any-program" } }, whereCases, "histories.last-updated.where", ["any-program"]],
    [{}, activityCases, "histories.history.order", ["newest-first", "no-order"]],
    [{ choices: { activities: "oldest-first" } }, activityCases, "histories.history.order", ["no-order"]],
    [{}, noteCases, "histories.notes.where", ["benefits-only", "independent"]],
    [{ choices: { notes: "always" } }, noteCases, "histories.notes.where", ["always", "independent"]],
  ] as const;
  for (const [options, cases, requirement, readings] of rows) {
    it(`are seen as in ${readings.join(" or ")} (${requirement})`, async () => {
      expect(await observeReadings(options, cases, requirement)).to.deep.equal(readings);
    });
  }

  describeFaults("where external programs alone carry the last update", whereCases, [
    choosing(
      { lastUpdated: "any-program" },
      inEntries(
        "that leaves it out of the supplementary ones",
        always,
        ({ partnerProgramDetails: details }) => {
          if (details["partnerProgramType"] !== "SUPPLEMENTARY") return;
          delete details["partnerProgramMembershipLastUpdatedDate"];
          delete details["partnerProgramMembershipLastUpdatedActivity"];
        },
        "histories.last-updated.where no-reading",
      ),
    ),
  ]);

  describeFaults("where nothing is noted", noteCases, [
    {
      what: "that notes nothing",
      options: { choices: { notes: "never" } },
      found: ["histories.notes.benefits missing"],
    },
  ]);
});
