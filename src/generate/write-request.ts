import type { Operation } from "../catalog/operations.ts";
import type { RequestPlan } from "../model/case.ts";
import { isObject, type Json } from "../model/json.ts";

/** A query or body as a request; which of the two it is, the operation says. */
export function writeRequest(operation: Operation, instance: Json): RequestPlan {
  return operation.body === undefined
    ? { operation: operation.id, query: writeQuery(instance) }
    : writeBody(operation.id, JSON.stringify(instance));
}

/** Any text as the body of a request, declared as JSON. */
export function writeBody(operation: string, text: string): RequestPlan {
  return { operation, headers: [["Content-Type", "application/json"]], body: new TextEncoder().encode(text) };
}

/** A query as parameters: a list is a parameter that is repeated. */
export function writeQuery(instance: Json): [name: string, value: string][] {
  if (!isObject(instance)) return [];
  return Object.entries(instance).flatMap(([name, value]): [string, string][] =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => [name, writeValue(one)]),
  );
}

function writeValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
