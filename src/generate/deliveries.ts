import type { EventDefinition } from "../catalog/events.ts";
import type { Draw } from "../model/case.ts";
import { isObject, type Json } from "../model/json.ts";

/** A payload that the documents show, of an event in one of its envelopes. */
export interface SamplePayload {
  readonly event: EventDefinition;
  readonly envelope: string;
  readonly value: Json;
}

/** What the vendor is played with: one delivery after another, to somebody who consumes them. */
export interface DeliveryPlan {
  /** `send.<family>.<event>.<envelope>`; unique. */
  readonly id: string;
  /** A sentence about the consumer. */
  readonly title: string;
  /** The event's id. */
  readonly event: string;
  /** `valid`: it has to be acknowledged; `repeated`: the second time too; `survived`: what comes after it has to be. */
  readonly demand: "valid" | "repeated" | "survived";
  readonly bodies: readonly [Uint8Array, ...Uint8Array[]];
}

export interface DeliveryChoices {
  readonly draw: (name: string) => Draw;
  /** How many payloads are drawn for each event in each envelope. */
  readonly count: number;
  /** Whether a payload is as documented: what is drawn and is not so is drawn again. */
  readonly isValid: (event: string, value: Json) => boolean;
}

type Members = Readonly<Record<string, Json>>;

/** Every delivery that a consumer has to put up with; the same choices give the same bytes. */
export function planDeliveries(samples: readonly SamplePayload[], choices: DeliveryChoices): DeliveryPlan[] {
  return [
    ...samples.map((sample) => plan(sample, "sample", "is acknowledged as the page shows it", "valid", sample.value)),
    ...samples.flatMap((sample) => planDrawn(sample, choices)),
    ...samples.flatMap((sample) => planTolerated(sample, choices)),
    ...samples.filter(isFirstOfEvent).flatMap((sample) => planSequences(sample)),
    ...samples.filter(isFirstOfEvent).flatMap((sample) => planUnsound(sample)),
  ];
}

function isFirstOfEvent({ event }: SamplePayload, index: number, all: readonly SamplePayload[]): boolean {
  return all.findIndex((other) => other.event === event) === index;
}

function plan(
  { event, envelope }: SamplePayload,
  family: string,
  what: string,
  demand: DeliveryPlan["demand"],
  ...values: readonly [Json | Uint8Array, ...(Json | Uint8Array)[]]
): DeliveryPlan {
  const [first, ...others] = values.map((value) =>
    value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value)),
  );
  return {
    id: `send.${family}.${event.id}.${envelope}`,
    title: `${event.name} in the ${envelope} envelope ${what}`,
    event: event.id,
    demand,
    bodies: [first ?? new Uint8Array(0), ...others],
  };
}

/** Payloads of other values that are as documented all the same. */
function planDrawn(sample: SamplePayload, { draw, count, isValid }: DeliveryChoices): DeliveryPlan[] {
  return Array.from({ length: count }, (_unused, index) => index).flatMap((index) => {
    const family = `drawn-${index + 1}`;
    const own = draw(`${family} ${sample.event.id} ${sample.envelope}`);
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const value = vary(sample.value, own);
      if (isValid(sample.event.id, value))
        return [plan(sample, family, "is acknowledged with other values", "valid", value)];
    }
    return [];
  });
}

const mostAttempts = 20;
/** Texts that trip receivers: quotes, other scripts, beyond the basic plane, nothing but digits, a long one. */
const texts = ['O\'Neill "x" \\', "Ünïcødé 日本語", "🎉 party", "0012", "a".repeat(500), "-", "null"];

/** The value with some of its texts, numbers and days otherwise, names of events and what marks an envelope aside. */
function vary(value: Json, draw: Draw, name = ""): Json {
  if (Array.isArray(value)) return value.map((one: Json) => vary(one, draw, name));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value as Members).map(([key, one]) => [key, vary(one, draw, key)]));
  }
  if (fixed.has(name.trim())) return value;
  if (typeof value === "number") return draw.integer(0, 2) === 0 ? value : varyNumber(name, draw);
  if (typeof value !== "string" || draw.integer(0, 1) === 0) return value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value))
    return `${draw.integer(2020, 2120)}-0${draw.integer(1, 9)}-${draw.integer(10, 28)}`;
  return draw.pick(texts);
}

const fixed: ReadonlySet<string> = new Set([
  "eventName",
  "eventType",
  "eventSearchKey",
  "actionType",
  "entityType",
  "partnerProgramType",
  "updateType",
  "refId",
]);

function varyNumber(name: string, draw: Draw): number {
  // Milliseconds since 1970 in this century; ids up to what a double holds exactly.
  if (name === "createdAt" || name === "timeStamp") return draw.integer(1_000_000_000, 2_000_000_000) * 1000;
  return draw.pick([1, draw.integer(1, 1_000_000), 2_147_483_648, 9_007_199_254_740_991]);
}

