import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import type { GeneratedOperation, Generation } from "../model/generation.ts";
import type { Json } from "../model/json.ts";
import { listBoundaries } from "./boundaries.ts";
import type { Draft } from "./draft.ts";
import { createDraw } from "./draw.ts";

export interface GeneratedOptions {
  readonly seed: number;
  /** How many cases are drawn besides the boundaries. */
  readonly cases: number;
  /** Whether requests may be made that change the host's data. */
  readonly writes: boolean;
  /** Empty for all. */
  readonly operations: readonly string[];
}

/** What is needed to generate. */
export interface GeneratorParts<World> {
  readonly catalog: Catalog;
  readonly generation: Generation<World>;
}

/** What will be generated; the same parts, world and options give the same drafts, in the same order. */
export interface GeneratedPlan {
  readonly count: number;
  /** How many requests they take; an estimate for people. */
  readonly requests: number;
  readonly list: () => Iterable<Draft>;
}

/** The generated cases of an organisation: all boundaries, then as many as are asked for. */
export function planGenerated<World>(
  { catalog, generation }: GeneratorParts<World>,
  world: World,
  options: GeneratedOptions,
): GeneratedPlan {
  const sources = generation.operations.flatMap((source) => {
    const operation = catalog.operations.get(source.operation);
    const isWanted = options.operations.length === 0 || options.operations.includes(source.operation);
    if (operation === undefined || !isWanted || (source.writes && !options.writes)) return [];
    return source.lacking(world) === undefined ? [{ source, operation }] : [];
  });
  const boundaries = sources.flatMap(({ source, operation }) =>
    listBoundaries(catalog, operation, chooseBase(source, operation, world), source.writes).filter(({ request }) =>
      generation.isSafe(request, world),
    ),
  );
  return { count: boundaries.length, requests: boundaries.length, list: () => boundaries };
}

/** The sound query or body with the most in it, of a few. */
function chooseBase<World>(source: GeneratedOperation<World>, operation: Operation, world: World): Json {
  const drawn = Array.from({ length: 16 }, (_unused, index) =>
    source.draw(world, createDraw(0, `${operation.id} base ${index}`)),
  );
  return drawn.toSorted((left, right) => countValues(right) - countValues(left))[0] ?? null;
}

function countValues(value: Json): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + countValues(one), 1);
}
