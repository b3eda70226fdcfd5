import { createHash } from "node:crypto";
import { isObject } from "../model/json.ts";

/** A text that must not be shown, and what is shown in its place. */
export interface Secret {
  readonly value: string;
  readonly placeholder: string;
}

/** Takes secrets out of whatever is about to be written. */
export interface Redactor {
  text(text: string): string;
  /** Bytes of any encoding; what is not a secret is kept byte for byte. */
  bytes(bytes: Uint8Array): Uint8Array;
  /** A JSON value with every text, member name and number redacted; a number that is a secret becomes text. */
  value<T>(json: T): T;
  /** A text cut at its secrets. */
  split(text: string): readonly (string | { readonly placeholder: string })[];
  /** Secrets that arrive during a run, such as an access token. */
  add(secrets: readonly Secret[]): void;
}

const shortest = 4;

/** So many texts of no more than so many characters are not searched again. */
const mostRecent = 500;
const longestRecent = 200;

/**
 * Replaces secrets by value: raw, base64 (padded or not, url-safe, and inside a longer base64 text), URL-encoded, JSON-
 * and HTML-escaped, and as MD5; longest first. A secret shorter than four characters is replaced only where it is the
 * whole value, since anything else would destroy the output. Placeholders are left alone, so redacting twice does no harm.
 */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const known = new Map<string, string>();
  let matchers: { text?: Matcher; bytes?: Matcher } = {};
  // Secrets that arrive make matchers anew, and what is masked arrives one by one.
  const formsByValue = new Map<string, readonly string[]>();
  const formsOf = (value: string): readonly string[] => {
    const forms = formsByValue.get(value) ?? listForms(value);
    formsByValue.set(value, forms);
    return forms;
  };

  const add = (more: readonly Secret[]) => {
    for (const { value, placeholder } of more) {
      if (value === "" || known.has(value)) continue;
      known.set(value, placeholder);
      matchers = {};
    }
  };
  const asText = (): Matcher => (matchers.text ??= createMatcher(known, formsOf, (text) => text));
  const asBytes = (): Matcher =>
    (matchers.bytes ??= createMatcher(known, formsOf, (text) => Buffer.from(text, "utf8").toString("latin1")));
  // Whoever listens without a profile knows no secret.
  const redactText = (text: string) => (known.size === 0 ? text : asText().replace(text));
  add(secrets);
  return {
    add,
    text: redactText,
    // Latin-1 maps every byte to a character and back.
    bytes: (bytes) => {
      if (known.size === 0) return bytes;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
      const redacted = asBytes().replace(text);
      return redacted === text ? bytes : new Uint8Array(Buffer.from(redacted, "latin1"));
    },
    value: <T>(json: T) => mapJson(json, redactText) as T,
    split: (text) => asText().split(text),
  };
}

interface Matcher {
  replace(text: string): string;
  split(text: string): readonly (string | { readonly placeholder: string })[];
}

