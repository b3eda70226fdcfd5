import type { Activity, Membership, Organisation } from "../../fixtures.ts";
import { sortNewestFirst } from "../../histories/list-entries.ts";
import { isRelinkDue, relinkedType } from "../../histories/relinking-batch.ts";
import type { JsonMembers } from "../../json-text.ts";
import type { Moment, Twist } from "../../twist.ts";
import { findAsked } from "./conditions.ts";
import { readDetails } from "./edit-history.ts";
import type { Place } from "./view-memberships.ts";

export { relinkedType };
export const initiatedType = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED";
export const cancelledType = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED";

/** How often something was recorded since the membership was last relinked. */
export function countSinceRelinked({ activities = [] }: Membership, type: string): number {
  const newestFirst = sortNewestFirst(activities);
  const relinked = newestFirst.findIndex((activity) => activity.type === relinkedType);
  const recent = relinked === -1 ? newestFirst : newestFirst.slice(0, relinked);
  return recent.filter((activity) => activity.type === type).length;
}

/** The newest activity of a type. */
export function findNewest({ activities = [] }: Membership, type: string): Activity | undefined {
  return sortNewestFirst(activities).find((activity) => activity.type === type);
}

/** Whether a relink waits whose day has come. */
export function isDue(
  membership: Membership,
  { organisation, moment }: Pick<Place, "organisation" | "moment">,
): boolean {
  return isRelinkDue(membership, { organisation, now: moment.circumstances.now, choices: moment.choices });
}

/** The daily batch leaves other memberships than it should. */
export function changeBatch(change: (after: Membership, before: Membership, now: Date) => Membership): Twist {
  return {
    batch: (after, before, now) => ({
      ...after,
      customers: after.customers.map((customer, index) =>
        customer.memberships === undefined
          ? customer
          : {
              ...customer,
              memberships: customer.memberships.map((membership, position) =>
                change(membership, findBefore(before, index, position) ?? membership, now),
              ),
            },
      ),
    }),
  };
}

/** The daily batch leaves other memberships of those that it relinks. */
export function changeRelinked(change: (after: Membership, before: Membership, now: Date) => Membership): Twist {
  return changeBatch((after, before, now) =>
    before.relink !== undefined && after.relink === undefined ? change(after, before, now) : after,
  );
}

function findBefore({ customers }: Organisation, index: number, position: number): Membership | undefined {
  return customers[index]?.memberships?.[position];
}

/** The customer's membership in the program of an entry. */
export function findMembershipOf(entry: JsonMembers, moment: Moment): Membership | undefined {
  const id = readDetails(entry)["partnerProgramId"];
  return findAsked(moment)?.memberships?.find(({ program }) => program === id);
}
