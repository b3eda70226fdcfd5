import { keep, observe } from "../../../src/check/judge.ts";
import type { Draw } from "../../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { readInstant } from "../../histories/instant.ts";
import { placeOf } from "../../histories/page.ts";
import { awaitEffect } from "../await-effect.ts";
import { isStoredAlone } from "../batch.ts";
import { drawExpiry, drawFarExpiry, readExpiry, shiftDays, writeExpiry } from "../expiry.ts";
import { type Flow, playFlow, type Steps } from "../flow.ts";
import { breachAt, breachResult, isRefusedAnyway, makeHarmless } from "../judge.ts";
import { isMoved, judgeExpiry } from "../judge-effect.ts";
import type { Member } from "../members.ts";
import { defineUpdateCase } from "../needs.ts";
import { type AnyUpdate, refuseUpdates, unchanged } from "../refuse-updates.ts";
import { readOwnTier } from "../renew-tier.ts";
import { makeUpdate, renewalInitiation, tierTypes } from "../request.ts";
import { restoreAfter } from "../restore.ts";
import { describeUpdate } from "../results.ts";
import { readAlone, readUntil, sendUpdate, type ShownEntry } from "../steps.ts";
import type { Named, Renewable } from "../subjects.ts";
import { listFitting } from "../fitting.ts";

const accepted = "update.expiry.form-accepted";
const far = "update.expiry.far";
const ahead = "update.expiry.ahead";

const offsets: readonly (readonly [name: string, offset: string])[] = [
  ["east", "+05:30"],
  ["west", "-08:00"],
  ["zero", "+00:00"],
  ["far-east", "+14:00"],
];

/** A RENEW with an expiry in the form of the sample. It is the expiry that is refused where one without is made. */
function acceptOffset(offset: string): Flow<Renewable> {
  return function* (member, draw) {
    const before = yield* readOwnTier(member);
    const expiry = drawExpiry(member.expiry, draw, offset);
    const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
    if (asked.result.outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
    if (asked.result.outcome === "refused") {
      const bare = makeHarmless(member);
      const control = bare === undefined ? undefined : yield* sendUpdate(member, bare);
      if (control?.result.outcome !== "made") return nothingJudged;
      return breachResult(
        accepted,
        "refused",
        asked,
        asked.result,
        `made: ${expiry} is written as the page's sample is`,
      );
    }
    const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
    // An expiry that is not stored in any offset is the renewal's matter.
    const stored =
      shown === undefined
        ? nothingJudged
        : isMoved(before.entry, shown.entry)
          ? yield* judgeExpiry("update.expiry.set", member, before.entry, shown, expiry)
          : yield* judgeLost(member, before, shown, { offset, expiry }, draw);
    return yield* restoreAfter(member, before.entry, mergeJudgements([keep(accepted), stored]));
  };
}

/** An expiry that was reported and not stored, where the same renewal with another offset is. */
function* judgeLost(
  member: Renewable,
  before: ShownEntry,
  shown: ShownEntry,
  sent: { readonly offset: string; readonly expiry: string },
  draw: Draw,
): Steps<Judgement> {
  // What histories themselves do not show alike is not a matter of updates.
  const alone = yield* readAlone(member, shown.entry);
  if (alone === undefined || isMoved(before.entry, alone)) return nothingJudged;
  const expiry = drawExpiry(member.expiry, draw, sent.offset === "+05:30" ? "+00:00" : "+05:30");
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (result.outcome !== "made") return nothingJudged;
  const after = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (after === undefined || !isMoved(before.entry, after.entry)) return nothingJudged;
  return breachAt("update.expiry.set", "effect", shown.position, {
    pointer: shown.entry.pointer + placeOf("tierExpiry"),
    expected: `the expiry ${sent.expiry} that was sent, because the update was reported as made`,
    actual: String(shown.entry.details.tierExpiry),
  });
}

/** An expiry decades ahead is held against one some weeks ahead: refused, lost or spoilt is only what that is not. */
const acceptFar: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const expiry = drawFarExpiry(member.state.now, draw);
  const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (asked.result.outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
  const near = drawExpiry(member.expiry, draw);
  const expected = `${expiry} taken as ${near} is`;
  if (asked.result.outcome === "refused") {
    const control = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, near));
    if (control.result.outcome === "made") yield* readUntil(member, (entry) => isMoved(before.entry, entry));
    const refused =
      control.result.outcome === "made" ? breachResult(far, "refused", asked, asked.result, expected) : nothingJudged;
    return yield* restoreAfter(member, before.entry, refused);
  }
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (shown === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
  const { tierExpiry } = shown.entry.details;
  if (tierExpiry !== undefined && isMoved(before.entry, shown.entry) && readExpiry(expiry, tierExpiry).length > 0) {
    return yield* restoreAfter(member, before.entry, keep(far));
  }
  // What histories themselves do not show alike is not a matter of updates.
  const alone = yield* readAlone(member, shown.entry);
  const isSteady = alone?.details.tierExpiry === tierExpiry;
  const control = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, near));
  const after = yield* readUntil(member, (entry) => isMoved(shown.entry, entry) && isMoved(before.entry, entry));
  const stored = after?.entry.details.tierExpiry;
  const isNearKept = stored !== undefined && control.result.outcome === "made" && readExpiry(near, stored).length > 0;
  const judged =
    isSteady && isNearKept
      ? breachAt(far, "effect", shown.position, {
          pointer: shown.entry.pointer + placeOf("tierExpiry"),
          expected,
          actual: String(tierExpiry),
        })
      : nothingJudged;
  return yield* restoreAfter(member, before.entry, judged);
};

