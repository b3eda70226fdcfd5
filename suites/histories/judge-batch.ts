import { keep } from "../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { initiated, relinked } from "./activities.ts";
import { readInstant } from "./instant.ts";
import { breachReading, judgeWritten, pointerOf } from "./judge-relinks.ts";
import { mergeParts } from "./look.ts";
import { areTold, listNew, listOf, type Reading, type Schedule } from "./relinks.ts";
import { slack } from "./window.ts";

/** A host's clock ticks, and a test host's may stand still: what is so near to a moment happened at it. */
const moment = 10 * 60_000;

/** What the batch has to leave: the activity beside its initiation, and a new enrolment from the start that was scheduled. */
export function judgeBatch(before: Reading, after: Reading, schedule: Schedule): Judgement {
  if (!areTold(before, after)) return nothingJudged;
  const [activity] = listNew(relinked, before.entries, after.entries);
  const elsewhere = listNew(relinked, before.all, after.all).length > 0;
  if (activity === undefined && elsewhere) {
    return breachReading("histories.relinked.history", "effect", after, before, {
      pointer: "/data",
      expected: `${relinked} beside ${initiated}, in the same program`,
      actual: "in another program",
    });
  }
  const written = judgeWritten("histories.relinked.written", relinked, before, after);
  if (activity === undefined) return written;
  return mergeParts([
    written,
    judgeHistory(before, after),
    judgeEnrolment(before, after, schedule),
    judgeLastUpdated(before, after),
    judgeBatchDate(activity.date, activity.pointer, before, after, schedule),
  ]);
}

/** The initiation is still there, where it was recorded. */
function judgeHistory(before: Reading, after: Reading): Judgement {
  const requirement = "histories.relinked.history";
  if (listOf(initiated, before.entries).length === 0) return nothingJudged;
  if (listOf(initiated, after.entries).length > 0) return keep(requirement);
  return breachReading(requirement, "effect", after, before, {
    pointer: pointerOf(after, "/customerActivityHistory"),
    expected: `${initiated} beside ${relinked}`,
    actual: "it alone",
  });
}

/** The program is linked, and the enrolment is not the one of before but the one that was scheduled. */
function judgeEnrolment(before: Reading, after: Reading, { start, batch: ran }: Schedule): Judgement {
  const [enrolment, scheduled] = ["histories.relinked.enrolment", "histories.relinked.start"];
  // A program that is not linked before its relink is another requirement's matter.
  if (!before.entries.some(({ details }) => details.linked === true)) return nothingJudged;
  const live = after.entries.filter(({ details }) => details.linked === true);
  const [first] = live;
  if (first === undefined) {
    return breachReading(enrolment, "effect", after, before, {
      pointer: pointerOf(after, "/partnerProgramDetails/linked"),
      expected: "linked under the new enrolment",
      actual: "not linked",
    });
  }
  const starts = live.flatMap(({ details }) => (details.start === undefined ? [] : [readInstant(details.start)]));
  if (starts.length < live.length) return nothingJudged;
  const pointer = `${first.pointer}/partnerProgramDetails/partnerProgramMembershipStartDate`;
  const actual = starts.map((each) => new Date(each).toISOString()).join(", ");
  const expected = `a start on ${new Date(start).toISOString()}, as it was scheduled`;
  // A day in some time zone may be all that is kept of the start, but not the minute of the batch.
  const isScheduled = (each: number): boolean => Math.abs(each - start) <= slack && Math.abs(each - ran) > moment;
  if (starts.some(isScheduled)) return keep(enrolment, scheduled);
  const old = before.entries.flatMap(({ details }) =>
    details.start === undefined ? [] : [readInstant(details.start)],
  );
  const isOld = starts.every((each) => old.includes(each));
  return breachReading(isOld ? enrolment : scheduled, "effect", after, before, {
    pointer,
    expected: isOld ? `a new enrolment with ${expected}` : expected,
    actual,
  });
}

function judgeLastUpdated(before: Reading, after: Reading): Judgement {
  const requirement = "histories.relinked.last-updated";
  const carried = after.entries.filter(({ details }) => details.lastUpdatedActivity !== undefined);
  const [first] = carried;
  // One that is not the newest before the batch either is a rule's matter.
  const earlier = before.entries.flatMap(({ details }) => details.lastUpdatedActivity ?? []);
  if (first === undefined || (earlier.length > 0 && !earlier.includes(initiated))) return nothingJudged;
  if (carried.some(({ details }) => details.lastUpdatedActivity === relinked)) return keep(requirement);
  return breachReading(requirement, "effect", after, before, {
    pointer: `${first.pointer}/partnerProgramDetails/partnerProgramMembershipLastUpdatedActivity`,
    expected: relinked,
    actual: String(first.details.lastUpdatedActivity),
  });
}

/** The batch runs two hours after the start, so that the one is not taken for the other. */
function judgeBatchDate(
  date: string | undefined,
  pointer: string,
  before: Reading,
  after: Reading,
  { start, batch: ran }: Schedule,
): Judgement {
  const requirement = "histories.relinking.date";
  if (date === undefined) return nothingJudged;
  const at = readInstant(date);
  if (Math.abs(at - ran) <= moment) return keep(requirement);
  const isOther = Math.abs(at - start) < 60_000 || Math.abs(at - ran) > slack;
  if (!isOther) return nothingJudged;
  return breachReading(requirement, "value", after, before, {
    pointer: `${pointer}/activityDate`,
    expected: `${relinked} dated by the batch, ${new Date(ran).toISOString()}`,
    actual: date,
  });
}
