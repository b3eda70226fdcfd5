import type { Choices } from "../choices.ts";
import type { AppliedUpdate } from "../updates/apply-update.ts";
import type { AcceptedUpdate } from "../updates/judge-update.ts";
import type { EventDraft } from "./event-draft.ts";

/**
 * What webhooks are told of an update that was made. The page about events: partnerProgramUpdated, when a partner program
 * is updated; its sample is about a tier, and of the other updates no page says anything.
 */
export function draftUpdated(
  { program, updateType }: AcceptedUpdate,
  { customer, membership }: AppliedUpdate,
  choices: Choices,
): readonly EventDraft[] {
  const about = { customer, program, membership };
  const updated: EventDraft = { event: "partnerProgramUpdated", ...about, updateType };
  switch (updateType) {
    case "MEMBERSHIP_RELINKING_CANCELLED":
      // choice: cancellation-event
      return choices.cancellationEvent === "none" ? [] : [updated];
    case "MEMBERSHIP_RENEWAL_INITIATION":
      // choice: renewal-event
      if (choices.renewalEvent === "none") return [];
      return [choices.renewalEvent === "linked" ? { event: "partnerProgramLinked", ...about } : updated];
    case "UPGRADE":
    case "DOWNGRADE":
    case "RENEW":
      return [updated];
  }
}
