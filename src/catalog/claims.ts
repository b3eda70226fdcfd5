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
  const tree = growTree(claims);
  return {
    owner(pointer, aspect) {
      let place = generalizePointer(pointer);
      for (;;) {
        const owner = owners.get(`${aspect} ${place}`);
        if (owner !== undefined || place === "") return owner;
        place = place.slice(0, place.lastIndexOf("/"));
      }
    },
    exercised: (instance) => {
      const found = new Set<string>();
      visit(tree, instance, found);
      // In the order of the register.
      return claims.filter(({ requirement }) => found.has(requirement)).map(({ requirement }) => requirement);
    },
  };
}

/** The claims on a place of the instances and on the places below it. */
interface ClaimTree {
  readonly claims: Claim[];
  readonly below: Map<string, ClaimTree>;
  /** The requirements of all of these. */
  readonly requirements: Set<string>;
}

function growTree(claims: readonly Claim[]): ClaimTree {
  const plant = (): ClaimTree => ({ claims: [], below: new Map(), requirements: new Set() });
  const root = plant();
  for (const claim of claims) {
    let node = root;
    for (const part of claim.parts) {
      const next = node.below.get(part) ?? plant();
      node.below.set(part, next);
      node = next;
      node.requirements.add(claim.requirement);
    }
    node.claims.push(claim);
  }
  return root;
}

/** Finds the claims that the instance exercises: a member can be missing where its parent is there, and wrong where it is. */
function visit(node: ClaimTree, value: unknown, found: Set<string>): void {
  for (const { requirement } of node.claims) found.add(requirement);
  for (const [part, next] of node.below) {
    if (part === "*") {
      if (!Array.isArray(value)) continue;
      for (const item of value as unknown[]) {
        // One entry mostly shows all that a list of them can.
        if (hasAll(found, next.requirements)) break;
        visit(next, item, found);
      }
    } else if (isObject(value)) {
      if (Object.hasOwn(value, part)) visit(next, value[part], found);
      else for (const { requirement, aspects } of next.claims) if (aspects.includes("missing")) found.add(requirement);
    }
  }
}

function hasAll(found: ReadonlySet<string>, requirements: ReadonlySet<string>): boolean {
  for (const requirement of requirements) if (!found.has(requirement)) return false;
  return true;
}
