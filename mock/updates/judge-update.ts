import type { Choices } from "../choices.ts";
import type { Customer, Membership, PartnerProgram } from "../fixtures.ts";
import type { OperationContext } from "../operation.ts";
import { type Fault, chooseFault } from "./fault.ts";
import { type Target, findTarget } from "./find-target.ts";
import { judgeCancellation } from "./judge-cancellation.ts";
import { type TierChange, judgeDetails } from "./judge-details.ts";
import type { Sent } from "./read-request.ts";
import { type UpdateType, updateTypes } from "./update-type.ts";

/** An update that nothing speaks against. */
export interface AcceptedUpdate {
  readonly updateType: UpdateType;
  readonly program: PartnerProgram;
  /** As it is before the update. */
  readonly membership: Membership;
  readonly change: TierChange;
}

/**
 * Judges one update of a customer. The condition of each code presupposes what has to hold for it to make sense, so that
 * one thing wrong is one fault: no membership without a program, no tier and no queued relink without a membership, no
 * details without a type that takes them.
 */
export function judgeUpdate(sent: Sent, customer: Customer, context: OperationContext): AcceptedUpdate | Fault {
  const target = findTarget(sent, customer, context);
  const updateType = updateTypes.find((known) => known === sent["updateType"]);
  const { change, faults } =
    updateType === undefined
      ? { change: {}, faults: [describeType(sent, context.choices)] }
      : judgeType(updateType, sent, target, context);
  const fault = chooseFault([...target.faults, ...faults], context.choices);
  if (fault !== undefined) return fault;
  const { program, membership } = target;
  if (updateType === undefined || program === undefined || membership === undefined) {
    throw new Error("a fault was passed over");
  }
  return { updateType, program, membership, change };
}

function judgeType(
  updateType: UpdateType,
  sent: Sent,
  target: Target,
  context: OperationContext,
): { readonly change: TierChange; readonly faults: readonly Fault[] } {
  if (updateType === "MEMBERSHIP_RELINKING_CANCELLED") {
    return { change: {}, faults: judgeCancellation(sent, target, context) };
  }
  const details = judgeDetails(updateType, sent, target, context);
  if (updateType !== "MEMBERSHIP_RENEWAL_INITIATION") return details;
  // error code 2028
  const refused: Fault = {
    code: 2028,
    message: "renewals are made by linking with a later start in this organisation",
  };
  return {
    // choice: renewal-effect
    change: context.choices.renewalEffect === "at-once" ? details.change : {},
    faults: context.organisation.relinking === true ? [...details.faults, refused] : details.faults,
  };
}

function describeType(sent: Sent, { updateTypeMissing }: Choices): Fault {
  const value = sent["updateType"];
  // body parameter: updateType is required. choice: update-type-missing
  if (value === undefined || value === null || value === "") {
    return { code: updateTypeMissing, message: "updateType is needed" };
  }
  // error code 2009
  return { code: 2009, message: `updateType is one of ${updateTypes.join(", ")}` };
}
