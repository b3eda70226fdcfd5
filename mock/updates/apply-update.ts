import type { Choices } from "../choices.ts";
import type { Customer, Membership, Organisation } from "../fixtures.ts";
import { recordActivity } from "../histories/record-activity.ts";
import type { OperationContext } from "../operation.ts";
import type { AcceptedUpdate } from "./judge-update.ts";

/** What an update has made of an organisation. */
export interface AppliedUpdate {
  readonly organisation: Organisation;
  readonly customer: Customer;
  readonly membership: Membership;
}

/** Carries an update out. */
export function applyUpdate(
  update: AcceptedUpdate,
  before: Customer,
  { organisation, choices, now }: OperationContext,
): AppliedUpdate {
  const membership = changeMembership(update, choices, now);
  const customer = {
    ...before,
    memberships: (before.memberships ?? []).map((each) => (each === update.membership ? membership : each)),
  };
  const customers = organisation.customers.map((each) => (each.id === customer.id ? customer : each));
  return { organisation: { ...organisation, customers }, customer, membership };
}

function changeMembership({ updateType, program, membership, change }: AcceptedUpdate, choices: Choices, now: Date) {
  if (updateType === "MEMBERSHIP_RELINKING_CANCELLED") {
    // histories, table of activity types: the relink is removed, the enrolment stays, and the date is that of the action
    const { relink: _relink, ...enrolment } = membership;
    return recordActivity(enrolment, "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED", now);
  }
  // A program without tiers has nothing that could change.
  const changed: Membership =
    (program.tiers ?? []).length === 0 ? membership : endMembership({ ...membership, ...change }, change, choices);
  // histories, table of activity types: none of them is that of a renewal
  if (updateType === "MEMBERSHIP_RENEWAL_INITIATION") return changed;
  // choice: tier-activities; no page names an activity for it
  return choices.tierActivities === "recorded" ? recordActivity(changed, tierActivities[updateType], now) : changed;
}

/** choice: membership-end; no page says whether the end of a membership goes with its tier's expiry */
function endMembership(changed: Membership, { tierExpiry }: AcceptedUpdate["change"], { membershipEnd }: Choices) {
  return membershipEnd === "kept" || tierExpiry === undefined ? changed : { ...changed, end: tierExpiry };
}

const tierActivities = {
  UPGRADE: "PARTNER_TIER_UPGRADED",
  DOWNGRADE: "PARTNER_TIER_DOWNGRADED",
  RENEW: "PARTNER_TIER_RENEWED",
} as const;
