import { keep, observe } from "../../src/check/judge.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { readInstant } from "../histories/instant.ts";
import { type Activity, findEntry, type HistoriesPage, type HistoryEntry, placeOf } from "../histories/page.ts";
import { isAcceptedForOthers } from "./accepted-for-others.ts";
import { isOfAnother } from "./batch.ts";
import { drawTier } from "./draw-names.ts";
import { shiftDays, writeExpiry } from "./expiry.ts";
import { type Flow, giveUp, type Steps } from "./flow.ts";
import { breachChange, breachResult, isRefusedAnyway, makeHarmless } from "./judge.ts";
import { judgeRecorded } from "./judge-recorded.ts";
import { isRelinkedLater } from "./relinked-later.ts";
import type { Linked } from "./members.ts";
import { type Ask, type Pending, ways } from "./cancellation-ways.ts";
import { cancellation, makeUpdate } from "./request.ts";
import { describeUpdate, type UpdateResult } from "./results.ts";
import {
  confirmChange,
  findChange,
  queueRelinking,
  readBefore,
  readLinking,
  readUntil,
  sendUpdate,
  sendUpdates,
  type Change,
  type Shown,
  type ShownEntry,
  tellPending,
} from "./steps.ts";

interface Cancelled {
  readonly position: number;
  readonly result: UpdateResult;
}

/** Sees to it that a relinking is pending, and reads the enrolment that it is to leave alone. */
export function* preparePending(
  linked: Pending,
): Steps<ShownEntry & { readonly linking: Shown | undefined; readonly activities: HistoriesPage | undefined }> {
  let linking = yield* readLinking(linked);
  // Where activities do not tell, what the profile claims counts.
  const isPending = tellPending(linked, linking?.page) ?? linked.is.includes("pending-relink");
  if (!isPending) {
    if (!linked.canQueue) {
      return yield* giveUp(
        `no relinking of ${linked.label} is pending any more; list a customer with one, or add state.url if the host has a state endpoint`,
      );
    }
    yield queueRelinking(linked);
    linking = yield* readLinking(linked);
    if (tellPending(linked, linking?.page) === false) {
      return yield* giveUp(`the state endpoint did not queue a relinking of ${linked.label}`);
    }
  }
  return { ...(yield* readBefore(linked)), linking, activities: linking?.page };
}

/**
 * Cancels a pending relinking and looks at what is left: it is accepted without details, the enrolment and the other
 * programs are as they were, it is among the activities, and nothing is pending: a second one is refused with 2027.
 */
export function cancelPending(ask: Ask): Flow<Pending> {
  return function* (linked, draw) {
    const { linking, activities, ...before } = yield* preparePending(linked);
    const way = ask(linked, draw);
    const { asked, customer, update, beside = [] } = way;
    const batch = yield* sendUpdates(asked);
    const result = batch.results.customers[customer]?.updates[update];
    if (result === undefined || result.outcome === "unclear") return nothingJudged;
    const first = { position: batch.position, result };
    if (result.outcome === "refused") {
      const isOthers = yield* isOfAnother(result, beside);
      return isOthers ? nothingJudged : yield* judgeRefused(linked, ask, way, first);
    }
    const written = yield* readCancelled(linked, activities);
    const rest = yield* judgeEnrolment(linked, before, activities, written);
    // Where nothing queues another relinking, the case of histories about its cancellation finds none.
    const recorded = ask === ways.alone && !linked.canQueue ? judgeRecorded(linked, linking, written) : nothingJudged;
    const soFar = [keep("update.cancel.without-details"), rest, recorded];
    // A cancellation that has ended the enrolment is refused for another reason.
    if (rest.findings.length > 0) return mergeJudgements(soFar);
    const again = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
    const isLost = again.result.outcome === "made" && ask !== ways.alone && !isCancelled(linked, written);
    const judged = isLost ? yield* judgeLost(linked, ask, again) : yield* judgeSecond(linked, again, written);
    return mergeJudgements([...soFar, judged]);
  };
}

/**
 * Reads activities of linking until they show the cancellation; where they never told that a relinking was pending there is
 * nothing to wait for.
 */
