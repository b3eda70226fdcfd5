import type { CatalogSources, SchemaDocument } from "../catalog/sources.ts";
import { walkSchema } from "../catalog/walk-schema.ts";
import { isObject, type Json } from "../model/json.ts";
import { formatPointer, parsePointer, resolvePointer } from "../model/json-pointer.ts";

/** A place that a schema describes, in any instance. */
export interface Place {
  /** JSON Pointer with `*` for any entry of a list; empty for the whole. */
  readonly at: string;
  /** Everything that the schema says of a value there. */
  readonly schemas: readonly SchemaDocument[];
}

/** A place in one instance; the value is undefined where there is none, though its holder is there. */
export interface Site extends Place {
  /** JSON Pointer. */
  readonly pointer: string;
  readonly value: Json | undefined;
}

/** The places of a schema, holders before what they hold. */
export function listPlaces(schemas: CatalogSources["schemas"], path: string): Place[] {
  const places = new Map<string, SchemaDocument[]>();
  walkSchema(schemas, path, (at, schema) => {
    places.set(at, [...(places.get(at) ?? []), schema]);
  });
  return [...places].map(([at, list]) => ({ at, schemas: list }));
}

/** Where an instance has, or could have, a value at each of the places. */
export function listSites(places: readonly Place[], instance: Json): Site[] {
  return places.flatMap((place) =>
    expand(parsePointer(place.at), instance).map((parts): Site => {
      const pointer = formatPointer(parts);
      const value = resolvePointer(instance, pointer) as Json | undefined;
      return { ...place, pointer, value };
    }),
  );
}

/** An instance with another value at a place; undefined leaves out the member, or the entry of a list. */
export function replaceAt(instance: Json, pointer: string, value: Json | undefined): Json {
  const replaced = replaceParts(instance, parsePointer(pointer), value);
  return replaced ?? null;
}

function replaceParts(holder: Json, parts: readonly string[], value: Json | undefined): Json | undefined {
  const [first, ...rest] = parts;
  if (first === undefined) return value;
  if (Array.isArray(holder)) {
    const list = holder as readonly Json[];
    return list.flatMap((entry, index) => {
      if (String(index) !== first) return [entry];
      const replaced = replaceParts(entry, rest, value);
      return replaced === undefined ? [] : [replaced];
    });
  }
  if (!isObject(holder)) return holder;
  const members = holder as Readonly<Record<string, Json>>;
  const own = Object.hasOwn(members, first) ? members[first] : undefined;
  const replaced = own === undefined && rest.length > 0 ? undefined : replaceParts(own ?? null, rest, value);
  const entries = Object.entries(members).filter(([name]) => name !== first || replaced !== undefined);
  if (replaced === undefined) return Object.fromEntries(entries);
  // An own member keeps its place; `__proto__` is a name like any other.
  const named = entries.map(([name, member]): [string, Json] => [name, name === first ? replaced : member]);
  return Object.fromEntries(own === undefined ? [...named, [first, replaced]] : named);
}

function expand(parts: readonly string[], holder: unknown): string[][] {
  const [first, ...rest] = parts;
  if (first === undefined) return [[]];
  if (first === "*") {
    if (!Array.isArray(holder)) return [];
    return holder.flatMap((entry: unknown, index) => expand(rest, entry).map((tail) => [String(index), ...tail]));
  }
  if (!isObject(holder)) return [];
  if (rest.length === 0) return [[first]];
  return Object.hasOwn(holder, first) ? expand(rest, holder[first]).map((tail) => [first, ...tail]) : [];
}
