import { type JsonTree, RawNumber, isList } from "../json-text.ts";

/** The same value in a JSON type that is not its own. */
export function retype(value: JsonTree | undefined): JsonTree {
  if (value instanceof RawNumber) return value.text;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return { value };
  if (isList(value)) return Object.fromEntries(value.map((entry, index) => [`entry${index}`, entry]));
  return "";
}
