/** One quantity that a benchmark measured, round by round. */
export interface Measurement {
  readonly what: string;
  readonly unit: string;
  readonly rounds: readonly number[];
  /** What the median should reach; nothing fails where it does not. */
  readonly aim?: number;
}

/** How a benchmark is run. */
export interface BenchmarkOptions {
  /** How often each quantity is measured. */
  readonly rounds: number;
  /** Milliseconds a round lasts. */
  readonly roundMs: number;
  /** Folder for a CPU profile of what is measured; no profile without it. */
  readonly profile: string | undefined;
}

export interface Benchmark {
  /** kebab-case, the name on the command line. */
  readonly name: string;
  /** One line. */
  readonly statement: string;
  readonly run: (options: BenchmarkOptions) => Promise<readonly Measurement[]>;
}

/** The middle value; the mean of the two in the middle where their number is even. NaN where there are none. */
export function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
