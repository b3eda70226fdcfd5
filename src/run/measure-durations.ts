import { createHistogram } from "node:perf_hooks";
import type { Timing } from "../model/run.ts";

/** Takes durations in milliseconds and says how they are spread. */
export interface DurationMeasure {
  add(ms: number): void;
  read(): Timing;
}

/** Durations are told apart to a hundredth of a millisecond. */
const unitsPerMs = 100;
const longestMs = 3_600_000;

/**
 * Holds counts instead of durations, so that it stays as large as it is however many there are: up to 20 ms they are exact,
 * above to a thousandth, the longest always.
 */
export function createDurationMeasure(): DurationMeasure {
  const histogram = createHistogram({ lowest: 1, highest: longestMs * unitsPerMs, figures: 3 });
  let [count, max] = [0, 0];
  const at = (percent: number): number => Math.min(max, histogram.percentile(percent) / unitsPerMs);
  return {
    add: (ms) => {
      const units = Math.round(Math.min(ms, longestMs) * unitsPerMs);
      count += 1;
      max = Math.max(max, Math.round(ms * unitsPerMs) / unitsPerMs);
      // What took no time counts as the shortest that there is.
      histogram.record(Math.max(1, units));
    },
    read: () => ({ count, p50: at(50), p95: at(95), p99: at(99), max }),
  };
}
