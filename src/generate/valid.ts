import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import type { Draw } from "../model/case.ts";
import type { GeneratedOperation } from "../model/generation.ts";
import type { Json } from "../model/json.ts";
import { awkwardTexts } from "./awkward-texts.ts";
import { describePlace } from "./boundaries.ts";
import { listPlaces, listSites, replaceAt } from "./instance-places.ts";
import { listInstanceBreaches } from "./name-breach.ts";
import { type Pool } from "./pool.ts";
import { readEnum, readForm } from "./read-keyword.ts";

/** A sound query or body, and what is special about it. */
interface Sound {
  readonly instance: Json;
  readonly title: string;
}

/**
 * A sound query or body: about what exists, as the Standard draws it; that with an awkward text in one place; or one that
 * json-schema-faker made, with values that exist put into it.
 * @param turn counts up; awkward texts follow one another in it
 */
export function drawSound<World>(
  catalog: Catalog,
  operation: Operation,
  source: GeneratedOperation<World>,
  pool: Pool,
  world: World,
  draw: Draw,
  turn: number,
): Sound {
  const plain: Sound = { instance: source.draw(world, draw), title: "A sound request gets what is documented for it" };
  // One in five has an awkward text, each text in its turn.
  const isAwkward = turn % awkwardEvery === awkwardEvery - 1;
  if (!isAwkward && draw.integer(0, 3) > 0) return plain;
  const text = awkwardTexts[Math.floor(turn / awkwardEvery) % awkwardTexts.length];
  const other =
    isAwkward && text !== undefined
      ? plantAwkward(catalog, operation, plain.instance, text, draw)
      : plantKnown(catalog, operation, source, pool, world, draw);
  return other !== undefined && isSound(catalog, operation, other.instance) ? other : plain;
}

function isSound(catalog: Catalog, operation: Operation, instance: Json): boolean {
  return listInstanceBreaches(catalog, operation, instance).length === 0;
}

const awkwardEvery = 5;

/** One text replaced by an awkward one, where any text is allowed. */
function plantAwkward(
  catalog: Catalog,
  operation: Operation,
  instance: Json,
  { name, text }: (typeof awkwardTexts)[number],
  draw: Draw,
): Sound | undefined {
  const sites = listSites(listPlaces(catalog.schemas, operation.body ?? operation.query ?? ""), instance).filter(
    ({ value, schemas }) =>
      typeof value === "string" && readEnum(schemas) === undefined && readForm(schemas) === undefined,
  );
  if (sites.length === 0) return undefined;
  const site = draw.pick(sites);
  return {
    instance: replaceAt(instance, site.pointer, text),
    title: `A sound request whose ${describePlace(site)} is text with ${name} gets what is documented for it`,
  };
}

/** A value of the pool in which most of what can mean something to the host does. */
function plantKnown<World>(
  catalog: Catalog,
  operation: Operation,
  source: GeneratedOperation<World>,
  pool: Pool,
  world: World,
  draw: Draw,
): Sound | undefined {
  let instance = pool.draw(draw);
  if (instance === undefined) return undefined;
  const known = source.known(world);
  for (const { at, pointer, value } of listSites(
    listPlaces(catalog.schemas, operation.body ?? operation.query ?? ""),
    instance,
  )) {
    const values = known[at] ?? [];
    if (value === undefined || values.length === 0 || draw.integer(0, 4) === 0) continue;
    instance = replaceAt(instance, pointer, draw.pick(values));
  }
  return { instance, title: "A sound request of any values gets what is documented for it" };
}
