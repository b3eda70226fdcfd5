import { keep, observe } from "../../../src/check/judge.ts";
import { mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { cancelPending, cancelWithDetails } from "../cancel-relinking.ts";
import { ways } from "../cancellation-ways.ts";
import { drawTier } from "../draw-names.ts";
import { type Flow, playFlow } from "../flow.ts";
import { breachChange, breachResult, isRefusedAnyway } from "../judge.ts";
import type { Linked, Member } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import { makeUpdate, renewalInitiation } from "../request.ts";
import { describeUpdate } from "../results.ts";
import { findChange, lookAgain, readBefore, sendUpdate } from "../steps.ts";

const others = "update.effect.others";

const whole = [
  "update.cancel.without-details",
  "update.cancel.relinking",
  "update.cancel.once",
  "update.cancel.enrolment",
] as const;

const recorded = ["histories.cancelled.written", "histories.cancelled.once", "histories.relinking.date"];

/** One cancellation shows all of it, because a host without a state endpoint has perhaps one relinking to cancel. */
const cancellations = [
  {
    id: "without-details",
    first: whole[0],
    title: "A pending relinking is cancelled without details",
    way: ways.alone,
  },
  {
    id: "relinking",
    first: whole[1],
    title: "A relinking that is cancelled by another identifier is no longer pending",
    way: ways.otherwise,
  },
  {
    id: "once",
    first: whole[2],
    title: "A relinking that is cancelled as the second customer of a request cannot be cancelled again",
    way: ways.afterAnotherCustomer,
  },
  {
    id: "enrolment",
    first: whole[3],
    title: "A relinking that is cancelled as the second update of a customer leaves the enrolment as it is",
    way: ways.afterAnotherUpdate,
  },
] as const;

const initiate: Flow<Member> = function* (member) {
  const requirement = "update.renewal.served";
  const before = yield* readBefore(member);
  const asked = yield* sendUpdate(member, makeUpdate(member.program, renewalInitiation, member.tier));
  const { outcome } = asked.result;
  if (outcome === "unclear") return nothingJudged;
  if (outcome === "made") {
    // What it does to the program itself is not said; to others it does nothing.
    const after = yield* lookAgain(member);
    const change = after === undefined ? undefined : yield* findChange(member, before, after, member.program);
    if (change === undefined) return keep(requirement);
    return mergeJudgements([keep(requirement), breachChange(others, change, "as before a renewal of another program")]);
  }
  if (yield* isRefusedAnyway(member, asked.result)) return nothingJudged;
  return breachResult(
    requirement,
    "refused",
    asked,
    asked.result,
    "made: relinking is off, and the tier is one of the program's",
  );
};

const initiateWithoutTiers: Flow<Linked> = function* (linked, draw) {
  yield* readBefore(linked);
  const asked = yield* sendUpdate(linked, makeUpdate(linked.program, renewalInitiation, drawTier(draw)));
  const { outcome, codes, pointer } = asked.result;
  if (outcome === "unclear") return nothingJudged;
  const refused = codes.includes(2007) ? "unknown-tier" : "refused";
  return observe("update.renewal.tier", [outcome === "made" ? "any-name" : refused], {
    actual: describeUpdate(asked.result),
    pointer,
    exchange: asked.position,
  });
};

/** Cancelled relinkings and renewals. What they change no documented call takes back. */
export const relinkingCases = [
  ...cancellations.map(({ id, first, title, way }) =>
    defineUpdateCase({
      id: `update.cancel.${id}`,
      title,
      operation: "update",
      requirements: [first, ...whole.filter((other) => other !== first), ...(way === ways.alone ? recorded : [])],
      needs: "update:pending",
      writes: "kept",
      ...playFlow(cancelPending(way)),
    }),
  ),
  defineUpdateCase({
    id: "update.cancel.with-details",
    title: "Details beside a cancellation are ignored, or it is refused",
    operation: "update",
    requirements: ["update.cancel.with-details"],
    needs: "update:pending",
    writes: "kept",
    ...playFlow(cancelWithDetails),
  }),
  defineUpdateCase({
    id: "update.renewal.served",
    title: "Where relinking is off a renewal with a tier of the program is accepted",
    operation: "update",
    requirements: ["update.renewal.served", others],
    needs: "update:member-relinking-off",
    writes: "kept",
    ...playFlow(initiate),
  }),
  defineUpdateCase({
    id: "update.renewal.without-tiers",
    title: "Where relinking is off a renewal in a program without tiers takes any name or refuses it",
    operation: "update",
    requirements: ["update.renewal.tier"],
    needs: "update:without-tiers-relinking-off",
    writes: "kept",
    ...playFlow(initiateWithoutTiers),
  }),
];
