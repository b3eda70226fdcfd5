import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import { readQueryValues } from "../catalog/query-values.ts";
import type { RequestPlan } from "../model/case.ts";
import { type Json, parseJson } from "../model/json.ts";
import { writeRequest } from "./write-request.ts";

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

/** The same of a query or body before it is written. */
export function listInstanceBreaches(catalog: Catalog, operation: Operation, instance: Json): string[] {
  return operation.body === undefined
    ? (listBreaches(catalog, operation, writeRequest(operation, instance)) ?? [])
    : listOf(catalog, operation.body, instance);
}

function listOf(catalog: Catalog, schema: string, value: unknown): string[] {
  const breaches = catalog.findBreaches(schema, value);
  return [...new Set(breaches.map(({ requirement }) => requirement))].sort();
}
