import { initiated, newestRelinking } from "../histories/activities.ts";
import type { Steps } from "./flow.ts";
import type { Linked } from "./members.ts";
import { cancellation, makeUpdate } from "./request.ts";
import { sendUpdate, type Shown } from "./steps.ts";

/**
 * Whether a cancellation is accepted, though nothing waits in its program, because relinkings of the same person wait in others:
 * it is refused once these are cancelled too. Changes the host, which therefore has to be one that can be reset.
 * @param shown activities of linking, which tell what waits
 */
export function* isAcceptedForOthers(linked: Linked, shown: Shown | undefined): Steps<boolean> {
  const others = (shown?.page.entries ?? []).flatMap(({ details: { programName }, activities = [] }) =>
    programName !== undefined && programName !== linked.program && newestRelinking({ activities }) === initiated
      ? [programName]
      : [],
  );
  if (others.length === 0) return false;
  for (const program of others) yield* sendUpdate(linked, makeUpdate(program, cancellation));
  const { result } = yield* sendUpdate(linked, makeUpdate(linked.program, cancellation));
  return result.outcome === "refused" && result.codes.includes(2027);
}
