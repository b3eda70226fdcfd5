import { keep, observe } from "../../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { type Flow, giveUp, playFlow, type Steps } from "../../update/flow.ts";
import { makeUpdate, nameCustomer, requestUpdate } from "../../update/request.ts";
import { readOnly } from "../../update/results.ts";
import { listActivities, showActivities, subtractActivities } from "../activities.ts";
import { findDifference } from "../compare.ts";
import { breachReading, pointerOf } from "../judge-relinks.ts";
import { mergeParts } from "../look.ts";
import { defineHistoriesCase } from "../needs.ts";
import type { HistoryEntry } from "../page.ts";
import { type Reading, readProgram } from "../relinks.ts";
import type { HistoriesSubjects } from "../subjects.ts";

type Tier = HistoriesSubjects["histories:tier"];

/** The tier is changed and changed back; the membership id stays, and activities are added or not. */
const change: Flow<Tier> = function* (member) {
  const before = yield* readProgram(member);
  if (!isIn(member.tier)(before)) yield* giveUp("the customer is not in the tier any more in which it was found");
  const [there, back] = member.upwards ? ["UPGRADE", "DOWNGRADE"] : ["DOWNGRADE", "UPGRADE"];
  if (!(yield* update(member, there ?? "", member.other)))
    return yield* giveUp(
      "the change of tier was not reported as made, which the suite of updates judges; list another customer with a tier",
    );
  const after = yield* readProgram(member, isIn(member.other));
  const isBack = yield* update(member, back ?? "", member.tier);
  const last = yield* readProgram(member, isIn(member.tier));
  const note = `${member.customer.label}: the tier ${member.tier} in ${member.programName} could not be put back`;
  return mergeParts([
    isBack ? nothingJudged : { ...nothingJudged, notes: [{ text: note }] },
    isIn(member.other)(after)
      ? mergeParts([judgeMembershipId(before, after), judgeRecorded(before, last)])
      : nothingJudged,
  ]);
};

/** What an update leaves in histories beside what it says. */
export const updateCases = [
  defineHistoriesCase({
    id: "histories.updates.upgrade",
    title: "A change of tier leaves the membership id as it is, and is recorded among the activities or not",
    operation: "histories",
    requirements: ["histories.membership-id.steady", "histories.updates.recorded"],
    needs: "histories:tier",
    writes: "restored",
    ...playFlow(change),
  }),
];

/** Sends one update; whether it is reported as made. */
function* update(member: Tier, type: string, tier: string): Steps<boolean> {
  const asked = {
    customer: nameCustomer(member.identifier),
    partnerProgramUpdates: [makeUpdate(member.programName, type, tier)],
  };
  const sent = yield requestUpdate([asked]);
  return readOnly(sent.answer, asked).updates[0]?.outcome === "made";
}

function isIn(tier: string): (reading: Reading) => boolean {
  return ({ entries }) => entries.some(({ details }) => details.tierName === tier);
}

function judgeMembershipId(before: Reading, after: Reading): Judgement {
  const requirement = "histories.membership-id.steady";
  const hasId = ({ details }: HistoryEntry): boolean => details.membershipId !== undefined;
  if (!before.entries.some(hasId)) return nothingJudged;
  const difference = findDifference(before.entries, after.entries, ["membershipId"]);
  if (difference === undefined) return keep(requirement);
  return breachReading(requirement, "effect", after, before, {
    ...difference,
    expected: `as before the change of tier: ${difference.expected}`,
  });
}

function judgeRecorded(before: Reading, last: Reading): Judgement {
  const [old, present] = [before, last].map(({ entries }) => listActivities({ entries }));
  if (old === undefined || present === undefined) return nothingJudged;
  const [lost, added] = [subtractActivities(old, present), subtractActivities(present, old)];
  // Each of the two changes has an activity at most, and those of before stay.
  const isSound = lost.length === 0 && added.length <= 2;
  const readings = !isSound ? [] : added.length > 0 ? ["recorded"] : ["not-recorded"];
  const without = lost.length === 0 ? "" : ` without ${showActivities(lost)}`;
  return observe("histories.updates.recorded", readings, {
    actual: `${old.length} activities before two changes of tier, ${present.length} after them${without}`,
    pointer: pointerOf(last, "/customerActivityHistory"),
    exchange: last.position,
    rests: [before.position, last.position],
  });
}
