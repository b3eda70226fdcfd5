import type { Json } from "../../../src/model/json.ts";
import type { Customer, Membership, PartnerProgram } from "../../fixtures.ts";
import { isMembers } from "../../json-text.ts";
import type { OperationContext } from "../../operation.ts";
import type { Result } from "../../result.ts";
import type { Moment } from "../../twist.ts";
import { findNamedCustomer } from "../../updates/find-named-customer.ts";
import { findTarget } from "../../updates/find-target.ts";
import { type Sent, readMembers } from "../../updates/read-request.ts";
import { readOwner, resultsList, updatesList } from "./results.ts";

/** One update of a request, and what it is about as far as the host finds it. */
export interface Asked {
  /** The place of its customer in the request, and how many there are. */
  readonly entry: number;
  readonly entries: number;
  /** Its place among the updates of its customer, and how many there are. */
  readonly update: number;
  readonly updates: number;
  /** Whether its entry has a customer, named or not. */
  readonly hasCustomer: boolean;
  /** The identifiers, the update and its details as they were sent. */
  readonly named: Sent;
  readonly sent: Sent;
  readonly details: Sent;
  /** As they are before the request; undefined where the update names none. */
  readonly customer: Customer | undefined;
  readonly program: PartnerProgram | undefined;
  /** The one that is linked. */
  readonly membership: Membership | undefined;
}

/** An update of a request, and the code it is answered with. */
export interface Performed extends Asked {
  /** That of the update, or that of its customer where the updates have no results; NaN where there is neither. */
  readonly code: number;
}

/** What can be said of an update by itself. */
export type Condition = (asked: Asked, moment: Moment) => boolean;

/** Whether an update is meant; the last argument is all those of its request. */
export type Which = (asked: Asked, moment: Moment, request: readonly Asked[]) => boolean;

/** The updates of a request, in its order; none where its lists cannot be read. */
export function listAsked(moment: Moment): readonly Asked[] {
  const context = makeContext(moment);
  const entries = readBodyList(readMembers(moment.body)[resultsList]).map(readMembers);
  return entries.flatMap((entry, index) => {
    const named = readMembers(entry["customer"]);
    const updates = readBodyList(entry[updatesList]).map(readMembers);
    return updates.map((sent, place) => ({
      entry: index,
      entries: entries.length,
      update: place,
      updates: updates.length,
      hasCustomer: entry["customer"] !== undefined && entry["customer"] !== null,
      named,
      sent,
      details: readMembers(sent["updateDetails"]),
      ...findAbout(named, sent, context),
    }));
  });
}

/** The updates of a request with what was answered to each; none where the request was refused as a whole. */
export function listPerformed(moment: Moment, result: Result): readonly Performed[] {
  if (result.kind === "refusal" || !isMembers(result.body)) return [];
  const { body } = result;
  return listAsked(moment).map((asked) => {
    const at = { entry: asked.entry, update: asked.update };
    const code = readOwner(body, "update-status", at)?.["code"] ?? readOwner(body, "customer-status", at)?.["code"];
    return { ...asked, code: typeof code === "number" ? code : Number.NaN };
  });
}

/** What the operation looks at besides a request. */
export function makeContext({ organisation, choices, circumstances }: Moment): OperationContext | undefined {
  const { now } = circumstances;
  return organisation === undefined ? undefined : { organisation, choices, now, today: now.toISOString().slice(0, 10) };
}

function findAbout(
  named: Sent,
  sent: Sent,
  context: OperationContext | undefined,
): Pick<Asked, "customer" | "program" | "membership"> {
  const found = context === undefined ? undefined : findNamedCustomer(named, context);
  if (context === undefined || found === undefined || "code" in found) {
    return { customer: undefined, program: undefined, membership: undefined };
  }
  const { program, membership } = findTarget(sent, found, context);
  return { customer: found, program, membership };
}

function readBodyList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