function* readCancelled(linked: Linked, before: HistoriesPage | undefined): Steps<Shown | undefined> {
  const isTold = tellPending(linked, before) === true;
  return yield* readLinking(linked, (page) => !isTold || tellPending(linked, page) === false);
}

/** Details beside a cancellation are ignored, or it is refused; a tier is not given either way. */
export const cancelWithDetails: Flow<Pending> = function* (linked, draw) {
  const requirement = "update.cancel.with-details";
  const before = yield* preparePending(linked);
  const expiry = writeExpiry(shiftDays(linked.state.now, draw.integer(100, 300)));
  const tier = linked.tiers[0] ?? drawTier(draw);
  const asked = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation, tier, expiry));
  const { result } = asked;
  if (result.outcome === "unclear") return nothingJudged;
  const after = yield* readUntil(linked, () => true);
  const change = yield* confirmChange(linked, before.entry, after);
  const seen = { actual: describeUpdate(result), pointer: result.pointer, exchange: asked.position };
  if (change !== undefined) {
    return observe(requirement, [], {
      ...seen,
      actual: `${change.actual} at ${change.pointer}, where ${change.expected} was before`,
    });
  }
  if (result.outcome === "refused") {
    // A refusal is about the details where a cancellation without them is accepted.
    const bare = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
    return bare.result.outcome === "made" ? observe(requirement, ["refused"], seen) : nothingJudged;
  }
  yield* readCancelled(linked, before.activities);
  const again = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (again.result.outcome !== "made") {
    return mergeJudgements([observe(requirement, ["ignored"], seen), yield* judgeSecond(linked, again)]);
  }
  // Where one without details is made once and no more, the one with details was reported and not carried out.
  const third = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (third.result.outcome !== "refused") return nothingJudged;
  return observe(requirement, [], { ...seen, actual: "reported as made, and the relinking was still pending" });
};

/** What a cancellation has to leave alone: the enrolment, and the customer's other programs. */
function* judgeEnrolment(
  linked: Linked,
  before: ShownEntry,
  activities: HistoriesPage | undefined,
  written: Shown | undefined,
): Steps<Judgement> {
  const after = yield* readUntil(linked, () => true);
  const own =
    (yield* confirmChange(linked, before.entry, after)) ??
    findDropped(before.entry, after?.entry, after) ??
    findDropped(entryOf(linked, activities), entryOf(linked, written?.page), written);
  const enrolment =
    own === undefined
      ? keep("update.cancel.enrolment")
      : breachChange("update.cancel.enrolment", own, "as before the cancellation");
  const others = after === undefined ? undefined : yield* findChange(linked, before, after, linked.program);
  if (others === undefined) return enrolment;
  return mergeJudgements([enrolment, breachChange("update.effect.others", others, "as before the cancellation")]);
}

/** The first activity that an entry had before a cancellation, and has not after it; others may join. */
function findDropped(
  before: HistoryEntry | undefined,
  after: HistoryEntry | undefined,
  shown: { readonly position: number } | undefined,
): Change | undefined {
  if (before === undefined || after === undefined || shown === undefined) return undefined;
  if (before.unsound.has("activities") || after.unsound.has("activities")) return undefined;
  const left = (after.activities ?? []).map(nameActivity);
  const gone = (before.activities ?? []).map(nameActivity).find((one) => !left.includes(one));
  if (gone === undefined) return undefined;
  const actual = `${left.length} activities without it`;
  return { pointer: after.pointer + placeOf("activities"), expected: gone, actual, position: shown.position };
}

function nameActivity({ type, date = "" }: Activity): string {
  return `${String(type)} of ${new Date(readInstant(date)).toISOString()}`;
}

function entryOf({ program }: Linked, page: HistoriesPage | undefined): HistoryEntry | undefined {
  return page === undefined ? undefined : findEntry(page, program);
}

/** Whether activities show that the relinking was cancelled. */
function isCancelled(linked: Linked, written: Shown | undefined): boolean {
  return tellPending(linked, written?.page) === false;
}

/**
 * The same, unless all updates by this name are refused for the same reason. Of one that is made although activities show
 * the first one, the daily batch tells whether anything was still pending, where the host's clock can be moved.
 */
