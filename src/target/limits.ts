import { wait, type Clock } from "../model/clock.ts";
import type { Limits } from "./profile-model.ts";

/** Leave to send one request. */
export interface RequestGate {
  /**
   * Waits for a free place and for the next moment the rate allows, in the order of asking. Gives back what frees the
   * place again, or undefined where the run's requests are used up.
   */
  enter(): Promise<(() => void) | undefined>;
  /** Requests let through so far. */
  count(): number;
}

/**
 * Spaces requests evenly (`perMinute`), keeps at most `inFlight` under way and lets through `requests` in all. Even
 * spacing rather than a full bucket: a burst at the start is what a shared host suffers from.
 */
export function createRequestGate(
  limits: Pick<Limits, "perMinute" | "inFlight" | "requests">,
  clock: Clock,
): RequestGate {
  const spacing = 60_000 / limits.perMinute;
  const waiting: (() => void)[] = [];
  let free = limits.inFlight;
  let count = 0;
  let next = -Infinity;

  const takePlace = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leavePlace = () => {
    const first = waiting.shift();
    if (first === undefined) free += 1;
    else first(); // The place passes on without ever being free, so that nobody gets in between.
  };
  return {
    count: () => count,
    enter: async () => {
      if (count >= limits.requests) return undefined;
      count += 1;
      await takePlace();
      const now = clock.elapsed();
      const turn = Math.max(now, next);
      next = turn + spacing;
      if (turn > now) await wait(clock, turn - now);
      let isHeld = true;
      return () => {
        if (isHeld) leavePlace();
        isHeld = false;
      };
    },
  };
}
