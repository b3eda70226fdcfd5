import type { ApiOperation } from "../../catalog/openapi/api-operation.ts";
import type { Header } from "../../model/http.ts";
import type { RequestPlan } from "../../model/case.ts";
import { listRawBodies } from "../raw-bodies.ts";
import { listRawQueries } from "../raw-queries.ts";
import type { RawRequest } from "../raw.ts";
import type { ApiDraft } from "./list-api-cases.ts";
import { type ApiInstance, chooseBody, writeApiRequest } from "./write-api-request.ts";

/**
 * A sound request as something that is no sound message, or an unusual one. Whether it is to be refused no document says, so
 * it is nobody's operation, of which HTTP and JSON alone are demanded.
 */
export function listApiRaw(operation: ApiOperation, base: ApiInstance, prefix: string): ApiDraft[] {
  const sound = writeApiRequest(operation, base, prefix);
  const { path = "", query = [], method = operation.method } = sound;
  const isJson = /[/+]json$/.test(chooseBody(operation)?.type ?? "");
  const bodies = base.body === undefined || !isJson ? [] : listRawBodies(operation.id, base.body);
  const isRead = method === "GET" || method === "HEAD";
  const asQuery = Object.fromEntries(query.map(([name, value]) => [name, value]));
  const queries = isRead ? listRawQueries(operation.id, path, asQuery) : [];
  const otherwise = `${operation.id}-otherwise`;
  const withBody = bodies.map((raw): RawRequest => ({
    ...raw,
    request: { ...sound, ...raw.request, operation: otherwise, headers: joinHeaders(sound, raw.request) },
  }));
  const withQuery = queries.map((raw): RawRequest => {
    const { query: _written, ...rest } = sound;
    return { ...raw, request: { ...rest, ...raw.request, operation: otherwise, method } };
  });
  return [...withBody, ...withQuery].map(({ name, words, request }) => ({
    id: `generated.${operation.id}.raw.${name}`,
    title: `A request of ${operation.id} with a ${request.body === undefined ? "query" : "body"} ${words} is answered or refused, and no crash`,
    operation: operation.id,
    isSound: false,
    request,
  }));
}

/** What a raw request says of its body, and the headers that the operation asks for besides. */
function joinHeaders(sound: RequestPlan, raw: RequestPlan): readonly Header[] {
  const ofBody = new Set(["content-type", "content-encoding"]);
  const others = (sound.headers ?? []).filter(([name]) => !ofBody.has(name.toLowerCase()));
  return [...(raw.headers ?? []), ...others];
}
