import type { Clock } from "../../model/clock.ts";

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves time on; what is due happens in order, each at its own moment. */
  advance(ms: number): Promise<void>;
  /** Timers that are set and have neither fired nor been cancelled. */
  pending(): number;
}

/** A clock for tests, at midnight of 1 January 2030. */
export function createFakeClock(): FakeClock {
  const start = Date.UTC(2030, 0, 1);
  const timers = new Set<{ readonly due: number; readonly action: () => void }>();
  let elapsed = 0;
  return {
    now: () => new Date(start + elapsed),
    elapsed: () => elapsed,
    pending: () => timers.size,
    after: (ms, action) => {
      const timer = { due: elapsed + ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (ms) => {
      const end = elapsed + ms;
      for (;;) {
        // What has just been allowed to go on may set timers of its own.
        await new Promise((resolve) => setImmediate(resolve));
        const next = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        timers.delete(next);
        elapsed = Math.max(elapsed, next.due);
        next.action();
      }
      elapsed = end;
    },
  };
}