/** Members, values and blanks that no page promises to leave out: consumers have to expect them. */
function planTolerated(sample: SamplePayload, { isValid }: DeliveryChoices): DeliveryPlan[] {
  const { value, event } = sample;
  const rows: readonly [family: string, what: string, changed: Json][] = [
    ["unknown-members", "is acknowledged with members that no page describes", addMembers(value)],
    ["other-kinds", "is acknowledged with kinds that no page shows", replaceTexts(value, kinds)],
    ["nulls", "is acknowledged with null where the page shows null", replaceMembers(value, nullable, null)],
    ["blanks", "is acknowledged with blanks as the samples have them", addBlanks(value)],
    ["reversed", "is acknowledged with its members in another order", reverse(value)],
  ];
  return rows
    .filter(([, , changed]) => JSON.stringify(changed) !== JSON.stringify(value) && isValid(event.id, changed))
    .map(([family, what, changed]) => plan(sample, family, what, "valid", changed));
}

const kinds: Readonly<Record<string, string>> = { partnerProgramType: "COALITION", updateType: "MEMBERSHIP_PAUSED" };
const nullable = ["loyaltyEventId", "consumerGroupId"];
const padded = ["partnerProgramName", "refId", "mobile"];

function addMembers(value: Json): Json {
  if (!isObject(value)) return value;
  const members = Object.entries(value as Members).map(([name, one]): [string, Json] => [name, addMembers(one)]);
  return { ...Object.fromEntries(members), extension: { reference: null, tags: ["a", "b"] } };
}

function replaceTexts(value: Json, by: Readonly<Record<string, string>>): Json {
  return mapMembers(value, (name, one) => by[name] ?? one);
}

function replaceMembers(value: Json, names: readonly string[], by: Json): Json {
  return mapMembers(value, (name, one) => (names.includes(name) ? by : one));
}

function addBlanks(value: Json): Json {
  return mapMembers(value, (name, one) => (padded.includes(name) && typeof one === "string" ? `${one} ` : one));
}

function reverse(value: Json): Json {
  if (!isObject(value)) return value;
  const members = Object.entries(value as Members).map(([name, one]): [string, Json] => [name, reverse(one)]);
  return Object.fromEntries(members.reverse());
}

function mapMembers(value: Json, change: (name: string, value: Json) => Json): Json {
  if (!isObject(value)) return value;
  const members = Object.entries(value as Members);
  return Object.fromEntries(members.map(([name, one]) => [name, change(name, mapMembers(one, change))]));
}

/** What comes twice, and what comes in the wrong order. */
function planSequences(sample: SamplePayload): DeliveryPlan[] {
  const own = replaceMembers(sample.value, ["eventId"], "7d4f1a52-0c1e-4b6c-9a51-3d2f6d5b8c11");
  const older = mapMembers(replaceMembers(own, ["eventId"], "7d4f1a52-0c1e-4b6c-9a51-3d2f6d5b8c10"), (name, one) =>
    name === "createdAt" && typeof one === "number" ? one - 60_000 : one,
  );
  const newer = replaceMembers(own, ["eventId"], "7d4f1a52-0c1e-4b6c-9a51-3d2f6d5b8c12");
  return [
    plan(sample, "repeated", "is acknowledged again when it is delivered again", "repeated", own, own, own),
    plan(sample, "late", "is acknowledged after one that was created later", "valid", newer, older),
  ];
}

const largeBytes = 2_000_000;
const deep = 20_000;

/** What must not take the endpoint down, whatever it answers. */
function planUnsound(sample: SamplePayload): DeliveryPlan[] {
  const text = JSON.stringify(sample.value);
  const bytes = (part: string): Uint8Array => new TextEncoder().encode(part);
  const large = isObject(sample.value) ? { ...sample.value, extension: "x".repeat(largeBytes) } : sample.value;
  const rows: readonly [family: string, what: string, body: Json | Uint8Array][] = [
    ["malformed", "with a missing quote", bytes(text.replace('"', ""))],
    ["truncated", "that breaks off in the middle", bytes(text.slice(0, Math.floor(text.length / 2)))],
    ["empty", "without a body", new Uint8Array(0)],
    ["not-utf8", "that is no UTF-8", Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ["retyped", "with data of another type", replaceMembers(sample.value, ["data"], "text")],
    ["list", "in a list", [sample.value]],
    ["nothing", "of nothing but null", null],
    ["deep", "that nests deeply", bytes("[".repeat(deep) + "]".repeat(deep))],
    ["large", "of two megabytes", large],
  ];
  return rows.map(([family, what, body]) =>
    plan(sample, family, `${what} leaves the endpoint able to take the next`, "survived", body),
  );
}
