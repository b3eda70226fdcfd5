import { createHash } from "node:crypto";
import type { EventDefinition } from "../catalog/events.ts";
import type { Draw } from "../model/case.ts";
import { isObject, type Json, parseJson } from "../model/json.ts";
import { blendPayload, listShownMembers } from "./blend-payload.ts";
import type { DrawPayload } from "./draw-payload.ts";

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
  /** `slow`: a body comes in pieces; `together`: all bodies are under way at the same time; else one after another. */
  readonly manner?: "slow" | "together";
}

export interface DeliveryChoices {
  readonly draw: (name: string) => Draw;
  /** How many payloads are drawn for each event in each envelope. */
  readonly count: number;
  /** By its id, whether a delivery is wanted at all: what takes long to draw is not drawn for nothing. */
  readonly isWanted: (id: string) => boolean;
  /** Makes payloads of the schemas. */
  readonly drawPayload: DrawPayload;
  /** Whether a payload is as documented: what is drawn and is not so is drawn again. */
  readonly isValid: (event: string, value: Json) => boolean;
}

type Members = Readonly<Record<string, Json>>;

/** Every delivery that a consumer has to put up with; the same choices give the same bytes. */
export function planDeliveries(samples: readonly SamplePayload[], choices: DeliveryChoices): DeliveryPlan[] {
  return [
    ...samples.map((sample, index) => planSample(sample, samples.slice(0, index))),
    ...samples.flatMap((sample) => planDrawn(sample, samples, choices)),
    ...samples.flatMap((sample) => planTolerated(sample, choices)),
    ...samples.filter(isFirstOfEvent).flatMap((sample) => planSequences(sample)),
    // Who reads bodies in pieces does so whatever is in them.
    ...samples.slice(0, 1).map((sample) => planSlow(sample)),
    ...samples.filter(isFirstOfEvent).flatMap((sample) => planUnsound(sample)),
  ];
}

function isFirstOfEvent({ event }: SamplePayload, index: number, all: readonly SamplePayload[]): boolean {
  return all.findIndex((other) => other.event === event) === index;
}

function nameDelivery(family: string, { event, envelope }: SamplePayload): string {
  return `send.${family}.${event.id}.${envelope}`;
}

function plan(
  sample: SamplePayload,
  family: string,
  what: string,
  demand: DeliveryPlan["demand"],
  ...values: readonly [Json | Uint8Array, ...(Json | Uint8Array)[]]
): DeliveryPlan {
  const { event, envelope } = sample;
  const [first, ...others] = values.map((value) =>
    value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value)),
  );
  return {
    id: nameDelivery(family, sample),
    title: `${event.name} in the ${envelope} envelope ${what}`,
    event: event.id,
    demand,
    bodies: [first ?? new Uint8Array(0), ...others],
  };
}

/** As the page shows it. What it shows in several envelopes is one event; delivered, each is another. */
function planSample(sample: SamplePayload, earlier: readonly SamplePayload[]): DeliveryPlan {
  const isShown = earlier.some(({ value }) => readId(value) === readId(sample.value));
  const value = isShown ? giveId(sample.value, `sample ${sample.event.id} ${sample.envelope}`) : sample.value;
  return plan(sample, "sample", "is acknowledged as the page shows it", "valid", value);
}

function readId(value: Json): Json | undefined {
  return isObject(value) ? (value as Members)["eventId"] : undefined;
}

/** Payloads of other members and values that are as documented all the same. */
function planDrawn(
  sample: SamplePayload,
  samples: readonly SamplePayload[],
  { draw, count, drawPayload, isValid, isWanted }: DeliveryChoices,
): DeliveryPlan[] {
  const { event, envelope, value: own } = sample;
  const shown = listShownMembers(samples.filter((one) => one.event === event).map(({ value }) => value));
  const form = event.envelopes.find(({ name }) => name === envelope);
  return Array.from({ length: count }, (_unused, index) => index).flatMap((index) => {
    const family = `drawn-${index + 1}`;
    if (!isWanted(nameDelivery(family, sample))) return [];
    const choose = draw(`${family} ${event.id} ${envelope}`);
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const drawn = form === undefined || attempt >= mostDrawn ? undefined : drawPayload(form, choose);
      const varied = vary(drawn === undefined ? own : blendPayload(own, drawn, shown, isFixed), choose);
      const value = giveId(varied, `${family} ${event.id} ${envelope} ${choose.integer(0, 2 ** 31 - 1)}`);
      if (isValid(event.id, value))
        return [plan(sample, family, "is acknowledged with other members and values", "valid", value)];
    }
    return [];
  });
}

