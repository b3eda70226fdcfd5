import type { Operation } from "../operation.ts";
import { refuseWithStatus } from "../result.ts";

/** Updates of customers' tiers and memberships. */
export const partnerProgramUpdate: Operation = {
  name: "update",
  method: "POST",
  // resource information: URI
  path: "/v2/partnerProgram/customerPartnerProgramUpdate",
  // prerequisites: access group
  accessGroup: "Default",
  perform: () => refuseWithStatus(404, "not served yet"),
};
