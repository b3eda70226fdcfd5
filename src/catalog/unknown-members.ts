import { isObject } from "../model/json.ts";
import { formatPointer } from "../model/json-pointer.ts";
import type { CatalogSources } from "./sources.ts";
import { walkSchema } from "./walk-schema.ts";

/** Pointers to the members of a value that no schema describes, the outermost of each. */
export type FindUnknownMembers = (value: unknown) => string[];

/**
 * Finds members that the schema at this path does not describe. An object of which it describes no member, or members by
 * pattern, may have any.
 */
export function createUnknownMemberFinder(schemas: CatalogSources["schemas"], path: string): FindUnknownMembers {
  const described = new Map<string, Set<string>>();
  const open = new Set<string>();
  walkSchema(schemas, path, (at, { properties, patternProperties }) => {
    if (isObject(patternProperties)) open.add(at);
    if (!isObject(properties)) return;
    const names = described.get(at) ?? new Set<string>();
    for (const name of Object.keys(properties)) names.add(name);
    described.set(at, names);
  });

  function find(value: unknown, parts: (string | number)[], at: string, found: string[]): string[] {
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) {
        parts.push(index);
        find(entry, parts, `${at}/*`, found);
        parts.pop();
      }
    } else if (isObject(value)) {
      const names = described.get(at);
      if (names === undefined) return found;
      for (const [name, member] of Object.entries(value)) {
        parts.push(name);
        if (names.has(name)) find(member, parts, `${at}/${name}`, found);
        else if (!open.has(at)) found.push(formatPointer(parts));
        parts.pop();
      }
    }
    return found;
  }
  return (value) => find(value, [], "", []);
}
