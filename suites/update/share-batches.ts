import { observe } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import type { Json } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { awaitEffect } from "./await-effect.ts";
import {
  askFor,
  type Control,
  drawFiller,
  drawRenewal,
  isLost,
  isStoredAlone,
  judgeInBatch,
  observeOrder,
  placeOfUpdate,
  sendBatch,
  updateAt,
} from "./batch.ts";
import { drawProgram, drawTier } from "./draw-names.ts";
import type { Flow, Steps } from "./flow.ts";
import { isMoved } from "./judge-effect.ts";
import { readOwnTier } from "./renew-tier.ts";
import { type AskedCustomer, makeUpdate } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import { readUntil, sendUpdates, type ShownEntry } from "./steps.ts";
import type { Group, Pair, Renewable, UpdateSubjects } from "./subjects.ts";

/**
 * Two customers in one request: both are updated. Then the first of them after the second and others of whom nothing is
 * changed.
 */
export const updateTwoCustomers: Flow<Group> = function* ({ first, second, more }, draw) {
  const requirement = "update.batch.customers";
  const before = [yield* readOwnTier(first), yield* readOwnTier(second)] as const;
  const between = more.map((one) => askFor(one, makeUpdate(one.program, "RENEW", one.tier)));
  const parts: Judgement[] = [];
  for (const [pair, beside] of [
    [[first, second] as const, []] as const,
    [[second, first] as const, between] as const,
  ]) {
    const now = pair.map((member) => (member === first ? before[0] : before[1]));
    const renewals = [drawRenewal(pair[0], draw), drawRenewal(pair[1], draw)] as const;
    const batch = yield* sendUpdates([askFor(pair[0], renewals[0]), ...beside, askFor(pair[1], renewals[1])]);
    for (const [turn, member] of pair.entries()) {
      const [shown, renewal] = [now[turn], renewals[turn]];
      if (shown === undefined || renewal === undefined) continue;
      const result = updateAt(batch.results, turn === 0 ? 0 : beside.length + 1);
      parts.push(yield* judgeInBatch(requirement, member, shown, { ...batch, result }, renewal, { beside }));
    }
    parts.push(observeOrder(batch.results.order, batch.position, "/customersPartnerUpdates"));
    parts.push(yield* restoreAfter(first, before[0].entry, nothingJudged));
    parts.push(yield* restoreAfter(second, before[1].entry, nothingJudged));
  }
  return mergeJudgements(parts);
};

/** Two programs of one customer in one request: the customer is updated in both. Then one of them as the last of more. */
export const updateTwoPrograms: Flow<Group> = function* ({ first, second, more }, draw) {
  const requirement = "update.batch.programs";
  const before = [yield* readOwnTier(first), yield* readOwnTier(second)] as const;
  const renewals = [drawRenewal(first, draw), drawRenewal(second, draw)];
  const batch = yield* sendUpdates([askFor(first, ...renewals)]);
  const updates = batch.results.customers[0]?.updates ?? [];
  const parts: Judgement[] = [];
  for (const [place, member] of [first, second].entries()) {
    const [shown, result, renewal] = [before[place], updates[place], renewals[place]];
    if (shown === undefined || result === undefined || renewal === undefined) continue;
    parts.push(yield* judgeInBatch(requirement, member, shown, { ...batch, result }, renewal));
  }
  const pointer = `${batch.results.customers[0]?.pointer ?? ""}/partnerProgramUpdates`;
  parts.push(observeOrder(updates.map(placeOfUpdate), batch.position, pointer));
  parts.push(yield* restoreAfter(first, before[0].entry, nothingJudged));
  parts.push(yield* restoreAfter(second, before[1].entry, nothingJudged));
  parts.push(yield* updateLast(first, [second, ...more], before[0], draw));
  return mergeJudgements(parts);
};

/**
 * An update after others of the same customer that change nothing; of a customer with two programs one comes twice,
 * which a host may refuse.
 */
function* updateLast(member: Renewable, others: Group["more"], before: ShownEntry, draw: Draw): Steps<Judgement> {
  const harmless = others.map(({ program, tier }) => makeUpdate(program, "RENEW", tier));
  const ahead = harmless.length > 1 ? harmless : [...harmless, ...harmless];
  const renewal = drawRenewal(member, draw);
  const batch = yield* sendUpdates([askFor(member, ...ahead, renewal)]);
  const result = batch.results.customers[0]?.updates[ahead.length];
  if (result === undefined) return nothingJudged;
  const control = {
    beside: [askFor(member, ...ahead)],
    without: (sound: Json) => ({ asked: [askFor(member, ...harmless.slice(0, 1), sound)], customer: 0, update: 1 }),
  };
  const judged = yield* judgeInBatch("update.batch.programs", member, before, { ...batch, result }, renewal, control);
  return yield* restoreAfter(member, before.entry, judged);
}

