import type { Header } from "../../src/model/http.ts";
import { type JsonTree, writeJson } from "../json-text.ts";
import type { EventMoment, Twist } from "../twist.ts";
import type { EventDraft, EventName } from "./event-draft.ts";
import { makeEventId } from "./event-ids.ts";
import { writeEvent } from "./write-event.ts";

/** One message for whoever listens to an organisation's webhooks. */
export interface EventDelivery {
  readonly event: EventName;
  readonly eventId: string;
  /** The organisation's name. */
  readonly organisation: string;
  readonly body: Uint8Array;
  /** What the message itself demands; a webhook's own headers come on top of them. */
  readonly headers: readonly Header[];
  /** Whether the webhook's own headers are left out: a fault. */
  readonly bare?: boolean;
}

const encoder = new TextEncoder();

/** Writes what happened as messages, in the order in which it happened. */
export function writeDeliveries(
  drafts: readonly EventDraft[],
  twists: readonly Twist[],
  moment: EventMoment,
): readonly EventDelivery[] {
  const told = twists.reduce((seen, twist) => twist.events?.(seen, moment) ?? seen, drafts);
  const written = told.flatMap((draft, position) => writeDelivery(draft, position, twists, moment));
  return twists.reduce<readonly EventDelivery[]>((seen, twist) => twist.deliveries?.(seen, moment) ?? seen, written);
}

/** Whether some twist has a say in what is delivered. */
export function changesDeliveries(twists: readonly Twist[]): boolean {
  return twists.some(({ events, eventBody, deliveries }) => (events ?? eventBody ?? deliveries) !== undefined);
}

/**
 * The same for when somebody asks, one function for each draft; for twists that have no say in it. What waits holds no more
 * than is written of, so that no organisation of long ago is kept.
 */
export function postponeDeliveries(
  drafts: readonly EventDraft[],
  moment: EventMoment,
): readonly (() => readonly EventDelivery[])[] {
  if (drafts.length === 0) return [];
  const held: EventMoment = { ...moment, organisation: { ...moment.organisation, customers: [] }, cause: undefined };
  return drafts.map((draft, position) => {
    const about = holdDraft(draft);
    return () => writeDelivery(about, position, [], held);
  });
}

function writeDelivery(
  draft: EventDraft,
  position: number,
  twists: readonly Twist[],
  moment: EventMoment,
): readonly EventDelivery[] {
  const { choices, circumstances, organisation } = moment;
  // One for each position among the events that the same request brought about.
  const eventId = makeEventId(circumstances.requestId, position);
  const body = twists.reduce<JsonTree>(
    (tree, twist) => twist.eventBody?.(tree, draft, moment) ?? tree,
    writeEvent(draft, eventId, moment),
  );
  // choice: layout
  const delivery: EventDelivery = {
    event: draft.event,
    eventId,
    organisation: organisation.name,
    body: encoder.encode(writeJson(body, choices.layout === "indented" ? "    " : "")),
    headers: [["Content-Type", "application/json"]],
  };
  // choice: event-delivery
  return choices.eventDelivery === "twice" ? [delivery, delivery] : [delivery];
}

/** The draft without the lists of its customer and membership, which grow and which no message tells. */
function holdDraft(draft: EventDraft): EventDraft {
  const { promisedPoints: _promised, triggerBasedPoints: _waiting, memberships: _all, ...customer } = draft.customer;
  if (draft.membership === undefined) return { ...draft, customer };
  const { activities: _activities, benefitsAvailed: _availed, ...membership } = draft.membership;
  return { ...draft, customer, membership };
}
