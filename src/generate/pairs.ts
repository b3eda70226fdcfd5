import type { Draw } from "../model/case.ts";

/** A factor of a covering array and the values it takes. */
export interface Factor<Value> {
  readonly name: string;
  readonly values: readonly Value[];
}

/** So many rows are tried for each that is kept; the one with the most new pairs is. */
const candidates = 24;

/**
 * Rows in which every value of each factor meets every value of each other factor at least once: a covering array of
 * strength two, made greedily. Every row has a value of every factor.
 */
export function coverPairs<Value>(factors: readonly Factor<Value>[], draw: Draw): Readonly<Record<string, Value>>[] {
  const used = factors.filter(({ values }) => values.length > 0);
  const left = new Set<string>();
  for (const [first, one] of used.entries()) {
    for (const [second, other] of used.entries()) {
      if (second <= first) continue;
      for (const a of one.values.keys()) for (const b of other.values.keys()) left.add(keyOf(first, a, second, b));
    }
  }
  const rows: number[][] = [];
  while (left.size > 0) {
    const tried = Array.from({ length: candidates }, () => drawRow(used, left, draw));
    const best = tried.toSorted((a, b) => countNew(b, left) - countNew(a, left))[0] ?? [];
    for (const key of pairsOf(best)) left.delete(key);
    rows.push(best);
  }
  if (rows.length === 0 && used.length > 0) rows.push(used.map(() => 0));
  return rows.map((row) =>
    Object.fromEntries(used.map(({ name, values }, index) => [name, values[row[index] ?? 0] as Value])),
  );
}

/** A row about a pair that is still missing; the other factors take whatever adds most, one after another. */
function drawRow(factors: readonly Factor<unknown>[], left: ReadonlySet<string>, draw: Draw): number[] {
  const missing = draw.pick([...left].slice(0, 50));
  const [first = 0, a = 0, second = 0, b = 0] = missing.split(" ").map(Number);
  const row: (number | undefined)[] = factors.map((_factor, index) =>
    index === first ? a : index === second ? b : undefined,
  );
  for (const [index, { values }] of factors.entries()) {
    if (row[index] !== undefined) continue;
    const start = draw.integer(0, values.length - 1);
    let best = start;
    let most = -1;
    for (let offset = 0; offset < values.length; offset += 1) {
      const value = (start + offset) % values.length;
      const gain = row.reduce(
        (sum: number, other, at) =>
          other !== undefined && left.has(at < index ? keyOf(at, other, index, value) : keyOf(index, value, at, other))
            ? sum + 1
            : sum,
        0,
      );
      if (gain > most) [best, most] = [value, gain];
    }
    row[index] = best;
  }
  return row.map((value) => value ?? 0);
}

function countNew(row: readonly number[], left: ReadonlySet<string>): number {
  return pairsOf(row).filter((key) => left.has(key)).length;
}

function pairsOf(row: readonly number[]): string[] {
  return row.flatMap((a, first) => row.slice(first + 1).map((b, offset) => keyOf(first, a, first + 1 + offset, b)));
}

function keyOf(first: number, a: number, second: number, b: number): string {
  return `${first} ${a} ${second} ${b}`;
}