/** An expiry ahead of today and before the one that is there: 2003 is for what is past. */
function acceptAhead(draw: (member: Renewable, draw: Draw) => string): Flow<Renewable> {
  return function* (member, choices) {
    const before = yield* readOwnTier(member);
    const update = makeUpdate(member.program, "RENEW", member.tier, draw(member, choices));
    const asked = yield* sendUpdate(member, update);
    const { outcome, codes } = asked.result;
    if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
    if (outcome === "refused") {
      if (!codes.includes(2003) || (yield* isRefusedAnyway(member, asked.result))) return nothingJudged;
      const later = makeUpdate(member.program, "RENEW", member.tier, drawExpiry(member.expiry, choices));
      const control = yield* sendUpdate(member, later);
      yield* awaitEffect(member, before.entry, later, control.result);
      // Where any expiry is refused it is the form that is not understood.
      const judged =
        control.result.outcome === "made"
          ? breachResult(ahead, "refused", asked, asked.result, "made: the expiry is not past")
          : nothingJudged;
      return yield* restoreAfter(member, before.entry, judged);
    }
    yield* awaitEffect(member, before.entry, update, asked.result);
    return yield* restoreAfter(member, before.entry, keep(ahead));
  };
}

const zulu = "update.expiry.zulu";

/** An expiry whose offset is written as Z: taken, or refused as a form that the page does not show; never lost. */
const acceptZulu: Flow<Renewable> = function* (member, draw) {
  const before = yield* readOwnTier(member);
  const expiry = drawExpiry(member.expiry, draw, "Z");
  const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  const { outcome, pointer } = asked.result;
  const seen = { actual: describeUpdate(asked.result), pointer, exchange: asked.position };
  if (outcome === "unclear") return yield* restoreAfter(member, before.entry, nothingJudged);
  if (outcome === "refused") {
    return (yield* isRefusedAnyway(member, asked.result)) ? nothingJudged : observe(zulu, ["refused"], seen);
  }
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  if (shown === undefined) return yield* restoreAfter(member, before.entry, nothingJudged);
  if (isMoved(before.entry, shown.entry)) {
    const set = yield* judgeExpiry("update.expiry.set", member, before.entry, shown, expiry);
    return yield* restoreAfter(member, before.entry, mergeJudgements([observe(zulu, ["taken"], seen), set]));
  }
  const usual = makeUpdate(member.program, "RENEW", member.tier, drawExpiry(member.expiry, draw));
  const judged = (yield* isStoredAlone(member, before, usual))
    ? observe(zulu, [], { ...seen, actual: "reported as made and not stored, where one with +00:00 is" })
    : nothingJudged;
  return yield* restoreAfter(member, before.entry, judged);
};

/** Halfway between the present and the tier's expiry. */
function drawBefore({ expiry, state }: Renewable): string {
  return writeExpiry((Date.parse(state.now) + readInstant(expiry)) / 2);
}

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
      requirements: [accepted, "update.expiry.set"],
      needs: "update:renewable",
      writes: "restored",
      ...playFlow(acceptOffset(offset)),
    }),
  ),
  defineUpdateCase({
    id: "update.expiry.offset-zulu",
    title: "An expiry whose offset is written as Z is taken or refused",
    operation: "update",
    requirements: [zulu, "update.expiry.set"],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(acceptZulu),
  }),
  defineUpdateCase({
    id: "update.expiry.days-ahead",
    title: "An expiry three days ahead is not refused as past",
    operation: "update",
    requirements: [ahead],
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
    requirements: [ahead],
    needs: "update:one-renewable",
    writes: "restored",
    ...playFlow(acceptAhead(drawBefore)),
  }),
  defineUpdateCase({
    id: "update.expiry.decades-ahead",
    title: "An expiry decades ahead is taken as one some weeks ahead is",
    operation: "update",
    requirements: [far],
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
