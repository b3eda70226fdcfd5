import type { Arrival, EventInput } from "../../src/check/standard.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Note } from "../../src/model/verdict.ts";
import { isMilliseconds } from "./event-rules.ts";
import { findMember } from "./find-member.ts";

/** Its eventId is what deliveries of one event share; the search-key envelope has none. */
export function identifyEvent(input: EventInput): string | undefined {
  const id = findMember(input, "eventId")?.value;
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** The id of the request that brought an event about; case and dashes do not count (events-request-id). */
export function findCause(input: EventInput): string | undefined {
  const id = findMember(input, "apiRequestId")?.value;
  return typeof id === "string" ? simplifyId(id) : undefined;
}

/** The id in the header of an answer, whichever way the header is spelt. */
export function readRequestId({ outcome }: Exchange): string | undefined {
  if (outcome.kind !== "response") return undefined;
  const found = outcome.response.headers.find(([name]) => simplifyId(name) === "xcaprequestid");
  return found === undefined ? undefined : simplifyId(found[1]);
}

export function simplifyId(text: string): string | undefined {
  const simple = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return simple === "" ? undefined : simple;
}

/** Further apart than this, clocks that differ a little do not explain it. */
const mostLagMs = 60_000;

/** Order, lag and repetition are promised nowhere (events-delivery), so that they are worth a note at most. */
export function noteArrival(input: EventInput, { receivedAt, repeated, previous }: Arrival): Note[] {
  if (repeated) return [{ text: `${input.event.name} was delivered more than once` }];
  const created = findMember(input, "createdAt")?.value;
  if (!isMilliseconds(created)) return [];
  const before = previous === undefined ? undefined : findMember(previous, "createdAt")?.value;
  const lag = receivedAt.getTime() - created;
  return [
    ...(isMilliseconds(before) && created < before
      ? [{ text: `${input.event.name} was delivered after an event that was created later` }]
      : []),
    ...(lag > mostLagMs ? [{ text: `${input.event.name} arrived more than a minute after its createdAt` }] : []),
    ...(lag < -mostLagMs
      ? [{ text: `createdAt of ${input.event.name} lies more than a minute ahead of this machine's clock` }]
      : []),
  ];
}