/** Where no payload of the schemas is sound, the sample's own members have other values. */
const mostDrawn = 15;
const mostAttempts = 20;
/** Texts that trip receivers: quotes, other scripts, beyond the basic plane, nothing but digits, a long one. */
const texts = ['O\'Neill "x" \\', "Ünïcødé 日本語", "🎉 party", "0012", "a".repeat(500), "-", "null"];

/** Two events never share an id, so that each payload of its own has one. */
function giveId(value: Json, seed: string): Json {
  return replaceMembers(value, ["eventId"], makeEventId(seed));
}

/** The same delivery as another event, by its id; who refuses what it has heard of takes it. */
export function renewDelivery(body: Uint8Array, seed: string): Uint8Array {
  const parsed = parseJson(body);
  if (parsed.kind !== "json" || !isObject(parsed.value)) return body;
  return new TextEncoder().encode(JSON.stringify(giveId(parsed.value, seed)));
}

/** An id in the form of the samples, the same for the same seed. */
function makeEventId(seed: string): string {
  const digits = createHash("sha256").update(seed).digest("hex");
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join("-");
}

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
  "orgId",
  "refId",
  "eventId",
]);

/** Times are varied by themselves, because what a schema takes for one may be none. */
function isFixed(name: string): boolean {
  return fixed.has(name.trim()) || isTime(name);
}

function isTime(name: string): boolean {
  return name === "createdAt" || name === "timeStamp";
}

function varyNumber(name: string, draw: Draw): number {
  // Milliseconds since 1970 in this century; ids up to what a double holds exactly.
  if (isTime(name)) return draw.integer(1_000_000_000, 2_000_000_000) * 1000;
  return draw.pick([1, draw.integer(1, 1_000_000), 2_147_483_648, 9_007_199_254_740_991]);
}

/** Members, values and blanks that no page promises to leave out: consumers have to expect them. */
function planTolerated(sample: SamplePayload, { isValid }: DeliveryChoices): DeliveryPlan[] {
  const { event, envelope, value } = sample;
  const rows: readonly [family: string, what: string, changed: Json][] = [
    ["unknown-members", "is acknowledged with members that no page describes", addMembers(value)],
    ["other-kinds", "is acknowledged with kinds that no page shows", replaceTexts(value, kinds)],
    ["nulls", "is acknowledged with null where the page shows null", replaceMembers(value, nullable, null)],
    ["blanks", "is acknowledged with blanks as the samples have them", addBlanks(value)],
    ["reversed", "is acknowledged with its members in another order", reverse(value)],
  ];
  return rows
    .filter(([, , changed]) => JSON.stringify(changed) !== JSON.stringify(value) && isValid(event.id, changed))
    .map(([family, what, changed]) =>
      plan(sample, family, what, "valid", giveId(changed, `${family} ${event.id} ${envelope}`)),
    );
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
  const { event, envelope, value } = sample;
  const make = (family: string): Json => giveId(value, `${family} ${event.id} ${envelope}`);
  const older = mapMembers(make("older"), (name, one) =>
    name === "createdAt" && typeof one === "number" ? one - 60_000 : one,
  );
  const [again, twin] = [make("repeated"), make("parallel")];
  return [
    plan(sample, "repeated", "is acknowledged again when it is delivered again", "repeated", again, again, again),
    plan(sample, "late", "is acknowledged after one that was created later", "valid", make("newer"), older),
    {
      ...plan(sample, "parallel", "is acknowledged when it comes several times at once", "repeated", twin, twin, twin),
      manner: "together",
    },
  ];
}

/** A delivery whose body takes its time, as over a bad connection. */
function planSlow(sample: SamplePayload): DeliveryPlan {
  const what = "is acknowledged when its body comes in pieces";
  const value = giveId(sample.value, `slow ${sample.event.id} ${sample.envelope}`);
  return { ...plan(sample, "slow", what, "valid", value), manner: "slow" };
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
