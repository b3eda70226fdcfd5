import { hash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Draw } from "../model/case.ts";

/**
 * Seeded choices for one planned case. They depend on the seed and the name alone, so adding or leaving out other cases
 * changes nothing, and two draws made alike give the same values in the same order.
 */
export function createDraw(seed: number, name: string): Draw {
  // Most cases choose nothing.
  let generator: ReturnType<typeof xoroshiro128plus> | undefined;
  const begin = () => xoroshiro128plus(Number.parseInt(hash("sha256", `${seed} ${name}`, "hex").slice(0, 8), 16) | 0);
  const integer = (min: number, max: number): number => uniformInt((generator ??= begin()), min, max);
  const text = (alphabet: string, count: number): string =>
    Array.from({ length: count }, () => alphabet.charAt(integer(0, alphabet.length - 1))).join("");
  return {
    integer,
    digits: (count) => text("123456789", 1) + text("0123456789", count - 1),
    letters: (count) => text("abcdefghijklmnopqrstuvwxyz", count),
    pick(list) {
      const chosen = list[integer(0, list.length - 1)];
      if (chosen === undefined) throw new RangeError("cannot pick from an empty list");
      return chosen;
    },
    integerNotIn(list, min, max) {
      const excluded = new Set(list.filter((value) => Number.isInteger(value) && value >= min && value <= max));
      if (excluded.size > max - min) throw new RangeError(`no integer from ${min} to ${max} is left`);
      for (;;) {
        const value = integer(min, max);
        if (!list.includes(value)) return value;
      }
    },
  };
}
