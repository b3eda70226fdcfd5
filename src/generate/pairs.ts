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
  const left = listPairs(used);
  const rows: number[][] = [];
  while (left.size > 0) {
    let best: number[] = [];
    let most = -1;
    for (let candidate = 0; candidate < candidates; candidate += 1) {
      const row = drawRow(used, left, draw);
      const count = pairsOf(row).filter((key) => left.has(key)).length;
      if (count > most) [best, most] = [row, count];
    }
    for (const key of pairsOf(best)) left.delete(key);
    rows.push(best);
  }
  if (rows.length === 0 && used.length > 0) rows.push(used.map(() => 0));
  return rows.map((row) =>
    Object.fromEntries(used.map(({ name, values }, index) => [name, values[row[index] ?? 0] as Value])),
  );
}

/** A value of one factor and a value of a later one, each by its place. */
type Pair = readonly [first: number, a: number, second: number, b: number];

/** Every pair of values, by a number of its own. */
function listPairs(factors: readonly Factor<unknown>[]): Map<number, Pair> {
  const pairs = new Map<number, Pair>();
  for (const [first, one] of factors.entries()) {
    for (const [second, other] of factors.entries()) {
      if (second <= first) continue;
      for (const a of one.values.keys())
        for (const b of other.values.keys()) pairs.set(keyOf(first, a, second, b), [first, a, second, b]);
    }
  }
  return pairs;
}

/** A row about a pair that is still missing; the other factors take whatever adds most, one after another. */
function drawRow(factors: readonly Factor<unknown>[], left: ReadonlyMap<number, Pair>, draw: Draw): number[] {
  const [first, a, second, b] = draw.pick(listFirst(left.values(), 50));
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

function pairsOf(row: readonly number[]): number[] {
  return row.flatMap((a, first) => row.slice(first + 1).map((b, offset) => keyOf(first, a, first + 1 + offset, b)));
}

function listFirst<T>(values: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const value of values) {
    if (first.length >= most) break;
    first.push(value);
  }
  return first;
}

/** More factors, and values of one, than there ever are; numbers are looked up several times as fast as texts. */
const room = 1000;

function keyOf(first: number, a: number, second: number, b: number): number {
  return ((first * room + a) * room + second) * room + b;
}
