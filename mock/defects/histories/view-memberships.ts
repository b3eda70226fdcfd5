import type { Activity, Customer, Membership, Organisation, PartnerProgram } from "../../fixtures.ts";
import { listEntries } from "../../histories/list-entries.ts";
import type { Moment, Twist } from "../../twist.ts";
import { type Asked, always } from "./conditions.ts";

/** A membership with what it belongs to. */
export interface Place {
  readonly customer: Customer;
  readonly program: PartnerProgram | undefined;
  readonly organisation: Organisation;
  readonly moment: Moment;
}

/** The host reads each membership as others, or as none. */
export function viewMemberships(
  change: (membership: Membership, place: Place) => Membership | readonly Membership[],
  when: Asked = always,
): Twist {
  return viewCustomers(
    (customer, organisation, moment) => ({
      ...customer,
      memberships: (customer.memberships ?? []).flatMap((membership) => {
        const program = organisation.partnerPrograms?.find(({ id }) => id === membership.program);
        return change(membership, { customer, program, organisation, moment });
      }),
    }),
    when,
  );
}

/** The host reads each customer as another one. */
export function viewCustomers(
  change: (customer: Customer, organisation: Organisation, moment: Moment) => Customer,
  when: Asked = always,
): Twist {
  return {
    view: (organisation, moment) =>
      when(moment)
        ? { ...organisation, customers: organisation.customers.map((each) => change(each, organisation, moment)) }
        : organisation,
  };
}

/** The host reads the activities of each membership as others. */
export function viewActivities(
  change: (activities: readonly Activity[], membership: Membership, place: Place) => readonly Activity[],
  when?: Asked,
): Twist {
  return viewMemberships(
    (membership, place) => ({ ...membership, activities: change(membership.activities ?? [], membership, place) }),
    when,
  );
}

/** A customer's programs, the most recent first. */
export function listRecent(customer: Customer, { organisation, choices, circumstances }: Moment): readonly number[] {
  if (organisation === undefined) return [];
  const { now } = circumstances;
  const today = now.toISOString().slice(0, 10);
  return listEntries(customer, { organisation, choices, now, today }).map(({ program }) => program.id);
}

/** An instant moved by some days. */
export function moveDays(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString();
}
