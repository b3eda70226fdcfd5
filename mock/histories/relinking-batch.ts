import type { Choices } from "../choices.ts";
import type { Customer, Membership, Organisation, PendingRelink } from "../fixtures.ts";
import { dayLength } from "./period.ts";
import { recordActivity } from "./record-activity.ts";

/** response parameter: activityType and the table of relinking activity types. */
export const relinkedType = "SUPPLEMENTARY_MEMBERSHIP_RELINKED";
const indianOffset = 5.5 * 3_600_000;
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
export function runRelinkingBatch(
  organisation: Organisation,
  now: Date,
  choices: Pick<Choices, "relinkDay">,
): Organisation {
  const activate = (membership: Membership): Membership => activateDue(membership, { organisation, now, choices });
  const activateAll = (customer: Customer): Customer =>
    customer.memberships === undefined ? customer : { ...customer, memberships: customer.memberships.map(activate) };
  return { ...organisation, customers: organisation.customers.map(activateAll) };
}

/** The membership with its relink carried out, where the day of that has come. */
export function activateDue(membership: Membership, context: RelinkContext): Membership {
  return isRelinkDue(membership, context) ? activateRelink(membership, context.now) : membership;
}

/** When and where a relink is looked at. */
export interface RelinkContext {
  readonly organisation: Pick<Organisation, "relinking">;
  readonly now: Date;
  readonly choices: Pick<Choices, "relinkDay">;
}

/** Whether a membership has a relink whose day has come, and that the batch has not seen yet. */
export function isRelinkDue(
  membership: Membership,
  { organisation: { relinking }, now, choices }: RelinkContext,
): membership is Membership & { readonly relink: PendingRelink } {
  // paragraph above the table of relinking activity types: ALLOW_MEMBERSHIP_RELINKING
  // table of relinking activity types: RELINKED, on the scheduled start date
  return (
    relinking === true &&
    membership.relink !== undefined &&
    findMidnight(membership.relink.start, choices).getTime() <= now.getTime()
  );
}

/** The beginning of the day of a relink's start. */
export function findMidnight(start: string, { relinkDay }: Pick<Choices, "relinkDay">): Date {
  // choice: relink-day
  const offset = relinkDay === "indian" ? indianOffset : 0;
  return new Date(Math.floor((Date.parse(start) + offset) / dayLength) * dayLength - offset);
}

function activateRelink(
  { relink, ...membership }: Membership & { readonly relink: PendingRelink },
  now: Date,
): Membership {
  // table of relinking activity types: RELINKED. sample: the third one, whose entry has the dates of the new membership
  return { ...recordActivity(membership, relinkedType, now), start: relink.start, end: relink.end, linked: true };
}
