import { keep } from "../../src/check/judge.ts";
import type { Json } from "../../src/model/json.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { cancelled } from "../histories/activities.ts";
import { findEntry, placeOf } from "../histories/page.ts";
import { listOf } from "../histories/relinks.ts";
import { awaitEffect } from "./await-effect.ts";
import { preparePending } from "./cancel-relinking.ts";
import { opposite } from "./change-tier.ts";
import type { Pending } from "./cancellation-ways.ts";
import type { Flow, Steps } from "./flow.ts";
import { breachChange, breachResult } from "./judge.ts";
import type { Member } from "./members.ts";
import { fitsType } from "./oracle.ts";
import { readOwnTier } from "./renew-tier.ts";
import { cancellation, makeUpdate } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import { type Change, readLinking, sendUpdate, type Shown, tellPending } from "./steps.ts";
import type { UpdateSubjects } from "./subjects.ts";

const others = "update.effect.others";

/**
 * A relinking that is pending is still pending after updates of another program of the same customer, with each kind of
 * them: it can be cancelled. Where it cannot, the same on a host that was reset tells whether any cancellation is made.
 */
export const keepPending: Flow<UpdateSubjects["update:pending-beside-tier"]> = function* ({ beside, ...linked }) {
  yield* preparePending(linked);
  const back = yield* updateBeside(beside);
  const asked = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (asked.result.outcome === "made") return { ...back, ...keep(others), notes: back.notes };
  if (asked.result.outcome === "unclear") return back;
  yield { state: "reset" };
  yield* preparePending(linked);
  const plain = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (plain.result.outcome !== "made") return back;
  return breachResult(
    others,
    "refused",
    asked,
    asked.result,
    "made, as without updates of another program before it: these leave alone what is pending",
  );
};

/**
 * A relinking that was cancelled stays so after updates of another program of the same customer: it cannot be cancelled
 * again, and activities show it still. What happens without such updates as well is no matter of theirs.
 */
export const keepCancelled: Flow<UpdateSubjects["update:pending-beside-tier"]> = function* ({ beside, ...linked }) {
  const plain = yield* cancelTwice(linked);
  if (plain?.again.result.outcome !== "refused") return nothingJudged;
  yield { state: "reset" };
  const changed = yield* cancelTwice(linked, beside);
  if (changed === undefined || changed.again.result.outcome === "unclear") return nothingJudged;
  const { again, lost, back } = changed;
  const same = "as without updates of another program in between: these leave alone what was cancelled";
  if (again.result.outcome === "made") return breachResult(others, "accepted", again, again.result, `refused, ${same}`);
  if (lost !== undefined && plain.lost === undefined) return breachChange(others, lost, same);
  return { ...back, ...keep(others), notes: back.notes };
};

/** Cancels a relinking, updates another program where that is wanted, and cancels once more. */
function* cancelTwice(linked: Pending, beside?: Member) {
  yield* preparePending(linked);
  const first = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (first.result.outcome !== "made") return undefined;
  const written = yield* readLinking(linked, (page) => tellPending(linked, page) === false);
  const back = beside === undefined ? nothingJudged : yield* updateBeside(beside);
  const lost = findLost(linked, written, yield* readLinking(linked));
  const again = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  return { again, back, lost };
}

/** A cancellation that is not among the activities any more. */
function findLost({ program }: Pending, before: Shown | undefined, after: Shown | undefined): Change | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [then, now] = [before, after].map(({ page }) => findEntry(page, program));
  if (then === undefined || now === undefined || then.unsound.has("activities") || now.unsound.has("activities"))
    return undefined;
  const [many, left] = [listOf(cancelled, [then]).length, listOf(cancelled, [now]).length];
  if (left >= many) return undefined;
  return {
    pointer: `${now.pointer}${placeOf("activities")}`,
    expected: `${many} activities ${cancelled}`,
    actual: `${left} of them`,
    position: after.position,
  };
}

/** Updates of a program that come to nothing in the end. */
function* updateBeside(beside: Member): Steps<Judgement> {
  const before = yield* readOwnTier(beside);
  for (const update of listUpdates(beside)) {
    const { result } = yield* sendUpdate(beside, update);
    yield* awaitEffect(beside, before.entry, update, result);
  }
  return yield* restoreAfter(beside, before.entry, nothingJudged);
}

/**
 * A relinking is still pending when another one has been cancelled: another customer's in the same program, or the same
 * customer's in another program.
 */
export const cancelOneOfTwo: Flow<UpdateSubjects["update:two-pending"]> = function* ({ first, second }) {
  yield* preparePending(first);
  yield* preparePending(second);
  const one = yield* sendUpdate(first, makeUpdate(first.program, cancellation));
  const other = yield* sendUpdate(second, makeUpdate(second.program, cancellation));
  if (one.result.outcome !== "made" || other.result.outcome === "unclear") return nothingJudged;
  if (other.result.outcome === "made") return keep(others);
  yield { state: "reset" };
  yield* preparePending(second);
  const plain = yield* sendUpdate(second, makeUpdate(second.program, cancellation));
  if (plain.result.outcome !== "made") return nothingJudged;
  const expected = "made, as without another cancellation before it: that leaves alone what else is pending";
  return breachResult(others, "refused", other, other.result, expected);
};

/** To another tier and back by the kinds of update that fit, then a renewal; only the last where no order is known. */
function listUpdates({ program, tier, tiers, state }: Member): Json[] {
  const found = state.programs.find(({ name }) => name === program);
  const steps = (["UPGRADE", "DOWNGRADE"] as const).flatMap((type) =>
    tiers.filter((other) => found !== undefined && fitsType(type, other, found)).map((other) => ({ type, other })),
  );
  const [step] = steps;
  const way =
    step === undefined
      ? []
      : [makeUpdate(program, step.type, step.other), makeUpdate(program, opposite[step.type], tier)];
  return [...way, makeUpdate(program, "RENEW", tier)];
}
