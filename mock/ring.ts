/** A list that keeps the newest entries alone. */
export interface Ring<T> {
  add(entry: T): void;
  /** Oldest first; a copy. */
  list(): readonly T[];
  clear(): void;
}

/** What a ring has room for. */
export interface RingRoom<T> {
  /** How many entries at most. */
  readonly entries: number;
  /** How much they weigh at most together, in the unit of `weigh`; the newest one is kept whatever it weighs. */
  readonly weight?: number;
  readonly weigh?: (entry: T) => number;
}

/** A ring with that much room. What comes on top drives out the oldest, and costs no more than the first. */
export function createRing<T>({ entries, weight = Infinity, weigh = () => 0 }: RingRoom<T>): Ring<T> {
  let kept: (T | undefined)[] = [];
  /** Place of the oldest; what stood before it has gone. */
  let first = 0;
  let total = 0;
  const isFull = (): boolean => {
    const count = kept.length - first;
    return count > entries || (total > weight && count > 1);
  };
  const dropOldest = (): void => {
    const oldest = kept[first];
    if (oldest !== undefined) total -= weigh(oldest);
    kept[first] = undefined;
    first += 1;
    if (first * 2 < kept.length) return;
    // Moved seldom enough to cost little.
    kept = kept.slice(first);
    first = 0;
  };
  return {
    add: (entry) => {
      if (entries < 1) return;
      kept.push(entry);
      total += weigh(entry);
      while (isFull()) dropOldest();
    },
    list: () => kept.slice(first).filter((entry) => entry !== undefined),
    clear: () => {
      kept = [];
      first = 0;
      total = 0;
    },
  };
}
