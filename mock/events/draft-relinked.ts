import type { Choices } from "../choices.ts";
import type { Customer, Membership, Organisation } from "../fixtures.ts";
import type { EventDraft } from "./event-draft.ts";

/** What webhooks are told of the relinks that the daily batch has made of an organisation. */
export function draftRelinked(
  before: Organisation,
  after: Organisation,
  { relinkEvent }: Choices,
): readonly EventDraft[] {
  // choice: relink-event
  if (relinkEvent === "none") return [];
  return after.customers.flatMap((customer) => {
    const earlier = before.customers.find(({ id }) => id === customer.id);
    return (customer.memberships ?? [])
      .filter((_, place) => isMade(earlier?.memberships?.[place], customer.memberships?.[place]))
      .flatMap((membership) => draft(customer, membership, after, relinkEvent));
  });
}

/** The batch leaves memberships in their places. */
function isMade(before: Membership | undefined, after: Membership | undefined): boolean {
  return before?.relink !== undefined && after?.relink === undefined;
}

function draft(
  customer: Customer,
  membership: Membership,
  { partnerPrograms = [] }: Organisation,
  told: "linked" | "updated",
): readonly EventDraft[] {
  const program = partnerPrograms.find(({ id }) => id === membership.program);
  if (program === undefined) return [];
  return [
    told === "linked"
      ? { event: "partnerProgramLinked", customer, program, membership }
      : { event: "partnerProgramUpdated", customer, program, membership, updateType: "RENEW" },
  ];
}
