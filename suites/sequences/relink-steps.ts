import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { findNewestRelinking, initiated, relinked } from "../histories/activities.ts";
import { day } from "../histories/instant.ts";
import { judgeBatch } from "../histories/judge-batch.ts";
import { judgeEarlier } from "../histories/judge-early.ts";
import { breachReading, judgeUnchanged, judgeWritten } from "../histories/judge-relinks.ts";
import type { HistoryEntry } from "../histories/page.ts";
import { linkingUpdates } from "../histories/request.ts";
import { areTold, listNew, planRelink, type Reading } from "../histories/relinks.ts";
import { isObject } from "../../src/model/json.ts";
import { isInstant, readInstant } from "../histories/instant.ts";
import type { Steps } from "../update/flow.ts";
import type { Sent as Answered } from "../update/flow.ts";
import type { Shown } from "../update/steps.ts";
import { entryIn, look, lookBefore } from "./looks.ts";
import { readingOf } from "./judge-effects.ts";
import {
  advanceTo,
  ahead,
  forgetPages,
  type Model,
  type PersonModel,
  type Relink,
  withPage,
  withRelink,
} from "./model.ts";
import type { Scene, SceneLink, ScenePerson } from "./scene.ts";
import type { Taken } from "./update-people.ts";

/** Has the state endpoint queue a relink, which is recorded and changes nothing else. */
export function* queueRelink(scene: Scene, start: Model, place: number, { program }: SceneLink): Steps<Taken> {
  const person = scene.people[place];
  if (person === undefined) return { model: start, judgement: nothingJudged };
  const known = yield* lookBefore(scene, start, place, linkingUpdates);
  let { model } = known;
  const schedule = planRelink(model.now);
  const answered = yield {
    state: "state",
    body: { state: "a relink is pending", action: "setup", params: paramsOf(person, program, schedule.start) },
    mayBeRefused: true,
  };
  if (!isDone(answered)) return { model, judgement: nothingJudged };
  const before = known.shown === undefined ? undefined : entryIn(known.shown, program);
  const relink = model.people[place]?.relinks.get(program);
  // One that waits already is replaced, or kept: no page says which.
  const mayReplace = before !== undefined && mayWait(before.entry, relink, model);
  const after = yield* look(person, linkingUpdates, (page) => {
    if (before === undefined) return true;
    const now = page.entries.filter(({ key }) => key === before.entry.key);
    const isNew = listNew(initiated, [before.entry], now).length > 0;
    return isNew || (mayReplace && now.some((entry) => isOtherRelinking(before.entry, entry)));
  });
  const shown = after === undefined ? undefined : entryIn(after, program);
  if (after !== undefined) model = withPage(model, place, linkingUpdates, after, true);
  const isExact = tellsStart(answered, schedule.start);
  model = withRelink(model, place, program, {
    waits: true,
    ...(shown === undefined || !isExact ? {} : { queued: { schedule, before: readingOf(shown) } }),
  });
  if (before === undefined || shown === undefined || mayReplace) return { model, judgement: nothingJudged };
  const [then, now] = [readingOf(before), readingOf(shown)];
  return {
    model,
    judgement: mergeJudgements([
      judgeWritten("histories.initiated.written", initiated, then, now),
      judgeUnchanged("histories.initiated.enrolment", then, now),
      judgeEarlier(then, now),
    ]),
  };
}

/**
 * Whether a relink may wait, by what is known of it and by what activities show: on its day one may be shown as carried
 * out before the batch has run, whatever became of a cancellation, and nobody knows when the batch of a day comes.
 */
function mayWait({ activities = [] }: HistoryEntry, relink: Relink | undefined, { settledUntil }: Model): boolean {
  const newest = findNewestRelinking({ activities });
  if (relink?.waits === true || newest?.type === initiated) return true;
  return newest?.type === relinked && !(readInstant(newest.date ?? "") <= settledUntil);
}

/** Whether the newest activity of relinking is another than before. */
function isOtherRelinking({ activities: before = [] }: HistoryEntry, { activities: now = [] }: HistoryEntry): boolean {
  const [then, newest] = [before, now].map((activities) => findNewestRelinking({ activities }));
  return newest?.type !== then?.type || newest?.date !== then?.date;
}

/** Moves the host's clock to the noon of a day to come, given by any instant of it. What time does to memberships is read anew. */
export function* moveToDay(model: Model, instant: number): Steps<Taken> {
  const now = Math.floor(instant / day) * day + day / 2;
  if (now <= model.now) return { model, judgement: nothingJudged };
  const moved = yield { state: "clock", body: { now: new Date(now).toISOString() }, mayBeRefused: true };
  if (!isDone(moved)) return { model, judgement: nothingJudged };
  return { model: advanceTo(model, now), judgement: nothingJudged };
}

