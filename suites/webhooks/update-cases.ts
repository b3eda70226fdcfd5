import { keep, observe } from "../../src/check/judge.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import type { WebhookCase } from "../../src/run/webhooks-phase.ts";
import type { Subject } from "../need.ts";
import { askFor } from "../update/batch.ts";
import { drawProgram, drawTier } from "../update/draw-names.ts";
import { drawExpiry } from "../update/expiry.ts";
import { type Flow, playFlow, type Steps } from "../update/flow.ts";
import { breachAt } from "../update/judge.ts";
import { isMoved, shows } from "../update/judge-effect.ts";
import type { Linked, Member } from "../update/members.ts";
import { defineUpdateCase } from "../update/needs.ts";
import { cancellation, makeUpdate, renewalInitiation } from "../update/request.ts";
import { restoreAfter } from "../update/restore.ts";
import {
  queueRelinking,
  readBefore,
  readLinking,
  readUntil,
  sendUpdate,
  sendUpdates,
  tellPending,
} from "../update/steps.ts";
import type { Group, Renewable, Target, UpdateNeed, UpdateSubjects } from "../update/subjects.ts";
import { awaitAll, awaitEvent, type Awaited, expectEvent } from "./await-event.ts";
import { judgeTold } from "./judge-told.ts";
import { isAbout, type Matter, type ToldEvent } from "./told-event.ts";

const announced = "updated.tier-update.announced";
const silent = "updated.refused-update.silent";

/** What an event about a membership is about. */
export function matterOf({
  identifiers,
  program,
  membership,
}: Pick<Linked, "identifiers" | "program" | "membership">): Matter {
  return { identifiers, programId: membership.programId, programName: program };
}

function isUpdateOf(linked: Parameters<typeof matterOf>[0]): (told: ToldEvent) => boolean {
  const matter = matterOf(linked);
  return (told) => told.event === "updated" && isAbout(told, matter);
}

/** The event of an update of this membership, which has to come. */
function* expectUpdate(linked: Parameters<typeof matterOf>[0]): Steps<Awaited> {
  const matter = matterOf(linked);
  return yield* expectEvent("updated", (told) => isAbout(told, matter));
}

/** An update that was made is followed by its event. */
function judgeArrival({ told, position }: Awaited, what: string): Judgement {
  if (told !== undefined) return keep(announced);
  return breachAt(announced, "effect", position, {
    pointer: "",
    expected: `partnerProgramUpdated for ${what}, because the update was reported as made`,
    actual: "none came",
  });
}

/** What is told although the update was refused. */
function judgeSilence({ told, position }: Awaited, what: string): Judgement {
  if (told === undefined) return keep(silent);
  return breachAt(silent, "effect", position, {
    pointer: "",
    expected: `no partnerProgramUpdated for ${what}, because the update was refused`,
    actual: "one was delivered",
  });
}

/** The customer goes to another tier of the program, with an expiry where that can be put back. */
function change(direction: "UPGRADE" | "DOWNGRADE"): Flow<Target> {
  return function* (member, draw) {
    const before = yield* readBefore(member);
    const { tierExpiry } = before.entry.details;
    const expiry =
      member.expiry === undefined || tierExpiry === undefined ? undefined : drawExpiry(tierExpiry, draw, "+05:30");
    const asked = yield* sendUpdate(member, makeUpdate(member.program, direction, member.target, expiry));
    if (asked.result.outcome !== "made") return yield* restoreAfter(member, before.entry, nothingJudged);
    const awaited = yield* expectUpdate(member);
    const effect = { tier: member.target, ...(expiry === undefined ? {} : { expiry }) };
    const shown = yield* readUntil(member, shows(effect, before.entry));
    const told = awaited.told && judgeTold(awaited.told, { asked, type: direction, expiry, shown });
    const judgement = mergeJudgements([
      judgeArrival(awaited, `the ${direction} of ${member.label}`),
      told ?? nothingJudged,
    ]);
    return yield* restoreAfter(member, before.entry, judgement);
  };
}

/** The tier stays, its expiry moves. */
const renew: Flow<Renewable> = function* (member, draw) {
  const before = yield* readBefore(member);
  const expiry = drawExpiry(member.expiry, draw, "+05:30");
  const asked = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier, expiry));
  if (asked.result.outcome !== "made") return yield* restoreAfter(member, before.entry, nothingJudged);
  const awaited = yield* expectUpdate(member);
  const shown = yield* readUntil(member, (entry) => isMoved(before.entry, entry));
  const told = awaited.told && judgeTold(awaited.told, { asked, type: "RENEW", expiry, shown });
  const judgement = mergeJudgements([judgeArrival(awaited, `the RENEW of ${member.label}`), told ?? nothingJudged]);
  return yield* restoreAfter(member, before.entry, judgement);
};

