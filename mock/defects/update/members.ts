import type { Found } from "./edit-owners.ts";
import type { Owner } from "./results.ts";

/** A member of an answer, and the requirements that demand it and its type. */
export interface Member {
  readonly owner: Owner;
  /** Word for it in the ids of defects. */
  readonly word: string;
  readonly name: string;
  /** Undefined where the member may be left out. */
  readonly presence: string | undefined;
  readonly type: string;
}

const rows: readonly (readonly [owner: Owner, word: string, name: string, type: string, isOptional?: "optional"])[] = [
  ["answer", "results", "customersPartnerUpdates", "list"],
  ["answer", "warnings", "warnings", "list"],
  ["entry", "customer", "customer", "object"],
  ["entry", "updates", "partnerProgramUpdates", "list"],
  ["customer", "customer-id", "id", "type"],
  ["customer", "customer-mobile", "mobile", "type", "optional"],
  ["customer", "customer-email", "email", "type", "optional"],
  ["customer", "customer-external-id", "externalId", "type", "optional"],
  ["customer", "customer-status", "status", "object"],
  ["customer-status", "customer-success", "status", "type"],
  ["customer-status", "customer-message", "message", "type"],
  ["customer-status", "customer-code", "code", "type"],
  ["update", "program-name", "partnerProgramName", "type"],
  ["update", "update-type", "updateType", "type"],
  ["update", "update-status", "updateStatus", "object"],
  ["update-status", "update-success", "status", "type"],
  ["update-status", "update-message", "message", "type"],
  ["update-status", "update-code", "code", "type"],
];

/** Every documented member of an answer. */
export const members: readonly Member[] = rows.map(([owner, word, name, type, isOptional]) => ({
  owner,
  word,
  name,
  presence: isOptional === undefined ? `update.${word}.present` : undefined,
  type: `update.${word}.${type}`,
}));

/**
 * Whether an object says nothing but good. Where it tells of a refusal, its members carry the code that other requirements
 * demand, and without them those would be broken too.
 */
export function isGood(owner: Owner): (found: Found) => boolean {
  return ({ isFound, isMade }) => isFound && (isMade || owner === "customer" || owner === "customer-status");
}
