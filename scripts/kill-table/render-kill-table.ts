import type { Defect } from "../../mock/defects/defect.ts";
import { type Cells, readCell, type Verdict, words } from "./cells.ts";
import { type Column, columns } from "./row.ts";
import { explainUnreached } from "./unreached.ts";

/** A defect with what the table says of it. */
export interface Line {
  readonly defect: Pick<Defect, "id" | "statement" | "breaks">;
  readonly cells: Cells;
}

/** One of the two documents. */
export interface TableHead {
  readonly title: string;
  /** What the defects are in. */
  readonly matter: string;
  /** Markdown that tells what each column is made of. */
  readonly notes: readonly string[];
}

/** The table as Markdown: what its columns mean, how many defects each finds, what is missed and why, then every defect. */
export function renderKillTable(head: TableHead, lines: readonly Line[]): string {
  const requirements = new Set(lines.map(({ defect }) => defect.breaks)).size;
  return [
    `# ${head.title}`,
    "",
    `Made by \`npm run kill-table\`: the mock host with each of its defects in ${head.matter} in turn, and what finds it. A cell names the`,
    "first case that reports the requirement which the defect breaks, where no other one is reported; `no: …` lists what is",
    `reported otherwise, \`${words.missed}\` says that nothing is. \`${words.unseen}\` stands where the column cannot see the defect.`,
    "",
    ...head.notes,
    "",
    `${lines.length} defects over ${requirements} requirements:`,
    "",
    "| | found | reported otherwise | missed | kept | cannot be seen | not tried |",
    "|---|---|---|---|---|---|---|",
    ...columns.map((column) => renderCounts(column, lines)),
    "",
    ...renderUnreached(lines),
    `| defect | what is wrong | requirement | ${columns.join(" | ")} |`,
    "|---|---|---|---|---|---|---|",
    ...lines.map(renderLine),
    "",
  ].join("\n");
}

const verdicts: readonly Verdict[] = ["found", "otherwise", "missed", "kept", "unseen", "untried"];

function renderCounts(column: Column, lines: readonly Line[]): string {
  const counts = verdicts.map((verdict) => lines.filter(({ cells }) => readCell(cells[column]) === verdict).length);
  return `| ${column} | ${counts.join(" | ")} |`;
}

/** What generated cases do not reach, and why. */
function renderUnreached(lines: readonly Line[]): string[] {
  const missed = lines.filter(({ cells }) => readCell(cells.generated) === "missed");
  const tried = lines.filter(({ cells }) => !["untried", "unseen"].includes(readCell(cells.generated)));
  if (missed.length === 0) return [];
  const percent = ((100 * missed.length) / tried.length).toFixed(1);
  return [
    `Generated cases do not find ${missed.length} of the ${tried.length} that were tried with 19 seeds of 20 at least (${percent} %):`,
    "",
    "| defect | seeds | why |",
    "|---|---|---|",
    ...missed.map(({ defect, cells }) => {
      const seeds = /\d+ of \d+$/.exec(cells.generated)?.[0] ?? "";
      return `| ${defect.id} | ${seeds} | ${escapeCell(explainUnreached(defect.id, defect.breaks))} |`;
    }),
    "",
  ];
}

/** One line of the table. */
export function renderLine({ defect: { id, statement, breaks }, cells }: Line): string {
  return `| ${[id, statement, breaks, ...columns.map((column) => cells[column])].map(escapeCell).join(" | ")} |`;
}

/** The cells of a document by the defect's id, so that what is not made anew can be carried over. */
export function readKillTable(text: string): ReadonlyMap<string, Cells> {
  const found = new Map<string, Cells>();
  for (const line of text.split("\n")) {
    if (!/^\| [a-z-]+\.\S+ \|/.test(line)) continue;
    const parts = line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((part) => part.trim().replaceAll("\\|", "|"));
    if (parts.length !== 3 + columns.length) continue;
    const cells = columns.map((column, index) => [column, parts[3 + index] ?? words.untried]);
    found.set(parts[0] ?? "", Object.fromEntries(cells) as Record<Column, string>);
  }
  return found;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
