/** What the page about events leaves open. */
export interface EventsChoices {
  /**
   * The form of the messages. Of each event the page shows two blocks and does not say which one is delivered, and among the
   * first ones there are two envelopes: `as-shown` wraps the links and delinks; `raw` is the second block.
   */
  readonly eventEnvelope: "as-shown" | "wrapped" | "flat" | "raw";
  /** Which events carry entityInformation: those whose first block has it, or those whose second block has it. */
  readonly entityInformation: "as-shown" | "as-in-raw";
  /** What stands after the organisation's number in refId: the page shows both. */
  readonly eventRefId: "ten-characters" | "uuid-and-batch";
  /** Whether wrapped messages are older than their sending. */
  readonly eventTimeStamp: "of-creation" | "after-creation";
  /** Whose days the dates are: instants become days, and no zone is named. */
  readonly eventDays: "utc" | "indian";
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
  eventDelivery: "once",
  requestIdForm: "plain",
};
