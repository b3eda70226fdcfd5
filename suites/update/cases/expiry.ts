import { acceptAhead, acceptFar, acceptOffset, acceptZulu, drawBefore } from "../accept-expiry.ts";
import { observe } from "../../../src/check/judge.ts";
import type { Draw } from "../../../src/model/case.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { awaitEffect } from "../await-effect.ts";
import { shiftDays, writeExpiry } from "../expiry.ts";
import { type Flow, playFlow } from "../flow.ts";
import { isRefusedAnyway } from "../judge.ts";
import type { Member } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import { type AnyUpdate, refuseUpdates, unchanged } from "../refuse-updates.ts";
import { readOwnTier } from "../renew-tier.ts";
import { makeUpdate, renewalInitiation, tierTypes } from "../request.ts";
import { restoreAfter } from "../restore.ts";
import { sendUpdate } from "../steps.ts";
import type { Named, Renewable } from "../subjects.ts";
import { listFitting } from "../fitting.ts";

const offsets: readonly (readonly [name: string, offset: string])[] = [
  ["east", "+05:30"],
  ["west", "-08:00"],
  ["zero", "+00:00"],
  ["far-east", "+14:00"],
];

const unreadable: readonly (readonly [name: string, what: string, expiry: string])[] = [
  ["words", "in words", "the last day of next summer"],
  ["thirteenth-month", "in a month that no calendar has", "2099-13-01T00:00:00+00:00"],
  ["slashes", "with slashes", "12/29/2099"],
];

/** Past expiries with each kind of update, of a tier that fits it. */
function listPast(list: (now: string, draw: Draw) => readonly string[]) {
  return (member: Member, draw: Draw): AnyUpdate[] =>
    list(member.state.now, draw).flatMap((expiry) =>
      tierTypes.flatMap((type) =>
        listFitting(member, type).map((tier) => makeUpdate(member.program, type, tier, expiry)),
      ),
    );
}

function drawPast({ state: { now } }: Member, draw: Draw): string {
  return writeExpiry(shiftDays(now, -draw.integer(3, 300)));
}

/** A past expiry of the present tier. */
const refusePast = refuseUpdates("update.code.2003", (member: Member, draw) => [
  makeUpdate(member.program, "RENEW", member.tier, drawPast(member, draw)),
]);

/** A minute ago, which is today in the host's zone for all but a minute of the day. */
const earlierToday: Flow<Renewable> = function* (member) {
  const requirement = "update.expiry.today";
  const before = yield* readOwnTier(member);
  const expiry = writeExpiry(Date.parse(member.state.now) - 60_000);
  const update = makeUpdate(member.program, "RENEW", member.tier, expiry);
  const asked = yield* sendUpdate(member, update);
  yield* awaitEffect(member, before.entry, update, asked.result);
  const { outcome, codes, pointer } = asked.result;
  if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
  if (outcome === "refused" && (yield* isRefusedAnyway(member, asked.result))) return nothingJudged;
  const refused = codes.includes(2003) ? ["instant"] : [];
  const judgement = observe(requirement, outcome === "made" ? ["day"] : refused, {
    actual: outcome === "made" ? "reported as made" : `refused with ${codes.join(", ") || "no code"}`,
    pointer,
    exchange: asked.position,
  });
  return yield* restoreAfter(member, before.entry, judgement);
};

