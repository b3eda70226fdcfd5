import { expect } from "chai";
import { refuse } from "../testing/fake-host.ts";
import {
  both,
  choosing,
  describeFaults,
  drop,
  type Fault,
  isBenefits,
  inBody,
  inEntries,
  isLinking,
  isOf,
  observeReadings,
  set,
} from "../testing/faults.ts";
import { boundCases } from "./bounds.ts";
import { oneDateCases } from "./one-date.ts";
import { otherFilterCases } from "./other-filter.ts";
import { windowCases } from "./windows.ts";

const isDated = ({ isDated: dated }: { isDated: boolean }): boolean => dated;
const isUndated = ({ isDated: dated, kind }: { isDated: boolean; kind: unknown }): boolean =>
  !dated && kind === "benefits";

/** Changes one of the dates of a request that has both. */
function shift(name: "startDate" | "endDate", days: number): (query: Map<string, string>) => void {
  return (query) => {
    const text = query.get(name);
    if (text === undefined || !query.has("startDate") || !query.has("endDate")) return;
    const moved = Date.parse(`${text.slice(0, 10)}T${text.slice(11) || "00:00:00"}Z`) + days * 86_400_000;
    query.set(name, new Date(moved).toISOString().slice(0, 19).replace("T", " "));
  };
}

type Misread = (query: Map<string, string>) => void;

/** Misreads requests whose activity type is spelled in capitals. */
const inCapitals =
  (misread: Misread): Misread =>
  (query) => {
    if (query.get("activityType") === "BENEFITS_AVAILED") misread(query);
  };

/** Misreads requests one date of which is a plain day. */
const inDays =
  (name: "startDate" | "endDate", misread: Misread): Misread =>
  (query) => {
    if (query.get(name)?.length === 10) misread(query);
  };

/** No fault: dates are said to select benefits availed, and nothing is said of what else an answer may hold. */
const withMemberships: Fault = inEntries(
  "that tells what becomes of memberships beside the benefits availed, whatever the dates",
  isBenefits,
  ({ customerActivityHistory: list }) => {
    list.push({ activityType: "ENROLLMENT", activityDate: "2028-05-01T08:00:00Z" });
    list.push({ activityType: "PARTNER_PROGRAM_EARLY_EXPIRY", activityDate: "2031-01-30T08:00:00Z" });
  },
);

export const boundFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  withMemberships,
  inEntries(
    "that answers no activity where dates are sent",
    isDated,
    (entry) => {
      Object.assign(entry, { customerActivityHistory: [] });
    },
    "histories.dates.form no-reading",
  ),
  {
    what: "that refuses dates in any form",
    options: { choices: { forms: [] } },
    found: ["histories.dates.form no-reading"],
  },
  {
    what: "that answers from a month before the startDate",
    options: { misread: shift("startDate", -30), choices: { long: "served" } },
    found: ["histories.window.start value"],
  },
  {
    what: "that answers from a week after the startDate",
    options: { misread: shift("startDate", 7) },
    found: ["histories.window.start missing"],
  },
  {
    what: "that answers up to a month after the endDate",
    options: { misread: shift("endDate", 30) },
    found: ["histories.window.end value"],
  },
  {
    what: "that answers up to a week before the endDate",
    options: { misread: shift("endDate", -7) },
    found: ["histories.window.end missing"],
  },
  {
    what: "that answers from a month before the startDate in the other spelling",
    options: { misread: inCapitals(shift("startDate", -30)) },
    found: ["histories.window.start value"],
  },
  {
    what: "that answers up to a month after the endDate in the other spelling",
    options: { misread: inCapitals(shift("endDate", 30)) },
    found: ["histories.window.end value"],
  },
  {
    what: "that answers from a month after a startDate without a time of day",
    options: { misread: inDays("startDate", shift("startDate", 31)) },
    found: ["histories.window.start missing"],
  },
  {
    what: "that answers up to a month before an endDate without a time of day",
    options: { misread: inDays("endDate", shift("endDate", -31)) },
    found: ["histories.window.end missing"],
  },
  ...(["startDate", "endDate"] as const).map((name): Fault => ({
    what: `that ignores a ${name} in a form that it does not read`,
    options: { misread: inDays(name, (query) => query.delete(name)) },
    found: [],
  })),
  {
    what: "that takes reversed dates for right ones",
    options: {
      misread: (query) => {
        const [start, end] = [query.get("startDate"), query.get("endDate")];
        if (start === undefined || end === undefined || start <= end) return;
        query.set("startDate", end).set("endDate", start);
      },
    },
    found: ["histories.window.reversed no-reading"],
  },
];