function createMatcher(
  known: ReadonlyMap<string, string>,
  formsOf: (value: string) => readonly string[],
  encode: (text: string) => string,
): Matcher {
  const forms = new Map<string, string>();
  const whole = new Map<string, string>();
  const own = new Set<string>();
  for (const [value, placeholder] of known) {
    own.add(encode(placeholder));
    whole.set(encode(value), encode(placeholder));
    // Short encodings would hit other text by chance.
    const least = value.length < shortest ? 8 : 5;
    for (const form of formsOf(value)) {
      if (form === value ? value.length < shortest : form.length < least) continue;
      if (!forms.has(encode(form))) forms.set(encode(form), encode(placeholder));
    }
  }
  const wanted = [...forms.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp([...own, ...wanted].map(escapePattern).join("|"), "g");
  // Plain searches are far faster than the pattern, and most texts hold no secret.
  const holdsSecret = (text: string) => wanted.some((form) => text.includes(form));
  const replaceAll = (text: string): string =>
    whole.get(text) ?? (holdsSecret(text) ? text.replace(pattern, (found) => forms.get(found) ?? found) : text);
  /** Headers are the same in nearly every exchange. */
  const recent = new Map<string, string>();
  return {
    replace: (text) => {
      if (text.length > longestRecent) return replaceAll(text);
      const known = recent.get(text);
      if (known !== undefined) return known;
      if (recent.size >= mostRecent) recent.clear();
      const replaced = replaceAll(text);
      recent.set(text, replaced);
      return replaced;
    },
    split: (text) => {
      const placeholder = whole.get(text);
      if (placeholder !== undefined) return [{ placeholder }];
      if (!holdsSecret(text)) return [text];
      const parts: (string | { placeholder: string })[] = [];
      let end = 0;
      for (const match of text.matchAll(pattern)) {
        const found = forms.get(match[0]);
        if (found === undefined) continue;
        if (match.index > end) parts.push(text.slice(end, match.index));
        parts.push({ placeholder: found });
        end = match.index + match[0].length;
      }
      if (end < text.length) parts.push(text.slice(end));
      return parts;
    },
  };
}

/** Every spelling in which a host may echo a secret, the raw one first. */
function listForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const url = encodeLoosely(value);
  const strictUrl = url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const urls = [url, strictUrl].flatMap((each) => [each, each.replaceAll("%20", "+")]);
  const html = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const md5 = createHash("md5").update(value, "utf8").digest("hex");
  const raw = [value, json, ascii, json.replaceAll("/", "\\/"), ascii.replaceAll("/", "\\/")];
  const escapes = [html, html.replaceAll('"', "&quot;"), html.replaceAll('"', "&quot;").replaceAll("'", "&#39;")];
  const base64 = listBase64(value);
  return [
    ...new Set([
      ...raw,
      // An escape inside JSON may be upper-case, a percent escape lower-case.
      ascii.replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`),
      ...urls,
      ...urls.map((each) => each.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())),
      ...escapes,
      ...base64,
      ...base64.map(encodeURIComponent),
      md5,
      md5.toUpperCase(),
    ]),
  ];
}

/** Lone surrogates cannot be URL-encoded; they become what a browser makes of them. */
function encodeLoosely(value: string): string {
  return encodeURIComponent(Buffer.from(value, "utf8").toString("utf8"));
}

/** Base64 of the whole value, and the characters it surely makes at each of the three alignments in a longer text. */
function listBase64(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const padded = bytes.toString("base64");
  const inside = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((offset * 8) / 6), end);
  });
  const all = [padded, padded.replace(/=+$/, ""), ...inside];
  return all.flatMap((each) => [each, each.replaceAll("+", "-").replaceAll("/", "_")]);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** Copies a JSON value with an explicit stack: a host may nest deeper than calls can. */
function mapJson(json: unknown, mapText: (text: string) => string): unknown {
  let result: unknown;
  const open: { value: unknown; put: (copy: unknown) => void }[] = [{ value: json, put: (copy) => (result = copy) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, put } = next;
    if (typeof value === "string") put(mapText(value));
    else if (typeof value === "number") {
      const text = mapText(String(value));
      put(text === String(value) ? value : text);
    } else if (Array.isArray(value)) {
      const copy: unknown[] = Array.from({ length: value.length });
      put(copy);
      value.forEach((entry: unknown, index) => open.push({ value: entry, put: (made) => (copy[index] = made) }));
    } else if (isObject(value)) {
      const copy: Record<string, unknown> = {};
      put(copy);
      for (const [key, entry] of Object.entries(value)) {
        const name = mapText(key);
        // Defined at once, to keep the order of members, and not assigned, since a host may send "__proto__".
        const define = (made: unknown) =>
          Object.defineProperty(copy, name, { value: made, enumerable: true, writable: true, configurable: true });
        define(undefined);
        open.push({ value: entry, put: define });
      }
    } else put(value);
  }
  return result;
}
