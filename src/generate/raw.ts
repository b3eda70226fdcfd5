import type { Operation } from "../catalog/operations.ts";
import type { RequestPlan } from "../model/case.ts";
import type { Json } from "../model/json.ts";
import type { RequestDraft } from "./draft.ts";
import { listRawBodies } from "./raw-bodies.ts";
import { listRawQueries } from "./raw-queries.ts";
import { writeRequest } from "./write-request.ts";

/** A request that is no sound message, or an unusual one. */
export interface RawRequest {
  readonly name: string;
  /** What its body or query is, as the end of a sentence. */
  readonly words: string;
  readonly request: RequestPlan;
}

/** Methods that every server knows: an unknown one may be answered with 501. */
const otherMethods: Readonly<Record<string, readonly string[]>> = { GET: ["POST"], POST: ["GET"] };

/** Requests that are unusual or no sound messages, made of a sound query or body. */
export function listRaw(operation: Operation, sound: Json, writes: boolean): RequestDraft[] {
  const raw =
    operation.body === undefined
      ? listRawQueries(operation.id, operation.path, sound)
      : listRawBodies(operation.id, sound);
  const methods = (otherMethods[operation.method] ?? []).map((method): RawRequest => ({
    name: `method-${method.toLowerCase()}`,
    words: `sent by ${method}`,
    request: {
      ...writeRequest(operation, sound),
      operation: `${operation.id}-otherwise`,
      method,
      path: operation.path,
    },
  }));
  const what = operation.body === undefined ? "query" : "body";
  return [...raw, ...methods].map(({ name, words, request }) => ({
    family: "raw",
    operation: operation.id,
    name,
    title: `A request with a ${what} ${words} is answered or refused, and no crash`,
    requirements: ["transport.status.no-crash"],
    writes: writes || (request.method !== undefined && request.method !== "GET"),
    request,
  }));
}
