import { awkwardTexts } from "./awkward-texts.ts";
import { describePlace, namePlace } from "./boundaries.ts";
import type { RequestDraft } from "./draft.ts";
import { createDraw } from "./draw.ts";
import { listPlaces, listSites, replaceAt } from "./instance-places.ts";
import { keepSafe } from "./keep-safe.ts";
import { listInstanceBreaches } from "./name-breach.ts";
import type { Generated, GeneratedOptions, GeneratorParts } from "./plan-generated.ts";
import { listRaw } from "./raw.ts";
import { readEnum, readForm } from "./read-keyword.ts";
import { writeRequest } from "./write-request.ts";

/** Each awkward text is tried in so many places of an operation, in turn. */
const placesOfText = 4;

/** Requests of lists that end, in full: what is no sound message, and each awkward text. */
export function listRest<World>(
  parts: GeneratorParts<World>,
  world: World,
  { seed }: Pick<GeneratedOptions, "seed">,
  generated: readonly Generated<World>[],
): RequestDraft[] {
  const { catalog } = parts;
  return generated.flatMap((one) => {
    const { operation, source, base } = one;
    const raw = listRaw(operation, source.draw(world, createDraw(seed, `${operation.id} raw`)), source.writes);
    const sites = listSites(listPlaces(catalog.schemas, operation.body ?? operation.query ?? ""), base).filter(
      ({ value, schemas }) =>
        typeof value === "string" && readEnum(schemas) === undefined && readForm(schemas) === undefined,
    );
    const awkward = awkwardTexts.flatMap(({ name, text }, index) => {
      const drafts = sites.flatMap((_site, turn): RequestDraft[] => {
        const site = sites[(index + turn) % sites.length];
        if (site === undefined) return [];
        const instance = replaceAt(base, site.pointer, text);
        if (listInstanceBreaches(catalog, operation, instance).length > 0) return [];
        return [
          {
            family: "valid",
            operation: operation.id,
            name: `awkward.${namePlace(site)}.${name.replaceAll(" ", "-")}`,
            title: `A sound request whose ${describePlace(site)} is text with ${name} gets what is documented for it`,
            requirements: ["transport.answer.arrives"],
            writes: source.writes,
            request: writeRequest(operation, instance),
          },
        ];
      });
      return keepSafe({ ...parts, world, generated }, one, drafts).slice(0, placesOfText);
    });
    return [...keepSafe({ ...parts, world, generated }, one, raw), ...awkward];
  });
}
