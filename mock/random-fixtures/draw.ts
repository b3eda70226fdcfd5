import type { Random } from "../random.ts";

/** Draws of every kind from one source of random integers; each moves the source on, so that their order counts. */
export interface Draw {
  /** A whole number between two bounds, both included. */
  readonly integer: Random;
  /** True in as many cases of a hundred. */
  readonly chance: (percent: number) => boolean;
  /** One of a list that has at least one. */
  readonly one: <T>(list: readonly T[]) => T;
  /** As many of a list, in any order; all of them where it has fewer. */
  readonly some: <T>(list: readonly T[], count: number) => T[];
}

/** The draws that a source of random integers gives. */
export function createDraw(random: Random): Draw {
  const some = <T>(list: readonly T[], count: number): T[] => {
    const left = [...list];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(random(0, left.length - 1), 1),
    ).flat();
  };
  return {
    integer: random,
    chance: (percent) => random(1, 100) <= percent,
    one: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new RangeError("nothing can be drawn from an empty list");
      return list[random(0, list.length - 1)] as T;
    },
    some,
  };
}
