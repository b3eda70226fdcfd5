import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import type { Json } from "../model/json.ts";
import { listEdges } from "./edges.ts";
import { listPlaces, listSites, replaceAt, type Site } from "./instance-places.ts";
import { listInstanceBreaches } from "./name-breach.ts";
import type { RequestDraft } from "./draft.ts";
import { writeRequest } from "./write-request.ts";

/**
 * A sound request with the value at one place put to each edge of what its schema says: left out, null, empty, of each
 * other JSON type, each bound and one past it, each of its words and nearly that.
 * @param base the sound request's query or body; places that it cannot have are left out
 */
export function listBoundaries(catalog: Catalog, operation: Operation, base: Json, writes: boolean): RequestDraft[] {
  const schema = operation.body ?? operation.query;
  if (schema === undefined) return [];
  const places = listPlaces(catalog.schemas, schema);
  // One entry of a list stands for all.
  const sites = listSites(places, base).filter(({ pointer }) => !/\/[1-9]\d*(\/|$)/.test(pointer));
  const drafts = sites.flatMap((site) =>
    listEdges(site, operation.body === undefined ? "query" : "body").map(({ name, words, value }): RequestDraft => {
      const instance = replaceAt(base, site.pointer, value);
      const request = writeRequest(operation, instance);
      return {
        family: "boundaries",
        operation: operation.id,
        name: `${namePlace(site)}.${name}`,
        title: `A request whose ${describePlace(site)} is ${words} gets what is documented for it`,
        requirements: [listInstanceBreaches(catalog, operation, instance)[0] ?? "transport.status.no-crash"],
        writes,
        request,
      };
    }),
  );
  return [...new Map(drafts.map((draft) => [draft.name, draft])).values()];
}

/** A place as a part of an id. */
export function namePlace({ at }: Pick<Site, "at">): string {
  const parts = at.split("/").filter((part) => part !== "" && part !== "*");
  return at.endsWith("/*") ? [...parts, "entry"].join(".") : parts.length === 0 ? "whole" : parts.join(".");
}

/** A place in words. */
export function describePlace({ at }: Pick<Site, "at">): string {
  if (at === "") return "body";
  const name = at.split("/").findLast((part) => part !== "*") ?? "";
  return at.endsWith("/*") ? `entry of ${name}` : name;
}
