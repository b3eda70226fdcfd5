import type { Json } from "../../src/model/json.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { type Result, refuse } from "../result.ts";
import type { Fault } from "./fault.ts";
import { refuseRepetition } from "./refuse-repetition.ts";
import { type EntryResult, performEntries } from "./perform-entries.ts";
import { readRequest } from "./read-request.ts";
import { renderResults } from "./render-results.ts";

/** Updates of customers' tiers and memberships. */
export const partnerProgramUpdate: Operation = {
  name: "update",
  method: "POST",
  // resource information: URI
  path: "/v2/partnerProgram/customerPartnerProgramUpdate",
  // prerequisites: access group
  accessGroup: "Default",
  perform: ({ body }, context) => performUpdates(body ?? null, context),
};

function performUpdates(body: Json, context: OperationContext): Result {
  const { choices } = context;
  const request = readRequest(body, choices);
  if ("kind" in request) return request;
  const refusal = refuseRepetition(request.entries, context);
  if (refusal !== undefined) return refusal;

  const { entries, events, organisation } = performEntries(request, context);
  const whole = listFaults(entries).find((fault) => fault.whole === true) ?? findOnlyFault(entries, context);
  if (whole !== undefined) return refuse(whole.code, whole.message);
  return {
    kind: "answer",
    body: renderResults(entries, choices),
    ...(organisation === context.organisation ? {} : { organisation }),
    events,
  };
}

function listFaults(entries: readonly EntryResult[]): readonly Fault[] {
  return entries.flatMap(({ customer, updates }) => [
    ...("code" in customer ? [customer] : []),
    ...updates.flatMap(({ fault }) => (fault === undefined ? [] : [fault])),
  ]);
}

/** What is wrong with the request's one and only update, where the request's errors are the place for it. */
function findOnlyFault(entries: readonly EntryResult[], { choices }: OperationContext): Fault | undefined {
  // choice: failure-place
  if (choices.failurePlace !== "request") return undefined;
  const updates = entries.flatMap((entry) => entry.updates);
  const [only] = entries;
  const isPlace = entries.length === 1 && updates.length === 1;
  return isPlace && only !== undefined && !("code" in only.customer) ? updates[0]?.fault : undefined;
}
