import { keep, observe } from "../../../src/check/judge.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import type { HistoryEntry } from "../../histories/page.ts";
import { changeTier, opposite } from "../change-tier.ts";
import { drawExpiry } from "../expiry.ts";
import { type Flow, playFlow, type Steps } from "../flow.ts";
import { breachResult, isRefusedAnyway, isUnserved } from "../judge.ts";
import { isMoved } from "../judge-effect.ts";
import { defineUpdateCase } from "../needs.ts";
import { readOwnTier, renewTier, renewWithoutExpiry } from "../renew-tier.ts";
import { makeUpdate, nameCustomer } from "../request.ts";
import { restoreAfter } from "../restore.ts";
import { type AskedOne, readBefore, readUntil, sendUpdate, type ShownEntry } from "../steps.ts";
import type { Target } from "../subjects.ts";
import type { Member } from "../members.ts";

const served = "update.resource.served";

/**
 * An update that is refused only by its kind, or only by one identifier, is another requirement's matter: the resource is
 * not served where nothing else is made either.
 */
function serve<M extends Member>(list: (member: M) => readonly (readonly [type: string, tier: string])[]): Flow<M> {
  return function* (member) {
    const before = yield* readBefore(member);
    const [wanted, ...controls] = list(member);
    if (wanted === undefined) return nothingJudged;
    const asked = yield* sendUpdate(member, makeUpdate(member.program, ...wanted));
    if (asked.result.outcome === "unclear") return nothingJudged;
    if (asked.result.outcome === "made") {
      yield* readUntil(member, ({ details }) => details.tierName === wanted[1]);
      return yield* restoreAfter(member, before.entry, keep(served));
    }
    const expected = "an update of a customer who is linked to the program";
    if (isUnserved(asked.result)) return breachResult(served, "refused", asked, asked.result, expected);
    // Nobody is found by the only identifier there is: that identifier is what is not understood.
    if (asked.result.place === "customer" && member.identifiers.length === 1) return nothingJudged;
    for (const named of member.identifiers) {
      for (const control of named === member.identifiers[0] ? controls : [wanted, ...controls]) {
        const update = makeUpdate(member.program, ...control);
        const { result } = yield* sendUpdate(member, update, nameCustomer(named));
        if (result.outcome !== "made") continue;
        yield* readUntil(member, ({ details }) => details.tierName === control[1]);
        return yield* restoreAfter(member, before.entry, nothingJudged);
      }
    }
    return breachResult(served, "refused", asked, asked.result, expected);
  };
}

/** A tier that does not lie where the kind of update is named for. */
function misdirect(type: "UPGRADE" | "DOWNGRADE", isObserved: boolean): Flow<Target> {
  const requirement = "update.upgrade.direction";
  return function* (member) {
    const before = yield* readOwnTier(member);
    const asked = yield* sendUpdate(member, makeUpdate(member.program, type, member.target));
    const { outcome } = asked.result;
    if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
    if (outcome === "refused") {
      if (yield* isRefusedAnyway(member, asked.result)) return nothingJudged;
      return isObserved ? observeResult(requirement, ["refused"], asked) : keep(requirement);
    }
    const shown = yield* readUntil(member, ({ details }) => details.tierName === member.target);
    if (shown === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
    const isMoved = shown.entry.details.tierName === member.target;
    if (!isMoved && !(yield* isStoredWhereItFits(member, type))) {
      return yield* restoreAfter(member, before.entry, nothingJudged);
    }
    const judgement =
      isMoved && !isObserved ? keep(requirement) : observeResult(requirement, isMoved ? ["as-asked"] : [], asked);
    return yield* restoreAfter(member, before.entry, judgement);
  };
}

/** Whether this kind of update is stored in the direction that it is named for: there and back again. */
function* isStoredWhereItFits(member: Target, type: "UPGRADE" | "DOWNGRADE"): Steps<boolean> {
  yield* sendUpdate(member, makeUpdate(member.program, opposite[type], member.target));
  const there = yield* readUntil(member, ({ details }) => details.tierName === member.target);
  if (there?.entry.details.tierName !== member.target) return false;
  yield* sendUpdate(member, makeUpdate(member.program, type, member.tier));
  const back = yield* readUntil(member, ({ details }) => details.tierName === member.tier);
  return back?.entry.details.tierName === member.tier;
}

/** A RENEW that names another tier, with an expiry where that shows whether anything was made of it. */
const renewOther: Flow<Target> = function* (member, draw) {
  const requirement = "update.renew.other-tier";
  const before = yield* readOwnTier(member);
  let expiry = member.expiry === undefined ? undefined : drawExpiry(member.expiry, draw);
  let asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.target, expiry));
  if (asked.result.outcome === "refused" && expiry !== undefined) {
    // It is the other tier that is refused where the update is refused without an expiry as well.
    expiry = undefined;
    asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.target));
  }
  const { outcome } = asked.result;
  if (outcome === "refused") {
    if (yield* isRefusedAnyway(member, asked.result)) return nothingJudged;
    return observeResult(requirement, ["refused"], asked);
  }
  if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
  const isDone = (entry: HistoryEntry): boolean =>
    entry.details.tierName === member.target || (expiry !== undefined && isMoved(before.entry, entry));
  const shown = yield* readUntil(member, isDone);
  const tier = shown?.entry.details.tierName;
  // Nothing at all is made of it where the same with the member's own tier is.
  const isIgnored =
    shown !== undefined &&
    expiry !== undefined &&
    tier === member.tier &&
    !isMoved(before.entry, shown.entry) &&
    (yield* isRenewed(member, before, expiry));
  const readings = isIgnored ? [] : tier === member.target ? ["moved"] : tier === member.tier ? ["kept"] : [];
  const judgement = tier === undefined ? nothingJudged : observeResult(requirement, readings, asked);
  return yield* restoreAfter(member, before.entry, judgement);
};

