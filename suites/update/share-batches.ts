import { keep, observe } from "../../src/check/judge.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import {
  askFor,
  drawFiller,
  drawRenewal,
  judgeInBatch,
  observeOrder,
  placeOfUpdate,
  sendBatch,
  updateAt,
} from "./batch.ts";
import { drawProgram, drawTier } from "./draw-names.ts";
import type { Flow, Steps } from "./flow.ts";
import { breachAt } from "./judge.ts";
import { isMoved } from "./judge-effect.ts";
import { readOwnTier } from "./renew-tier.ts";
import { makeUpdate } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import type { UpdateResult } from "./results.ts";
import { firstUpdate, readUntil, sendUpdates, type ShownEntry } from "./steps.ts";
import type { Pair, Renewable } from "./subjects.ts";

/** Two customers in one request, in both orders: both are updated. */
export const updateTwoCustomers: Flow<Pair> = function* ({ first, second }, draw) {
  const requirement = "update.batch.customers";
  const before = [yield* readOwnTier(first), yield* readOwnTier(second)] as const;
  const parts: Judgement[] = [];
  for (const pair of [[first, second] as const, [second, first] as const]) {
    const now = pair.map((member) => (member === first ? before[0] : before[1]));
    const asked = pair.map((member) => askFor(member, drawRenewal(member, draw)));
    const batch = yield* sendUpdates(asked);
    for (const [place, member] of pair.entries()) {
      const shown = now[place];
      if (shown === undefined) continue;
      parts.push(
        yield* judgeInBatch(requirement, member, shown, { ...batch, result: updateAt(batch.results, place) }, draw),
      );
    }
    parts.push(observeOrder(batch.results.order, batch.position, "/customersPartnerUpdates"));
    parts.push(yield* restoreAfter(first, before[0].entry, nothingJudged));
    parts.push(yield* restoreAfter(second, before[1].entry, nothingJudged));
  }
  return mergeJudgements(parts);
};

/** Two programs of one customer in one request: the customer is updated in both. */
export const updateTwoPrograms: Flow<Pair> = function* ({ first, second }, draw) {
  const requirement = "update.batch.programs";
  const before = [yield* readOwnTier(first), yield* readOwnTier(second)] as const;
  const batch = yield* sendUpdates([askFor(first, drawRenewal(first, draw), drawRenewal(second, draw))]);
  const updates = batch.results.customers[0]?.updates ?? [];
  const parts: Judgement[] = [];
  for (const [place, member] of [first, second].entries()) {
    const [shown, result] = [before[place], updates[place]];
    if (shown === undefined || result === undefined) continue;
    parts.push(yield* judgeInBatch(requirement, member, shown, { ...batch, result }, draw));
  }
  const pointer = `${batch.results.customers[0]?.pointer ?? ""}/partnerProgramUpdates`;
  parts.push(observeOrder(updates.map(placeOfUpdate), batch.position, pointer));
  const restored = yield* restoreAfter(first, before[0].entry, mergeJudgements(parts));
  return yield* restoreAfter(second, before[1].entry, restored);
};

const isolation = "update.batch.isolation";

/** A customer that does not exist in the same request. */
export const surviveUnknownCustomer: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const parts: Judgement[] = [];
  for (const place of [1, 0]) {
    const sound = askFor(member, drawRenewal(member, draw));
    const filler = drawFiller(member, draw);
    const batch = yield* sendBatch(place === 1 ? [filler, sound] : [sound, filler], place);
    parts.push(yield* judgeInBatch(isolation, member, before, batch, draw, [filler]));
    parts.push(yield* restoreAfter(member, before.entry, nothingJudged));
  }
  return mergeJudgements(parts);
};

/** A customer whose update is refused in the same request. */
export const surviveOtherCustomer: Flow<Pair> = function* ({ first, second }, draw) {
  const before = yield* readOwnTier(first);
  const parts: Judgement[] = [];
  for (const place of [1, 0]) {
    const sound = askFor(first, drawRenewal(first, draw));
    const unsound = askFor(second, makeUpdate(second.program, "RENEW", drawTier(draw)));
    const batch = yield* sendBatch(place === 1 ? [unsound, sound] : [sound, unsound], place);
    parts.push(yield* judgeInBatch(isolation, first, before, batch, draw, [unsound]));
    parts.push(yield* restoreAfter(first, before.entry, nothingJudged));
  }
  return mergeJudgements(parts);
};

/** An update in a program that does not exist, for the same customer. */
export const surviveOtherProgram: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const parts: Judgement[] = [];
  for (const place of [1, 0]) {
    const sound = drawRenewal(member, draw);
    const unsound = makeUpdate(drawProgram(draw), "RENEW", member.tier);
    const batch = yield* sendUpdates([askFor(member, ...(place === 1 ? [unsound, sound] : [sound, unsound]))]);
    const result = batch.results.customers[0]?.updates[place];
    const beside = [askFor(member, unsound)];
    if (result !== undefined) {
      parts.push(yield* judgeInBatch(isolation, member, before, { ...batch, result }, draw, beside));
    }
    parts.push(yield* restoreAfter(member, before.entry, nothingJudged));
  }
  return mergeJudgements(parts);
};

