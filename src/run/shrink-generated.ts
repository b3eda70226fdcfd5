import type { Case, RequestPlan } from "../model/case.ts";
import { isObject } from "../model/json.ts";
import type { Shrunk, Trial } from "./shrink-case.ts";

/** What a smaller request is looked for with. */
interface Shrinking {
  readonly request: RequestPlan;
  /** Requests that are a step smaller and still of the same class. */
  readonly smaller: (request: RequestPlan) => Iterable<RequestPlan>;
  /** A request as a case. */
  readonly plan: (request: RequestPlan) => Case<undefined, undefined>;
  /** So many requests may be sent. */
  readonly most: number;
}

/**
 * The smallest request that still shows a finding, as far as a few requests tell: each step takes the first smaller one
 * that does. Undefined where not even one smaller one could be tried.
 */
export async function shrinkGenerated(
  { request, smaller, plan, most }: Shrinking,
  trial: Trial<undefined, undefined>,
): Promise<Shrunk<undefined, undefined> | undefined> {
  let smallest = request;
  let sent = 0;
  let isSpent = false;
  const tried = new Set<string>();
  for (;;) {
    let found: RequestPlan | undefined;
    for (const candidate of smaller(smallest)) {
      const key = keyOf(candidate);
      if (tried.has(key)) continue;
      tried.add(key);
      isSpent = sent >= most;
      if (isSpent) break;
      const outcome = await trial.run(plan(candidate), []);
      if (outcome.kind === "cut") return undefined;
      // A request without which nothing could be judged counts too.
      sent += outcome.kind === "judged" ? outcome.trace.length : 1;
      if (outcome.kind === "judged" && trial.shows(outcome.judgement)) {
        found = candidate;
        break;
      }
    }
    if (found === undefined)
      return { case: plan(smallest), made: recordRequest(smallest), ...(isSpent ? { unfinished: true } : {}) };
    smallest = found;
  }
}

/** A request as it is kept in a verdict; its body is in base64, so that no byte is lost. */
function recordRequest({ body, ...rest }: RequestPlan): unknown {
  return { request: { ...rest, ...(body === undefined ? {} : { body: Buffer.from(body).toString("base64") }) } };
}

/** The request of a verdict's `made`; undefined where it is something else. */
export function readRequest(made: unknown): RequestPlan | undefined {
  if (!isObject(made) || !isObject(made["request"])) return undefined;
  const { body, ...rest } = made["request"];
  if (typeof rest["operation"] !== "string") return undefined;
  const bytes = typeof body === "string" ? { body: new Uint8Array(Buffer.from(body, "base64")) } : {};
  // As `recordRequest` has written it.
  return { ...(rest as unknown as RequestPlan), ...bytes };
}

function keyOf({ path = "", query = [], headers = [], body }: RequestPlan): string {
  return JSON.stringify([path, query, headers, body === undefined ? "" : Buffer.from(body).toString("base64")]);
}