function* isRenewed(member: Target, before: ShownEntry, expiry: string): Steps<boolean> {
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (result.outcome !== "made") return false;
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  return shown !== undefined && isMoved(before.entry, shown.entry);
}

function observeResult(requirement: string, readings: readonly string[], { result, position }: AskedOne) {
  const actual =
    readings.length === 0 ? "reported as made, and the tier is not as any reading has it" : readings.join();
  return observe(requirement, readings, { actual, pointer: result.pointer, exchange: position });
}

const offsets = [
  { suffix: "", words: "", offset: "+05:30" },
  { suffix: "-west", words: ", in an offset to the west", offset: "-08:00" },
] as const;

/** What the kinds of update do to tier and expiry. */
export const tierCases = [
  defineUpdateCase({
    id: "update.renew.served",
    title: "A renewal of the tier of a customer who is linked to the program is answered",
    operation: "update",
    requirements: [served],
    needs: "update:member",
    writes: "restored",
    ...playFlow(
      serve((member: Member) => [
        ["RENEW", member.tier],
        ["UPGRADE", member.tier],
        ...member.tiers
          .filter((tier) => tier !== member.tier)
          .flatMap((tier) => [["UPGRADE", tier] as const, ["DOWNGRADE", tier] as const]),
      ]),
    ),
  }),
  defineUpdateCase({
    id: "update.upgrade.served",
    title: "An update to another tier of a customer who is linked to the program is answered",
    operation: "update",
    requirements: [served],
    needs: "update:target",
    writes: "restored",
    ...playFlow(
      serve((member: Target) => {
        const fitting = member.fitting ?? "UPGRADE";
        return [
          [fitting, member.target],
          [fitting === "UPGRADE" ? "DOWNGRADE" : "UPGRADE", member.target],
          ["RENEW", member.tier],
        ];
      }),
    ),
  }),
  ...(["UPGRADE", "DOWNGRADE"] as const).flatMap((type) => {
    const name = type.toLowerCase();
    return [
      defineUpdateCase({
        id: `update.${name}.tier`,
        title: `After ${type === "UPGRADE" ? "an UPGRADE" : "a DOWNGRADE"} the customer has the tier named, and all else is as it was`,
        operation: "update",
        requirements: [`update.${name}.tier`, "update.expiry.kept", "update.effect.membership"],
        needs: "update:target",
        writes: "restored",
        ...playFlow(changeTier(type)),
      }),
      ...offsets.map(({ suffix, words, offset }) =>
        defineUpdateCase({
          id: type === "UPGRADE" ? `update.expiry.set${suffix}` : `update.expiry.set-by-downgrade${suffix}`,
          title: `After ${type === "UPGRADE" ? "an UPGRADE" : "a DOWNGRADE"} with an expiry the tier expires then${words}`,
          operation: "update",
          requirements: ["update.expiry.set", `update.${name}.tier`, "update.effect.end"],
          needs: "update:renewable-target",
          writes: "restored",
          ...playFlow(changeTier(type, offset)),
        }),
      ),
    ];
  }),
  defineUpdateCase({
    id: "update.renew.expiry",
    title: "A RENEW of the customer's tier gives it a new expiry, and all else is as it was",
    operation: "update",
    requirements: ["update.renew.expiry", "update.expiry.set", "update.effect.membership", "update.effect.end"],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(renewTier("+05:30")),
  }),
  defineUpdateCase({
    id: "update.expiry.kept",
    title: "A RENEW without an expiry leaves tier and expiry as they were",
    operation: "update",
    requirements: ["update.expiry.kept", "update.effect.membership"],
    needs: "update:member",
    writes: "restored",
    ...playFlow(renewWithoutExpiry),
  }),
  defineUpdateCase({
    id: "update.upgrade.to-lower-tier",
    title: "An UPGRADE to a lower tier is made as asked or refused",
    operation: "update",
    requirements: ["update.upgrade.direction"],
    needs: "update:lower-target",
    writes: "restored",
    ...playFlow(misdirect("UPGRADE", true)),
  }),
  defineUpdateCase({
    id: "update.downgrade.to-higher-tier",
    title: "A DOWNGRADE to a higher tier is made as asked or refused",
    operation: "update",
    requirements: ["update.upgrade.direction"],
    needs: "update:higher-target",
    writes: "restored",
    ...playFlow(misdirect("DOWNGRADE", false)),
  }),
  defineUpdateCase({
    id: "update.renew.other-tier",
    title: "A RENEW that names another tier moves the customer, keeps the tier, or is refused",
    operation: "update",
    requirements: ["update.renew.other-tier"],
    needs: "update:target",
    writes: "restored",
    ...playFlow(renewOther),
  }),
];