/** One update is one event, however often it is delivered. */
const renewOnce: Flow<Member> = function* (member) {
  const requirement = "updated.tier-update.once";
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, "RENEW", member.tier));
  if (result.outcome !== "made") return nothingJudged;
  const all = yield* awaitAll(isUpdateOf(member));
  const ids = new Set(all.flatMap(({ eventId }) => (typeof eventId === "string" ? [eventId] : [])));
  const last = all.at(-1);
  if (last === undefined || ids.size === 0) return nothingJudged;
  if (ids.size === 1) return keep(requirement);
  return breachAt(requirement, "effect", last.position, {
    pointer: "",
    expected: "one event with one eventId, because one update was made",
    actual: `${ids.size} events`,
  });
};

type Item = Pick<Member, "identifiers" | "program" | "tier" | "label" | "membership">;

/** Several updates in one request, each of which is an event of its own. */
function announceEach(group: (subject: Group) => readonly Item[], together: boolean): Flow<Group> {
  return function* (subject) {
    const items = group(subject);
    const updates = items.map((item) => makeUpdate(item.program, "RENEW", item.tier));
    const [first] = items;
    if (first === undefined) return nothingJudged;
    const asked = together
      ? [askFor(first, ...updates)]
      : items.map((item, index) => askFor(item, ...updates.slice(index, index + 1)));
    const { results } = yield* sendUpdates(asked);
    const outcomes = results.customers.flatMap((customer) => customer.updates.map(({ outcome }) => outcome));
    const judgements: Judgement[] = [];
    for (const [index, item] of items.entries()) {
      if (outcomes[index] !== "made") continue;
      const awaited = yield* expectUpdate(item);
      judgements.push(judgeArrival(awaited, `item ${index + 1} of ${items.length}, ${item.label}`));
      if (awaited.told === undefined) break;
    }
    return mergeJudgements(judgements);
  };
}

/** Beside an update that is made one that is refused: the one is told, the other is not. */
const announceOneOfTwo: Flow<Group> = function* ({ first, second }, draw) {
  const sound = makeUpdate(first.program, "RENEW", first.tier);
  const unsound = makeUpdate(second.program, "RENEW", drawTier(draw));
  const { results } = yield* sendUpdates([askFor(first, sound), askFor(second, unsound)]);
  const [made, refused] = results.customers.map(({ updates }) => updates[0]?.outcome);
  if (made !== "made") return nothingJudged;
  const arrival = judgeArrival(yield* expectUpdate(first), first.label);
  if (arrival.findings.length > 0 || refused !== "refused") return arrival;
  const silence = judgeSilence(yield* awaitEvent(isUpdateOf(second), "silence"), second.label);
  return mergeJudgements([arrival, silence]);
};

/** Updates that are refused for their tier and for their program. */
const refuse: Flow<Member> = function* (member, draw) {
  const tier = yield* sendUpdate(member, makeUpdate(member.program, "UPGRADE", drawTier(draw)));
  const program = yield* sendUpdate(member, makeUpdate(drawProgram(draw), "UPGRADE", member.tier));
  if (tier.result.outcome !== "refused" || program.result.outcome !== "refused") return nothingJudged;
  return judgeSilence(yield* awaitEvent(isUpdateOf(member), "silence"), member.label);
};

/** An update in a program that the customer is not linked to. */
const refuseUnlinked: Flow<UpdateSubjects["update:not-linked"]> = function* (subject, draw) {
  const { name, tiers } = subject.program;
  const asked = yield* sendUpdate(subject, makeUpdate(name, "RENEW", tiers[0] ?? drawTier(draw)));
  if (asked.result.outcome !== "refused") return nothingJudged;
  const matter: Matter = { identifiers: subject.identifiers, programName: name };
  const isOfIt = (told: ToldEvent): boolean => told.event === "updated" && isAbout(told, matter);
  return judgeSilence(yield* awaitEvent(isOfIt, "silence"), subject.label);
};

/** The events that may be told of a change that no page names an event for. */
const names: Readonly<Record<string, string>> = { updated: "updated", linked: "linked", delinked: "delinked" };

/** Which of the readings what was told agrees with. */
export function* observeTold(requirement: string, readings: readonly string[], matter: Matter): Steps<Judgement> {
  const isOfIt = (told: ToldEvent): boolean => told.event !== undefined && told.event in names && isAbout(told, matter);
  const { told, position } = yield* awaitEvent(isOfIt, "silence");
  const seen = told?.event ?? "silent";
  return observe(
    requirement,
    readings.filter((reading) => reading === seen),
    {
      actual: told === undefined ? "nothing was delivered" : `an event ${seen} was delivered`,
      exchange: position,
      rests: Array.from({ length: position + 1 }, (_unused, index) => index),
    },
  );
}

