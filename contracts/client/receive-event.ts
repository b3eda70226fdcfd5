import { isMembers } from "./reply.ts";

/** What a receiver of webhooks takes from an event, whatever envelope it came in. */
export interface ReceivedEvent {
  readonly name: string;
  /** By which a repeated delivery is known; the newest envelope has none. */
  readonly id: string | undefined;
  readonly customerId: number;
  readonly partnerProgramId: number;
  readonly partnerProgramName: string;
  /** The day on which a membership or tier ends, where the event tells one. */
  readonly ends: string | undefined;
  readonly updateType: string | undefined;
}

/** Reads a payload of any of the four events. Throws a TypeError where a member that it needs is missing. */
export function receiveEvent(payload: unknown): ReceivedEvent {
  const outer = readMembers(payload, "the payload");
  const attributes = isMembers(outer["attributes"]) ? outer["attributes"] : outer;
  const data = readMembers(attributes["data"], "data");
  const customer = readMembers(data["customerIdentifiers"], "customerIdentifiers");
  const details = isMembers(data["customerPartnerProgramDetails"]) ? data["customerPartnerProgramDetails"] : {};
  const ends = data["scheduledExpiryDate"] ?? details["membershipExpiryDate"] ?? details["partnerTierExpiryDate"];
  return {
    name: readText(attributes["eventName"], "eventName"),
    id: typeof outer["eventId"] === "string" ? outer["eventId"] : undefined,
    customerId: readNumber(customer["customerId"], "customerId"),
    partnerProgramId: readNumber(data["partnerProgramId"], "partnerProgramId"),
    // Samples have names with stray blanks.
    partnerProgramName: readText(data["partnerProgramName"], "partnerProgramName").trim(),
    ends: typeof ends === "string" ? ends : undefined,
    updateType: typeof data["updateType"] === "string" ? data["updateType"] : undefined,
  };
}

function readMembers(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (isMembers(value)) return value;
  throw new TypeError(`${what} is no object`);
}

function readText(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new TypeError(`${what} is no text`);
}

function readNumber(value: unknown, what: string): number {
  if (typeof value === "number") return value;
  throw new TypeError(`${what} is no number`);
}
