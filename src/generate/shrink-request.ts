import type { RequestPlan } from "../model/case.ts";
import { isObject, type Json, parseJson } from "../model/json.ts";
import { formatPointer } from "../model/json-pointer.ts";
import { replaceAt } from "./instance-places.ts";

/**
 * Requests that are a step smaller than this one, those that lose most first: without a parameter, a member, an entry of
 * a list or half of the entries; with a simpler text or number. Whether one still shows what it should is for the caller
 * to find out.
 */
export function* shrinkRequest(request: RequestPlan): Generator<RequestPlan> {
  const { query = [], headers = [], body } = request;
  for (const index of query.keys()) yield { ...request, query: query.filter((_entry, other) => other !== index) };
  yield* shrinkPath(request);
  if (body !== undefined && body.byteLength > 0) yield* shrinkBody(request, body);
  for (const [index, [name, value]] of query.entries()) {
    for (const simpler of simplifyText(value)) {
      yield {
        ...request,
        query: query.map((entry, other): readonly [string, string] => (other === index ? [name, simpler] : entry)),
      };
    }
  }
  // How a body is declared is a part of what is said with it.
  for (const index of headers.keys()) {
    if (headers[index]?.[0].toLowerCase() === "content-type") continue;
    yield { ...request, headers: headers.filter((_header, other) => other !== index) };
  }
}

/** A query that is written in its path, without one of its parts, or with a long value cut in half. */
function* shrinkPath(request: RequestPlan): Generator<RequestPlan> {
  const [path = "", ...rest] = (request.path ?? "").split("?");
  const parts = rest.join("?").split("&");
  if (rest.length === 0) return;
  const write = (some: readonly string[]): RequestPlan => ({ ...request, path: `${path}?${some.join("&")}` });
  if (parts.length > 1) {
    for (const half of [parts.slice(0, parts.length / 2), parts.slice(parts.length / 2)]) yield write(half);
    for (const index of parts.keys()) yield write(parts.filter((_part, other) => other !== index));
  }
  for (const [index, part] of parts.entries()) {
    if (longPart.test(part)) yield write(parts.with(index, part.slice(0, Math.ceil(part.length / 2))));
  }
}

/** Without an encoding that a cut would break. */
const longPart = /^[\w=]{20,}$/;

function* shrinkBody(request: RequestPlan, body: Uint8Array): Generator<RequestPlan> {
  const encode = (text: string): RequestPlan => ({ ...request, body: new TextEncoder().encode(text) });
  const parsed = parseJson(body);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(body);
  if (parsed.kind !== "json") {
    const half = Math.floor(text.length / 2);
    if (text.length > 1) for (const part of [text.slice(0, half), text.slice(half)]) yield encode(part);
    return;
  }
  // What JSON.parse loses, such as a member that is there twice, a smaller body would lose too.
  if (JSON.stringify(parsed.value) !== text) return;
  for (const smaller of shrinkJson(parsed.value)) yield encode(JSON.stringify(smaller));
}

/** Values that are a step smaller: whole parts left out first, then what is left made simpler. */
export function* shrinkJson(value: Json): Generator<Json> {
  const places = listPlaces(value, []);
  for (const { parts, held } of places) {
    if (Array.isArray(held) && held.length > 1) {
      const half = Math.ceil(held.length / 2);
      yield replaceAt(value, formatPointer(parts), held.slice(0, half));
      yield replaceAt(value, formatPointer(parts), held.slice(half));
    }
  }
  for (const { parts } of places) if (parts.length > 0) yield replaceAt(value, formatPointer(parts), undefined);
  for (const { parts, held } of places) {
    for (const simpler of simplify(held)) yield replaceAt(value, formatPointer(parts), simpler);
  }
}

interface Held {
  readonly parts: readonly string[];
  readonly held: Json;
}

/** Every place of a value, holders before what they hold; deep nesting is left as it is. */
function listPlaces(value: Json, parts: readonly string[]): Held[] {
  const own: Held = { parts, held: value };
  if (parts.length > mostDepth || typeof value !== "object" || value === null) return [own];
  return [own, ...Object.entries(value).flatMap(([name, one]) => listPlaces(one, [...parts, name]))];
}

const mostDepth = 20;

function simplify(value: Json): Json[] {
  if (typeof value === "string") return simplifyText(value);
  if (typeof value === "number")
    return [0, Math.trunc(value / 2)].filter((simpler) => Math.abs(simpler) < Math.abs(value));
  return isObject(value) && Object.keys(value).length > 1 ? [{}] : [];
}

/** Empty, one letter, the first half: whichever is shorter. */
function simplifyText(text: string): string[] {
  const candidates = ["", /^\d/.test(text) ? "0" : "a", text.slice(0, Math.ceil(text.length / 2))];
  return [...new Set(candidates)].filter((simpler) => simpler.length < text.length);
}
