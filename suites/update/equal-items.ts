import { keep } from "../../src/check/judge.ts";
import type { Draw } from "../../src/model/case.ts";
import type { Json } from "../../src/model/json.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { awaitEffect } from "./await-effect.ts";
import { askFor, drawFiller, drawRenewal, judgeRefusedInBatch } from "./batch.ts";
import { drawProgram, drawTier } from "./draw-names.ts";
import { shiftDays, writeExpiry } from "./expiry.ts";
import type { Flow, Steps } from "./flow.ts";
import { breachAt } from "./judge.ts";
import type { Person } from "./members.ts";
import { readOwnTier } from "./renew-tier.ts";
import { type AskedCustomer, makeUpdate, tierTypes } from "./request.ts";
import { restoreAfter } from "./restore.ts";
import type { UpdateResult } from "./results.ts";
import { firstUpdate, sendUpdates } from "./steps.ts";
import type { Renewable } from "./subjects.ts";

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
  const renewal = drawRenewal(member, draw);
  const batch = yield* sendUpdates([filler, askFor(member, unsound[0], renewal, unsound[1])]);
  const [stranger, own] = batch.results.customers;
  const sound = own?.updates[1];
  yield* awaitEffect(member, before.entry, renewal, sound ?? { outcome: "unclear" });
  const kept = sound === undefined ? nothingJudged : yield* judgeRefusedInBatch(member, before, sound, renewal);
  const results = [stranger?.updates[0], own?.updates[0], own?.updates[2]].filter((result) => result !== undefined);
  const judged =
    isComparable(alone) && isComparable(results) && results.length === alone.length
      ? compareItems(requirement, batch.position, alone, results, 0)
      : nothingJudged;
  const faulty =
    judged.findings.length > 0
      ? nothingJudged
      : yield* equalFaults(member, listFaults(member, draw), { filler, unsound: unsound[0] });
  return yield* restoreAfter(member, before.entry, mergeJudgements([judged, kept, faulty]));
};

/** Faults that need a program of the customer's own. */
function listFaults({ program, tier, state }: Renewable, draw: Draw): Json[] {
  const past = writeExpiry(shiftDays(state.now, -draw.integer(3, 300)));
  return [
    makeUpdate(program, draw.pick(tierTypes), drawTier(draw)),
    makeUpdate(program, draw.pick(tierTypes)),
    makeUpdate(program, "RENEW", tier, past),
    makeUpdate(program, "EXTEND", tier),
  ];
}

/**
 * Whether updates that are refused alone are refused alike in a second place.
 * @param beside another customer, and another update of this one, that are refused as well
 */
export function* equalFaults(
  person: Person,
  faults: readonly Json[],
  { filler, unsound }: { readonly filler: AskedCustomer; readonly unsound: Json },
): Steps<Judgement> {
  const parts: Judgement[] = [];
  for (const fault of faults) {
    const alone = firstUpdate((yield* sendUpdates([askFor(person, fault)])).results);
    // A host that refuses a whole request says of a batch what is wrong with any of it.
    if (alone.outcome !== "refused" || alone.place === "request") continue;
    // Where a customer is refused as a whole, nothing else may be wrong with it.
    const updates = alone.place === "update" ? [unsound, fault] : [fault];
    const { position, results } = yield* sendUpdates([filler, askFor(person, ...updates)]);
    const result = results.customers[1]?.updates[updates.length - 1];
    if (result === undefined || result.outcome === "unclear") continue;
    if (result.outcome === "refused" && result.place !== alone.place) continue;
    parts.push(compareItems("update.batch.equals-items", position, [alone], [result]));
    if (parts.some(({ findings }) => findings.length > 0)) break;
  }
  return mergeJudgements(parts);
}

/** A refusal of a whole customer or request has the codes of all that is in it. */
function isComparable(results: readonly UpdateResult[]): boolean {
  return results.slice(1).every(({ outcome, place }) => outcome !== "unclear" && place === "update");
}

/** @param nobody the place of an update for a customer that does not exist: that one is made breaks another requirement */
function compareItems(
  requirement: string,
  position: number,
  alone: readonly UpdateResult[],
  results: readonly UpdateResult[],
  nobody?: number,
): Judgement {
  // One that is not refused alone breaks another requirement.
  const place = results.findIndex(
    (result, index) =>
      alone[index]?.outcome === "refused" &&
      (index !== nobody || result.outcome === "refused") &&
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
