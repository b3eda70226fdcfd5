import { type EventName, eventNames } from "../../events/event-draft.ts";
import { makeEventId } from "../../events/event-ids.ts";
import type { EventDelivery } from "../../events/write-deliveries.ts";
import { type JsonTree, isMembers } from "../../json-text.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { editOwner, eventWords, findData } from "./event-member.ts";
import { locateMember } from "./value-defects.ts";

/** Faults in how events are delivered, which show beside other deliveries or in the headers. */
export const deliveryDefects: readonly Defect[] = eventNames.flatMap((event) => {
  const word = eventWords[event];
  const repeat = (how: string, statement: string, change: (body: JsonTree) => JsonTree): Defect =>
    makeDefect(`${word}.event-id.repeated`, `${word}.${how}`, statement, {
      deliveries: (deliveries) =>
        deliveries.flatMap((delivery) =>
          delivery.event === event ? [delivery, rewrite(delivery, change)] : [delivery],
        ),
    });
  return [
    makeDefect(
      `${word}.delivery.headers`,
      `${word}.headers-left-out`,
      `${event} comes without the webhook's own headers.`,
      {
        deliveries: (deliveries) => deliveries.map((each) => (each.event === event ? { ...each, bare: true } : each)),
      },
    ),
    makeDefect(`${word}.event-id.unique`, `${word}.event-id-always-the-same`, `Every ${event} has the same eventId.`, {
      deliveries: (deliveries) =>
        deliveries.map((each) => (each.event === event ? rename(each, makeEventId(event, 0)) : each)),
    }),
    repeat("repeat-created-later", `${event} is delivered twice, the second time with a later createdAt.`, (body) =>
      change(body, "createdAt", (value) => Number(value) + 60_000),
    ),
    repeat(
      "repeat-with-another-name",
      `${event} is delivered twice, the second time with another program's name.`,
      (body) =>
        editOwner(body, [...findData(body), "partnerProgramName"], (owner, name) => ({
          ...owner,
          [name]: "Somebody's",
        })),
    ),
    repeat(
      "repeat-without-identifiers",
      `${event} is delivered twice, the second time without the identifiers of shops.`,
      (body) =>
        editOwner(body, [...findData(body), "customerIdentifiers", "instore"], (owner, name) => ({
          ...owner,
          [name]: {},
        })),
    ),
    alternate(event),
  ];
});

/** One sender keeps to one envelope; here every second event of a kind comes in another one. */
function alternate(event: EventName): Defect {
  const word = eventWords[event];
  return makeDefect(
    `${word}.envelope.form`,
    `${word}.envelope-by-turns`,
    `Every second ${event} comes in another envelope.`,
    {
      eventBody: (body, draft, { circumstances }) =>
        // A request id is as good as a coin.
        draft.event === event && Number.parseInt(circumstances.requestId.slice(0, 2), 16) % 2 === 0 ? turn(body) : body,
    },
  );
}

/** A flat event wrapped, a wrapped one laid flat. */
function turn(body: JsonTree): JsonTree {
  if (!isMembers(body)) return body;
  const { eventId = "", attributes, eventName = "", ...rest } = body;
  if (!isMembers(attributes)) {
    const { loyaltyEventId: _loyaltyEventId, ...inside } = rest;
    const { createdAt = 0 } = rest;
    return {
      eventId,
      eventType: eventName,
      consumerGroupId: null,
      actionType: "START",
      timeStamp: createdAt,
      attributes: { ...inside, eventName },
    };
  }
  return { eventId, ...attributes, loyaltyEventId: null };
}

function change(body: JsonTree, member: string, edit: (value: JsonTree) => JsonTree): JsonTree {
  return editOwner(body, locateMember(body, member), (owner, name) => ({
    ...owner,
    [name]: edit(owner[name] ?? null),
  }));
}

function rename(delivery: EventDelivery, eventId: string): EventDelivery {
  return { ...rewrite(delivery, (body) => change(body, "eventId", () => eventId)), eventId };
}

/** The delivery with another body. */
function rewrite(delivery: EventDelivery, edit: (body: JsonTree) => JsonTree): EventDelivery {
  const body = JSON.parse(new TextDecoder().decode(delivery.body)) as JsonTree;
  return { ...delivery, body: new TextEncoder().encode(JSON.stringify(edit(body))) };
}
