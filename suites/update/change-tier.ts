import { keep } from "../../src/check/judge.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { awaitEffect } from "./await-effect.ts";
import { drawExpiry } from "./expiry.ts";
import { type Flow, giveUp, type Steps } from "./flow.ts";
import { breachResult, isUnserved, makeHarmless } from "./judge.ts";
import {
  judgeEnd,
  judgeExpiry,
  judgeKept,
  judgeRest,
  judgeStored,
  judgeTier,
  lastingMembers,
  shows,
} from "./judge-effect.ts";
import { makeUpdate } from "./request.ts";
import { restoreAfter, showPutBack } from "./restore.ts";
import { type AskedOne, readBefore, readUntil, sendUpdate, type ShownEntry } from "./steps.ts";
import type { Target } from "./subjects.ts";

type Direction = "UPGRADE" | "DOWNGRADE";

export const opposite = { UPGRADE: "DOWNGRADE", DOWNGRADE: "UPGRADE" } as const;

/** The requirement that an update of this kind gives the tier. */
const tierOf = { UPGRADE: "update.upgrade.tier", DOWNGRADE: "update.downgrade.tier" } as const;

/**
 * An update of this kind, once and once more, and what became of tier, expiry, membership and other programs. Where the
 * other tier lies the other way, the member is brought there first.
 * @param offset of an expiry to send; without one none is sent
 */
export function changeTier(type: Direction, offset?: string): Flow<Target> {
  return function* (member, draw) {
    const before = yield* readBefore(member);
    const own = before.entry.details.tierName;
    if (own !== member.tier) return yield* giveUp(`${member.label} is not in the tier any more in which it was found`);
    const isAhead = member.fitting === undefined || member.fitting === type;
    const start = isAhead ? before : yield* reach(member, opposite[type], before);
    if (start === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);

    const tier = isAhead ? member.target : member.tier;
    const present = start.entry.details.tierExpiry;
    const expiry = offset === undefined || present === undefined ? undefined : drawExpiry(present, draw, offset);
    const effect = { tier, ...(expiry === undefined ? {} : { expiry }) };
    const update = makeUpdate(member.program, type, tier, expiry);
    const asked = yield* sendUpdate(member, update);
    if (asked.result.outcome === "refused") {
      const refused = yield* judgeRefused(member, start, type, tier, asked, expiry);
      return yield* restoreAfter(member, before.entry, refused);
    }
    if (asked.result.outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
    const shown = yield* readUntil(member, shows(effect, start.entry));
    if (shown === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
    const first = yield* judgeChange(member, type, start, shown, effect);

    // The same once more leaves things as they are, whether or not it is made again.
    yield* sendUpdate(member, update);
    const again = yield* readUntil(member, shows(effect, start.entry));
    const second =
      again === undefined || first.findings.length > 0
        ? nothingJudged
        : yield* judgeChange(member, type, start, again, effect);
    const both = mergeJudgements([first, second]);
    if (expiry === undefined || both.findings.length > 0) return yield* restoreAfter(member, before.entry, both);
    return mergeJudgements([both, yield* judgeBack(member, before)]);
  };
}

/** Going back is an update of another kind, to an earlier expiry, in another offset. */
function* judgeBack(member: Target, before: ShownEntry): Steps<Judgement> {
  const { judgement, made } = yield* showPutBack(member, before.entry);
  if (made?.shown === undefined || made.expiry === undefined) return judgement;
  // That a tier was not stored is seen where the same kind of update is what is tried.
  const { details } = made.shown.entry;
  if (details.tierName !== member.tier || made.present.details.tierName === member.tier) return judgement;
  const stored = yield* judgeStored("update.expiry.set", member, made.present, made.shown, made.expiry);
  return mergeJudgements([judgement, stored]);
}

/** Brings the member to the other tier; undefined where that cannot be seen to work. */
function* reach(member: Target, type: Direction, before: ShownEntry): Steps<ShownEntry | undefined> {
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, type, member.target));
  if (result.outcome !== "made") return undefined;
  const shown = yield* readUntil(member, shows({ tier: member.target }, before.entry));
  return shown?.entry.details.tierName === member.target ? shown : undefined;
}

function* judgeChange(
  member: Target,
  type: Direction,
  start: ShownEntry,
  shown: ShownEntry,
  effect: { readonly tier: string; readonly expiry?: string },
): Steps<Judgement> {
  const tier = yield* judgeTier(tierOf[type], member, shown, effect.tier);
  // Where the tier was not stored, the rest of the update was perhaps not either.
  if (tier.findings.length > 0) return tier;
  const expiry =
    effect.expiry === undefined
      ? yield* judgeKept(member, start.entry, shown)
      : yield* judgeExpiry("update.expiry.set", member, start.entry, shown, effect.expiry, type);
  // Without an expiry nothing is said of any end.
  const rest =
    effect.expiry === undefined
      ? yield* judgeRest(member, start, shown, [...lastingMembers, "end"])
      : mergeJudgements([yield* judgeRest(member, start, shown), yield* judgeEnd(member, start, shown)]);
  return mergeJudgements([tier, expiry, rest]);
}

/**
 * A refusal may be about the expiry, about any update of this customer, or about an order of the tiers that is not the
 * one they were thought to have; only what is left is about this kind of update.
 */
function* judgeRefused(
  member: Target,
  { entry: before }: ShownEntry,
  type: Direction,
  tier: string,
  asked: AskedOne,
  expiry: string | undefined,
): Steps<Judgement> {
  const expected = `made: "${tier}" is a tier of the program`;
  if (isUnserved(asked.result)) return nothingJudged;
  if (expiry !== undefined) {
    const bare = makeUpdate(member.program, type, tier);
    const { result } = yield* sendUpdate(member, bare);
    if (result.outcome !== "made") return nothingJudged;
    yield* awaitEffect(member, before, bare, result);
    return breachResult("update.expiry.form-accepted", "refused", asked, asked.result, expected);
  }
  const mirror = makeUpdate(member.program, opposite[type], tier);
  const mirrored = yield* sendUpdate(member, mirror);
  if (mirrored.result.outcome === "made") {
    yield* awaitEffect(member, before, mirror, mirrored.result);
    const from = tier === member.target ? member.tier : member.target;
    const way = makeUpdate(member.program, type, from);
    const back = yield* sendUpdate(member, way);
    yield* awaitEffect(member, before, way, back.result);
    return back.result.outcome === "refused"
      ? breachResult(tierOf[type], "refused", asked, asked.result, expected)
      : keep(tierOf[type]);
  }
  const harmless = makeHarmless(member);
  const control = harmless === undefined ? undefined : yield* sendUpdate(member, harmless);
  if (control?.result.outcome !== "made") return nothingJudged;
  return breachResult(tierOf[type], "refused", asked, asked.result, expected);
}
