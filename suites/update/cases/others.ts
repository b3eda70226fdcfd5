import { keep } from "../../../src/check/judge.ts";
import { mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { drawRenewal } from "../batch.ts";
import { type Flow, playFlow } from "../flow.ts";
import { breachChange } from "../judge.ts";
import { isMoved } from "../judge-effect.ts";
import { defineUpdateCase } from "../needs.ts";
import { readOwnTier } from "../renew-tier.ts";
import { restoreAfter } from "../restore.ts";
import { findChange, lookAgain, readPrograms, readUntil, sendUpdate } from "../steps.ts";
import type { Pair } from "../subjects.ts";

const others = "update.effect.others";

/** An update of one of two programs, then of the other: each time the one that is not named stays. */
const updateInTurn: Flow<Pair> = function* ({ first, second }, draw) {
  const parts = [];
  for (const member of [first, second]) {
    const before = yield* readOwnTier(member);
    const { result } = yield* sendUpdate(member, drawRenewal(member, draw));
    const shown = yield* readUntil(member, (entry) => result.outcome !== "made" || isMoved(before.entry, entry));
    const change = shown === undefined ? undefined : yield* findChange(member, before, shown, member.program);
    const judged =
      change === undefined ? keep(others) : breachChange(others, change, "as before the update of another program");
    parts.push(yield* restoreAfter(member, before.entry, result.outcome === "made" ? judged : nothingJudged));
  }
  return mergeJudgements(parts);
};

/** An update of one of two customers, then of the other: each time the one who is not named stays. */
const updateOneOfTwo: Flow<Pair> = function* ({ first, second }, draw) {
  const parts = [];
  for (const [member, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const before = yield* readOwnTier(member);
    const bystander = yield* readPrograms(other);
    const { result } = yield* sendUpdate(member, drawRenewal(member, draw));
    yield* readUntil(member, (entry) => result.outcome !== "made" || isMoved(before.entry, entry));
    const after = yield* lookAgain(other);
    const change = after === undefined ? undefined : yield* findChange(other, bystander, after);
    const judged =
      change === undefined ? keep(others) : breachChange(others, change, "as before the update of another customer");
    parts.push(yield* restoreAfter(member, before.entry, result.outcome === "made" ? judged : nothingJudged));
  }
  return mergeJudgements(parts);
};

/** What an update is not about. */
export const otherCases = [
  defineUpdateCase({
    id: "update.effect.other-programs",
    title: "An update leaves the customer's other programs as they are",
    operation: "update",
    requirements: [others],
    needs: "update:two-programs",
    writes: "restored",
    ...playFlow(updateInTurn),
  }),
  defineUpdateCase({
    id: "update.effect.other-customers",
    title: "An update leaves other customers as they are",
    operation: "update",
    requirements: [others],
    needs: "update:two-members",
    writes: "restored",
    ...playFlow(updateOneOfTwo),
  }),
];
