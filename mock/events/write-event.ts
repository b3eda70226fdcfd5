import type { JsonMembers } from "../json-text.ts";
import type { EventMoment } from "../twist.ts";
import type { EventDraft } from "./event-draft.ts";
import { dashId, makeCharacters, makeNumber, makeUuid, readOrgId } from "./event-ids.ts";
import { writeData } from "./write-data.ts";

/** How long after its creation an event is sent, as in the first sample. */
const sendingMs = 20;

/** The message about an event. */
export function writeEvent(draft: EventDraft, eventId: string, moment: EventMoment): JsonMembers {
  const { choices, circumstances } = moment;
  const orgId = readOrgId(moment.organisation);
  const sent = circumstances.now.getTime();
  const parts: EventParts = {
    eventId,
    eventName: draft.event,
    orgId,
    refId: `${orgId}_${writeReference(eventId, moment)}`,
    apiRequestId: circumstances.requestId,
    sent,
    // choice: event-time-stamp
    createdAt: choices.eventTimeStamp === "after-creation" ? sent - sendingMs : sent,
    data: writeData(draft, moment),
  };
  // choice: event-envelope
  switch (choices.eventEnvelope) {
    case "as-shown":
      return draft.event === "partnerProgramLinked" || draft.event === "partnerProgramDelinked"
        ? wrapEvent(parts)
        : layFlat(parts);
    case "wrapped":
      return wrapEvent(parts);
    case "flat":
      return layFlat(parts);
    case "raw":
      return layRaw(parts);
    case "search-key":
      return layWithSearchKey(parts);
  }
}

interface EventParts {
  readonly eventId: string;
  readonly eventName: string;
  readonly orgId: number;
  readonly refId: string;
  readonly apiRequestId: string;
  /** Milliseconds since 1970. */
  readonly sent: number;
  readonly createdAt: number;
  readonly data: JsonMembers;
}

/** What follows the organisation's number in refId. */
function writeReference(eventId: string, { choices }: EventMoment): string {
  // choice: event-ref-id. sample: partnerProgramLinked and others, supplementaryMembershipExpiryReminder
  return choices.eventRefId === "uuid-and-batch"
    ? `${makeUuid(`reference ${eventId}`)}_b1`
    : makeCharacters(`reference ${eventId}`, 10);
}

/** sample: partnerProgramLinked, partnerProgramDelinked, first blocks */
function wrapEvent({ eventId, eventName, orgId, refId, apiRequestId, sent, createdAt, data }: EventParts): JsonMembers {
  return {
    eventId,
    eventType: eventName,
    consumerGroupId: null,
    actionType: "START",
    timeStamp: sent,
    attributes: { createdAt, data, eventName, refId, apiRequestId, orgId },
  };
}

/** sample: partnerProgramUpdated, supplementaryMembershipExpiryReminder, first blocks */
function layFlat({ eventId, eventName, orgId, refId, apiRequestId, createdAt, data }: EventParts): JsonMembers {
  // sample: loyaltyEventId is null where there was no loyalty event
  return { eventName, eventId, orgId, refId, apiRequestId, createdAt, data, loyaltyEventId: null };
}

/** Not on this page: a newer state of it shows events with a search key and without an id. */
function layWithSearchKey({ eventName, orgId, refId, apiRequestId, createdAt, data }: EventParts): JsonMembers {
  const eventSearchKey = "data.customerIdentifiers.customerId";
  return { eventName, eventSearchKey, orgId, refId, apiRequestId, createdAt, data };
}

/** sample: the second blocks of all four */
function layRaw({ eventId, eventName, orgId, refId, apiRequestId, createdAt, data }: EventParts): JsonMembers {
  return {
    eventName,
    eventLogId: makeNumber(`log ${eventId}`, 99_999),
    data,
    refId,
    loyaltyEventId: makeCharacters(`loyalty ${eventId}`, 10),
    apiRequestId,
    eventId,
    createdAt,
    traceAttributes: { traceId: dashId(apiRequestId), spanId: makeCharacters(`span ${eventId}`, 16) },
    orgId,
  };
}
