import type { JsonMembers } from "../../json-text.ts";
import { type Period, dayLength } from "../../histories/period.ts";
import type { Moment } from "../../twist.ts";
import { asksBy } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksForBenefits, both, findAsked, follows, hasBothDates, readPrevious } from "./conditions.ts";
import { changeEntries, editActivities, editDetails } from "./edit-history.ts";
import { editOwners } from "./owners.ts";
import { findPeriod } from "./select-benefits.ts";
import { viewMemberships } from "./view-memberships.ts";

const isRepeated: Asked = ({ repeated }) => repeated;

/** Faults that show only beside another answer. */
export const agreementDefects: readonly Defect[] = [...repeatedDefects(), ...identifierDefects(), ...periodDefects()];

/** The same read again. */
function repeatedDefects(): readonly Defect[] {
  const requirement = "histories.reads.equal";
  return [
    makeDefect(
      requirement,
      "histories.second-read-loses-entry",
      "The same read directly again loses the last of several programs.",
      changeEntries((entries) => (entries.length > 1 ? entries.slice(0, -1) : entries), isRepeated),
    ),
    makeDefect(
      requirement,
      "histories.second-read-loses-activity",
      "The same read directly again loses the oldest activities.",
      editActivities((activities) => activities.slice(0, -1), isRepeated),
    ),
    makeDefect(
      requirement,
      "histories.second-read-turns-linked",
      "The same read directly again has the opposite of linked.",
      editDetails((details) => ({ ...details, linked: details["linked"] !== true }), isRepeated),
    ),
    makeDefect(
      requirement,
      "histories.second-read-counts-one-more",
      "The same read directly again counts one benefit more.",
      editOwners("benefit", countOneMore, "each", isRepeated),
    ),
  ];
}

/** The same customer by another identifier. */
function identifierDefects(): readonly Defect[] {
  const requirement = "histories.identifiers.equal";
  return (
    [
      ["email", "email"],
      ["external-id", "externalId"],
      ["id", "id"],
    ] as const
  ).flatMap(([word, name]) => {
    // Not for a customer who has no mobile: that would be a fault of its own.
    const isMeant: Asked = both(asksBy(name), (moment) => findAsked(moment)?.mobile !== undefined);
    return [
      makeDefect(
        requirement,
        `histories.by-${word}-loses-program`,
        `Asked by ${name} the second of several programs is lost.`,
        viewMemberships(
          (membership, { customer }) => ((customer.memberships ?? []).indexOf(membership) === 1 ? [] : membership),
          isMeant,
        ),
      ),
      makeDefect(
        requirement,
        `histories.by-${word}-loses-activities`,
        `Asked by ${name} there are no activities.`,
        editActivities(() => [], isMeant),
      ),
      makeDefect(
        requirement,
        `histories.by-${word}-other-end`,
        `Asked by ${name} memberships end with the year 2099.`,
        viewMemberships((membership) => ({ ...membership, end: "2099-12-31T23:59:59Z" }), isMeant),
      ),
    ];
  });
}

/** Dates within, around or beside those that were asked for directly before. */
function periodDefects(): readonly Defect[] {
  const subset = "histories.window.subset";
  const adjoining = "histories.window.adjoining";
  const loseNewest = (activities: readonly JsonMembers[]): readonly JsonMembers[] => activities.slice(1);
  return [
    makeDefect(
      subset,
      "histories.window-within-has-more",
      "Dates within those asked for before have an activity that those did not have.",
      editActivities(
        addInTheMiddle,
        compare((now, before) => before.from < now.from && now.till < before.till),
      ),
    ),
    makeDefect(
      subset,
      "histories.window-within-renames",
      "Dates within those asked for before have their activities under other types.",
      editActivities(
        (activities) =>
          activities.map((activity) => ({ ...activity, activityType: `${String(activity["activityType"])}_AGAIN` })),
        compare((now, before) => before.from < now.from && now.till < before.till),
      ),
    ),
    makeDefect(
      adjoining,
      "histories.window-after-loses-activities",
      "Dates that begin where those asked for before end lose the newest activities.",
      editActivities(
        loseNewest,
        compare((now, before) => isNear(now.from, before.till)),
      ),
    ),
  ];
}

/** The activities and one more, half-way between the dates. */
function addInTheMiddle(activities: readonly JsonMembers[], moment: Moment): readonly JsonMembers[] {
  const period = findPeriod(moment);
  const [some] = activities;
  if (period === undefined || some === undefined) return activities;
  return [...activities, { ...some, activityDate: new Date((period.from + period.till) / 2).toISOString() }];
}

type Relation = (now: Period, before: Period) => boolean;

/** Whether dates stand in a relation to those of the request before, which was the same otherwise. */
function compare(holds: Relation): Asked {
  return (moment) => {
    if (!both(asksForBenefits, hasBothDates)(moment) || moment.repeated || !follows(moment, "startDate", "endDate")) {
      return false;
    }
    const previous: Moment = { ...moment, query: readPrevious(moment) };
    const [now, before] = [findPeriod(moment), hasBothDates(previous) ? findPeriod(previous) : undefined];
    return now !== undefined && before !== undefined && holds(now, before);
  };
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= dayLength;
}

function countOneMore(benefit: JsonMembers): JsonMembers {
  const { countAvailedInLast365Days } = benefit;
  return { ...benefit, countAvailedInLast365Days: Number(countAvailedInLast365Days) + 1 };
}
