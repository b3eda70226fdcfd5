import type { Draw } from "../model/case.ts";

/** A factor of a covering array and the values it takes. */
export interface Factor<Value> {
  readonly name: string;
  readonly values: readonly Value[];
}

/** So many rows are tried for each that is kept; the one with the most new pairs is. */
const candidates = 8;
/** A row begins with one of so many pairs that are still missing. */
const beginnings = 50;

/**
 * Rows in which every value of each factor meets every value of each other factor at least once: a covering array of
 * strength two, made greedily. Every row has a value of every factor.
 */
export function coverPairs<Value>(factors: readonly Factor<Value>[], draw: Draw): Readonly<Record<string, Value>>[] {
  const used = factors.filter(({ values }) => values.length > 0);
  const missing = listMissing(used.map(({ values }) => values.length));
  const rows: number[][] = [];
  while (missing.count() > 0) {
    let best: readonly number[] = [];
    let most = -1;
    for (let candidate = 0; candidate < candidates; candidate += 1) {
      const row = drawRow(used, missing, draw);
      const count = missing.countIn(row);
      if (count > most) [best, most] = [row, count];
    }
    missing.strike(best);
    rows.push([...best]);
  }
  if (rows.length === 0 && used.length > 0) rows.push(used.map(() => 0));
  return rows.map((row) =>
    Object.fromEntries(used.map(({ name, values }, index) => [name, values[row[index] ?? 0] as Value])),
  );
}

/** A value of one factor and a value of a later one, each by its place. */
type Pair = readonly [first: number, a: number, second: number, b: number];

/** The pairs of values that no row has yet. */
interface Missing {
  count(): number;
  /** The first of them, in the order of their factors. */
  beginnings(): readonly Pair[];
  /** Whether a value of one factor has still to meet a value of another. */
  has(first: number, a: number, second: number, b: number): boolean;
  /** How many of them a row has. */
  countIn(row: readonly number[]): number;
  strike(row: readonly number[]): void;
}

function listMissing(sizes: readonly number[]): Missing {
  // Every value has a number; what is missing is a table of all by all, which both halves of a pair find without a key.
  let width = 0;
  const starts = sizes.map((size) => {
    width += size;
    return width - size;
  });
  const table = new Uint8Array(width * width);
  const at = (first: number, a: number, second: number, b: number): number =>
    ((starts[first] ?? 0) + a) * width + (starts[second] ?? 0) + b;
  let left: readonly Pair[] = listPairs(sizes);
  for (const pair of left) table[at(...pair)] = 1;
  let first: readonly Pair[] = left.slice(0, beginnings);
  const visit = (row: readonly number[], take: (place: number) => void): void => {
    for (let one = 0; one < row.length; one += 1)
      for (let other = one + 1; other < row.length; other += 1) take(at(one, row[one] ?? 0, other, row[other] ?? 0));
  };
  return {
    count: () => left.length,
    beginnings: () => first,
    has: (one, a, other, b) => table[one < other ? at(one, a, other, b) : at(other, b, one, a)] === 1,
    countIn: (row) => {
      let count = 0;
      visit(row, (place) => {
        count += table[place] ?? 0;
      });
      return count;
    },
    strike: (row) => {
      visit(row, (place) => {
        table[place] = 0;
      });
      left = left.filter((pair) => table[at(...pair)] === 1);
      first = left.slice(0, beginnings);
    },
  };
}

/** Every pair of values of factors with so many each. */
function listPairs(sizes: readonly number[]): Pair[] {
  const pairs: Pair[] = [];
  for (let first = 0; first < sizes.length; first += 1)
    for (let second = first + 1; second < sizes.length; second += 1)
      for (let a = 0; a < (sizes[first] ?? 0); a += 1)
        for (let b = 0; b < (sizes[second] ?? 0); b += 1) pairs.push([first, a, second, b]);
  return pairs;
}

/** A row about a pair that is still missing; the other factors take whatever adds most, one after another. */
function drawRow(factors: readonly Factor<unknown>[], missing: Missing, draw: Draw): number[] {
  const [first, a, second, b] = draw.pick(missing.beginnings());
  const chosen = new Set([first, second]);
  const row = factors.map((_factor, index) => (index === first ? a : index === second ? b : 0));
  for (const [index, { values }] of factors.entries()) {
    if (chosen.has(index)) continue;
    const start = draw.integer(0, values.length - 1);
    let most = -1;
    for (let offset = 0; offset < values.length; offset += 1) {
      const value = (start + offset) % values.length;
      let gain = 0;
      for (const other of chosen) if (missing.has(other, row[other] ?? 0, index, value)) gain += 1;
      if (gain > most) [row[index], most] = [value, gain];
    }
    chosen.add(index);
  }
  return row;
}