const cancel: Flow<UpdateSubjects["update:pending"]> = function* (linked) {
  const pending = tellPending(linked, (yield* readLinking(linked))?.page) ?? linked.is.includes("pending-relink");
  if (!pending && !linked.canQueue) return nothingJudged;
  if (!pending) yield queueRelinking(linked);
  const { result } = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  if (result.outcome !== "made") return nothingJudged;
  return yield* observeTold("updated.relinking-cancelled.announced", ["updated", "silent"], matterOf(linked));
};

const initiateRenewal: Flow<Member> = function* (member) {
  const { result } = yield* sendUpdate(member, makeUpdate(member.program, renewalInitiation, member.tier));
  if (result.outcome !== "made") return nothingJudged;
  const readings = ["updated", "linked", "silent"];
  return yield* observeTold("updated.renewal-initiation.announced", readings, matterOf(member));
};

interface Row<N extends UpdateNeed> {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly [string, ...string[]];
  readonly needs: N;
  readonly writes: "restored" | "kept";
  readonly flow: Flow<UpdateSubjects[N]>;
  readonly subjects: number;
}

function define<N extends UpdateNeed>({ flow, subjects, ...row }: Row<N>): WebhookCase<string, Subject> {
  return { case: defineUpdateCase<N>({ ...row, operation: "updated", ...playFlow(flow) }), subjects };
}

/** What the event tells of an update, beside that it comes at all. */
const told = [
  "updated.update-type.sent",
  "updated.partner-tier-expiry-date.sent",
  "updated.api-request-id.header",
  "updated.partner-tier-number.read",
  "updated.partner-program-type.read",
] as const;

/** What updates are told as, and what is told of none. */
export const updateCases: readonly WebhookCase<string, Subject>[] = [
  define({
    id: announced,
    title: "A RENEW that is made is told, as it was sent and as histories show it",
    requirements: [announced, ...told],
    needs: "update:renewable",
    writes: "restored",
    flow: renew,
    subjects: 2,
  }),
  define({
    id: "updated.tier-update.upgraded",
    title: "An UPGRADE that is made is told, as it was sent and as histories show it",
    requirements: [announced, ...told],
    needs: "update:higher-target",
    writes: "restored",
    flow: change("UPGRADE"),
    subjects: 2,
  }),
  define({
    id: "updated.tier-update.downgraded",
    title: "A DOWNGRADE that is made is told, as it was sent and as histories show it",
    requirements: [announced, ...told],
    needs: "update:lower-target",
    writes: "restored",
    flow: change("DOWNGRADE"),
    subjects: 2,
  }),
  define({
    id: "updated.batch.customers",
    title: "Each customer of a request whose update is made is told of",
    requirements: [announced],
    needs: "update:two-members",
    writes: "restored",
    flow: announceEach(({ first, second }) => [first, second], false),
    subjects: 1,
  }),
  define({
    id: "updated.batch.programs",
    title: "Each program of a customer whose update is made is told of",
    requirements: [announced],
    needs: "update:two-programs",
    writes: "restored",
    flow: announceEach(({ first, second }) => [first, second], true),
    subjects: 1,
  }),
  define({
    id: silent,
    title: "Updates that are refused for tier or program are not told",
    requirements: [silent],
    needs: "update:member",
    writes: "restored",
    flow: refuse,
    subjects: 1,
  }),
  define({
    id: "updated.refused-update.unlinked",
    title: "An update in a program that the customer is not linked to is not told",
    requirements: [silent],
    needs: "update:not-linked",
    writes: "restored",
    flow: refuseUnlinked,
    subjects: 1,
  }),
  define({
    id: "updated.batch.refused",
    title: "Of two customers in a request the one whose update is made is told of, and the other is not",
    requirements: [silent, announced],
    needs: "update:two-members",
    writes: "restored",
    flow: announceOneOfTwo,
    subjects: 1,
  }),
  define({
    id: "updated.tier-update.once",
    title: "One update is one event, however often that is delivered",
    requirements: ["updated.tier-update.once"],
    needs: "update:one-member",
    writes: "restored",
    flow: renewOnce,
    subjects: 1,
  }),
  define({
    id: "updated.relinking-cancelled.announced",
    title: "A cancelled relinking is told as an update, or not at all",
    requirements: ["updated.relinking-cancelled.announced"],
    needs: "update:pending",
    writes: "kept",
    flow: cancel,
    subjects: 1,
  }),
  define({
    id: "updated.renewal-initiation.announced",
    title: "An initiated renewal is told as an update, as a link, or not at all",
    requirements: ["updated.renewal-initiation.announced"],
    needs: "update:member-relinking-off",
    writes: "kept",
    flow: initiateRenewal,
    subjects: 1,
  }),
];
