import { nothingJudged, type Judgement } from "../../src/model/verdict.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import { type DatedActivity, isOfMembership, listActivities, subtractActivities } from "./activities.ts";
import { day, writeDate } from "./instant.ts";
import type { Look } from "./look.ts";
import type { HistoriesRequest } from "./request.ts";
import type { Person } from "./subjects.ts";

/** Without a time zone in the documents, two days more or less at a bound are nobody's fault. */
export const slack = 2 * day;

/** A time that activities are asked for, in milliseconds since 1970; a bound that is left out is not sent. */
export interface Window {
  readonly start?: number;
  readonly end?: number;
}

/** The latest instant to ask for: in no time zone is it in the future. */
export function latest({ now }: Pick<Person, "now">): number {
  return now - day;
}

/** A request for the benefits availed in a window. */
export function requestWindow({ benefits, dateForm }: Person, { start, end }: Window): HistoriesRequest {
  return {
    activityType: benefits,
    ...(start === undefined ? {} : { startDate: writeDate(start, dateForm) }),
    ...(end === undefined ? {} : { endDate: writeDate(end, dateForm) }),
  };
}

/**
 * The activities that a look shows; undefined where it shows none that can be compared. Those of the future are another
 * requirement's matter.
 */
export function activitiesOf(look: Look | undefined, { now }: Pick<Person, "now">): DatedActivity[] | undefined {
  return look?.page === undefined ? undefined : listActivities(look.page)?.filter(({ at }) => at <= now + slack);
}

/**
 * Those of them that are benefits availed, which are all that dates are said to select: that a host answers what became of
 * memberships beside them is none of the dates' matter.
 */
export function availedOf(look: Look | undefined, person: Pick<Person, "now">): DatedActivity[] | undefined {
  return activitiesOf(look, person)?.filter(({ type }) => !isOfMembership(type));
}

/** Activities that are outside of a window wherever its days begin. */
export function clearlyOutside(activities: readonly DatedActivity[], { start, end }: Window): DatedActivity[] {
  return activities.filter(
    ({ at }) => (start !== undefined && at < start - slack) || (end !== undefined && at > end + slack),
  );
}

/** Activities that are inside of a window wherever its days begin. */
export function clearlyInside(activities: readonly DatedActivity[], { start, end }: Window): DatedActivity[] {
  return activities.filter(
    ({ at }) => (start === undefined || at > start + slack) && (end === undefined || at < end - slack),
  );
}

/** Whether an answer can be that of a window, as far as the activities that are known tell. */
export function fitsWindow(
  answered: readonly DatedActivity[],
  known: readonly DatedActivity[],
  window: Window,
): boolean {
  return (
    clearlyOutside(answered, window).length === 0 &&
    subtractActivities(clearlyInside(known, window), answered).length === 0
  );
}

/** A note that a host refuses the dates of a request, once for each code. */
export function noteRefusedDates({ read }: Look): Judgement {
  return { ...nothingJudged, notes: [{ text: `dates of a request are not taken: ${describeAnswer(read.answer)}` }] };
}
