import { expect } from "chai";
import { refuse } from "../testing/fake-host.ts";
import { describeFaults, drop, type Fault, inBody, inEntries, isLinking, observeReadings } from "../testing/faults.ts";
import { activityFilterCases } from "./activity-filter.ts";

const isUpperCase = ({ query }: { query: ReadonlyMap<string, string> }): boolean =>
  query.get("activityType") === "BENEFITS_AVAILED";

export const activityFilterFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that refuses both spellings",
    options: { choices: { spellings: [] } },
    found: ["histories.activity-filter.spelling no-reading"],
  },
  {
    what: "that refuses a spelling for one customer",
    options: {
      twist: (reply, question) =>
        isUpperCase(question) && question.customer?.id === 88_005 ? refuse(400, 2014) : reply,
    },
    found: ["histories.activity-filter.spelling no-reading"],
  },
  inEntries(
    "that loses a benefit availed in the other spelling",
    isUpperCase,
    (entry) => {
      entry.customerActivityHistory = entry.customerActivityHistory.slice(0, -1);
    },
    "histories.activity-filter.spellings-agree disagreement",
  ),
  {
    what: "that refuses a program beside dates",
    options: {
      twist: (reply, { programId, isDated }) => (isDated && programId !== undefined ? refuse(400, 4000) : reply),
    },
    found: ["histories.activity-filter.combined refused"],
  },
  {
    what: "that answers all programs where dates stand beside one",
    options: {
      misread: (query) => {
        if (query.has("startDate")) query.delete("partnerProgramId");
      },
    },
    found: ["histories.program-filter.one value"],
  },
  {
    what: "that does not know linkingUpdates",
    options: { choices: { linking: "refused" } },
    found: ["histories.activity-filter.linking-updates refused"],
  },
  inBody(
    "that lists one program less for linkingUpdates",
    isLinking,
    drop(82),
    "histories.activity-filter.same-programs disagreement",
  ),
  inEntries(
    "that lists a benefit among the linking updates too",
    isLinking,
    ({ customerActivityHistory: list, partnerProgramDetails }) => {
      if (partnerProgramDetails["partnerProgramId"] === 71 && partnerProgramDetails["partnerMembershipId"] === "HC-1")
        list.push({ activityType: "BENEFIT_USED", activityDate: "2030-12-10T13:20:10Z" });
    },
    "histories.activity-filter.disjoint disagreement",
  ),
  {
    what: "that answers an activity type that does not exist",
    options: {
      misread: (query) => {
        if (query.get("activityType")?.endsWith("Updates") === true) query.set("activityType", "linkingUpdates");
      },
    },
    found: ["histories.activity-filter.unknown-value accepted"],
  },
  {
    what: "that refuses an activity type that does not exist with another code",
    options: { twist: (reply, { kind }) => (kind === undefined ? refuse(400, 4000) : reply) },
    found: ["histories.activity-filter.unknown-value other-code"],
  },
];

describeFaults("The filter by activity", activityFilterCases, activityFilterFaults);

describe("The spelling of benefits availed", () => {
  for (const [spellings, reading] of [
    [["benefitsAvailed", "BENEFITS_AVAILED"], "both"],
    [["benefitsAvailed"], "camel-case"],
    [["BENEFITS_AVAILED"], "upper-case"],
  ] as const) {
    it(`is seen to be ${reading}`, async () => {
      const seen = await observeReadings(
        { choices: { spellings } },
        activityFilterCases,
        "histories.activity-filter.spelling",
      );
      expect(seen).to.deep.equal([reading]);
    });
  }
});
