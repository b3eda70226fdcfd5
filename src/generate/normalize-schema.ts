import type { CatalogSources, SchemaDocument } from "../catalog/sources.ts";
import { isObject } from "../model/json.ts";
import { resolvePointer } from "../model/json-pointer.ts";

/** Lists are made no longer than this; longer ones are a matter of boundaries. */
const mostEntries = 3;
/** A schema that holds itself is followed so far. */
const mostDepth = 12;

/**
 * A schema in the form that json-schema-faker makes sound values of: references are replaced by what they lead to, oneOf
 * is anyOf, and what it cannot heed (conditions, negations, annotations) is left out. What it makes has to be checked
 * against the schema itself.
 */
export function normalizeSchema(schemas: CatalogSources["schemas"], path: string): SchemaDocument {
  const normalize = (schema: unknown, file: string, depth: number): unknown => {
    if (!isObject(schema) || depth > mostDepth) return schema === false ? false : {};
    const { $ref: reference, oneOf, anyOf, ...rest } = schema;
    if (typeof reference === "string") {
      const [target = "", pointer = ""] = reference.split("#");
      const next = target === "" ? file : new URL(target, `schemas:///${file}`).pathname.slice(1);
      const found = normalize(resolvePointer(schemas[next], decodeURIComponent(pointer)), next, depth + 1);
      const others = Object.keys(rest).filter((keyword) => !leftOut.has(keyword));
      return others.length === 0 ? found : { allOf: [found, normalize(rest, file, depth + 1)] };
    }
    const branches = oneOf ?? anyOf;
    const kept = Object.entries(rest).filter(([keyword]) => !leftOut.has(keyword));
    return {
      ...Object.fromEntries(kept.map(([keyword, value]) => [keyword, normalizeKeyword(keyword, value, file, depth)])),
      ...(Array.isArray(rest["items"]) || rest["items"] === undefined ? {} : { maxItems: mostEntries, minItems: 1 }),
      ...(Array.isArray(branches) ? { anyOf: branches.map((one: unknown) => normalize(one, file, depth + 1)) } : {}),
    };
  };
  const normalizeKeyword = (keyword: string, value: unknown, file: string, depth: number): unknown => {
    if (keyword === "properties" && isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, normalize(one, file, depth + 1)]));
    }
    if (keyword === "items") return normalize(value, file, depth + 1);
    if (["allOf", "prefixItems"].includes(keyword) && Array.isArray(value)) {
      return value.map((one: unknown) => normalize(one, file, depth + 1));
    }
    return value;
  };
  return normalize(schemas[path] ?? {}, path, 0) as SchemaDocument;
}

const leftOut = new Set(["$id", "$schema", "$defs", "title", "description", "x-personal", "if", "then", "else", "not"]);
