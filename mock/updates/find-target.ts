import type { Customer, Membership, PartnerProgram } from "../fixtures.ts";
import type { OperationContext } from "../operation.ts";
import type { Fault } from "./fault.ts";
import { isSameName, readName } from "./read-name.ts";
import type { Sent } from "./read-request.ts";

/** What an update is about, as far as it can be found. */
export interface Target {
  readonly program?: PartnerProgram;
  /** The customer's membership in it, which is linked. */
  readonly membership?: Membership;
  readonly faults: readonly Fault[];
}

/** Finds the program that an update names and the customer's membership in it. */
export function findTarget(sent: Sent, customer: Customer, { organisation, choices }: OperationContext): Target {
  const name = readName(sent["partnerProgramName"], choices);
  // error code 2002: partnerProgramName is empty or null
  if (name === undefined) return { faults: [{ code: 2002, message: "partnerProgramName is needed" }] };
  const program = organisation.partnerPrograms?.find((each) => isSameName(name, each.name, choices));
  // error code 2006
  if (program === undefined) return { faults: [{ code: 2006, message: "no partner program has this name" }] };
  const membership = customer.memberships?.find((each) => each.program === program.id && each.linked);
  return membership === undefined
    ? // error code 2004
      { program, faults: [{ code: 2004, message: "the customer is not linked to this partner program" }] }
    : { program, membership, faults: [] };
}
