import { breach, keep } from "../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import type { DivergenceKind } from "../../src/model/verdict.ts";
import { enrolmentMembers, findDifference } from "./compare.ts";
import { readInstant } from "./instant.ts";
import { mergeParts } from "./look.ts";
import type { Activity } from "./page.ts";
import { areTold, listNew, type Reading } from "./relinks.ts";
import { slack } from "./window.ts";

/** A finding that shows in a reading and rests on the one before. */
export function breachReading(
  requirement: string,
  kind: DivergenceKind,
  after: Reading,
  before: Reading,
  seen: { readonly pointer: string; readonly expected: string; readonly actual: string },
): Judgement {
  return breach({
    requirement,
    kind,
    ...seen,
    exchange: after.position,
    rests: Array.from({ length: after.position - before.position + 1 }, (_unused, step) => before.position + step),
  });
}

/** Whether an activity of this type was recorded in the program. */
export function judgeWritten(requirement: string, type: string, before: Reading, after: Reading): Judgement {
  if (!areTold(before, after)) return nothingJudged;
  if (listNew(type, before.entries, after.entries).length > 0) return keep(requirement);
  return breachReading(requirement, "effect", after, before, {
    pointer: pointerOf(after, "/customerActivityHistory"),
    expected: `an activity of type ${type}`,
    actual: "none that was not there before",
  });
}

/** Whether one call has recorded one activity; of several memberships each may show it. */
export function judgeOnce(
  requirement: string,
  recorded: readonly Activity[],
  before: Reading,
  after: Reading,
): Judgement {
  if (!areTold(before, after) || recorded.length === 0 || after.entries.length > 1) return nothingJudged;
  const [, second] = recorded;
  if (second === undefined) return keep(requirement);
  return breachReading(requirement, "effect", after, before, {
    pointer: second.pointer,
    expected: `one new activity of type ${String(second.type)}, for one call`,
    actual: `${recorded.length} of them`,
  });
}

/** Whether the enrolment that is there is as it was. */
export function judgeUnchanged(requirement: string, before: Reading, after: Reading): Judgement {
  const difference = findDifference(before.entries, after.entries, enrolmentMembers);
  if (difference === undefined) return keep(requirement);
  return breachReading(requirement, "effect", after, before, {
    ...difference,
    expected: `as before: ${difference.expected}`,
  });
}

/** Whether new activities are dated by the moment at which they came about, as far as a time zone leaves that clear. */
export function judgeDated(
  activities: readonly Activity[],
  moment: number,
  after: Reading,
  before: Reading,
): Judgement {
  const requirement = "histories.relinking.date";
  if (!areTold(before, after)) return nothingJudged;
  return mergeParts(
    activities.map(({ date, type, pointer }) => {
      if (date === undefined) return nothingJudged;
      if (Math.abs(readInstant(date) - moment) <= slack) return keep(requirement);
      return breachReading(requirement, "value", after, before, {
        pointer: `${pointer}/activityDate`,
        expected: `${type} dated by the present, ${new Date(moment).toISOString()}`,
        actual: date,
      });
    }),
  );
}

/** The pointer of a member of the program's first entry. */
export function pointerOf({ entries }: Reading, place: string): string {
  const [first] = entries;
  return first === undefined ? "/data" : first.pointer + place;
}
