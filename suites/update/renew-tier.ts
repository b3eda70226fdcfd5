import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { readInstant } from "../histories/instant.ts";
import { awaitEffect } from "./await-effect.ts";
import { day, drawExpiry } from "./expiry.ts";
import { type Flow, giveUp, type Steps } from "./flow.ts";
import { breachResult, isUnserved, makeHarmless } from "./judge.ts";
import { isMoved, judgeEnd, judgeExpiry, judgeKept, judgeRest, judgeTier, shows } from "./judge-effect.ts";
import { makeUpdate } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import { type AskedOne, readBefore, readUntil, sendUpdate, type ShownEntry } from "./steps.ts";
import type { Renewable } from "./subjects.ts";
import type { Member } from "./members.ts";
import type { Draw } from "../../src/model/case.ts";

const renewed = "update.renew.expiry";

/** Of a renewal the start of the membership may be new. */
const lasting = ["linked", "type", "membershipId"] as const;

/** A RENEW of the member's own tier with an expiry, once and once more. */
export function renewTier(offset: string): Flow<Renewable> {
  return function* (member, draw) {
    const before = yield* readOwnTier(member);
    const expiry = drawExpiry(before.entry.details.tierExpiry ?? member.expiry, draw, offset);
    const update = makeUpdate(member.program, "RENEW", member.tier, expiry);
    const effect = { tier: member.tier, expiry };
    const asked = yield* sendUpdate(member, update);
    if (asked.result.outcome !== "made") {
      const isRefused = asked.result.outcome === "refused";
      const refused = isRefused ? yield* judgeRefused(member, before, asked, draw) : nothingJudged;
      if (!isRefused) yield* awaitEffect(member, before.entry, update, asked.result);
      return yield* restoreAfter(member, before.entry, refused);
    }
    const shown = yield* readUntil(member, shows(effect, before.entry));
    if (shown === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
    if (!isMoved(before.entry, shown.entry)) {
      const lost = yield* judgeExpiry(renewed, member, before.entry, shown, expiry);
      const isGeneral = lost.findings.length > 0 && (yield* isNeverStored(member, shown, draw));
      return yield* restoreAfter(member, before.entry, isGeneral ? nothingJudged : lost);
    }
    const first = yield* judgeRenewed(member, before, shown, expiry);
    const second = yield* sendUpdate(member, update);
    const again = yield* readUntil(member, shows(effect, before.entry));
    const repeated =
      again === undefined || first.findings.length > 0
        ? nothingJudged
        : second.result.outcome === "refused"
          ? breachResult(renewed, "refused", second, second.result, "made, as the first time")
          : yield* judgeRenewed(member, before, again, expiry);
    const whole = mergeJudgements([first, repeated]);
    const earlier =
      again === undefined || whole.findings.length > 0
        ? nothingJudged
        : yield* renewEarlier(member, before, again, draw);
    return yield* restoreAfter(member, before.entry, mergeJudgements([whole, earlier]));
  };
}

/** A RENEW with an expiry before the one that is there: stored, unless it is refused. */
function* renewEarlier(member: Renewable, before: ShownEntry, present: ShownEntry, draw: Draw): Steps<Judgement> {
  const original = readInstant(before.entry.details.tierExpiry ?? member.expiry);
  // The expiry is drawn up to sixty days after the one that is given.
  const base = original - 62 * day;
  if (base < Date.parse(member.state.now)) return nothingJudged;
  const expiry = drawExpiry(new Date(base).toISOString(), draw, "+05:30");
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (result.outcome !== "made") return nothingJudged;
  const shown = yield* readUntil(member, shows({ tier: member.tier, expiry }, present.entry));
  return shown === undefined ? nothingJudged : yield* judgeRenewed(member, present, shown, expiry);
}

/** A RENEW of the member's own tier without an expiry, which changes nothing. */
export function* renewWithoutExpiry(member: Member, draw: Draw): Steps<Judgement> {
  const before = yield* readOwnTier(member);
  const update = makeHarmless(member);
  if (update === undefined) return nothingJudged;
  const asked = yield* sendUpdate(member, update);
  if (asked.result.outcome === "refused" && member.expiry !== undefined) {
    // Where a renewal with an expiry is made, it is the missing expiry that is refused.
    const whole = makeUpdate(member.program, "RENEW", member.tier, drawExpiry(member.expiry, draw));
    const { result } = yield* sendUpdate(member, whole);
    yield* awaitEffect(member, before.entry, whole, result);
    const judgement =
      result.outcome === "made"
        ? breachResult("update.expiry.kept", "refused", asked, asked.result, "made: an expiry is optional")
        : nothingJudged;
    return yield* restoreAfter(member, before.entry, judgement);
  }
  if (asked.result.outcome !== "made") return nothingJudged;
  const shown = yield* readUntil(member, () => true);
  if (shown === undefined) return nothingJudged;
  const tier = yield* judgeTier(renewed, member, shown, member.tier);
  const isCleared = before.entry.details.tierExpiry !== undefined && shown.entry.details.tierExpiry === undefined;
  // An expiry that every renewal takes away is a renewal's matter.
  if (isCleared && (yield* isNeverKept(member, draw))) return yield* restoreAfter(member, before.entry, nothingJudged);
  const kept = yield* judgeKept(member, before.entry, shown);
  const rest = yield* judgeRest(member, before, shown, lasting);
  return yield* restoreAfter(member, before.entry, mergeJudgements([tier, kept, rest]));
}

function* isNeverKept(member: Member, draw: Draw): Steps<boolean> {
  if (member.expiry === undefined) return false;
  const expiry = drawExpiry(member.expiry, draw);
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  const shown = yield* readUntil(member, ({ details }) => details.tierExpiry !== undefined);
  return result.outcome === "made" && shown !== undefined && shown.entry.details.tierExpiry === undefined;
}

/** Reads a member who is still in the tier in which discovery found it. */
export function* readOwnTier(member: Member): Steps<ShownEntry> {
  const before = yield* readBefore(member);
  if (before.entry.details.tierName === member.tier) return before;
  return yield* giveUp(`${member.label} is not in the tier any more in which it was found`);
}

function* judgeRenewed(member: Renewable, before: ShownEntry, shown: ShownEntry, expiry: string): Steps<Judgement> {
  const tier = yield* judgeTier(renewed, member, shown, member.tier);
  const set = yield* judgeExpiry(renewed, member, before.entry, shown, expiry);
  const rest = yield* judgeRest(member, before, shown, lasting);
  return mergeJudgements([tier, set, rest, yield* judgeEnd(member, before, shown)]);
}

/** Whether no kind of update stores an expiry, which is then not a matter of renewals. */
function* isNeverStored(member: Renewable, shown: ShownEntry, draw: Draw): Steps<boolean> {
  const step = otherStep(member);
  if (step === undefined) return false;
  const update = makeUpdate(member.program, step.type, step.tier, drawExpiry(member.expiry, draw));
  const { result } = yield* sendUpdate(member, update);
  if (result.outcome !== "made") return false;
  const after = yield* readUntil(member, (entry) => isMoved(shown.entry, entry));
  return after !== undefined && !isMoved(shown.entry, after.entry);
}

/** A refusal may be about the expiry, or about any update of this customer; what is left is about renewals. */
function* judgeRefused(member: Renewable, before: ShownEntry, asked: AskedOne, draw: Draw): Steps<Judgement> {
  const harmless = makeHarmless(member);
  if (harmless === undefined || isUnserved(asked.result)) return nothingJudged;
  const bare = yield* sendUpdate(member, harmless);
  const expected = "made: the tier is the customer's own";
  if (bare.result.outcome === "made") {
    return breachResult("update.expiry.form-accepted", "refused", asked, asked.result, expected);
  }
  const { type, tier } = otherStep(member) ?? { type: "UPGRADE", tier: member.tier };
  const other = makeUpdate(member.program, type, tier, drawExpiry(member.expiry, draw));
  const control = yield* sendUpdate(member, other);
  yield* awaitEffect(member, before.entry, other, control.result);
  if (control.result.outcome !== "made") return nothingJudged;
  return breachResult(renewed, "refused", asked, asked.result, expected);
}

/** Another tier of the program and the kind of update that reaches it. */
function otherStep({ program, tiers, tier, state }: Member): { type: string; tier: string } | undefined {
  const found = state.programs.find(({ name }) => name === program);
  const ranks = found?.ranks ?? {};
  const other = tiers.find((one) => one !== tier && ranks[one] !== undefined && ranks[tier] !== undefined);
  if (other === undefined) return undefined;
  return { type: (ranks[other] ?? 0) > (ranks[tier] ?? 0) ? "UPGRADE" : "DOWNGRADE", tier: other };
}
