import type { Draw } from "./draw.ts";

/** Draws ids small and large, up to the largest whole number that JSON carries everywhere, each one once. */
export function createIdSource(draw: Draw): () => number {
  const used = new Set<number>();
  return () => {
    for (;;) {
      const id = draw.chance(3)
        ? Number.MAX_SAFE_INTEGER - draw.integer(0, 3)
        : draw.integer(1, draw.one([99, 99_999, 999_999_999, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER]));
      if (used.has(id)) continue;
      used.add(id);
      return id;
    }
  };
}

/** A decimal number above nothing as text, with none to four digits after the point. */
export function drawPoints(draw: Draw): string {
  const whole = draw.integer(draw.chance(10) ? 0 : 1, draw.one([9, 999, 999, 1_000_000_000]));
  const scale = draw.one([0, 1, 2, 2, 3, 3, 3, 4]);
  if (scale === 0) return String(Math.max(1, whole));
  const digits = Array.from({ length: scale - 1 }, () => draw.integer(0, 9)).join("");
  // The last digit keeps a number from being nothing; a round one is as good where there is a whole part.
  return `${whole}.${digits}${whole > 0 && draw.chance(50) ? 0 : draw.integer(1, 9)}`;
}
