import type { Clock } from "../../model/clock.ts";

/** A clock whose waits are over at once; how long they were is in `waits`. */
export function createHastyClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let elapsed = 0;
  return {
    waits,
    now: () => new Date(Date.UTC(2030, 0, 1) + elapsed),
    elapsed: () => elapsed,
    after: (ms, action) => {
      waits.push(ms);
      elapsed += ms;
      const timer = setImmediate(action);
      return () => clearImmediate(timer);
    },
  };
}
