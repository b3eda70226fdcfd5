import { isObject } from "../model/json.ts";
import { generalizePointer, parsePointer } from "../model/json-pointer.ts";
import type { Requirement, SchemaAspect } from "../model/requirement.ts";

/** A requirement's claim on places of one schema's instances. */
export interface Claim {
  readonly requirement: string;
  readonly parts: readonly string[];
  readonly aspects: readonly SchemaAspect[];
}

/** The claims on one schema, to find the requirement of a place and those that an instance exercises. */
export interface Claims {
  /** The requirement that a breach at this pointer belongs to; undefined where none claims it or a place above it. */
  owner(pointer: string, aspect: SchemaAspect): string | undefined;
  /** The requirements that the instance gave an opportunity to break. */
  exercised(instance: unknown): string[];
}

/** The claims that requirements make on the schema with this path. */
export function collectClaims(schema: string, requirements: readonly Requirement[]): Claims {
  const claims: Claim[] = [];
  const owners = new Map<string, string>();
  for (const { id, check } of requirements) {
    if (!("schema" in check) || check.schema !== schema) continue;
    claims.push({ requirement: id, parts: parsePointer(check.at), aspects: check.aspects });
    for (const aspect of check.aspects) owners.set(`${aspect} ${check.at}`, id);
  }
  return {
    owner(pointer, aspect) {
      let place = generalizePointer(pointer);
      for (;;) {
        const owner = owners.get(`${aspect} ${place}`);
        if (owner !== undefined || place === "") return owner;
        place = place.slice(0, place.lastIndexOf("/"));
      }
    },
    exercised: (instance) =>
      claims.filter((claim) => isExercised(claim, instance)).map(({ requirement }) => requirement),
  };
}

/** A member can be missing where its parent is there, and wrong only where it is there itself. */
function isExercised({ parts, aspects }: Claim, instance: unknown): boolean {
  if (parts.length === 0) return true;
  if (aspects.includes("missing") && reach(instance, parts.slice(0, -1)).some(isObject)) return true;
  return reach(instance, parts).length > 0;
}

function reach(instance: unknown, parts: readonly string[]): unknown[] {
  let values: unknown[] = [instance];
  for (const part of parts) {
    values = values.flatMap((value): unknown[] => {
      if (part === "*") return Array.isArray(value) ? value : [];
      return isObject(value) && Object.hasOwn(value, part) ? [value[part]] : [];
    });
  }
  return values;
}
