import type { Header } from "../model/http.ts";
import { isObject, type Json, jsonType, parseJson, showJson } from "../model/json.ts";
import { parsePointer, resolvePointer } from "../model/json-pointer.ts";
import { type Finding, type Judgement, mergeJudgements, type Note, nothingJudged } from "../model/verdict.ts";
import { applyRules, mergeParts } from "./apply-rules.ts";
import { checkBody } from "./check-body.ts";
import type { EventInput, EventRulebook, Rulebook, WebhookOptions } from "./standard.ts";

/** What a webhook was told: the body as it came, or parsed. */
export interface Payload {
  /** The event that it has to be, by name or id; left out, the payload says itself which it is. */
  readonly event?: string;
  readonly body: Uint8Array | Json;
  readonly headers?: readonly Header[];
}

/** What the checks say of a payload. Without an event it is none of the documented ones, and a note says why. */
export interface PayloadJudgement {
  /** The event's name, such as `partnerProgramLinked`. */
  readonly event?: string;
  /** The name of the envelope that it was held against. */
  readonly envelope?: string;
  readonly judgement: Judgement;
}

/**
 * Holds a payload of a webhook against the documents: the schemas of its event and envelope, then the event's rules.
 * Throws a RangeError where the expected event is not a documented one.
 * @param index the payload's position in its trace, for the findings
 */
export function checkPayload(
  rulebook: Rulebook,
  payload: Payload,
  options: WebhookOptions = {},
  index = 0,
): PayloadJudgement {
  return judgeInput(rulebook, readPayload(rulebook, payload, options), index);
}

/**
 * Holds the payloads that one sender delivered against the documents: each by itself, then what several of them show.
 * Positions in the merged judgement are those in the list.
 */
export function checkPayloads(
  rulebook: Rulebook,
  payloads: readonly Payload[],
  options: WebhookOptions = {},
): { readonly payloads: readonly PayloadJudgement[]; readonly judgement: Judgement } {
  const inputs = payloads.map((payload) => readPayload(rulebook, payload, options));
  const judged = inputs.map((input, index) => judgeInput(rulebook, input, index));
  const series = judgeSeries(
    rulebook,
    inputs.map((input) => ("event" in input ? input : undefined)),
  );
  return {
    payloads: judged,
    judgement: mergeJudgements([...judged.map(({ judgement }) => judgement), series]),
  };
}

/** What several payloads show; what is no documented event is undefined in the list. Positions are those in it. */
export function judgeSeries({ events }: Rulebook, inputs: readonly (EventInput | undefined)[]): Judgement {
  return mergeJudgements(
    (events?.series ?? []).map(({ requirement, check }): Judgement => {
      const found = check(inputs);
      if (found === undefined) return nothingJudged;
      const findings = found.map((finding): Finding => ({ requirement, ...finding }));
      return { ...nothingJudged, exercised: [requirement], findings };
    }),
  );
}

/** A payload that is no documented event, and why it is taken for none. */
export interface Unrecognized {
  readonly reason: string;
  /** Set where the body is no JSON text at all. */
  readonly trouble?: string;
}

/** Finds out what a payload is. Throws a RangeError where the expected event is not a documented one. */
export function readPayload(rulebook: Rulebook, payload: Payload, options: WebhookOptions): EventInput | Unrecognized {
  const { catalog, events } = rulebook;
  const known = [...catalog.events.values()];
  const expected = payload.event === undefined ? undefined : catalog.findEvent(payload.event);
  if (payload.event !== undefined && expected === undefined) {
    const names = known.map(({ name }) => name).join(", ");
    throw new RangeError(`${payload.event} is no documented event; there are ${names || "none"}`);
  }
  const { value, trouble } = readBody(payload.body);
  const { event, envelope } = events?.recognize(value, {
    events: known,
    ...(expected === undefined ? {} : { expected }),
    pins: options.pins ?? {},
  }) ?? { event: expected };
  if (event === undefined) {
    return trouble === undefined ? { reason: explainUnrecognized(value) } : { reason: trouble, trouble };
  }
  return {
    event,
    envelope: event.envelopes.find(({ name }) => name === envelope),
    value,
    ...(trouble === undefined ? {} : { trouble }),
    ...(payload.headers === undefined ? {} : { headers: payload.headers }),
    ...(options.headers === undefined ? {} : { configured: options.headers }),
  };
}

