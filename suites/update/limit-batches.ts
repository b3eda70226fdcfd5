import { observe } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { awaitEffect } from "./await-effect.ts";
import { askFor, drawFiller, drawRenewal, fillBatch, hasCode, judgeInBatch, sendBatch } from "./batch.ts";
import { drawProgram } from "./draw-names.ts";
import type { Flow } from "./flow.ts";
import { breachAt, breachResult } from "./judge.ts";
import { judgeRefusedUnchanged } from "./refuse-updates.ts";
import { readOwnTier } from "./renew-tier.ts";
import { foreseeLimit } from "./oracle.ts";
import { type AskedCustomer, makeUpdate } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import { listObjects } from "./results.ts";
import type { Asked } from "./steps.ts";
import type { Renewable } from "./subjects.ts";

const limit = "update.batch.limit";
const fifty = "update.batch.fifty";

/** So many customers, fifty at most, with a real one at some place: it is updated, and no other is said to be. */
export function acceptBatch(count: number, place: number): Flow<Renewable> {
  return function* (member, draw) {
    const before = yield* readOwnTier(member);
    const renewal = drawRenewal(member, draw);
    const asked = fillBatch(member, askFor(member, renewal), place, count, draw);
    const batch = yield* sendBatch(asked, place);
    const tooMany = foreseeLimit(asked.map(({ partnerProgramUpdates: updates }) => listObjects(updates)?.length ?? 0));
    if (tooMany === undefined && hasCode(batch.results, 2008)) {
      const refused = breachResult(fifty, "refused", batch, batch.result, `${count} customers accepted`);
      return yield* restoreAfter(member, before.entry, refused);
    }
    const counted = countResults(batch, count);
    const strangers = batch.results.customers.findIndex(
      (one, index) => index !== place && one.updates.some(({ outcome }) => outcome === "made"),
    );
    const stranger = batch.results.customers[strangers]?.updates[0];
    const nobody =
      stranger === undefined
        ? nothingJudged
        : breachResult(
            "update.unknown-customer.refused",
            "accepted",
            batch,
            stranger,
            "no update of a customer that does not exist",
          );
    // A host may refuse a whole request for one customer that does not exist: then two customers are refused as well.
    if (batch.result.outcome === "refused" && batch.result.place === "request") {
      const pair = yield* sendBatch([askFor(member, renewal), drawFiller(member, draw)], 0);
      yield* awaitEffect(member, before.entry, renewal, pair.result);
      const judged =
        pair.result.outcome === "made"
          ? breachResult(fifty, "refused", batch, batch.result, `${count} customers accepted, as two are`)
          : nothingJudged;
      return yield* restoreAfter(member, before.entry, mergeJudgements([judged, nobody, counted]));
    }
    const judged = yield* judgeInBatch(fifty, member, before, batch, renewal);
    return yield* restoreAfter(member, before.entry, mergeJudgements([judged, nobody, counted]));
  };
}

/** A result for each customer: those who do not exist are not the one who does, by whatever identifier. */
function countResults({ position, results }: Asked, count: number): Judgement {
  if (results.refused || results.count === 0 || results.count >= count) return nothingJudged;
  return breachAt("update.batch.results", "missing", position, {
    pointer: "/customersPartnerUpdates",
    expected: `${count} results, one for each customer of the request`,
    actual: `${results.count} results`,
  });
}

/** What fills a request beside one sound update: what is refused for itself, or that update again and again. */
type Filling = "distinct" | "repeated";

/** A request that is within every reading of the limit, and one that is beyond it by some. */
interface Edge {
  readonly id: string;
  readonly words: string;
  readonly build: (member: Renewable, draw: Draw, filling: Filling, isBeyond: boolean) => readonly AskedCustomer[];
  /** Readings that refuse what is beyond, and those that do not. */
  readonly refusing: readonly string[];
  readonly allowing: readonly string[];
}

/** The numbers on which the readings of the limit differ. */
export const edges: readonly Edge[] = [
  {
    id: "51-customers",
    words: "Fifty-one customers with one update each",
    build: (member, draw, filling, isBeyond) => {
      const one = askFor(member, keepTier(member));
      const rest = (): AskedCustomer => (filling === "repeated" ? one : drawFiller(member, draw));
      return [one, ...Array.from({ length: isBeyond ? 50 : 49 }, rest)];
    },
    refusing: ["customers", "total", "both"],
    allowing: ["per-customer"],
  },
  {
    id: "51-programs",
    words: "Fifty-one updates of one customer",
    build: (member, draw, filling, isBeyond) => {
      const own = keepTier(member);
      const rest = () => (filling === "repeated" ? own : makeUpdate(drawProgram(draw), "RENEW", member.tier));
      return [askFor(member, own, ...Array.from({ length: isBeyond ? 50 : 49 }, rest))];
    },
    refusing: ["per-customer", "total", "both"],
    allowing: ["customers"],
  },
  {
    id: "52-updates",
    words: "Fifty-two updates of twenty-six customers",
    build: (member, draw, filling, isBeyond) => {
      const other = filling === "repeated" ? keepTier(member) : makeUpdate(drawProgram(draw), "RENEW", member.tier);
      const one = askFor(member, keepTier(member), other);
      const rest = (): AskedCustomer => (filling === "repeated" ? one : drawFiller(member, draw, 2));
      return [one, ...Array.from({ length: isBeyond ? 25 : 24 }, rest)];
    },
    refusing: ["total"],
    allowing: ["customers", "per-customer", "both"],
  },
];

/**
 * What the limit counts: a sound update that is made in a request within it is refused with 2008 in one beyond it, or is
 * made there as well. Where it is not even made within the limit, because of what fills the request, the same update
 * again and again fills it instead.
 */
export function findLimit({ build, refusing, allowing }: Edge): Flow<Renewable> {
  return function* (member, draw) {
    for (const filling of ["distinct", "repeated"] as const) {
      const within = yield* sendBatch(build(member, draw, filling, false), 0);
      if (hasCode(within.results, 2008)) return nothingJudged;
      const beyond = yield* sendBatch(build(member, draw, filling, true), 0);
      const seen = {
        pointer: beyond.result.pointer,
        exchange: beyond.position,
        rests: [within.position, beyond.position],
      };
      if (hasCode(beyond.results, 2008)) return observe(limit, refusing, { actual: "refused with 2008", ...seen });
      if (within.result.outcome !== "made" || beyond.result.outcome === "unclear") continue;
      if (beyond.result.outcome === "made") return observe(limit, allowing, { actual: "reported as made", ...seen });
      const codes = beyond.result.codes.join(", ") || "no code";
      return observe(limit, [], { actual: `refused with ${codes}, where fewer are accepted`, ...seen });
    }
    return nothingJudged;
  };
}

/** More than fifty customers: one that is refused is not updated, wherever it stands. */
export const changeNothingBeyond: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const parts: Judgement[] = [];
  for (const place of [0, 50]) {
    const renewal = drawRenewal(member, draw);
    const { result } = yield* sendBatch(fillBatch(member, askFor(member, renewal), place, 51, draw), place);
    if (result.outcome !== "refused") {
      yield* awaitEffect(member, before.entry, renewal, result);
      return yield* restoreAfter(member, before.entry, mergeJudgements(parts));
    }
    parts.push(yield* judgeRefusedUnchanged(member, before));
  }
  return mergeJudgements(parts);
};

function keepTier({ program, tier }: Renewable): ReturnType<typeof makeUpdate> {
  return makeUpdate(program, "RENEW", tier);
}
