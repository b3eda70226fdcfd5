import { isObject } from "../model/json.ts";
import { resolvePointer } from "../model/json-pointer.ts";
import type { CatalogSources, SchemaDocument } from "./sources.ts";

/**
 * Calls `visit` for each subschema that applies to a value, with the place in an instance that it describes. References
 * are followed, also to other files; what only decides (`if`, `not`) is no description.
 */
export function walkSchema(
  schemas: CatalogSources["schemas"],
  path: string,
  visit: (at: string, schema: SchemaDocument) => void,
): void {
  const seen = new Set<string>();
  const walk = (file: string, schema: unknown, at: string): void => {
    if (!isObject(schema)) return;
    visit(at, schema);
    const { $ref: reference, properties, items, prefixItems, allOf, anyOf, oneOf, then, else: otherwise } = schema;
    if (typeof reference === "string" && !seen.has(`${file} ${reference} ${at}`)) {
      seen.add(`${file} ${reference} ${at}`);
      const [target = "", pointer = ""] = reference.split("#");
      const next = target === "" ? file : new URL(target, `schemas:///${file}`).pathname.slice(1);
      walk(next, resolvePointer(schemas[next], pointer), at);
    }
    if (isObject(properties))
      for (const [name, member] of Object.entries(properties)) walk(file, member, `${at}/${name}`);
    walk(file, items, `${at}/*`);
    for (const list of [prefixItems, allOf, anyOf, oneOf]) {
      const place = list === prefixItems ? `${at}/*` : at;
      if (Array.isArray(list)) for (const one of list as unknown[]) walk(file, one, place);
    }
    walk(file, then, at);
    walk(file, otherwise, at);
  };
  walk(path, schemas[path], "");
}
