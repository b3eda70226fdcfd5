import type { Json } from "../model/json.ts";
import type { SchemaDocument } from "./sources.ts";

/**
 * A query as the value that its schema describes: text that denotes a number or a truth value of the type asked for
 * becomes one, anything else stays text. A parameter that is sent more than once becomes a list.
 */
export function readQueryValues(entries: readonly (readonly [string, string])[], schema: SchemaDocument): Json {
  const values = new Map<string, Json>();
  for (const [name, text] of entries) {
    const value = readText(text, typeOf(schema, name));
    const earlier = values.get(name);
    if (earlier === undefined) values.set(name, value);
    else values.set(name, Array.isArray(earlier) ? [...earlier, value] : [earlier, value]);
  }
  return Object.fromEntries(values);
}

function readText(text: string, type: unknown): Json {
  if (type === "integer" && /^-?\d+$/.test(text)) return Number(text);
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function typeOf(schema: SchemaDocument, name: string): unknown {
  const properties = schema["properties"];
  if (typeof properties !== "object" || properties === null || !Object.hasOwn(properties, name)) return undefined;
  const property = (properties as Readonly<Record<string, unknown>>)[name];
  return typeof property === "object" && property !== null ? (property as SchemaDocument)["type"] : undefined;
}