function readBody(body: Uint8Array | Json): { readonly value: Json | undefined; readonly trouble?: string } {
  if (!(body instanceof Uint8Array)) return { value: body };
  const parsed = parseJson(body);
  if (parsed.kind === "json") return { value: parsed.value };
  return {
    value: undefined,
    trouble: parsed.kind === "empty" ? "the body is empty" : `the body is no JSON text: ${parsed.reason}`,
  };
}

function explainUnrecognized(value: Json | undefined): string {
  if (!isObject(value)) return `a payload is an object, and this is ${jsonType(value)}`;
  const name = isObject(value["attributes"]) ? value["attributes"]["eventName"] : value["eventName"];
  return name === undefined
    ? "nothing in it names a documented event"
    : `eventName ${showJson(name)} is none of the documented events`;
}

/** Holds what a payload was taken for against the documents. */
export function judgeInput(rulebook: Rulebook, input: EventInput | Unrecognized, index: number): PayloadJudgement {
  if (!("event" in input)) return { judgement: { ...nothingJudged, notes: [{ text: input.reason }] } };
  const { event, envelope, trouble } = input;
  const { catalog, events } = rulebook;
  if (trouble !== undefined && events !== undefined)
    return { event: event.name, judgement: judgeUnreadable(events, trouble, index) };
  const ownRules = (events?.rules ?? []).filter((rule) => rule.event === event.id);
  const eventParts = listParts(input);
  const { findings, readings, exercised } = mergeParts([
    ...eventParts.map((part) => checkBody(catalog, part.schema, part.value, part.at)),
    applyRules(ownRules, input),
  ]);
  const noticers = (events?.noticers ?? []).filter((noticer) => noticer.event === event.id);
  return {
    event: event.name,
    ...(envelope === undefined ? {} : { envelope: envelope.name }),
    judgement: {
      findings: findings.map((finding) => ({ ...finding, exchange: index })),
      readings: readings.map((reading) => ({ ...reading, exchange: index })),
      exercised,
      notes: [
        ...noteUnknownMembers(rulebook, event.name, eventParts),
        ...noticers.flatMap(({ notice }) => notice(input)),
      ],
    },
  };
}

/** A body that is no JSON text shows nothing else of what it should have been. */
export function judgeUnreadable({ readable }: EventRulebook, trouble: string, index: number): Judgement {
  const finding = { pointer: "", kind: "unreadable", expected: "JSON text in UTF-8", actual: trouble } as const;
  const findings = [{ requirement: readable, ...finding, exchange: index }];
  return { ...nothingJudged, exercised: [readable], findings, notes: [{ text: trouble }] };
}

interface EventPart {
  readonly schema: string;
  readonly at: string;
  readonly value: unknown;
}

/** The payload with its envelope's schema, and the parts of it that have schemas of their own. */
function listParts({ envelope, value }: EventInput): EventPart[] {
  if (envelope === undefined || value === undefined) return [];
  const parts = envelope.parts.map(({ at, schema }) => ({ schema, at, value: resolvePointer(value, at) }));
  return [{ schema: envelope.schema, at: "", value }, ...parts.filter((part) => part.value !== undefined)];
}

/** A sender may have any number of members of its own. */
const mostNotes = 20;

function noteUnknownMembers({ catalog }: Rulebook, event: string, parts: readonly EventPart[]): Note[] {
  const pointers = parts.flatMap(({ schema, at, value }) =>
    catalog.unknownMembers(schema, value).map((pointer) => at + pointer),
  );
  return pointers.slice(0, mostNotes).map((pointer) => ({
    text: `the documents describe no member ${showJson(parsePointer(pointer).at(-1))} of ${event}`,
    pointer,
  }));
}
