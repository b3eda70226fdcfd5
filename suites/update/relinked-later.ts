import type { StateStep } from "../../src/model/case.ts";
import { relinked } from "../histories/activities.ts";
import { findEntry } from "../histories/page.ts";
import { shiftDays } from "./expiry.ts";
import type { Steps } from "./flow.ts";
import type { Linked } from "./members.ts";
import { readLinking, type Shown } from "./steps.ts";

/**
 * Whether the daily batch relinks the membership some years from now: something is still pending then. The host is reset
 * afterwards. False where its state endpoint does not move the clock or run the batch.
 */
export function* isRelinkedLater(linked: Linked): Steps<boolean> {
  const before = yield* readLinking(linked);
  const later = new Date(shiftDays(linked.state.now, 4 * 365)).toISOString();
  const isMoved = yield* callState({ state: "clock", body: { now: later } });
  const hasRun = isMoved && (yield* callState({ state: "batch" }));
  const after = hasRun ? yield* readLinking(linked) : undefined;
  if (isMoved && !(yield* callState({ state: "reset" }))) {
    yield* callState({ state: "clock", body: { now: linked.state.now } });
  }
  return countRelinked(linked, after) > countRelinked(linked, before);
}

/** Whether the state endpoint has done what it was asked for. */
function* callState(step: StateStep): Steps<boolean> {
  const { exchange } = yield { ...step, mayBeRefused: true };
  return exchange.outcome.kind === "response" && exchange.outcome.response.status < 300;
}

function countRelinked({ program }: Linked, shown: Shown | undefined): number {
  const { activities = [] } = (shown === undefined ? undefined : findEntry(shown.page, program)) ?? {};
  return activities.filter(({ type }) => type === relinked).length;
}
