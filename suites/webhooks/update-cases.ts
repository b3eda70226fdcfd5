import type { WebhookCase } from "../../src/run/webhooks-phase.ts";
import type { Subject } from "../need.ts";
import { type Flow, playFlow } from "../update/flow.ts";
import { defineUpdateCase } from "../update/needs.ts";
import type { UpdateNeed, UpdateSubjects } from "../update/subjects.ts";
import { announced, silent } from "./judge-arrival.ts";
import { cancel, initiateRenewal } from "./observe-told.ts";
import { refuse, refuseUnlinked } from "./silent-updates.ts";
import { announceEach, announceOneOfTwo } from "./told-batches.ts";
import { change, renew, renewOnce } from "./told-updates.ts";

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
  "updated.customer-identifiers.answered",
  "updated.partner-program.read",
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
    title: "One update is one event, however often that is delivered, and no delink of who is linked still",
    requirements: ["updated.tier-update.once", "delinked.history.unlinked"],
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
