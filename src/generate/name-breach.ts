import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import { readQueryValues } from "../catalog/query-values.ts";
import type { RequestPlan } from "../model/case.ts";
import { parseJson } from "../model/json.ts";

/** The requirements on requests that a request breaks by its schema, each once, in order; undefined where it is no JSON. */
export function listBreaches(catalog: Catalog, operation: Operation, request: RequestPlan): string[] | undefined {
  if (operation.body === undefined) {
    if (operation.query === undefined) return [];
    const query = readQueryValues(request.query ?? [], catalog.schemas[operation.query] ?? {});
    return listOf(catalog, operation.query, query);
  }
  const body = parseJson(request.body ?? new Uint8Array(0));
  return body.kind === "json" ? listOf(catalog, operation.body, body.value) : undefined;
}

/** The first requirement that a request breaks. */
export function nameBreach(catalog: Catalog, operation: Operation, request: RequestPlan): string | undefined {
  return listBreaches(catalog, operation, request)?.[0];
}

function listOf(catalog: Catalog, schema: string, value: unknown): string[] {
  const breaches = catalog.findBreaches(schema, value);
  return [...new Set(breaches.map(({ requirement }) => requirement))].sort();
}
