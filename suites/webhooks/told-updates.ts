import { keep } from "../../src/check/judge.ts";
import { mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { drawExpiry } from "../update/expiry.ts";
import type { Flow } from "../update/flow.ts";
import { isMoved, shows } from "../update/judge-effect.ts";
import { breachAt } from "../update/judge.ts";
import type { Member } from "../update/members.ts";
import { makeUpdate } from "../update/request.ts";
import { restoreAfter } from "../update/restore.ts";
import { readBefore, readUntil, sendUpdate } from "../update/steps.ts";
import type { Renewable, Target } from "../update/subjects.ts";
import { awaitAll } from "./await-event.ts";
import { isUpdateOf, expectUpdate, judgeArrival, matterOf } from "./judge-arrival.ts";
import { judgeTold } from "./judge-told.ts";
import { isAbout } from "./told-event.ts";

/** The customer goes to another tier of the program, with an expiry where that can be put back. */
export function change(direction: "UPGRADE" | "DOWNGRADE"): Flow<Target> {
  return function* (member, draw) {
    const before = yield* readBefore(member);
    const { tierExpiry } = before.entry.details;
    const expiry =
      member.expiry === undefined || tierExpiry === undefined ? undefined : drawExpiry(tierExpiry, draw, "+05:30");
    const asked = yield* sendUpdate(member, makeUpdate(member.program, direction, member.target, expiry));
    if (asked.result.outcome !== "made") return yield* restoreAfter(member, before.entry, nothingJudged);
    const awaited = yield* expectUpdate(member);
    const effect = { tier: member.target, ...(expiry === undefined ? {} : { expiry }) };
    const shown = yield* readUntil(member, shows(effect, before.entry));
    const told = awaited.told && judgeTold(awaited.told, { asked, type: direction, expiry, shown });
    const judgement = mergeJudgements([
      judgeArrival(awaited, `the ${direction} of ${member.label}`),
      told ?? nothingJudged,
    ]);
    return yield* restoreAfter(member, before.entry, judgement);
  };
}

/** The tier stays, its expiry moves. */
export const renew: Flow<Renewable> = function* (member, draw) {
  const before = yield* readBefore(member);
  const expiry = drawExpiry(member.expiry, draw, "+05:30");
  const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (asked.result.outcome !== "made") return yield* restoreAfter(member, before.entry, nothingJudged);
  const awaited = yield* expectUpdate(member);
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  const told = awaited.told && judgeTold(awaited.told, { asked, type: "RENEW", expiry, shown });
  const judgement = mergeJudgements([judgeArrival(awaited, `the RENEW of ${member.label}`), told ?? nothingJudged]);
  return yield* restoreAfter(member, before.entry, judgement);
};

/** One update is one event, however often it is delivered, and no delink of a customer who is linked still. */
export const renewOnce: Flow<Member> = function* (member) {
  const requirement = "updated.tier-update.once";
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier));
  if (result.outcome !== "made") return nothingJudged;
  const isUpdate = isUpdateOf(member);
  const matter = matterOf(member);
  const both = yield* awaitAll((told) => isUpdate(told) || (told.event === "delinked" && isAbout(told, matter)));
  if (both.some(({ event }) => event === "delinked")) {
    const shown = yield* readUntil(member, () => true);
    if (shown?.entry.details.linked === true) {
      return breachAt("delinked.history.unlinked", "disagreement", shown.position, {
        pointer: `${shown.entry.pointer}/partnerProgramDetails/linked`,
        expected: "not true, as partnerProgramDelinked came after a RENEW",
        actual: "true",
      });
    }
  }
  const all = both.filter(({ event }) => event === "updated");
  const ids = new Set(all.flatMap(({ eventId }) => (typeof eventId === "string" ? [eventId] : [])));
  const last = all.at(-1);
  if (last === undefined || ids.size === 0) return nothingJudged;
  if (ids.size === 1) return keep(requirement);
  return breachAt(requirement, "effect", last.position, {
    pointer: "",
    expected: "one event with one eventId, because one update was made",
    actual: `${ids.size} events`,
  });
};
