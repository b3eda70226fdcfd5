/** A list that keeps the newest entries alone. */
export interface Ring<T> {
  add(entry: T): void;
  /** Oldest first; a copy. */
  list(): readonly T[];
  clear(): void;
}

/** A ring of at most that many entries. What comes on top takes the place of the oldest, and costs no more than the first. */
export function createRing<T>(size: number): Ring<T> {
  let entries: T[] = [];
  let next = 0;
  return {
    add: (entry) => {
      if (size < 1) return;
      entries[next] = entry;
      next = (next + 1) % size;
    },
    list: () => [...entries.slice(next), ...entries.slice(0, next)],
    clear: () => {
      entries = [];
      next = 0;
    },
  };
}
