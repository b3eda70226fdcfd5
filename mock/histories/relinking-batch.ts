import type { Customer, Membership, Organisation, PendingRelink } from "../fixtures.ts";
import { recordActivity } from "./record-activity.ts";

/** response parameter: activityType and the table of relinking activity types. */
export const relinkedType = "SUPPLEMENTARY_MEMBERSHIP_RELINKED";
const initiatedType = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED";

/**
 * The membership with a relink queued at an instant, as linking with a future start leaves it: the activity is recorded
 * and the enrolment is as before. A relink that waited already gives way: no page says otherwise.
 */
export function initiateRelink(membership: Membership, relink: PendingRelink, now: Date): Membership {
  // table of relinking activity types: INITIATED
  return { ...recordActivity(membership, initiatedType, now), relink };
}

/**
 * The organisation after its daily batch has run at an instant: each relink whose day has come is the membership now,
 * those of later days still wait. An organisation without relinking is as before.
 */
export function runRelinkingBatch(organisation: Organisation, now: Date): Organisation {
  const activate = (membership: Membership): Membership =>
    isRelinkDue(membership, organisation, now) ? activateRelink(membership, now) : membership;
  const activateAll = (customer: Customer): Customer =>
    customer.memberships === undefined ? customer : { ...customer, memberships: customer.memberships.map(activate) };
  return { ...organisation, customers: organisation.customers.map(activateAll) };
}

/**
 * Whether a membership has a relink whose day has come, and that the batch has not seen yet. The day is that of UTC, as
 * activityDate is; whose midnight the batch heeds is not said.
 */
export function isRelinkDue(
  membership: Membership,
  { relinking }: Pick<Organisation, "relinking">,
  now: Date,
): membership is Membership & { readonly relink: PendingRelink } {
  // paragraph above the table of relinking activity types: ALLOW_MEMBERSHIP_RELINKING
  return relinking === true && membership.relink !== undefined && readDay(membership.relink.start) <= readDay(now);
}

/** The day of an instant, in UTC. */
export function readDay(instant: Date | string): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function activateRelink(
  { relink, ...membership }: Membership & { readonly relink: PendingRelink },
  now: Date,
): Membership {
  // table of relinking activity types: RELINKED. sample: the third one, whose entry has the dates of the new membership
  return { ...recordActivity(membership, relinkedType, now), start: relink.start, end: relink.end, linked: true };
}
