/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The outcome of reading bytes as JSON text. */
export type ParsedJson =
  | { readonly kind: "json"; readonly value: Json }
  | { readonly kind: "empty" }
  | { readonly kind: "invalid"; readonly reason: string };

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Reads bytes as UTF-8 JSON text (RFC 8259). A byte order mark is ignored, as the RFC allows a parser to. */
export function parseJson(body: Uint8Array): ParsedJson {
  if (body.byteLength === 0) return { kind: "empty" };
  let text: string;
  try {
    text = strictUtf8.decode(body);
  } catch {
    return { kind: "invalid", reason: "the body is not valid UTF-8" };
  }
  try {
    const value = JSON.parse(text) as Json;
    return isTooDeep(text, value)
      ? { kind: "invalid", reason: `the body is nested more than ${mostLevels} levels deep` }
      : { kind: "json", value };
  } catch (error) {
    return { kind: "invalid", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Deeper ones overflow the stack of whoever goes through them; a reader may set such a limit (RFC 8259, section 9). */
const mostLevels = 500;

/** Whether a value is nested too deeply; the text tells at once of nearly all that they are not. */
function isTooDeep(text: string, value: Json): boolean {
  if (text.length <= mostLevels || (text.match(/[[{]/g)?.length ?? 0) <= mostLevels) return false;
  const keepHolders = (list: readonly unknown[]): object[] =>
    list.filter((one): one is object => typeof one === "object" && one !== null);
  let level = keepHolders([value]);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > mostLevels) return true;
    level = keepHolders(level.flatMap((one): unknown[] => Object.values(one)));
  }
  return false;
}

/** Whether a text in UTF-8 begins with a byte order mark. */
export function hasByteOrderMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON type name of a value, with `integer` told apart from `number`. */
export function jsonType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** A value as short JSON text for a message; longer than `limit` characters is cut with an ellipsis. */
export function showJson(value: unknown, limit = 120): string {
  if (value === undefined) return "nothing";
  return shortenText(JSON.stringify(value) ?? String(value), limit);
}

/** Text for a message: longer than `limit` characters it is cut with an ellipsis. */
export function shortenText(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/**
 * Canonical text of a JSON value: members sorted, numbers by value, so that `390.000` and `390` are equal and the order
 * of members does not count.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
