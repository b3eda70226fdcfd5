import { type Json, isObject } from "../../src/model/json.ts";
import type { Choices } from "../choices.ts";
import { type RefusalResult, refuse } from "../result.ts";
import type { Fault } from "./fault.ts";
import { findWrongType } from "./request-shape.ts";

/** The members of an object as they were sent; none where something else was sent. */
export type Sent = Readonly<Record<string, Json>>;

/** One customer of a request, and what is to be updated. */
export interface UpdateEntry {
  readonly customer: Sent;
  readonly updates: readonly Sent[];
}

/** A request whose lists can be read. */
export interface UpdateRequest {
  readonly entries: readonly UpdateEntry[];
  /** Whether it holds more than is allowed. */
  readonly overLimit: boolean;
}

// error code 2008; resource information: batch support
const limit = 50;

/** Why a request that holds too much is refused. */
export const limitFault: Fault = { code: 2008, message: `one request takes no more than ${limit}` };

/** Reads the lists of a request, or refuses it as a whole. */
export function readRequest(body: Json, choices: Choices): UpdateRequest | RefusalResult {
  // body parameter: customersPartnerUpdates is required. choice: part-missing
  const list = readMembers(body)["customersPartnerUpdates"];
  if (!Array.isArray(list)) return refuse(choices.partMissing, "customersPartnerUpdates is needed, as a list");
  const sent = (list as readonly Json[]).map((entry) => readMembers(entry));
  const overLimit = exceedsLimit(sent, choices);
  // choice: limit-place
  if (overLimit && choices.limitPlace === "request") return refuse(limitFault.code, limitFault.message);
  // choice: wrong-type
  const wrong = choices.wrongType === "request" ? findWrongType(body, choices) : undefined;
  if (wrong !== undefined) return refuse(400, `${wrong} has another JSON type than it should`);

  // body parameter: partnerProgramUpdates is required. choice: part-missing
  if (sent.some((entry) => !Array.isArray(entry["partnerProgramUpdates"]))) {
    return refuse(choices.partMissing, "each customer needs partnerProgramUpdates, a list");
  }
  const entries = sent.map((entry) => ({
    // body parameter: customer; where it is missing nobody is named
    customer: readMembers(entry["customer"]),
    updates: (entry["partnerProgramUpdates"] as readonly Json[]).map((update) => readMembers(update)),
  }));
  // choice: empty-list
  if (
    choices.emptyList === "refused" &&
    (entries.length === 0 || entries.some(({ updates }) => updates.length === 0))
  ) {
    return refuse(choices.partMissing, "a list of customers or updates is empty");
  }
  return { entries, overLimit };
}

/** The members of an object; none of anything else. */
export function readMembers(value: Json | undefined): Sent {
  return isObject(value) ? value : {};
}

function exceedsLimit(sent: readonly Sent[], { limitCounts }: Choices): boolean {
  const counts = sent.map(({ partnerProgramUpdates }) =>
    Array.isArray(partnerProgramUpdates) ? partnerProgramUpdates.length : 0,
  );
  // choice: limit-counts
  switch (limitCounts) {
    case "customers":
      return sent.length > limit;
    case "programs-of-a-customer":
      return counts.some((count) => count > limit);
    case "customers-and-programs":
      return sent.length > limit || counts.some((count) => count > limit);
    case "updates":
      return counts.reduce((total, count) => total + count, 0) > limit;
  }
}
