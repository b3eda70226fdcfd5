import { observe } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import type { Json } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { type DatedActivity, listActivities, showActivities, subtractActivities } from "../histories/activities.ts";
import { findEntry } from "../histories/page.ts";
import { awaitEffect } from "./await-effect.ts";
import type { Flow, Steps } from "./flow.ts";
import { breachAt, foresee, judgeForeseen } from "./judge.ts";
import { judgeUnchanged } from "./judge-effect.ts";
import type { Linked, Person } from "./members.ts";
import { putBack } from "./restore.ts";
import { describeUpdate, type UpdateResult } from "./results.ts";
import { type AskedOne, lookAgain, readPrograms, sendUpdate, type Shown } from "./steps.ts";

export const unchanged = "update.refused.unchanged";

/** An update is a JSON object whose members may be of any form. */
export type AnyUpdate = Readonly<Record<string, Json>>;

/**
 * Updates with something wrong in each, one request after another: every one is refused as the oracle foresees, and
 * together they change nothing.
 * @param placed the requirement on where their refusals stand, if that is looked at
 */
export function refuseUpdates<P extends Person>(
  requirement: string,
  list: (person: P, draw: Draw) => readonly AnyUpdate[],
  placed?: string,
): Flow<P> {
  return function* (given, draw) {
    const person = showLinking(given);
    const before = yield* readPrograms(person);
    const parts: Judgement[] = [];
    let isMade = false;
    const updates = list(person, draw);
    for (const update of updates) {
      const asked = yield* sendUpdate(person, update);
      isMade ||= asked.result.outcome === "made";
      if (isMade) yield* awaitIn(given, before, update, asked.result);
      const foreseen = foresee(person, update);
      const judged = yield* judgeForeseen(requirement, foreseen, person, asked);
      parts.push(judged);
      if (placed !== undefined && judged.findings.length === 0) parts.push(seePlace(placed, asked, foreseen.codes));
    }
    parts.push(isMade ? yield* putBackIn(given, before) : yield* judgeRefusedUnchanged(person, before, updates.at(-1)));
    return mergeJudgements(parts);
  };
}

/** Waits for what an update that should have been refused may change. */
export function* awaitIn(
  person: Person & Partial<Linked>,
  before: Shown,
  update: Json,
  result: UpdateResult,
): Steps<void> {
  const { program, membership, tiers } = person;
  if (program === undefined || membership === undefined || tiers === undefined) return;
  const entry = findEntry(before.page, program);
  if (entry !== undefined) yield* awaitEffect({ ...person, program, membership, tiers }, entry, update, result);
}

/** Where the refusal of a single update stands, which came with the code that it deserves. */
function seePlace(requirement: string, { result, position }: AskedOne, codes: readonly number[]): Judgement {
  const { outcome, place, pointer } = result;
  if (outcome !== "refused" || !result.codes.some((code) => codes.includes(code))) return nothingJudged;
  return observe(requirement, [place], { actual: describeUpdate(result), pointer, exchange: position });
}

/** The person, read so that activities of linking show where the host answers these: a refusal records nothing. */
export function showLinking<P extends Person>(person: P): P {
  return person.linkingType === undefined ? person : { ...person, activityType: person.linkingType };
}

/**
 * Whether updates that were all refused have left everything as it was; what they changed is put back.
 * @param refused one of them, to send again where activities have come that were not there before
 */
export function* judgeRefusedUnchanged(
  person: Person & Partial<Linked>,
  before: Shown,
  refused?: AnyUpdate,
): Steps<Judgement> {
  const after = yield* lookAgain(person);
  const judged = yield* judgeUnchanged(unchanged, person, before, after, "because the update was refused");
  if (judged.findings.length > 0) return mergeJudgements([judged, yield* putBackIn(person, before)]);
  if (after === undefined || refused === undefined) return judged;
  return mergeJudgements([judged, yield* judgeUnrecorded(person, before, after, refused)]);
}

/** Whether a refusal has recorded no activity. What may have come by itself is held against it only where it comes again with it. */
export function* judgeUnrecorded(person: Person, before: Shown, after: Shown, refused: AnyUpdate): Steps<Judgement> {
  const [first] = listRecorded(before, after);
  if (first === undefined) return nothingJudged;
  const { result } = yield* sendUpdate(person, refused);
  if (result.outcome !== "refused") return nothingJudged;
  const again = yield* lookAgain(person);
  const more = again === undefined ? [] : listRecorded(after, again).filter(({ type }) => type === first.type);
  const [second] = more;
  if (again === undefined || second === undefined) return nothingJudged;
  return breachAt(unchanged, "effect", again.position, {
    pointer: second.pointer,
    expected: "no activity that was not there before, because the update was refused",
    actual: showActivities(more),
  });
}

/** The activities that a reading shows and the one before does not, of programs that both show. */
function listRecorded({ page: before }: Shown, { page: after }: Shown): DatedActivity[] {
  const known = new Set(before.entries.map(({ key }) => key));
  const entries = after.entries.filter(({ key }) => known.has(key));
  const [old, present] = [listActivities(before), listActivities({ entries })];
  return old === undefined || present === undefined ? [] : subtractActivities(present, old);
}

/** Puts back what an update that should have been refused may have changed. */
export function* putBackIn(person: Person & Partial<Linked>, before: Shown): Steps<Judgement> {
  const { program, membership, tiers } = person;
  if (program === undefined || membership === undefined || tiers === undefined) return nothingJudged;
  const entry = findEntry(before.page, program);
  return entry === undefined ? nothingJudged : yield* putBack({ ...person, program, membership, tiers }, entry);
}
