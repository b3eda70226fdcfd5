import { keep } from "../../../src/check/judge.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { compareEntries } from "../../histories/compare.ts";
import type { HistoriesPage } from "../../histories/page.ts";
import { drawRenewal } from "../batch.ts";
import { type Flow, playFlow, type Steps } from "../flow.ts";
import { breachChange } from "../judge.ts";
import { isMoved } from "../judge-effect.ts";
import { cancelOneOfTwo, keepCancelled, keepPending } from "../keep-pending.ts";
import { defineUpdateCase } from "../needs.ts";
import { readOwnTier } from "../renew-tier.ts";
import { restoreAfter } from "../restore.ts";
import { findChange, lookAgain, readLinking, readPrograms, readUntil, sendUpdate } from "../steps.ts";
import type { Pair, Renewable } from "../subjects.ts";

const others = "update.effect.others";

/** An update of one of two programs, then of the other: each time the one that is not named stays. */
const updateInTurn: Flow<Pair> = function* ({ first, second }, draw) {
  const parts = [];
  for (const member of [first, second]) {
    const before = yield* readOwnTier(member);
    const written = (yield* readLinking(member))?.page;
    const { result } = yield* sendUpdate(member, drawRenewal(member, draw));
    const shown = yield* readUntil(member, (entry) => result.outcome !== "made" || isMoved(before.entry, entry));
    const change = shown === undefined ? undefined : yield* findChange(member, before, shown, member.program);
    const judged =
      change === undefined ? keep(others) : breachChange(others, change, "as before the update of another program");
    const activities = yield* findActivities(member, written);
    const whole = activities === undefined ? judged : mergeJudgements([judged, activities]);
    parts.push(yield* restoreAfter(member, before.entry, result.outcome === "made" ? whole : nothingJudged));
    // What was changed is perhaps what the other update needs.
    if (whole.findings.length > 0) break;
  }
  return mergeJudgements(parts);
};

/** What the other programs' activities of linking have become; undefined where they are as before, or not answered. */
function* findActivities(member: Renewable, before: HistoriesPage | undefined): Steps<Judgement | undefined> {
  if (before === undefined) return undefined;
  const after = yield* readLinking(member);
  for (const entry of before.entries) {
    if (entry.details.programName === member.program || after === undefined) continue;
    const same = after.page.entries.filter(({ key }) => key !== undefined && key === entry.key);
    const [other] = same;
    if (other === undefined || same.length > 1) continue;
    const difference = compareEntries(entry, other, ["activities"]);
    if (difference === undefined) continue;
    const change = { ...difference, position: after.position };
    return breachChange(others, change, "as before the update of another program");
  }
  return undefined;
}

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
    // Who was changed is perhaps not any more what the other update needs.
    if (judged.findings.length > 0) break;
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
    id: "update.effect.pending-relinking",
    title: "Updates leave a relinking that is pending in another program of the customer",
    operation: "update",
    requirements: [others],
    needs: "update:pending-beside-tier",
    writes: "kept",
    ...playFlow(keepPending),
  }),
  defineUpdateCase({
    id: "update.effect.cancelled-relinking",
    title: "Updates leave a relinking cancelled that was cancelled in another program of the customer",
    operation: "update",
    requirements: [others],
    needs: "update:pending-beside-tier",
    writes: "kept",
    ...playFlow(keepCancelled),
  }),
  defineUpdateCase({
    id: "update.effect.pending-of-others",
    title: "A cancellation leaves relinkings of other customers and other programs pending",
    operation: "update",
    requirements: [others],
    needs: "update:two-pending",
    writes: "kept",
    ...playFlow(cancelOneOfTwo),
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