/** Expiries: forms that are accepted and refused, the past, and the edge between past and future. */
export const expiryCases = [
  ...offsets.map(([name, offset]) =>
    defineUpdateCase({
      id: `update.expiry.offset-${name}`,
      title: `An expiry with the offset ${offset} is accepted`,
      operation: "update",
      requirements: ["update.expiry.form-accepted", "update.expiry.set"],
      needs: "update:renewable",
      writes: "restored",
      ...playFlow(acceptOffset(offset)),
    }),
  ),
  defineUpdateCase({
    id: "update.expiry.offset-zulu",
    title: "An expiry whose offset is written as Z is taken or refused",
    operation: "update",
    requirements: ["update.expiry.zulu", "update.expiry.set"],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(acceptZulu),
  }),
  defineUpdateCase({
    id: "update.expiry.days-ahead",
    title: "An expiry three days ahead is not refused as past",
    operation: "update",
    requirements: ["update.expiry.ahead"],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(
      acceptAhead(({ state: { now } }, draw) => writeExpiry(shiftDays(now, 3) + draw.integer(1, 3_000) * 1_000)),
    ),
  }),
  defineUpdateCase({
    id: "update.expiry.before-the-present-one",
    title: "An expiry that is not past is not refused as such where the present one is later",
    operation: "update",
    requirements: ["update.expiry.ahead"],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(acceptAhead(drawBefore)),
  }),
  defineUpdateCase({
    id: "update.expiry.decades-ahead",
    title: "An expiry decades ahead is taken as one some weeks ahead is",
    operation: "update",
    requirements: ["update.expiry.far"],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(acceptFar),
  }),
  ...unreadable.map(([name, what, expiry]) =>
    defineUpdateCase({
      id: `update.expiry.${name}`,
      title: `An expiry ${what} is refused`,
      operation: "update",
      requirements: ["update.expiry.form-refused", unchanged],
      needs: "update:renewable",
      writes: "restored",
      ...playFlow(
        refuseUpdates("update.expiry.form-refused", (member: Renewable) =>
          tierTypes.flatMap((type) =>
            listFitting(member, type).map((tier) => makeUpdate(member.program, type, tier, expiry)),
          ),
        ),
      ),
    }),
  ),
  defineUpdateCase({
    id: "update.expiry.past",
    title: "An expiry some days past is refused with 2003",
    operation: "update",
    requirements: ["update.code.2003", unchanged],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(
      refuseUpdates(
        "update.code.2003",
        listPast((now, draw) => [
          writeExpiry(shiftDays(now, -3)),
          writeExpiry(shiftDays(now, -draw.integer(4, 60)), "+05:30"),
        ]),
      ),
    ),
  }),
  defineUpdateCase({
    id: "update.expiry.years-past",
    title: "An expiry years past is refused with 2003",
    operation: "update",
    requirements: ["update.code.2003", unchanged],
    needs: "update:renewable",
    writes: "restored",
    ...playFlow(
      refuseUpdates(
        "update.code.2003",
        listPast((now, draw) => [writeExpiry(shiftDays(now, -365 * draw.integer(1, 12))), "1999-12-31T23:59:59-08:00"]),
      ),
    ),
  }),
  ...(
    [
      ["id", "update:by-id"],
      ["mobile", "update:by-mobile"],
      ["email", "update:by-email"],
      ["external-id", "update:by-external-id"],
    ] as const
  ).map(([name, needs]) =>
    defineUpdateCase({
      id: `update.expiry.past-by-${name}`,
      title: `A past expiry for a customer who is named by ${name} is refused with 2003`,
      operation: "update",
      requirements: ["update.code.2003", unchanged],
      needs,
      writes: "restored",
      ...playFlow((named: Named, draw: Draw) => refusePast({ ...named, identifiers: [named.named] }, draw)),
    }),
  ),
  defineUpdateCase({
    id: "update.expiry.past-of-renewal-initiation",
    title: "Where relinking is off a renewal initiation with a past expiry is refused with 2003",
    operation: "update",
    requirements: ["update.code.2003", unchanged],
    needs: "update:renewable-relinking-off",
    writes: "restored",
    ...playFlow(
      refuseUpdates("update.code.2003", (member: Renewable, draw) => [
        makeUpdate(member.program, renewalInitiation, member.tier, drawPast(member, draw)),
      ]),
    ),
  }),
  defineUpdateCase({
    id: "update.expiry.earlier-today",
    title: "An expiry a minute ago is accepted or refused with 2003",
    operation: "update",
    requirements: ["update.expiry.today"],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(earlierToday),
  }),
];