/** Runs the daily batch: relinks whose day it is are carried out, and no others. */
export function* runBatch(scene: Scene, start: Model): Steps<Taken> {
  const ran = yield { state: "batch", mayBeRefused: true };
  if (!isDone(ran)) return { model: start, judgement: nothingJudged };
  let model: Model = { ...forgetPages(start), settledUntil: start.now };
  const parts: Judgement[] = [];
  for (const [place, { relinks }] of start.people.entries()) {
    const person = scene.people[place];
    if (person === undefined) continue;
    const queued = [...relinks].filter(([, relink]) => relink.queued !== undefined);
    if (queued.length > 0) {
      const after = yield* look(person, linkingUpdates, showsDue(queued, start.now));
      if (after !== undefined) {
        parts.push(...queued.map(([program, relink]) => judgeRelink(after, program, relink, start.now)));
        model = withPage(model, place, linkingUpdates, after, true);
      }
    }
    model = settleRelinks(model, place, relinks, start.now);
  }
  return { model, judgement: mergeJudgements(parts) };
}

function paramsOf({ reader, organisation }: ScenePerson, program: string, start: number) {
  return {
    organisation,
    [reader.name]: reader.name === "id" ? Number(reader.value) : reader.value,
    partnerProgramName: program,
    start: new Date(start).toISOString(),
  };
}

/** A host need not have an answer to every call; one that it refuses has done nothing. */
function isDone({ exchange: { outcome } }: Answered): boolean {
  return outcome.kind === "response" && outcome.response.status < 300;
}

/** A host that queues for another start says so; what it then does is not foreseen. */
function tellsStart({ answer }: Answered, start: number): boolean {
  const told = answer.kind === "answer" && isObject(answer.value) ? answer.value["start"] : undefined;
  return !isInstant(told) || Math.abs(readInstant(told) - start) <= 60_000;
}

/** Whether the batch is run on the day of the start, after it. */
function isDue({ queued, waits }: Relink, now: number): boolean {
  if (queued === undefined || waits !== true) return false;
  const { start } = queued.schedule;
  return now >= start && Math.floor(now / day) === Math.floor(start / day);
}

function showsDue(queued: readonly (readonly [string, Relink])[], now: number) {
  return (page: Shown["page"]): boolean =>
    queued.every(([program, relink]) => {
      const shown = entryIn({ position: 0, page }, program);
      if (!isDue(relink, now) || shown === undefined || relink.queued === undefined) return true;
      return listNew(relinked, relink.queued.before.entries, allOf(shown.page, program)).length > 0;
    });
}

function judgeRelink(after: Shown, program: string, relink: Relink, now: number): Judgement {
  const { queued } = relink;
  if (queued === undefined) return nothingJudged;
  const { before, schedule } = queued;
  const reading: Reading = { position: after.position, entries: allOf(after.page, program), all: after.page.entries };
  if (reading.entries.length === 0) return nothingJudged;
  if (isDue(relink, now)) return judgeBatch(before, reading, { ...schedule, batch: now });
  if (relink.isCancelled === true) {
    const requirement = "histories.cancelled.not-relinked";
    if (!areTold(before, reading) || now < schedule.start) return nothingJudged;
    const [activity] = listNew(relinked, before.entries, reading.entries);
    if (activity === undefined) return { ...nothingJudged, exercised: [requirement] };
    return breachReading(requirement, "effect", reading, before, {
      pointer: `${activity.pointer}/activityType`,
      expected: "no relinking: it was cancelled before its day",
      actual: relinked,
    });
  }
  return schedule.start - now >= ahead && relink.waits === true ? judgeEarlier(before, reading) : nothingJudged;
}

function allOf({ entries }: Shown["page"], program: string): Reading["entries"] {
  return entries.filter(({ details }) => details.programName === program);
}

/** What is known of relinks once the batch has run: one that waits for sure is one whose start is ahead. */
function settleRelinks(model: Model, place: number, relinks: PersonModel["relinks"], now: number): Model {
  return [...relinks].reduce((settled, [program, relink]) => {
    if (relink.waits === false) {
      // The day of a cancelled one comes once; after it nothing waits any more.
      const isOver = relink.queued !== undefined && now >= relink.queued.schedule.start;
      return withRelink(settled, place, program, isOver ? { waits: false } : relink);
    }
    const isAhead = relink.queued !== undefined && relink.queued.schedule.start - now >= ahead;
    return withRelink(settled, place, program, isAhead ? relink : { waits: undefined });
  }, model);
}
