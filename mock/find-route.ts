import type { HttpRequest } from "../src/model/http.ts";
import { type Service, tokenService } from "./access/token-service.ts";
import type { Choices } from "./choices.ts";
import { activityHistories } from "./histories/activity-histories.ts";
import type { Operation } from "./operation.ts";
import { promisedPoints } from "./points/promised-points.ts";
import { type Query, readRequestTarget } from "./query.ts";
import { type RefusalResult, refuseWithStatus } from "./result.ts";
import { partnerProgramUpdate } from "./updates/partner-program-update.ts";

/** The operations the mock serves. */
const operations: readonly Operation[] = [promisedPoints, activityHistories, partnerProgramUpdate];

/** What the mock serves beside them. */
const services: readonly Service[] = [tokenService];

const everything = [...operations, ...services];

/** What a request asks for, or why nothing can be asked for so. */
export type Route =
  | { readonly operation: Operation; readonly query: Query }
  | { readonly service: Service }
  | RefusalResult;

/** Finds what is asked for before credentials are looked at. */
export function findRoute(request: HttpRequest, choices: Choices): Route {
  const { method } = request;
  // HTTP: 400, 404, 405; the pages name addresses and methods and no refusals
  const target = readRequestTarget(request);
  if (target === undefined) return refuseWithStatus(400, "the address cannot be read");
  const served = everything.filter(
    (each) => each.path === target.path || ("otherPath" in each && each.otherPath?.(choices) === target.path),
  );
  if (served.length === 0) return refuseWithStatus(404, "nothing is served at this address");
  const found = served.find((each) => each.method === method);
  if (found === undefined) {
    return {
      ...refuseWithStatus(405, `this address does not take ${method}`),
      allow: served.map((each) => each.method),
    };
  }
  return "serve" in found ? { service: found } : { operation: found, query: target.query };
}
