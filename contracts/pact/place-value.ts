import { isObject, type Json } from "../../src/model/json.ts";
import type { PlaceParts } from "./pact-model.ts";

/**
 * A copy of a body with a value at a place. Where the way there is missing it is made, with lists where `like` has lists; an
 * entry whose neighbours are missing gets those of `like`.
 */
export function placeValue(body: Json, place: PlaceParts, value: Json, like: Json): Json {
  const [part, ...rest] = place;
  if (part === undefined) return value;
  if (Array.isArray(like)) {
    const index = Number(part);
    const present: Json[] = Array.isArray(body) ? [...(body as readonly Json[])] : [];
    while (present.length < index) present.push((like as readonly Json[])[present.length] ?? null);
    const before = present[index];
    const inside = (like as readonly Json[])[index] ?? null;
    present[index] = placeValue(before ?? (Array.isArray(inside) ? [] : {}), rest, value, inside);
    return present;
  }
  const members = isObject(body) ? (body as Readonly<Record<string, Json>>) : {};
  const inside = isObject(like) ? ((like as Readonly<Record<string, Json>>)[part] ?? null) : null;
  const before = Object.hasOwn(members, part) ? members[part] : undefined;
  return { ...members, [part]: placeValue(before ?? (Array.isArray(inside) ? [] : {}), rest, value, inside) };
}
