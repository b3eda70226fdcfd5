import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import type { Draw } from "../model/case.ts";
import type { Json } from "../model/json.ts";
import { describePlace } from "./boundaries.ts";
import { listPlaces, listSites, replaceAt } from "./instance-places.ts";
import type { Mutation } from "./mutation.ts";
import { addEntries } from "./mutations/add-entries.ts";
import { breakForm } from "./mutations/break-form.ts";
import { emptyObject } from "./mutations/empty-object.ts";
import { emptyText } from "./mutations/empty-text.ts";
import { enlist } from "./mutations/enlist.ts";
import { leaveOut } from "./mutations/leave-out.ts";
import { misspellWord } from "./mutations/misspell-word.ts";
import { passBound } from "./mutations/pass-bound.ts";
import { putNull } from "./mutations/put-null.ts";
import { retype } from "./mutations/retype.ts";
import { unlist } from "./mutations/unlist.ts";
import { listInstanceBreaches } from "./name-breach.ts";

/** Every mutation that follows from schemas. */
export const mutations: readonly Mutation[] = [
  leaveOut,
  putNull,
  emptyText,
  emptyObject,
  retype,
  misspellWord,
  passBound,
  breakForm,
  addEntries,
  unlist,
  enlist,
];

/** A sound request with one thing wrong. */
export interface Mutant {
  readonly instance: Json;
  /** The one requirement that it breaks. */
  readonly requirement: string;
  readonly title: string;
}

/** So many ways are tried to break a request in just one requirement. */
const mostTries = 30;

/** Breaks a sound query or body in one place, by one mutation, so that it breaks one requirement; undefined where none does. */
export function mutate(catalog: Catalog, operation: Operation, sound: Json, draw: Draw): Mutant | undefined {
  const schema = operation.body ?? operation.query;
  if (schema === undefined) return undefined;
  const part = operation.body === undefined ? "query" : "body";
  const sites = listSites(listPlaces(catalog.schemas, schema), sound);
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const [mutation, site] = [draw.pick(mutations), draw.pick(sites)];
    const broken = mutation.breakAt(site, draw, part);
    if (broken === undefined) continue;
    const instance = replaceAt(sound, site.pointer, broken.value);
    const [requirement, ...others] = listInstanceBreaches(catalog, operation, instance);
    if (requirement === undefined || others.length > 0) continue;
    const title = `A request whose ${describePlace(site)} is ${mutation.words} gets what is documented for it`;
    return { instance, requirement, title };
  }
  return undefined;
}
