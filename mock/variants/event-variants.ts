import type { Choices } from "../choices.ts";
import { setHeader } from "../edit.ts";
import type { EventDraft } from "../events/event-draft.ts";
import type { EventDelivery } from "../events/write-deliveries.ts";
import { makeUuid, readOrgId } from "../events/event-ids.ts";
import { type JsonMembers, type JsonTree, isMembers, mapMembers } from "../json-text.ts";
import type { Twist } from "../twist.ts";
import type { VariantRow } from "./variant.ts";

/** Other ways of writing and delivering events, and the oddities of the page's samples. */
export const eventVariants: readonly VariantRow[] = [
  choose("events-wrapped", "All events come wrapped, with eventType outside and the rest in attributes.", {
    eventEnvelope: "wrapped",
  }),
  choose("events-flat", "All events come flat, with eventName at the root.", { eventEnvelope: "flat" }),
  choose("events-raw", "Events come as the page's second blocks, with all identifiers and a log id.", {
    eventEnvelope: "raw",
  }),
  choose("events-with-search-key", "Events come flat, with a search key and without an id, as on a newer page.", {
    eventEnvelope: "search-key",
  }),
  choose("entity-in-updated-events", "partnerProgramUpdated has entityInformation too.", {
    entityInformation: "as-in-raw",
  }),
  choose("ref-id-with-uuid", "refId is made of the organisation, a UUID and a batch.", {
    eventRefId: "uuid-and-batch",
  }),
  choose("events-sent-after-creation", "Events are created a moment before they are sent.", {
    eventTimeStamp: "after-creation",
  }),
  choose("tier-expiry-in-milliseconds-too", "A link tells the tier's expiry in milliseconds too, as on a newer page.", {
    tierExpiryInMillis: "present",
  }),
  choose("event-days-in-india", "Dates in events are days in India, not in UTC.", { eventDays: "indian" }),
  choose("events-of-tier-updates-only", "Webhooks are told of upgrades, downgrades and renewals alone.", {
    cancellationEvent: "none",
    renewalEvent: "none",
  }),
  choose("cancellations-untold", "Webhooks are not told of cancelled relinks.", { cancellationEvent: "none" }),
  choose("renewals-untold", "Webhooks are not told of initiated renewals.", { renewalEvent: "none" }),
  choose("renewals-told-as-linked", "Webhooks are told of an initiated renewal as of a link.", {
    renewalEvent: "linked",
  }),
  choose("relinks-told-as-linked", "Webhooks are told of the relinks that the batch makes, as of links.", {
    relinkEvent: "linked",
  }),
  choose("relinks-told-as-updated", "Webhooks are told of the relinks that the batch makes, as of updates.", {
    relinkEvent: "updated",
  }),
  choose("events-twice", "Every event is delivered twice, with the same eventId.", { eventDelivery: "twice" }),
  {
    id: "ref-id-with-blank",
    statement: "refId ends with a blank.",
    ...editEvent((event) => renameOrEdit(event, "refId", ([name, value]) => [name, `${String(value)} `])),
  },
  {
    id: "org-id-with-blank",
    statement:
      "The name of the member orgId ends with a blank in partnerProgramDelinked where it is wrapped, as in the sample.",
    ...editEvent((event, draft) =>
      draft.event === "partnerProgramDelinked" && isMembers(event) && isMembers(event["attributes"])
        ? renameOrEdit(event, "orgId", ([, value]) => ["orgId ", value])
        : event,
    ),
  },
  {
    id: "event-type-with-organisation",
    statement: "eventType of wrapped events begins with the organisation, as on another page of the vendor's.",
    eventBody: (event, _draft, { organisation }) =>
      isMembers(event) && isMembers(event["attributes"])
        ? { ...event, eventType: `${readOrgId(organisation)}_${String(event["eventType"])}` }
        : event,
  },
  {
    id: "extra-members-in-events",
    statement: "Events have members that the page does not show.",
    ...editEvent((event) =>
      mapMembers(event, (members) => ({
        ...members,
        ...("customerIdentifiers" in members ? { eventSearchKey: "data.customerIdentifiers.customerId" } : {}),
        // Trace attributes are texts, whatever they are called.
        ...("traceId" in members ? { sampled: "1" } : { extension: { reference: null, tags: ["a", "b"] } }),
      })),
    ),
  },
  {
    id: "events-in-another-order",
    statement: "The events of one request are delivered with the last one first.",
    deliveries: (deliveries) => deliveries.toReversed(),
  },
  {
    id: "event-content-type-with-charset",
    statement: "The content type of deliveries has a parameter.",
    deliveries: (deliveries) =>
      deliveries.map((delivery) => ({
        ...delivery,
        headers: setHeader(delivery.headers, "Content-Type", "application/json;charset=UTF-8"),
      })),
  },
  {
    id: "strange-events-too",
    statement: "Before each event one is delivered that is about something else.",
    deliveries: (deliveries) => deliveries.flatMap((delivery) => [makeStrange(delivery), delivery]),
  },
  {
    id: "event-members-reversed",
    statement: "The members of events come in the reverse order.",
    ...editEvent((event) => mapMembers(event, (members) => Object.fromEntries(Object.entries(members).reverse()))),
  },
];

function choose(id: string, statement: string, choices: Partial<Choices>): VariantRow {
  return { id, statement, choices };
}

function editEvent(edit: (event: JsonTree, draft: EventDraft) => JsonTree): Twist {
  return { eventBody: (body, draft) => edit(body, draft) };
}

/** An event of a kind that the pages about partner programs do not describe. */
function makeStrange(delivery: EventDelivery): EventDelivery {
  const eventId = makeUuid(`strange ${delivery.eventId}`);
  const event = { eventName: "customerAdded", eventId, createdAt: 0, data: { customerId: 1 } };
  return { ...delivery, eventId, body: new TextEncoder().encode(JSON.stringify(event)) };
}

type Member = readonly [name: string, value: JsonTree];

/** The event with one member of its envelope otherwise, at the root or in `attributes`. */
function renameOrEdit(event: JsonTree, name: string, edit: (member: Member) => Member): JsonTree {
  const change = (members: JsonMembers): JsonMembers =>
    Object.fromEntries(Object.entries(members).map((member) => (member[0] === name ? edit(member) : member)));
  if (!isMembers(event)) return event;
  const { attributes } = event;
  return isMembers(attributes) ? { ...event, attributes: change(attributes) } : change(event);
}
