import type { Params } from "../find-named.ts";

/** Text that a provider state is given; undefined where it is left out. Throws a RangeError for anything else. */
export function readText(params: Params, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  throw new RangeError(`${name} is a text`);
}

/** An ISO 8601 instant that a provider state is given. */
export function readInstant(params: Params, name: string): string | undefined {
  const text = readText(params, name);
  if (text === undefined || isInstant(text)) return text;
  throw new RangeError(`${name} is an ISO 8601 instant`);
}

/** A list of ISO 8601 instants. */
export function readInstants(params: Params, name: string): readonly string[] | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every(isInstant)) {
    return value;
  }
  throw new RangeError(`${name} is a list of ISO 8601 instants`);
}

/** A whole number between two bounds, as a number or in digits. */
export function readCount(params: Params, name: string, [from, to]: readonly [number, number]): number | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  const count = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  if (value !== "" && Number.isSafeInteger(count) && count >= from && count <= to) return count;
  throw new RangeError(`${name} is a whole number from ${from} to ${to}`);
}

/** One of some words. */
export function readWord<T extends string>(params: Params, name: string, words: readonly T[]): T | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  const word = words.find((each) => each === value);
  if (word !== undefined) return word;
  throw new RangeError(`${name} is one of ${words.join(", ")}`);
}

/** Whether something is an ISO 8601 instant. */
export function isInstant(text: unknown): text is string {
  return typeof text === "string" && /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text));
}
