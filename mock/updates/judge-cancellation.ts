import { type Json, isObject } from "../../src/model/json.ts";
import type { Membership } from "../fixtures.ts";
import { isRelinkDue } from "../histories/relinking-batch.ts";
import type { OperationContext } from "../operation.ts";
import type { Fault } from "./fault.ts";
import type { Target } from "./find-target.ts";
import type { Sent } from "./read-request.ts";

/** What speaks against cancelling a queued relink. */
export function judgeCancellation(sent: Sent, { membership }: Target, context: OperationContext): readonly Fault[] {
  const { organisation, choices } = context;
  const faults: Fault[] = [];
  if (organisation.relinking !== true) {
    // error code 2026
    faults.push({ code: 2026, message: "relinking is off in this organisation" });
  } else if (membership !== undefined && !hasQueuedRelink(membership, context)) {
    // error code 2027
    faults.push({ code: 2027, message: "no relink is queued that could be cancelled" });
  }
  // body parameter: updateDetails is not required here. choice: cancellation-details
  if (choices.cancellationDetails === "refused" && holdsAnything(sent["updateDetails"])) {
    faults.push({ code: 400, message: "a cancellation takes no updateDetails" });
  }
  return faults;
}

function hasQueuedRelink(membership: Membership, context: OperationContext): boolean {
  // body parameter: updateType, a future-dated relink before it is activated; histories show it as active from its day on.
  // choice: due-relink
  return (
    membership.relink !== undefined && (context.choices.dueRelink === "queued" || !isRelinkDue(membership, context))
  );
}

function holdsAnything(value: Json | undefined): boolean {
  return value !== undefined && value !== null && !(isObject(value) && Object.keys(value).length === 0);
}
