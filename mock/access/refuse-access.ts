import type { Choices } from "../choices.ts";
import type { Operation } from "../operation.ts";
import { type RefusalResult, refuseWithStatus } from "../result.ts";

/** The refusal of a till that lacks the operation's access group. */
export function refuseAccess({ accessGroup = "" }: Operation, _choices: Choices): RefusalResult {
  return refuseWithStatus(403, `the till is not in the access group ${accessGroup}`);
}
