import type { CatalogSources, SchemaDocument } from "../catalog/sources.ts";
import { walkSchema } from "../catalog/walk-schema.ts";
import { isObject, type Json } from "../model/json.ts";
import { formatPointer, parsePointer } from "../model/json-pointer.ts";
import { remember, rememberRecent } from "../model/remember.ts";

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
export function listPlaces(schemas: CatalogSources["schemas"], path: string): readonly Place[] {
  // Every mutant asks for them, and schemas stay as they are.
  const known = placesOf(schemas);
  const places = known.get(path) ?? walkPlaces(schemas, path);
  known.set(path, places);
  return places;
}

const placesOf = remember((_schemas: CatalogSources["schemas"]) => new Map<string, readonly Place[]>());

function walkPlaces(schemas: CatalogSources["schemas"], path: string): Place[] {
  const places = new Map<string, SchemaDocument[]>();
  walkSchema(schemas, path, (at, schema) => {
    places.set(at, [...(places.get(at) ?? []), schema]);
  });
  return [...places].map(([at, list]) => ({ at, schemas: list }));
}

/** Where an instance has, or could have, a value at each of the places. */
export function listSites(places: readonly Place[], instance: Json): Site[] {
  const sites: Site[] = [];
  for (const { at, schemas } of places) {
    expand(partsOf(at), 0, instance, "", (pointer, value) => sites.push({ at, schemas, pointer, value }));
  }
  return sites;
}

const partsOf = rememberRecent(parsePointer);
const stepTo = rememberRecent((part) => formatPointer([part]));

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

/** Tells of each value in the holder that these parts of a place, from one of them on, lead to. */
function expand(
  parts: readonly string[],
  from: number,
  holder: unknown,
  pointer: string,
  tell: (pointer: string, value: Json | undefined) => void,
): void {
  const part = parts[from];
  if (part === undefined) return tell(pointer, holder as Json | undefined);
  if (part === "*") {
    if (!Array.isArray(holder)) return;
    for (const [index, entry] of holder.entries()) expand(parts, from + 1, entry, `${pointer}/${index}`, tell);
    return;
  }
  if (!isObject(holder)) return;
  const isLast = from === parts.length - 1;
  if (!isLast && !Object.hasOwn(holder, part)) return;
  const value = Object.hasOwn(holder, part) ? holder[part] : undefined;
  expand(parts, from + 1, value, pointer + stepTo(part), tell);
}
