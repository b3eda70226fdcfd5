import type { EventDefinition } from "../../src/catalog/events.ts";
import type { EventExpectation } from "../../src/check/standard.ts";
import { isObject, type Json } from "../../src/model/json.ts";

/** Members that the wrapped envelope alone has at the top, beside `attributes` (linked-sample). */
const wrappedMarks = ["eventType", "timeStamp", "actionType", "consumerGroupId"];
const rawMarks = ["eventLogId", "traceAttributes"];
/** What the flat envelope shows (updated-sample); the raw and the search-key one have these and their marks. */
const flatMembers = ["eventName", "eventId", "orgId", "refId", "apiRequestId", "createdAt", "data", "loyaltyEventId"];

/**
 * Which event a payload is, and in which envelope it came. The event is the expected one, or the one that a name in any
 * envelope gives, perhaps misspelt; where there is no eventName, the one whose data it has.
 */
export function recognizeEvent(
  value: Json | undefined,
  { events, expected, pins }: EventExpectation,
): { readonly event?: EventDefinition; readonly envelope?: string } {
  const event = expected ?? (isObject(value) ? findEvent(value, events) : undefined);
  if (event === undefined) return {};
  const envelope = isObject(value) ? findEnvelope(value, pins[`${event.id}.envelope.form`]) : undefined;
  return envelope === undefined ? { event } : { event, envelope };
}

type Members = Readonly<Record<string, unknown>>;

/**
 * The envelope by its marks, which hold when another member of it is missing: the search-key one differs from the flat one
 * by two members that it lacks, too. Flat payloads have no mark of their own, so a pinned envelope that differs by a mark
 * is that of an unmarked payload.
 */
function findEnvelope(value: Members, pinned: string | undefined): string | undefined {
  const has = (name: string): boolean => Object.hasOwn(value, name);
  const isSideBySide = has("data") && has("eventName");
  if (has("attributes") && !isSideBySide) return "wrapped";
  if (rawMarks.some(has)) return "raw";
  if (has("eventSearchKey")) return "search-key";
  if (wrappedMarks.some(has) && !has("data")) return "wrapped";
  if (!flatMembers.some(has)) return undefined;
  const lacking = flatMembers.filter((name) => !has(name));
  if (lacking.join() === "eventId,loyaltyEventId") return "search-key";
  return pinned === "raw" || pinned === "search-key" ? pinned : "flat";
}

function findEvent(value: Members, events: readonly EventDefinition[]): EventDefinition | undefined {
  const attributes = isObject(value["attributes"]) ? value["attributes"] : {};
  const named = [attributes["eventName"], value["eventName"]].filter((name) => typeof name === "string");
  // On a page for other events the organisation's id stands before eventType, with an underscore.
  const typed = [value["eventType"], attributes["eventType"]].filter((name) => typeof name === "string");
  const names = [...named, ...typed, ...typed.map((name) => name.replace(/^\d+_/, ""))];
  const meant = findByData(attributes["data"] ?? value["data"], events);
  for (const simplify of [(name: string) => name.trim(), simplifyName]) {
    const known = names.flatMap((name) => events.find((one) => simplify(one.name) === simplify(name)) ?? []);
    // Of two names that are both an event's, the one is wrong that the data do not go with.
    const event = known.find((one) => one === meant) ?? known[0];
    if (event !== undefined) return event;
  }
  if (named.length === 0) return meant;
  return names.some((name) => meant !== undefined && isNearly(name, meant.name)) ? meant : undefined;
}

/** Whether a name is another one cut short or with something behind it, or is one letter off. The vendor has other events. */
function isNearly(name: string, documented: string): boolean {
  const [short = "", long = ""] = [simplifyName(name), simplifyName(documented)].toSorted(
    (a, b) => a.length - b.length,
  );
  if (long.length - short.length > 5) return false;
  if (long.startsWith(short)) return true;
  const same = [...short].findIndex((letter, index) => letter !== long[index]);
  return short.slice(same + 1) === long.slice(same + 1) || short.slice(same) === long.slice(same + 1);
}

/** What is left of a name where case and punctuation do not count. */
function simplifyName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** The four events' data differ by a member each, but for that of a delinked program, which has none of these. */
function findByData(data: unknown, events: readonly EventDefinition[]): EventDefinition | undefined {
  if (!isObject(data) || !("partnerProgramId" in data || "partnerProgramName" in data)) return undefined;
  const id =
    "scheduledExpiryDate" in data
      ? "reminder"
      : "updateType" in data
        ? "updated"
        : "customerPartnerProgramDetails" in data
          ? "linked"
          : "delinked";
  return events.find((event) => event.id === id);
}