type Repeated = UpdateSubjects["update:repeated"];

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
      const renewal = drawRenewal(first, draw);
      const batch = yield* sendBatch(join(askFor(first, renewal), spoilt), place);
      const harmless = askFor(second, makeUpdate(second.program, "RENEW", second.tier));
      const without = (sound: Json) => ({ asked: join(askFor(first, sound), harmless), customer: place, update: 0 });
      parts.push(yield* judgeInBatch(isolation, first, before, batch, renewal, { beside: [spoilt], without }));
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
    const renewal = drawRenewal(member, draw);
    const batch = yield* sendUpdates([join(renewal, unsound)]);
    const result = batch.results.customers[0]?.updates[place];
    if (result === undefined) continue;
    const control: Control = {
      beside: [askFor(member, unsound)],
      without: (sound) => ({ asked: [join(sound, harmless)], customer: 0, update: place }),
    };
    parts.push(yield* judgeInBatch(isolation, member, before, { ...batch, result }, renewal, control));
    parts.push(yield* restoreAfter(member, before.entry, nothingJudged));
  }
  return mergeJudgements(parts);
};

/** One customer in two entries of a request: in the same program, and in two where there are two. */
export const nameTwice: Flow<Repeated> = function* (member, draw) {
  const parts: Judgement[] = [];
  for (const other of member.beside === undefined ? [member] : [member, member.beside]) {
    const before = yield* readOwnTier(member);
    const beside = yield* readOwnTier(other);
    const sent = [drawRenewal(member, draw), drawRenewal(other, draw)];
    const batch = yield* sendUpdates(sent.map((update) => askFor(member, update)));
    const { customers, count } = batch.results;
    const updates = customers.flatMap((one) => one.updates.slice(0, 1));
    const seen = {
      updates,
      count,
      sent,
      position: batch.position,
      pointer: "/customersPartnerUpdates",
      // The program may be what stands there twice, and not the customer.
      ...(other === member ? { refusal: ["each", "merged", "refused"] } : {}),
    };
    const judged = yield* observeRepetition("update.batch.same-customer", member, before, seen);
    const [, second] = updates;
    if (other !== member) yield* awaitEffect(other, beside.entry, sent[1] ?? {}, second ?? { outcome: "refused" });
    const isSecondLost =
      other !== member && second?.outcome === "made" && judged.readings.some(({ readings }) => readings.length > 0)
        ? yield* isLost(other, beside, sent[1] ?? {})
        : false;
    parts.push(
      isSecondLost
        ? observe("update.batch.same-customer", [], {
            actual: "both reported as made, and only the first stored",
            pointer: second?.pointer ?? "",
            exchange: batch.position,
          })
        : judged,
    );
    parts.push(yield* restoreAfter(other, beside.entry, nothingJudged));
  }
  return mergeJudgements(parts);
};

/** One program in two updates of a customer. */
export const updateTwice: Flow<Repeated> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const sent = [drawRenewal(member, draw), drawRenewal(member, draw)];
  const batch = yield* sendUpdates([askFor(member, ...sent)]);
  const [result] = batch.results.customers;
  return yield* observeRepetition("update.batch.same-program", member, before, {
    updates: result?.updates ?? [],
    count: result?.count ?? 0,
    sent,
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
    readonly sent: readonly Json[];
    readonly position: number;
    readonly pointer: string;
    /** The readings that a refusal agrees with. Default: `refused`. */
    readonly refusal?: readonly string[];
  },
): Steps<Judgement> {
  const outcomes = seen.updates.map(({ outcome }) => outcome);
  const isMade = outcomes.includes("made");
  const shown = yield* readUntil(member, (entry) => !isMade || isMoved(before.entry, entry));
  const isStored = shown !== undefined && isMoved(before.entry, shown.entry);
  const [update = {}] = seen.sent;
  const isWrong =
    isMade && !outcomes.includes("refused") && shown !== undefined
      ? shown.entry.details.tierName !== member.tier || (!isStored && (yield* isStoredAlone(member, before, update)))
      : false;
  const readings = outcomes.includes("refused")
    ? (seen.refusal ?? ["refused"])
    : isMade && isStored
      ? [seen.count === 1 ? "merged" : "each"]
      : undefined;
  const judged =
    readings === undefined && !isWrong
      ? nothingJudged
      : observe(requirement, isWrong ? [] : (readings ?? []), {
          actual: `${seen.count} results: ${outcomes.join(", ")}${isWrong ? ", and tier and expiry are none of those sent" : ""}`,
          pointer: seen.pointer,
          exchange: seen.position,
        });
  return yield* restoreAfter(member, before.entry, judged);
}
