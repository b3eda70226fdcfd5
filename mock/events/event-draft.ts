import type { Customer, Membership, PartnerProgram } from "../fixtures.ts";

/** The events that webhooks are told. */
export const eventNames = [
  "partnerProgramLinked",
  "partnerProgramUpdated",
  "partnerProgramDelinked",
  "supplementaryMembershipExpiryReminder",
] as const;
export type EventName = (typeof eventNames)[number];

/** Something that happened, before it is written as an event. */
export interface EventDraft {
  readonly event: EventName;
  readonly customer: Customer;
  readonly program: PartnerProgram;
  /** The membership after what happened; undefined where there is none. */
  readonly membership: Membership | undefined;
  /** The kind of update, of `partnerProgramUpdated` alone. */
  readonly updateType?: string;
}
