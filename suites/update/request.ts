import type { RequestPlan } from "../../src/model/case.ts";
import type { CredentialUse } from "../../src/model/exchange.ts";
import type { Header } from "../../src/model/http.ts";
import type { Json } from "../../src/model/json.ts";
import type { Identifier } from "../world.ts";

/** One entry of `customersPartnerUpdates`, members in any form: cases send wrong ones too. */
export interface AskedCustomer {
  readonly customer?: Json;
  readonly partnerProgramUpdates?: Json;
}

/** Kinds of update that assign a tier (body-parameters, updateType). */
export const tierTypes = ["UPGRADE", "DOWNGRADE", "RENEW"] as const;
export type TierType = (typeof tierTypes)[number];

export const cancellation = "MEMBERSHIP_RELINKING_CANCELLED";
export const renewalInitiation = "MEMBERSHIP_RENEWAL_INITIATION";

/** All kinds of update that the page lists. */
export const updateTypes: readonly string[] = [...tierTypes, cancellation, renewalInitiation];

/** The four ways in which an update can name a customer (body-parameters, customer). */
export const identifierNames: readonly string[] = ["id", "mobile", "email", "externalId"];

/** Who sends a request and how, where that is not the till as usual. */
export interface Sender {
  readonly credentials?: CredentialUse;
  readonly headers?: readonly Header[];
}

const declaration: Header = ["Content-Type", "application/json"];

/** A request about these customers. */
export function requestUpdate(asked: readonly AskedCustomer[], sender: Sender = {}): RequestPlan {
  return requestBody({ customersPartnerUpdates: asked.map((one) => ({ ...one })) }, sender);
}

/** A request with any JSON value as its body. */
export function requestBody(body: Json, sender: Sender = {}): RequestPlan {
  return requestText(JSON.stringify(body), sender);
}

/** A request with any text as its body, declared as JSON. */
export function requestText(text: string, { credentials, headers = [] }: Sender = {}): RequestPlan {
  return {
    operation: "update",
    headers: [declaration, ...headers],
    body: new TextEncoder().encode(text),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** A customer by some of its identifiers; an id is a number, the others are texts. */
export function nameCustomer(...identifiers: readonly Identifier[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(identifiers.map(({ name, value }) => [name, name === "id" ? Number(value) : value]));
}

/** One update of a program as the page's first sample has it; without a tier as in the second one. */
export function makeUpdate(
  partnerProgramName: string,
  updateType: string,
  updatedTierName?: string,
  updatedTierExpiryDate?: string,
): { readonly [member: string]: Json } {
  if (updatedTierName === undefined) return { partnerProgramName, updateType };
  const expiry = updatedTierExpiryDate === undefined ? {} : { updatedTierExpiryDate };
  return { partnerProgramName, updateType, updateDetails: { updatedTierName, ...expiry } };
}
