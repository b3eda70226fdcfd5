import { replaceResult } from "../../edit.ts";
import type { JsonMembers } from "../../json-text.ts";
import { setParameter } from "../../query.ts";
import { refuse } from "../../result.ts";
import type { Twist } from "../../twist.ts";
import { refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { asksForLinking, both, hasDates } from "./conditions.ts";
import { editActivities } from "./edit-history.ts";
import { findPeriod } from "./select-benefits.ts";

const isDatedLinking = both(asksForLinking, hasDates);

/** Faults in what startDate and endDate do where linkingUpdates are asked for. */
export const otherFilterDefects: readonly Defect[] = [
  ...[400, 2014, 2013].map((code) =>
    makeDefect(
      "histories.window.other-filter-code",
      `histories.linking-dates-${code}`,
      `Dates with linkingUpdates are refused with ${code}.`,
      {
        choices: { datesWithLinking: "refused" },
        ...replaceResult(() => refuse(code, "dates are not supported here"), refusesWith(2015)),
      },
    ),
  ),
  makeDefect(
    "histories.window.other-filter",
    "histories.linking-dates-mean-benefits",
    "Dates with linkingUpdates are answered with the benefits availed between them.",
    {
      ...replaceResult(
        (moment) => moment.ask(setParameter(moment.query, "activityType", "benefitsAvailed")),
        (moment) => isDatedLinking(moment),
      ),
    },
  ),
  makeDefect(
    "histories.window.other-filter",
    "histories.linking-dates-select-outside",
    "Dates with linkingUpdates select the activities outside of them.",
    selectLinking((isBetween) => !isBetween),
  ),
  makeDefect(
    "histories.window.other-filter",
    "histories.linking-dates-lose-all",
    "Dates with linkingUpdates are answered without any activity.",
    selectLinking(() => false),
  ),
];

function selectLinking(keeps: (isBetween: boolean) => boolean): Twist {
  return {
    choices: { datesWithLinking: "ignored" },
    ...editActivities((activities, moment) => {
      const period = findPeriod(moment);
      return activities.filter((activity) =>
        keeps(period !== undefined && isBetween(activity, period.from, period.till)),
      );
    }, isDatedLinking),
  };
}

function isBetween({ activityDate }: JsonMembers, from: number, till: number): boolean {
  const date = Date.parse(String(activityDate));
  return from <= date && date <= till;
}
