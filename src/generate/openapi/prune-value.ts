import type { ApiSchemas } from "../../catalog/openapi/api-schemas.ts";
import type { ApiPlace } from "../../catalog/openapi/api-operation.ts";
import type { Json } from "../../model/json.ts";
import { replaceAt } from "../instance-places.ts";

const mostTurns = 20;

/**
 * A value without what its schema does not allow: of many members each may be wrong, and seldom none is. Undefined where
 * the value as a whole is wrong.
 */
export function pruneValue(schemas: ApiSchemas, place: ApiPlace, value: Json): { readonly value: Json } | undefined {
  let left = value;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const breaches = schemas.validate(place, left);
    if (breaches.length === 0) return { value: left };
    // Where a member is missing its holder is what is wrong.
    const wrong = breaches.map(({ aspect, pointer }) => (aspect === "missing" ? holderOf(pointer) : pointer));
    if (wrong.includes("")) return undefined;
    // What stands behind in a list goes first, so that the others stay where they are.
    for (const pointer of [...new Set(wrong)].toSorted(byPlace)) left = replaceAt(left, pointer, undefined);
  }
  return undefined;
}

function holderOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

function byPlace(one: string, other: string): number {
  return other.localeCompare(one, "en", { numeric: true });
}
