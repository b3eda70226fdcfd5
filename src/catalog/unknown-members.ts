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

  function find(value: unknown, parts: readonly (string | number)[], at: string): string[] {
    if (Array.isArray(value)) return value.flatMap((entry, index) => find(entry, [...parts, index], `${at}/*`));
    if (!isObject(value)) return [];
    const names = described.get(at);
    return Object.entries(value).flatMap(([name, member]) => {
      const place = [...parts, name];
      if (names?.has(name) === true) return find(member, place, `${at}/${name}`);
      return names === undefined || open.has(at) ? [] : [formatPointer(place)];
    });
  }
  return (value) => find(value, [], "");
}
