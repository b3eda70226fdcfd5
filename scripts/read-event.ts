import type { Catalog } from "../src/catalog/catalog.ts";
import type { EventDefinition } from "../src/catalog/events.ts";
import { findNearest } from "../src/catalog/find-nearest.ts";
import { InputError } from "../src/model/input-error.ts";

/** The event of this name or id. Throws an InputError where there is none. */
export function readEvent(name: string, catalog: Catalog): EventDefinition {
  const found = catalog.findEvent(name);
  if (found !== undefined) return found;
  const names = [...catalog.events.values()].map((event) => event.name);
  const near = findNearest(name, names);
  throw new InputError([
    {
      message: `${name} is no documented event`,
      hint: near === undefined ? `there are ${names.join(", ")}` : `did you mean ${near}?`,
    },
  ]);
}
