import type { Catalog } from "../catalog/catalog.ts";
import type { EventEnvelope } from "../catalog/events.ts";
import type { Draw } from "../model/case.ts";
import { isObject, type Json } from "../model/json.ts";
import { parsePointer } from "../model/json-pointer.ts";
import { createPool, type Pool } from "./pool.ts";

/** Draws payloads of an event in an envelope from their schemas; undefined where no sound one came of a few tries. */
export type DrawPayload = (envelope: EventEnvelope, draw: Draw) => Json | undefined;

/** Pools are made when they are first asked for; the same draws give the same payloads. */
export function createPayloadPools(catalog: Catalog): DrawPayload {
  const pools = new Map<string, Pool>();
  const drawOf = (schema: string, draw: Draw): Json | undefined => {
    const pool = pools.get(schema) ?? createPool(catalog, schema);
    pools.set(schema, pool);
    return pool.draw(draw);
  };
  return ({ schema, parts }, draw) => {
    let payload = drawOf(schema, draw);
    for (const part of parts) {
      const value = drawOf(part.schema, draw);
      if (payload === undefined || value === undefined) return undefined;
      payload = place(payload, parsePointer(part.at), value);
    }
    return payload;
  };
}

/** The value with `part` at a place, the objects on the way there made if need be. */
function place(value: Json, [first, ...rest]: readonly string[], part: Json): Json {
  if (first === undefined) return part;
  const members = isObject(value) ? (value as Readonly<Record<string, Json>>) : {};
  return { ...members, [first]: place(members[first] ?? null, rest, part) };
}