describeFaults("The bounds of a window", boundCases, boundFaults);

export const windowFaults: readonly Fault[] = [
  withMemberships,
  { what: "that makes the choices of the samples", options: {}, found: [] },
  inEntries(
    "that answers an activity of two years ago without dates",
    both(isUndated, isOf(88_001)),
    ({ customerActivityHistory: list, partnerProgramDetails }) => {
      if (partnerProgramDetails["partnerProgramId"] === 71)
        list.push({ activityType: "BENEFIT_USED", activityDate: "2029-06-01T06:06:06Z" });
    },
    "histories.window.default value",
  ),
  inEntries(
    "that answers only the newest activity without dates",
    isUndated,
    (entry) => {
      entry.customerActivityHistory = entry.customerActivityHistory.slice(0, 1);
    },
    "histories.window.default missing",
  ),
  inEntries(
    "that answers an activity in short windows that longer ones do not hold",
    ({ query }) => Date.parse(query.get("endDate") ?? "") - Date.parse(query.get("startDate") ?? "") < 20 * 86_400_000,
    ({ customerActivityHistory: list }) => {
      for (const activity of list) activity.activityType = "BENEFIT_OF_A_DAY";
    },
    "histories.window.subset disagreement",
  ),
  inEntries(
    "that loses an activity in windows of less than 300 days",
    ({ query }) => Date.parse(query.get("endDate") ?? "") - Date.parse(query.get("startDate") ?? "") < 300 * 86_400_000,
    (entry) => {
      entry.customerActivityHistory = entry.customerActivityHistory.slice(1);
    },
    "histories.window.adjoining disagreement",
  ),
  inEntries(
    "that tells another tier beside dates",
    isDated,
    set(71, "partnerTierName", "Bronze"),
    "histories.window.details disagreement",
  ),
  inBody("that loses a program beside dates", isDated, drop(82), "histories.window.details disagreement"),
  inEntries(
    "that counts the benefits of the window",
    isDated,
    ({ partnerProgramDetails, customerActivityHistory }) => {
      for (const benefit of (partnerProgramDetails["benefitsSummary"] ?? []) as { countAvailedInLast365Days: number }[])
        benefit.countAvailedInLast365Days = customerActivityHistory.length;
    },
    "histories.window.benefit-count disagreement",
  ),
];

describeFaults("Dates and what they leave alone", windowCases, [
  ...(["startDate", "endDate"] as const).map((name) =>
    inEntries(
      `that counts one more benefit with ${name} alone`,
      ({ query, isDated: dated }) => dated && query.has(name) && !(query.has("startDate") && query.has("endDate")),
      ({ partnerProgramDetails: details }) => {
        for (const benefit of (details["benefitsSummary"] ?? []) as { countAvailedInLast365Days: number }[])
          benefit.countAvailedInLast365Days += 1;
      },
      "histories.window.benefit-count disagreement",
    ),
  ),
  inBody(
    "that loses a program beside plain days",
    ({ query }) => query.get("startDate")?.length === 10,
    drop(82),
    "histories.window.details disagreement",
  ),
]);

describeFaults("Windows", windowCases, windowFaults);

export const oneDateFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  inEntries(
    "that answers nothing for a startDate alone",
    ({ query }) => query.has("startDate") && !query.has("endDate"),
    (entry) => {
      entry.customerActivityHistory = [];
    },
    "histories.window.start-alone no-reading",
  ),
  inEntries(
    "that answers nothing for an endDate alone",
    ({ query }) => query.has("endDate") && !query.has("startDate"),
    (entry) => {
      entry.customerActivityHistory = [];
    },
    "histories.window.end-alone no-reading",
  ),
  {
    what: "that refuses a long window with another code",
    options: { twist: (reply) => (JSON.stringify(reply.body).includes("2013") ? refuse(400, 4000) : reply) },
    found: ["histories.window.long-code other-code"],
  },
  {
    what: "that serves a long window",
    options: { choices: { long: "served" } },
    found: [],
  },
];

describeFaults("One date, and dates far apart", oneDateCases, oneDateFaults);

