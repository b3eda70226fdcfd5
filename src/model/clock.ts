/** Time as a port, so that tests move it themselves. */
export interface Clock {
  /** The current instant. */
  now(): Date;
  /** Milliseconds that only ever grow, for measuring. */
  elapsed(): number;
  /** Calls `action` after that many milliseconds; the returned function cancels it. */
  after(ms: number, action: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after that many milliseconds of the clock. */
export function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