/** One customer in two entries of a request. */
export const nameTwice: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const asked = [askFor(member, drawRenewal(member, draw)), askFor(member, drawRenewal(member, draw))];
  const batch = yield* sendUpdates(asked);
  const { customers, count } = batch.results;
  const updates = customers.flatMap((one) => one.updates.slice(0, 1));
  return yield* observeRepetition("update.batch.same-customer", member, before, {
    updates,
    count,
    position: batch.position,
    pointer: "/customersPartnerUpdates",
  });
};

/** One program in two updates of a customer. */
export const updateTwice: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const batch = yield* sendUpdates([askFor(member, drawRenewal(member, draw), drawRenewal(member, draw))]);
  const [result] = batch.results.customers;
  return yield* observeRepetition("update.batch.same-program", member, before, {
    updates: result?.updates ?? [],
    count: result?.count ?? 0,
    position: batch.position,
    pointer: `${result?.pointer ?? ""}/partnerProgramUpdates`,
  });
};

/** What became of two updates of one membership: each has a result, they have one together, or one is refused. */
function* observeRepetition(
  requirement: string,
  member: Renewable,
  before: ShownEntry,
  seen: {
    readonly updates: readonly { readonly outcome: string }[];
    readonly count: number;
    readonly position: number;
    readonly pointer: string;
  },
): Steps<Judgement> {
  const outcomes = seen.updates.map(({ outcome }) => outcome);
  const isMade = outcomes.includes("made");
  const shown = yield* readUntil(member, (entry) => !isMade || isMoved(before.entry, entry));
  const isStored = shown !== undefined && isMoved(before.entry, shown.entry);
  const readings = outcomes.includes("refused")
    ? ["refused"]
    : isMade && isStored
      ? [seen.count === 1 ? "merged" : "each"]
      : undefined;
  const judged =
    readings === undefined
      ? nothingJudged
      : observe(requirement, readings, {
          actual: `${seen.count} results: ${outcomes.join(", ")}`,
          pointer: seen.pointer,
          exchange: seen.position,
        });
  return yield* restoreAfter(member, before.entry, judged);
}

/** The same updates each in a request of its own and all in one: the same codes and the same effect. */
export const equalItems: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const fillers = [drawFiller(member, draw), drawFiller(member, draw)] as const;
  const updates = [makeUpdate(drawProgram(draw), "RENEW", member.tier), drawRenewal(member, draw)] as const;
  const items = [fillers[0], ...updates.map((update) => askFor(member, update)), fillers[1]];
  const alone: string[] = [];
  for (const item of items) alone.push(describeOutcome(firstUpdate((yield* sendUpdates([item])).results)));
  const apart = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  const restored = yield* restoreAfter(member, before.entry, nothingJudged);

  const batch = yield* sendUpdates([fillers[0], askFor(member, ...updates), fillers[1]]);
  const results = batch.results.customers.flatMap((customer) => customer.updates);
  const together = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  // A request that is refused as a whole for one of its updates is a matter of their isolation.
  const isComparable = results.every(({ outcome, place }) => outcome !== "unclear" && place !== "request");
  const judged =
    isComparable && !alone.includes("unclear") && apart !== undefined && together !== undefined
      ? compareItems({ position: batch.position, results }, alone, apart, together, before)
      : nothingJudged;
  return mergeJudgements([restored, yield* restoreAfter(member, before.entry, judged)]);
};

function describeOutcome({ outcome, codes }: UpdateResult): string {
  const sorted = codes.toSorted((a, b) => a - b);
  return outcome === "refused" ? `refused with ${sorted.join(", ") || "no code"}` : outcome;
}

function compareItems(
  batch: { readonly position: number; readonly results: readonly UpdateResult[] },
  alone: readonly string[],
  apart: ShownEntry,
  together: ShownEntry,
  before: ShownEntry,
): Judgement {
  const requirement = "update.batch.equals-items";
  const place = batch.results.findIndex((result, index) => describeOutcome(result) !== alone[index]);
  const other = batch.results[place];
  if (other !== undefined) {
    return breachAt(requirement, "disagreement", batch.position, {
      pointer: other.pointer,
      expected: `${alone[place]}, as in a request of its own`,
      actual: describeOutcome(other),
    });
  }
  if (isMoved(before.entry, apart.entry) === isMoved(before.entry, together.entry)) return keep(requirement);
  return breachAt(requirement, "disagreement", together.position, {
    pointer: `${together.entry.pointer}/partnerProgramDetails/partnerTierExpiryDate`,
    expected: "the effect that the same update has in a request of its own",
    actual: String(together.entry.details.tierExpiry),
  });
}
