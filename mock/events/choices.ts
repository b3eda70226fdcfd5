/** What the page about events leaves open. */
export interface EventsChoices {
  /**
   * The form of the messages. Of each event the page shows two blocks and does not say which one is delivered, and among the
   * first ones there are two envelopes: `as-shown` wraps the links and delinks; `raw` is the second block. A newer state of
   * the page has a fourth one, with a search key and without an id.
   */
  readonly eventEnvelope: "as-shown" | "wrapped" | "flat" | "raw" | "search-key";
  /** Which events carry entityInformation: those whose first block has it, or those whose second block has it. */
  readonly entityInformation: "as-shown" | "as-in-raw";
  /** What stands after the organisation's number in refId: the page shows both. */
  readonly eventRefId: "ten-characters" | "uuid-and-batch";
  /** Whether wrapped messages are older than their sending. */
  readonly eventTimeStamp: "of-creation" | "after-creation";
  /** Whose days the dates are: instants become days, and no zone is named. */
  readonly eventDays: "utc" | "indian";
  /** What webhooks are told of a cancelled relink, of an initiated renewal, and of a relink that the batch made: no page says it. */
  readonly cancellationEvent: "updated" | "none";
  readonly renewalEvent: "updated" | "linked" | "none";
  readonly relinkEvent: "none" | "linked" | "updated";
  /** Whether a link tells a tier's expiry as an instant too, as a newer state of the page has it. */
  readonly tierExpiryInMillis: "absent" | "present";
  /** How often a message is delivered: the page promises nothing. */
  readonly eventDelivery: "once" | "twice";
  /** The form of request ids, in headers and events: the page shows both. */
  readonly requestIdForm: "plain" | "dashed";
}

export const defaultEventsChoices: EventsChoices = {
  eventEnvelope: "as-shown",
  entityInformation: "as-shown",
  eventRefId: "ten-characters",
  eventTimeStamp: "of-creation",
  eventDays: "utc",
  cancellationEvent: "updated",
  renewalEvent: "updated",
  relinkEvent: "none",
  tierExpiryInMillis: "absent",
  eventDelivery: "once",
  requestIdForm: "plain",
};
