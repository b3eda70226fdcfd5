import { findMembership } from "../find-named.ts";
import type { Customer, Membership, PartnerProgram } from "../fixtures.ts";
import type { Values } from "./provider-state.ts";

/** The customer's present membership in a program. */
export function findLinked(customer: Customer, program: PartnerProgram): Membership | undefined {
  const membership = findMembership(customer, program);
  return membership?.linked === true ? membership : undefined;
}

/** The customer with this membership in the place of all others in the same program. */
export function putMembership(customer: Customer, membership: Membership): Customer {
  const others = (customer.memberships ?? []).filter(({ program }) => program !== membership.program);
  return { ...customer, memberships: [...others, membership] };
}

/** A program as a pact can inject it. */
export function describeProgram({ id, name, type }: PartnerProgram): Values {
  return { partnerProgramName: name, partnerProgramId: id, partnerProgramType: type };
}
