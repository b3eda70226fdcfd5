import { keep, observe } from "../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { relinked } from "./activities.ts";
import { enrolmentMembers, findDifference } from "./compare.ts";
import { day, readInstant } from "./instant.ts";
import { breachReading, pointerOf } from "./judge-relinks.ts";
import { mergeParts } from "./look.ts";
import { areTold, listNew, type Reading, type Schedule } from "./relinks.ts";
import { slack } from "./window.ts";

/** Days before its start a relink is not shown as done, were it as soon as it is queued. */
export function judgeEarlier(before: Reading, earlier: Reading): Judgement {
  const requirement = "histories.relinked.not-earlier";
  if (!areTold(before, earlier)) return nothingJudged;
  const [activity] = listNew(relinked, before.entries, earlier.entries);
  if (activity === undefined) return keep(requirement);
  return breachReading(requirement, "effect", earlier, before, {
    pointer: `${activity.pointer}/activityType`,
    expected: "no relinking before the day of its start",
    actual: relinked,
  });
}

/** On the day of its start, before the batch, it may be; then by which date and with which details is a reading. */
export function judgeEarly(before: Reading, early: Reading, { start, batch: now }: Schedule): Judgement {
  if (!areTold(before, early)) return nothingJudged;
  const [activity] = listNew(relinked, before.entries, early.entries);
  const seen = { exchange: early.position, rests: [before.position, early.position] };
  const shown = observe("histories.relinked.early", [activity === undefined ? "after-the-batch" : "shown-early"], {
    ...seen,
    pointer: activity?.pointer ?? "/data",
    actual: `${activity === undefined ? "no" : "a"} ${relinked} on the day of the start, before the batch`,
  });
  if (activity?.date === undefined) return shown;
  const at = readInstant(activity.date);
  const isOfTheDay = Math.abs(at - now) <= 2 * day;
  const date = Math.abs(at - start) < 60_000 ? ["scheduled-start"] : isOfTheDay ? ["day-of-the-read"] : [];
  return mergeParts([
    shown,
    observe("histories.relinked.early-date", date, {
      ...seen,
      pointer: `${activity.pointer}/activityDate`,
      actual: activity.date,
    }),
    observeDetails(before, early, start, seen),
  ]);
}

/** The details are as before, or some of them show the new enrolment already. */
function observeDetails(
  before: Reading,
  early: Reading,
  start: number,
  seen: { readonly exchange: number; readonly rests: readonly number[] },
): Judgement {
  const difference = findDifference(before.entries, early.entries, [
    ...enrolmentMembers,
    "lastUpdatedDate",
    "lastUpdatedActivity",
  ]);
  const isLinked = early.entries.some(({ details }) => details.linked !== false);
  const isAhead = early.entries.some(
    ({ details }) =>
      details.lastUpdatedActivity === relinked ||
      (details.start !== undefined && Math.abs(readInstant(details.start) - start) <= slack),
  );
  const isOver = isEndedFor(before, early, start);
  const readings = difference === undefined ? ["unchanged"] : isAhead && isLinked && !isOver ? ["ahead"] : [];
  return observe("histories.relinked.early-details", readings, {
    ...seen,
    pointer: difference?.pointer ?? pointerOf(early, "/partnerProgramDetails"),
    actual:
      difference === undefined
        ? "the same details as before"
        : `${difference.actual} instead of ${difference.expected}`,
  });
}

/**
 * Whether the only entry has lost its end to one before the new start: neither the enrolment that is live has that, nor
 * the one that is to come.
 */
function isEndedFor(before: Reading, early: Reading, start: number): boolean {
  const [old, other] = before.entries;
  const [shown, another] = early.entries;
  if (other !== undefined || another !== undefined) return false;
  const [known, end] = [old?.details.end, shown?.details.end].map((date) =>
    date === undefined ? undefined : readInstant(date),
  );
  return known !== undefined && end !== undefined && end !== known && end <= start;
}
