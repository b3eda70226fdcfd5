import type { Choices } from "../choices.ts";
import type { Operation } from "../operation.ts";
import { type RefusalResult, refuseWithStatus } from "../result.ts";

/** The refusal of a till that lacks the operation's access group. */
export function refuseAccess({ accessGroup = "" }: Operation, choices: Choices): RefusalResult {
  // prerequisites: access group. choice: without-access
  return refuseWithStatus(choices.withoutAccess, `the till is not in the access group ${accessGroup}`);
}
