import type { Clock } from "../../src/model/clock.ts";

/**
 * A clock for runs within one process, where nothing takes time but what is waited for: as soon as nothing else is to be
 * done it leaps to the next moment that somebody waits for. So no wait costs any time, and none is too short.
 * @param start what it shows at first
 */
export function createLeapingClock(start: Date): Clock {
  const timers = new Set<{ readonly due: number; readonly action: () => void }>();
  let elapsed = 0;
  let isLeaping = false;
  const leap = (): void => {
    isLeaping = false;
    let next: { readonly due: number; readonly action: () => void } | undefined;
    for (const timer of timers) if (next === undefined || timer.due < next.due) next = timer;
    if (next === undefined) return;
    timers.delete(next);
    elapsed = Math.max(elapsed, next.due);
    plan();
    next.action();
  };
  // All that is due by itself comes before that.
  const plan = (): void => {
    if (isLeaping || timers.size === 0) return;
    isLeaping = true;
    setImmediate(leap);
  };
  return {
    now: () => new Date(start.getTime() + elapsed),
    elapsed: () => elapsed,
    after: (ms, action) => {
      const timer = { due: elapsed + Math.max(0, ms), action };
      timers.add(timer);
      plan();
      return () => timers.delete(timer);
    },
  };
}