function* judgeSecond(linked: Pending, again: Cancelled, written?: Shown): Steps<Judgement> {
  const isWritten = isCancelled(linked, written);
  const judged = judgeAgain(again, isWritten);
  if (judged.findings.length === 0) return judged;
  if (again.result.outcome === "refused") {
    return (yield* isRefusedAnyway(linked, again.result)) ? nothingJudged : judged;
  }
  if (!isWritten) return judged;
  if (linked.canQueue && (yield* isAcceptedForOthers(linked, written))) {
    return breachResult(
      "update.code.2027",
      "accepted",
      again,
      again.result,
      "refused with 2027, whatever waits elsewhere",
    );
  }
  return linked.canQueue && (yield* isRelinkedLater(linked)) ? judgeAgain(again) : judged;
}

/**
 * A second cancellation: made, the relinking is still pending, unless activities show that it was cancelled; refused, it
 * is because none is.
 */
function judgeAgain({ position, result }: Cancelled, isWritten = false): Judgement {
  if (result.outcome === "unclear") return nothingJudged;
  if (result.outcome === "made") {
    return breachResult(
      isWritten ? "update.cancel.once" : "update.cancel.relinking",
      isWritten ? "accepted" : "effect",
      { position },
      result,
      "refused, because nothing is pending any more",
    );
  }
  if (result.codes.includes(2027)) return keep("update.cancel.relinking", "update.cancel.once");
  if (result.codes.length === 0 && result.place !== "request") return nothingJudged;
  return breachResult("update.cancel.once", "other-code", { position }, result, "refused with 2027");
}

/** What was reported as cancelled is cancelled by a request of its own: it was lost among others, or under another name. */
function* judgeLost(linked: Pending, ask: Ask, again: Cancelled): Steps<Judgement> {
  const third = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (third.result.outcome !== "refused") return judgeAgain(again);
  const expected = "refused, because nothing is pending any more";
  return breachResult(blameWay(linked, ask), "effect", again, again.result, expected);
}

/** A refusal in a batch, or by another identifier, is blamed on that where the plain cancellation is accepted. */
function* judgeRefused(
  linked: Pending,
  ask: Ask,
  { customer, update, instead }: ReturnType<Ask>,
  first: Cancelled,
): Steps<Judgement> {
  const expected = "made: a relinking is pending, and a cancellation needs no details";
  if (ask === ways.alone) {
    if (yield* isRefusedAnyway(linked, first.result)) return nothingJudged;
    if (yield* isShownAlone(linked, first.result)) return nothingJudged;
    return breachResult("update.cancel.without-details", "refused", first, first.result, expected);
  }
  if (instead !== undefined) {
    // Where any update is refused in this place, it is not a matter of cancellations.
    const harmless = makeHarmless(linked.own ?? {});
    if (harmless === undefined) return nothingJudged;
    const { results } = yield* sendUpdates(instead(harmless));
    if (results.customers[customer]?.updates[update]?.outcome !== "made") return nothingJudged;
  }
  const plain = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (plain.result.outcome !== "made") return nothingJudged;
  return breachResult(blameWay(linked, ask), "refused", first, first.result, expected);
}

/**
 * Whether activities showed a relinking that is none: the host says that nothing is pending, and cancels one that is queued
 * for it. That a cancellation of long ago is missing among activities is for histories to answer.
 */
function* isShownAlone(linked: Pending, { codes }: UpdateResult): Steps<boolean> {
  if (!linked.canQueue || !codes.includes(2027)) return false;
  yield queueRelinking(linked);
  const { result } = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  return result.outcome === "made";
}

/** What a cancellation that works alone lacks, if it is sent otherwise. */
function blameWay({ identifiers }: Linked, ask: Ask): string {
  if (ask === ways.afterAnotherCustomer) return "update.batch.customers";
  if (ask === ways.afterAnotherUpdate) return "update.batch.programs";
  const { name } = identifiers.at(-1) ?? identifiers[0];
  return `update.identifier.${name === "externalId" ? "external-id" : name}`;
}
