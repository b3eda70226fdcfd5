import { draftUpdated } from "../events/draft-updated.ts";
import type { EventDraft } from "../events/event-draft.ts";
import type { Customer, Organisation } from "../fixtures.ts";
import type { OperationContext } from "../operation.ts";
import { applyUpdate } from "./apply-update.ts";
import type { Fault } from "./fault.ts";
import { findNamedCustomer } from "./find-named-customer.ts";
import { judgeUpdate } from "./judge-update.ts";
import { type Sent, type UpdateEntry, type UpdateRequest, limitFault } from "./read-request.ts";

/** What became of one customer of a request. */
export interface EntryResult {
  /** The identifiers of the request. */
  readonly sent: Sent;
  readonly customer: Customer | Fault;
  readonly updates: readonly UpdateResult[];
}

export interface UpdateResult {
  readonly sent: Sent;
  /** Undefined where the update was accepted. */
  readonly fault: Fault | undefined;
}

/** What has been made of a request so far. */
export interface Progress {
  readonly organisation: Organisation;
  readonly entries: readonly EntryResult[];
  /** Of the updates that were accepted, one each at most. */
  readonly events: readonly EventDraft[];
}

/**
 * Performs the customers of a request one after another; each update finds what those before it have left. Each has a
 * status of its own (response parameters: customer.status, updateStatus), so that one refusal leaves the others alone.
 */
export function performEntries({ entries, overLimit }: UpdateRequest, context: OperationContext): Progress {
  return entries.reduce<Progress>((progress, entry) => performEntry(progress, entry, overLimit, context), {
    organisation: context.organisation,
    entries: [],
    events: [],
  });
}

function performEntry(
  progress: Progress,
  { customer: sent, updates }: UpdateEntry,
  overLimit: boolean,
  context: OperationContext,
): Progress {
  let { organisation } = progress;
  const named = findNamedCustomer(sent, { ...context, organisation });
  if ("code" in named) {
    const results = updates.map((update) => ({ sent: update, fault: named }));
    return { ...progress, entries: [...progress.entries, { sent, customer: named, updates: results }] };
  }
  let customer = named;
  const results: UpdateResult[] = [];
  const events: EventDraft[] = [];
  for (const update of updates) {
    const judged = overLimit ? limitFault : judgeUpdate(update, customer, { ...context, organisation });
    if ("code" in judged) {
      results.push({ sent: update, fault: judged });
      continue;
    }
    const applied = applyUpdate(judged, customer, { ...context, organisation });
    ({ organisation, customer } = applied);
    results.push({ sent: update, fault: undefined });
    events.push(...draftUpdated(judged, applied, context.choices));
  }
  return {
    organisation,
    entries: [...progress.entries, { sent, customer, updates: results }],
    events: [...progress.events, ...events],
  };
}
