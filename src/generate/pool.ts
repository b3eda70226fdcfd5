import { generateSync, type JsonSchema } from "json-schema-faker";
import type { Catalog } from "../catalog/catalog.ts";
import type { Draw } from "../model/case.ts";
import type { Json } from "../model/json.ts";
import { listPlaces, listSites } from "./instance-places.ts";
import { normalizeSchema } from "./normalize-schema.ts";

/** Sound values of a schema, made by json-schema-faker and checked, and how well it does at that. */
export interface Pool {
  /** A sound value; undefined where none came of a few tries. */
  draw(draw: Draw): Json | undefined;
  readonly counts: {
    readonly made: number;
    readonly rejected: number;
    /** Places of the schema that no sound value has had so far; boundaries cover them. */
    readonly missing: readonly string[];
  };
}

/** So many values are made until one is sound. */
const mostTries = 20;

export function createPool(catalog: Catalog, schema: string): Pool {
  const normalized = normalizeSchema(catalog.schemas, schema) as JsonSchema;
  const places = listPlaces(catalog.schemas, schema);
  const missing = new Set(places.map(({ at }) => at));
  let [made, rejected] = [0, 0];
  return {
    draw: (draw) => {
      for (let attempt = 0; attempt < mostTries; attempt += 1) {
        const seed = draw.integer(0, 2 ** 31 - 1);
        const value = generateSync(normalized, { seed, maxDepth: 30, optionalsProbability: 0.75 }) as Json;
        if (catalog.findBreaches(schema, value).length > 0) {
          rejected += 1;
          continue;
        }
        made += 1;
        for (const site of listSites(places, value)) if (site.value !== undefined) missing.delete(site.at);
        return value;
      }
      return undefined;
    },
    get counts() {
      return { made, rejected, missing: [...missing] };
    },
  };
}
