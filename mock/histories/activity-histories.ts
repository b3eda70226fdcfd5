import type { Operation } from "../operation.ts";
import { refuseWithStatus } from "../result.ts";

/** A customer's partner programs and what happened in them. */
export const activityHistories: Operation = {
  name: "histories",
  method: "GET",
  // api specification: URI
  path: "/v2/partnerProgram/customerActivityHistories",
  // prerequisites: access group
  accessGroup: "Partner program",
  perform: () => refuseWithStatus(404, "not served yet"),
};