describeFaults("Dates with linkingUpdates", otherFilterCases, [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that ignores them",
    options: { choices: { datesWithLinking: "ignored" } },
    found: [],
  },
  {
    what: "that refuses them with another code",
    options: { twist: (reply) => (JSON.stringify(reply.body).includes("2015") ? refuse(400, 4000) : reply) },
    found: ["histories.window.other-filter-code other-code"],
  },
  choosing(
    { datesWithLinking: "ignored" },
    inEntries(
      "that answers something else",
      both(isDated, isLinking),
      ({ customerActivityHistory: list }) => {
        for (const activity of list) activity.activityType = "ANOTHER";
      },
      "histories.window.other-filter no-reading",
    ),
  ),
]);

describeFaults("Dates with linkingUpdates that select something else", otherFilterCases, [
  choosing(
    { datesWithLinking: "heeded" },
    inEntries(
      "that answers no activity",
      both(isDated, isLinking),
      (entry) => {
        entry.customerActivityHistory = [];
      },
      "histories.window.other-filter no-reading",
    ),
  ),
  {
    what: "that answers the benefits between them",
    options: {
      misread: (query) => {
        if (query.has("startDate")) query.set("activityType", "benefitsAvailed");
      },
    },
    found: ["histories.window.other-filter no-reading"],
  },
]);

describe("What dates mean", () => {
  const rows: readonly (readonly [
    Parameters<typeof observeReadings>[0],
    typeof boundCases,
    string,
    readonly string[],
  ])[] = [
    [{}, boundCases, "histories.dates.form", ["both"]],
    [{ choices: { forms: ["date-and-time"] } }, boundCases, "histories.dates.form", ["date-and-time"]],
    [{ choices: { forms: ["plain-day"] } }, boundCases, "histories.dates.form", ["plain-day"]],
    ...(["start", "end"] as const).flatMap((side) =>
      (
        [
          [{}, ["to-the-second"]],
          [{ precision: "whole-day" }, ["whole-days"]],
          [{ precision: "day-left-out" }, ["day-left-out"]],
          [{ zoneHours: 5.5 }, ["to-the-second"]],
          [{ zoneHours: -8 }, ["to-the-second"]],
          [{ precision: "whole-day", zoneHours: 5.5 }, ["whole-days"]],
        ] as const
      ).map(([choices, readings]) => [{ choices }, boundCases, `histories.window.${side}`, readings] as const),
    ),
    [{}, boundCases, "histories.window.reversed", ["refused"]],
    [{ choices: { reversed: "empty" } }, boundCases, "histories.window.reversed", ["empty"]],
    ...(["until-now", "for-a-year", "default-window", "refused"] as const).map(
      (startAlone) =>
        [{ choices: { startAlone } }, oneDateCases, "histories.window.start-alone", [startAlone]] as const,
    ),
    ...(["for-a-year", "from-a-year-ago", "from-the-beginning", "default-window"] as const).map(
      (endAlone) => [{ choices: { endAlone } }, oneDateCases, "histories.window.end-alone", [endAlone]] as const,
    ),
    [
      { choices: { endAlone: "refused" } },
      oneDateCases,
      "histories.window.end-alone",
      // What has no beginning is longer than a year, for which it may be refused too.
      ["from-the-beginning", "refused"],
    ],
    ...(["served", "cut", "refused"] as const).map(
      (long) => [{ choices: { long } }, oneDateCases, "histories.window.long", [long]] as const,
    ),
    ...(["ignored", "heeded", "refused"] as const).map(
      (datesWithLinking) =>
        [
          { choices: { datesWithLinking } },
          otherFilterCases,
          "histories.window.other-filter",
          [datesWithLinking],
        ] as const,
    ),
  ];
  for (const [options, cases, requirement, readings] of rows) {
    it(`is seen to be ${readings.join(", ")} (${requirement}, ${JSON.stringify(options)})`, async () => {
      const seen = await observeReadings(options, cases, requirement);
      expect(seen).to.deep.equal(readings);
    });
  }

  it("is told by days alone where a host takes no time of day", async () => {
    const forms = ["plain-day"] as const;
    const seen = async (precision: "second" | "whole-day" | "day-left-out", side: string) =>
      observeReadings({ choices: { forms, precision } }, boundCases, `histories.window.${side}`);
    expect(await seen("whole-day", "start"))
      .to.include("whole-days")
      .and.not.include("day-left-out");
    expect(await seen("day-left-out", "start")).to.deep.equal(["day-left-out"]);
    expect(await seen("whole-day", "end")).to.deep.equal(["whole-days"]);
    expect(await seen("second", "end"))
      .to.include("to-the-second")
      .and.not.include("whole-days");
  });
});
