import { keep, observe } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { readInstant } from "../histories/instant.ts";
import { placeOf } from "../histories/page.ts";
import { awaitEffect } from "./await-effect.ts";
import { isStoredAlone } from "./batch.ts";
import { drawExpiry, drawFarExpiry, readExpiry, writeExpiry } from "./expiry.ts";
import { type Flow, type Steps } from "./flow.ts";
import { breachAt, breachResult, isRefusedAnyway, makeHarmless } from "./judge.ts";
import { isMoved, judgeExpiry } from "./judge-effect.ts";
import { readOwnTier } from "./renew-tier.ts";
import { makeUpdate } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import { describeUpdate } from "./results.ts";
import { readAlone, readUntil, sendUpdate, type ShownEntry } from "./steps.ts";
import type { Renewable } from "./subjects.ts";

const accepted = "update.expiry.form-accepted";
const far = "update.expiry.far";
const ahead = "update.expiry.ahead";
const zulu = "update.expiry.zulu";

/** A RENEW with an expiry in the form of the sample. It is the expiry that is refused where one without is made. */
export function acceptOffset(offset: string): Flow<Renewable> {
  return function* (member, draw) {
    const before = yield* readOwnTier(member);
    const expiry = drawExpiry(member.expiry, draw, offset);
    const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
    if (asked.result.outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
    if (asked.result.outcome === "refused") {
      const bare = makeHarmless(member);
      const control = bare === undefined ? undefined : yield* sendUpdate(member, bare);
      if (control?.result.outcome !== "made") return nothingJudged;
      return breachResult(
        accepted,
        "refused",
        asked,
        asked.result,
        `made: ${expiry} is written as the page's sample is`,
      );
    }
    const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
    // An expiry that is not stored in any offset is the renewal's matter.
    const stored =
      shown === undefined
        ? nothingJudged
        : isMoved(before.entry, shown.entry)
          ? yield* judgeExpiry("update.expiry.set", member, before.entry, shown, expiry)
          : yield* judgeLost(member, before, shown, { offset, expiry }, draw);
    return yield* restoreAfter(member, before.entry, mergeJudgements([keep(accepted), stored]));
  };
}

/** An expiry that was reported and not stored, where the same renewal with another offset is. */
function* judgeLost(
  member: Renewable,
  before: ShownEntry,
  shown: ShownEntry,
  sent: { readonly offset: string; readonly expiry: string },
  draw: Draw,
): Steps<Judgement> {
  // What histories themselves do not show alike is not a matter of updates.
  const alone = yield* readAlone(member, shown.entry);
  if (alone === undefined || isMoved(before.entry, alone)) return nothingJudged;
  const expiry = drawExpiry(member.expiry, draw, sent.offset === "+05:30" ? "+00:00" : "+05:30");
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (result.outcome !== "made") return nothingJudged;
  const after = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (after === undefined || !isMoved(before.entry, after.entry)) return nothingJudged;
  return breachAt("update.expiry.set", "effect", shown.position, {
    pointer: shown.entry.pointer + placeOf("tierExpiry"),
    expected: `the expiry ${sent.expiry} that was sent, because the update was reported as made`,
    actual: String(shown.entry.details.tierExpiry),
  });
}

/** An expiry decades ahead is held against one some weeks ahead: refused, lost or spoilt is only what that is not. */
export const acceptFar: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const expiry = drawFarExpiry(member.state.now, draw);
  const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (asked.result.outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
  const near = drawExpiry(member.expiry, draw);
  const expected = `${expiry} taken as ${near} is`;
  if (asked.result.outcome === "refused") {
    const control = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, near));
    if (control.result.outcome === "made") yield* readUntil(member, (entry) => isMoved(before.entry, entry));
    const refused =
      control.result.outcome === "made" ? breachResult(far, "refused", asked, asked.result, expected) : nothingJudged;
    return yield* restoreAfter(member, before.entry, refused);
  }
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (shown === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
  const { tierExpiry } = shown.entry.details;
  if (tierExpiry !== undefined && isMoved(before.entry, shown.entry) && readExpiry(expiry, tierExpiry).length > 0) {
    return yield* restoreAfter(member, before.entry, keep(far));
  }
  // What histories themselves do not show alike is not a matter of updates.
  const alone = yield* readAlone(member, shown.entry);
  const isSteady = alone?.details.tierExpiry === tierExpiry;
  const control = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, near));
  const after = yield* readUntil(member, (entry) => isMoved(shown.entry, entry) && isMoved(before.entry, entry));
  const stored = after?.entry.details.tierExpiry;
  const isNearKept = stored !== undefined && control.result.outcome === "made" && readExpiry(near, stored).length > 0;
  const judged =
    isSteady && isNearKept
      ? breachAt(far, "effect", shown.position, {
          pointer: shown.entry.pointer + placeOf("tierExpiry"),
          expected,
          actual: String(tierExpiry),
        })
      : nothingJudged;
  return yield* restoreAfter(member, before.entry, judged);
};

/** An expiry ahead of today and before the one that is there: 2003 is for what is past. */
export function acceptAhead(draw: (member: Renewable, draw: Draw) => string): Flow<Renewable> {
  return function* (member, choices) {
    const before = yield* readOwnTier(member);
    const update = makeUpdate(member.program, "RENEW", member.tier, draw(member, choices));
    const asked = yield* sendUpdate(member, update);
    const { outcome, codes } = asked.result;
    if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
    if (outcome === "refused") {
      if (!codes.includes(2003) || (yield* isRefusedAnyway(member, asked.result))) return nothingJudged;
      const later = makeUpdate(member.program, "RENEW", member.tier, drawExpiry(member.expiry, choices));
      const control = yield* sendUpdate(member, later);
      yield* awaitEffect(member, before.entry, later, control.result);
      // Where any expiry is refused it is the form that is not understood.
      const judged =
        control.result.outcome === "made"
          ? breachResult(ahead, "refused", asked, asked.result, "made: the expiry is not past")
          : nothingJudged;
      return yield* restoreAfter(member, before.entry, judged);
    }
    yield* awaitEffect(member, before.entry, update, asked.result);
    return yield* restoreAfter(member, before.entry, keep(ahead));
  };
}

/** An expiry whose offset is written as Z: taken, or refused as a form that the page does not show; never lost. */
export const acceptZulu: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const expiry = drawExpiry(member.expiry, draw, "Z");
  const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  const { outcome, pointer } = asked.result;
  const seen = { actual: describeUpdate(asked.result), pointer, exchange: asked.position };
  if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
  if (outcome === "refused") {
    return (yield* isRefusedAnyway(member, asked.result)) ? nothingJudged : observe(zulu, ["refused"], seen);
  }
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (shown === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
  if (isMoved(before.entry, shown.entry)) {
    const set = yield* judgeExpiry("update.expiry.set", member, before.entry, shown, expiry);
    return yield* restoreAfter(member, before.entry, mergeJudgements([observe(zulu, ["taken"], seen), set]));
  }
  const usual = makeUpdate(member.program, "RENEW", member.tier, drawExpiry(member.expiry, draw));
  const judged = (yield* isStoredAlone(member, before, usual))
    ? observe(zulu, [], { ...seen, actual: "reported as made and not stored, where one with +00:00 is" })
    : nothingJudged;
  return yield* restoreAfter(member, before.entry, judged);
};

/** Halfway between the present and the tier's expiry. */
export function drawBefore({ expiry, state }: Renewable): string {
  return writeExpiry((Date.parse(state.now) + readInstant(expiry)) / 2);
}
