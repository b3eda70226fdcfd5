import { nothingJudged } from "../../../src/model/verdict.ts";
import { type Flow, playFlow } from "../../update/flow.ts";
import { cancelled, initiated, relinked } from "../activities.ts";
import { readInstant } from "../instant.ts";
import { judgeBatch } from "../judge-batch.ts";
import { judgeHour } from "../judge-hour.ts";
import { judgeEarlier, judgeEarly } from "../judge-early.ts";
import { breachReading, judgeDated, judgeOnce, judgeUnchanged, judgeWritten } from "../judge-relinks.ts";
import { mergeParts } from "../look.ts";
import { defineHistoriesCase } from "../needs.ts";
import {
  areTold,
  cancelRelink,
  listNew,
  listOf,
  moveClock,
  planRelink,
  queueRelink,
  type Reading,
  readProgram,
} from "../relinks.ts";
import type { HistoriesSubjects, Relinkable } from "../subjects.ts";

/** A relink is queued; there is an initiation, and nothing else has changed. */
const initiate: Flow<Relinkable> = function* (member) {
  const before = yield* readProgram(member);
  yield* queueRelink(member, planRelink(member.now));
  const after = yield* readProgram(member, ({ entries }) => listNew(initiated, before.entries, entries).length > 0);
  return mergeParts([
    judgeWritten("histories.initiated.written", initiated, before, after),
    judgeUnchanged("histories.initiated.enrolment", before, after),
  ]);
};

/** A relink that waits is cancelled; that is recorded, by its own date, and the enrolment stays. */
const cancel: Flow<HistoriesSubjects["histories:pending-relink"]> = function* (member) {
  if (!member.isPending) yield* queueRelink(member, planRelink(member.now));
  const before = yield* readProgram(member);
  const call = yield* cancelRelink(member);
  const after = yield* readProgram(member, ({ entries }) => listNew(cancelled, before.entries, entries).length > 0);
  const recorded = listNew(cancelled, before.entries, after.entries);
  return mergeParts([
    yield* judgeHour(member, recorded, call, after),
    judgeOnce("histories.cancelled.once", recorded, before, after),
    judgeWritten("histories.cancelled.written", cancelled, before, after),
    judgeUnchanged("histories.cancelled.enrolment", before, after),
    judgeDated(recorded, member.now, after, before),
    member.isPending ? nothingJudged : judgeDated(listNewest(initiated, before), member.now, before, before),
  ]);
};

/** The clock reaches the day of the start and the batch runs: the new enrolment is there. */
const batch: Flow<Relinkable> = function* (member) {
  // What these calls come to is put back by the last one, so a host that lacks one of them is not left half-way.
  yield { state: "reset" };
  yield { state: "batch" };
  const schedule = planRelink(member.now);
  const first = yield* readProgram(member);
  yield* queueRelink(member, schedule, true);
  const before = yield* readProgram(member);
  yield* moveClock(schedule.batch);
  yield { state: "batch" };
  const after = yield* readProgram(member, ({ entries }) => listNew(relinked, before.entries, entries).length > 0);
  yield { state: "reset" };
  // One that is shown as soon as it is queued is another requirement's matter.
  return listNew(relinked, first.entries, before.entries).length > 0
    ? nothingJudged
    : judgeBatch(before, after, schedule);
};

/** A relink is cancelled before its day: the batch does nothing to it. */
const cancelBeforeBatch: Flow<Relinkable> = function* (member) {
  yield { state: "reset" };
  yield { state: "batch" };
  const schedule = planRelink(member.now);
  yield* queueRelink(member, schedule, true);
  yield* cancelRelink(member);
  const before = yield* readProgram(member);
  yield* moveClock(schedule.batch);
  yield { state: "batch" };
  const after = yield* readProgram(member);
  yield { state: "reset" };
  const requirement = "histories.cancelled.not-relinked";
  if (!areTold(before, after)) return nothingJudged;
  const [activity] = listNew(relinked, before.entries, after.entries);
  if (activity !== undefined) {
    return breachReading(requirement, "effect", after, before, {
      pointer: `${activity.pointer}/activityType`,
      expected: "no relinking: it was cancelled before its day",
      actual: relinked,
    });
  }
  return judgeUnchanged(requirement, before, after);
};

/** What is shown before the day of the start, and on it before the batch has run. */
const dayOfStart: Flow<Relinkable> = function* (member) {
  yield { state: "reset" };
  const schedule = planRelink(member.now);
  const unqueued = yield* readProgram(member);
  yield* queueRelink(member, schedule, true);
  const before = yield* readProgram(member);
  yield* moveClock(schedule.early);
  const earlier = yield* readProgram(member);
  yield* moveClock(schedule.batch);
  const early = yield* readProgram(member);
  yield { state: "reset" };
  const first = mergeParts([judgeEarlier(unqueued, before), judgeEarlier(before, earlier)]);
  return first.findings.length > 0 ? first : mergeParts([first, judgeEarly(before, early, schedule)]);
};

/** Relinks from their queue to the day of their start, as far as updates and a state endpoint bring them about. */
export const relinkingCases = [
  defineHistoriesCase({
    id: "histories.relinking.initiate",
    title: "A relink that is queued is recorded and leaves the enrolment as it is",
    operation: "histories",
    requirements: ["histories.initiated.written", "histories.initiated.enrolment"],
    needs: "histories:relinkable",
    writes: "kept",
    ...playFlow(initiate),
  }),
  defineHistoriesCase({
    id: "histories.relinking.cancel",
    title: "A relink that is cancelled is recorded by the day of the call and leaves the enrolment as it is",
    operation: "histories",
    requirements: [
      "histories.cancelled.written",
      "histories.cancelled.once",
      "histories.cancelled.enrolment",
      "histories.relinking.date",
      "histories.relinking.hour",
    ],
    needs: "histories:pending-relink",
    writes: "kept",
    ...playFlow(cancel),
  }),
  defineHistoriesCase({
    id: "histories.relinking.batch",
    title: "The daily batch activates a relink on its day, under the start that was scheduled",
    operation: "histories",
    requirements: [
      "histories.relinked.written",
      "histories.relinked.enrolment",
      "histories.relinked.start",
      "histories.relinked.history",
      "histories.relinked.last-updated",
      "histories.relinking.date",
    ],
    needs: "histories:relinkable",
    writes: "kept",
    ...playFlow(batch),
  }),
  defineHistoriesCase({
    id: "histories.relinking.cancel-before-batch",
    title: "A relink that was cancelled is not activated by the batch on its day",
    operation: "histories",
    requirements: ["histories.cancelled.not-relinked"],
    needs: "histories:relinkable",
    writes: "kept",
    ...playFlow(cancelBeforeBatch),
  }),
  defineHistoriesCase({
    id: "histories.relinking.day-of-start",
    title: "A relink is shown as done on the day of its start at the earliest, before the batch or after it",
    operation: "histories",
    requirements: [
      "histories.relinked.not-earlier",
      "histories.relinked.early",
      "histories.relinked.early-details",
      "histories.relinked.early-date",
    ],
    needs: "histories:relinkable",
    writes: "kept",
    ...playFlow(dayOfStart),
  }),
];

function listNewest(type: string, { entries }: Reading): ReturnType<typeof listOf> {
  return listOf(type, entries)
    .toSorted((a, b) => readInstant(b.date ?? "") - readInstant(a.date ?? ""))
    .slice(0, 1);
}
