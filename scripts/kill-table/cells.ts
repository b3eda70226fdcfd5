import type { ContractsRow } from "./contracts-row.ts";
import { explainIndistinct } from "./indistinct.ts";
import { isGenerated } from "./row-store.ts";
import { type Column, columns, isExact, type Row } from "./row.ts";

/** The cells of one defect: what the table says of each column. */
export type Cells = Readonly<Record<Column, string>>;

/** What a cell says where there is no case to name. */
export const words = {
  /** Nobody has tried it. */
  untried: "not tried",
  /** It cannot be seen there: the column looks at other messages, or every answer is the same as without the defect. */
  unseen: "–",
  /** Interactions got another answer, and the pacts are kept all the same. */
  kept: "kept",
  missed: "no",
} as const;

/** The cells that rows amount to. Where there are none, those of the document before stay. */
export function writeCells(rows: readonly Row[], before: Cells): Cells {
  const cell = (column: Column): string => {
    const own = rows.filter((row) => row.column === column);
    return own.length === 0 ? before[column] : writeCell(own);
  };
  return Object.fromEntries(columns.map((column) => [column, cell(column)])) as Record<Column, string>;
}

/** One cell: of generated cases there is a row for each seed, else one. */
function writeCell(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return words.untried;
  if (isGenerated(first)) {
    // A seed that reports it as something else first has not found it.
    const finds = rows.filter(isExact);
    const best = finds[0] ?? rows.find(({ found }) => found.length > 0);
    return `${best === undefined ? words.missed : nameFind(best)}, ${finds.length} of ${rows.length}`;
  }
  if (first.found.length > 0) return nameFind(first);
  if (!isContracts(first)) return words.missed;
  return first.touched === 0 ? words.unseen : words.kept;
}

function isContracts(row: Row): row is ContractsRow {
  return row.column === "contracts";
}

/**
 * The case that found it; where other requirements were reported too, or instead, all of these. An interaction of a pact
 * names the one requirement that it is about, so that several interactions may name several.
 */
function nameFind(row: Row): string {
  const by = (row.by ?? "").replace(/^(generated|contracts)\./, "");
  if (isExact(row)) return by;
  const others = row.found.filter((requirement) => requirement !== row.breaks);
  if (isContracts(row) && others.length < row.found.length) return `${by} (also: ${listFew(others)})`;
  const reason = isContracts(row) ? explainIndistinct(row.defect) : undefined;
  if (reason !== undefined) return `${words.unseen} (seen as ${listFew(row.found)}: ${reason})`;
  return `${words.missed}: ${listFew(row.found)}`;
}

/** What fails whole answers fails what every interaction is about. */
function listFew(requirements: readonly string[]): string {
  const few = requirements.slice(0, mostNamed);
  return [...few, ...(few.length < requirements.length ? [`and ${requirements.length - few.length} more`] : [])].join(
    " ",
  );
}

const mostNamed = 3;

/** What a cell amounts to. */
export type Verdict = "found" | "otherwise" | "missed" | "kept" | "unseen" | "untried";

/** Reads a cell again. Of generated cases a defect is found where at most one seed in twenty misses it. */
export function readCell(cell: string): Verdict {
  if (cell === words.untried) return "untried";
  if (cell === words.unseen || cell.startsWith(`${words.unseen} (`)) return "unseen";
  if (cell === words.kept) return "kept";
  const seeds = / (\d+) of (\d+)$/.exec(cell);
  const isMissed = seeds !== null && Number(seeds[2]) - Number(seeds[1]) > Number(seeds[2]) / 20;
  if (isMissed || cell === words.missed) return "missed";
  return cell.startsWith(`${words.missed}: `) ? "otherwise" : "found";
}
