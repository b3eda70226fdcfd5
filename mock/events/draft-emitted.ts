import { type Params, findCustomer, findMembership, findOrganisation, findPartnerProgram } from "../find-named.ts";
import type { Organisation } from "../fixtures.ts";
import { makeMembership } from "../make-membership.ts";
import type { MockState } from "../state.ts";
import { type EventDraft, eventNames } from "./event-draft.ts";

/** An event that the state endpoint is told to emit. */
export interface EmitRequest {
  readonly event: string;
  /** Identifiers of a customer; the first customer whom any of them names. */
  readonly customer: Params;
  /** Name or id of a partner program. */
  readonly program: string | number;
  /** Default: the first one. */
  readonly organisation?: string;
  /** Of `partnerProgramUpdated` alone. Default: UPGRADE where the program has tiers, else RENEW. */
  readonly updateType?: string;
}

/**
 * The event that is asked for, as if what it tells of had happened; nothing is changed by it, and a membership that the
 * customer does not have is made up. Gives the word for what is unknown where something is.
 */
export function draftEmitted(
  { organisations }: Pick<MockState, "organisations">,
  request: EmitRequest,
  now: Date,
): { readonly draft: EventDraft; readonly organisation: Organisation } | string {
  const event = eventNames.find((name) => name === request.event);
  if (event === undefined) return "event";
  const organisation = findOrganisation(organisations, request.organisation);
  if (organisation === undefined) return "organisation";
  const customer = findCustomer(organisation.customers, request.customer);
  if (customer === undefined) return "customer";
  const program = findPartnerProgram(organisation, request.program);
  if (program === undefined) return "program";

  // supplementaryMembershipExpiryReminder, trigger: a supplementary membership
  if (event === "supplementaryMembershipExpiryReminder" && program.type !== "SUPPLEMENTARY") {
    return "supplementary program";
  }
  const isUpdate = event === "partnerProgramUpdated";
  // update, body parameter: updateType, one that a program of this kind can have
  const updateType = request.updateType ?? (program.tiers === undefined ? "RENEW" : "UPGRADE");
  const draft: EventDraft = {
    event,
    customer,
    program,
    membership:
      event === "partnerProgramDelinked"
        ? undefined
        : (findMembership(customer, program) ?? makeMembership(program, now)),
    ...(isUpdate ? { updateType } : {}),
  };
  return { draft, organisation };
}
