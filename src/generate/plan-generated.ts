import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import type { GeneratedOperation, Generation } from "../model/generation.ts";
import type { Json } from "../model/json.ts";
import { listBoundaries } from "./boundaries.ts";
import { type Draft, type Family, nameDraft, type RequestDraft } from "./draft.ts";
import { drawDrafts, listRelations } from "./draw-drafts.ts";
import { createDraw } from "./draw.ts";
import { listRest } from "./list-rest.ts";

export interface GeneratedOptions {
  readonly seed: number;
  /** How many cases are drawn besides the boundaries. */
  readonly cases: number;
  /** Whether requests may be made that change the host's data. */
  readonly writes: boolean;
  /** Empty for all. */
  readonly operations: readonly string[];
  /** What is drawn; left out for every family. */
  readonly families?: readonly Family[];
  /** Whether each list that ends is gone through, after what is drawn: what is no sound message, awkward texts, properties. */
  readonly rest?: boolean;
  /** Whether every property has been held before, so that none has to be gone through. */
  readonly isAfterSuites?: boolean;
  /** Whether the boundaries of an operation, and what is listed besides, are wanted; left out for all. */
  readonly hasBoundaries?: (operation: string) => boolean;
}

/** What is needed to generate. */
export interface GeneratorParts<World> {
  readonly catalog: Catalog;
  readonly generation: Generation<World>;
}

/** What will be generated; the same parts, world and options give the same drafts, in the same order. */
export interface GeneratedPlan {
  readonly count: number;
  readonly list: () => Iterable<Draft>;
  /** Operations that requests are generated for. */
  readonly operations: readonly string[];
  /** Operations for which nothing can be generated here, each with what to add. */
  readonly lacking: readonly { readonly operation: string; readonly reason: string }[];
}

/** An operation for which requests can be generated, with what is known of it. */
export interface Generated<World> {
  readonly operation: Operation;
  readonly source: GeneratedOperation<World>;
  /** A sound query or body with much in it. */
  readonly base: Json;
}

/** The generated cases of an organisation: all boundaries, as many drawn ones as are asked for, then what is listed besides. */
export function planGenerated<World>(
  parts: GeneratorParts<World>,
  world: World,
  options: GeneratedOptions,
): GeneratedPlan {
  const { catalog, generation } = parts;
  const wanted = generation.operations.filter(
    ({ operation, writes }) =>
      (options.operations.length === 0 || options.operations.includes(operation)) && (!writes || options.writes),
  );
  const lacking = wanted.flatMap((source) => {
    const reason = source.lacking(world);
    return reason === undefined ? [] : [{ operation: source.operation, reason }];
  });
  const generated = wanted.flatMap((source): Generated<World>[] => {
    const operation = catalog.operations.get(source.operation);
    if (operation === undefined || source.lacking(world) !== undefined) return [];
    return [{ operation, source, base: source.base?.(world) ?? chooseBase(source, world) }];
  });
  const { hasBoundaries = () => true } = options;
  const bounded = generated.filter(({ operation }) => hasBoundaries(operation.id));
  const boundaries = bounded.flatMap(({ operation, source, base }): RequestDraft[] =>
    listBoundaries(catalog, operation, base, source.writes).filter(({ request }) => generation.isSafe(request, world)),
  );
  const draw = (): Generator<Draft> => drawDrafts(parts, world, options, generated);
  // To tell what is left, all have to be drawn, and are not drawn anew then.
  const drawn = options.rest === true ? [...draw()] : undefined;
  const listed = (): Draft[] => [
    ...listRest(parts, world, options, bounded),
    // What a property has to say may be true of one organisation alone.
    ...(options.isAfterSuites === true ? [] : listRelations(parts, world, options, generated)),
  ];
  const rest = drawn === undefined ? [] : listUndrawn(listed(), drawn);
  return {
    count: boundaries.length + (generated.length === 0 ? 0 : options.cases) + rest.length,
    list: function* () {
      yield* boundaries;
      yield* drawn ?? draw();
      yield* rest;
    },
    operations: generated.map(({ operation }) => operation.id),
    lacking,
  };
}

/** What is listed and was not drawn. */
function listUndrawn(listed: readonly Draft[], drawn: readonly Draft[]): readonly Draft[] {
  const names = new Set(drawn.map(nameDraft));
  return listed.filter((draft) => !names.has(nameDraft(draft)));
}

/** The sound query or body with the most in it, of a few. */
function chooseBase<World>({ operation, draw }: GeneratedOperation<World>, world: World): Json {
  const drawn = Array.from({ length: 24 }, (_unused, index) =>
    draw(world, createDraw(0, `${operation} base ${index}`)),
  );
  // Of equal ones the shortest: more entries of a list say nothing new.
  const rated = drawn.map((value) => ({ value, names: countNames(value), length: JSON.stringify(value).length }));
  return rated.toSorted((a, b) => b.names - a.names || a.length - b.length)[0]?.value ?? null;
}

/** How many names of members there are in a value, each once. */
function countNames(value: Json): number {
  const names = new Set<string>();
  JSON.stringify(value, (name: string, one: unknown) => {
    names.add(/^\d+$/.test(name) ? "" : name);
    return one;
  });
  return names.size;
}
