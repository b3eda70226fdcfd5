import type { RequestPlan } from "../src/model/case.ts";
import type { Identifier } from "./world.ts";

/** The parameters of a plain query, each of which is sent once; undefined where it is written in an unusual way. */
export function readParameters(request: RequestPlan): ReadonlyMap<string, string> | undefined {
  const { query = [], path, method, headers = [], body, credentials } = request;
  if (path !== undefined || method !== undefined || headers.length > 0) return undefined;
  if (body !== undefined || credentials !== undefined) return undefined;
  const parameters = new Map(query);
  return parameters.size === query.length ? parameters : undefined;
}

/** The same request about the same person, named by another identifier. */
export function nameOtherwise(request: RequestPlan, { name, value }: Identifier): RequestPlan {
  const query = (request.query ?? []).map(([key, text]): [string, string] =>
    key === "identifierName" ? [key, name] : key === "identifierValue" ? [key, value] : [key, text],
  );
  return { ...request, query };
}
