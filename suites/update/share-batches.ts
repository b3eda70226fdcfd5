import { keep, observe } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import type { Json } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import {
  askFor,
  type Control,
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
import { type AskedCustomer, makeUpdate } from "./request.ts";
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

/**
 * A customer who does not exist, or whose update is refused, before and after one who is updated. The control has an
 * update of the second customer in its place that changes nothing.
 */
function surviveCustomer(spoil: (second: Renewable, draw: Draw) => AskedCustomer): Flow<Pair> {
  return function* ({ first, second }, draw) {
    const before = yield* readOwnTier(first);
    const parts: Judgement[] = [];
    for (const place of [1, 0]) {
      const join = (one: AskedCustomer, other: AskedCustomer) => (place === 1 ? [other, one] : [one, other]);
      const spoilt = spoil(second, draw);
      const batch = yield* sendBatch(join(askFor(first, drawRenewal(first, draw)), spoilt), place);
      const harmless = askFor(second, makeUpdate(second.program, "RENEW", second.tier));
      const without = (sound: Json) => ({ asked: join(askFor(first, sound), harmless), customer: place, update: 0 });
      parts.push(yield* judgeInBatch(isolation, first, before, batch, draw, { beside: [spoilt], without }));
      parts.push(yield* restoreAfter(first, before.entry, nothingJudged));
    }
    return mergeJudgements(parts);
  };
}

/** A customer that does not exist in the same request. */
export const surviveUnknownCustomer = surviveCustomer((second, draw) => drawFiller(second, draw));

/** A customer whose update is refused in the same request. */
export const surviveOtherCustomer = surviveCustomer((second, draw) =>
  askFor(second, makeUpdate(second.program, "RENEW", drawTier(draw))),
);

/**
 * An update in a program that does not exist, for the same customer. The control has one in its place that changes
 * nothing, in another program where the customer has one.
 */
export const surviveOtherProgram: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const other = member.state.programs.find(
    ({ name, linked, tier }) => linked === true && tier !== undefined && name !== member.program,
  );
  const harmless = makeUpdate(other?.name ?? member.program, "RENEW", other?.tier ?? member.tier);
  const parts: Judgement[] = [];
  for (const place of [1, 0]) {
    const join = (one: Json, beside: Json) => askFor(member, ...(place === 1 ? [beside, one] : [one, beside]));
    const unsound = makeUpdate(drawProgram(draw), "RENEW", member.tier);
    const batch = yield* sendUpdates([join(drawRenewal(member, draw), unsound)]);
    const result = batch.results.customers[0]?.updates[place];
    if (result === undefined) continue;
    const control: Control = {
      beside: [askFor(member, unsound)],
      without: (sound) => ({ asked: [join(sound, harmless)], customer: 0, update: place }),
    };
    parts.push(yield* judgeInBatch(isolation, member, before, { ...batch, result }, draw, control));
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

/**
 * Updates that are refused have the same codes in one request as in requests of their own. That a sound update is made in
 * it all the same is a matter of their isolation.
 */
export const equalItems: Flow<Renewable> = function* (member, draw) {
  const requirement = "update.batch.equals-items";
  const before = yield* readOwnTier(member);
  const unsound = [
    makeUpdate(drawProgram(draw), "RENEW", member.tier),
    makeUpdate(drawProgram(draw), "UPGRADE"),
  ] as const;
  const filler = drawFiller(member, draw);
  const alone: UpdateResult[] = [];
  for (const item of [filler, ...unsound.map((update) => askFor(member, update))]) {
    alone.push(firstUpdate((yield* sendUpdates([item])).results));
  }
  const batch = yield* sendUpdates([filler, askFor(member, unsound[0], drawRenewal(member, draw), unsound[1])]);
  const [stranger, own] = batch.results.customers;
  const results = [stranger?.updates[0], own?.updates[0], own?.updates[2]].filter((result) => result !== undefined);
  const judged =
    isComparable(alone) && isComparable(results) && results.length === alone.length
      ? compareItems(requirement, batch.position, alone, results)
      : nothingJudged;
  return yield* restoreAfter(member, before.entry, judged);
};

/** A refusal of a whole customer or request has the codes of all that is in it. */
function isComparable(results: readonly UpdateResult[]): boolean {
  return results.slice(1).every(({ outcome, place }) => outcome !== "unclear" && place === "update");
}

function compareItems(
  requirement: string,
  position: number,
  alone: readonly UpdateResult[],
  results: readonly UpdateResult[],
): Judgement {
  // One that is not refused alone, or for nobody, breaks another requirement.
  const place = results.findIndex(
    (result, index) =>
      alone[index]?.outcome === "refused" &&
      (index > 0 || result.outcome === "refused") &&
      describeOutcome(result) !== describeOutcome(alone[index]),
  );
  const other = results[place];
  if (other === undefined) return keep(requirement);
  return breachAt(requirement, "disagreement", position, {
    pointer: other.pointer,
    expected: `${describeOutcome(alone[place])}, as in a request of its own`,
    actual: describeOutcome(other),
  });
}

function describeOutcome(result: UpdateResult | undefined): string {
  const { outcome = "unclear", codes = [] } = result ?? {};
  const sorted = codes.toSorted((a, b) => a - b);
  return outcome === "refused" ? `refused with ${sorted.join(", ") || "no code"}` : outcome;
}
