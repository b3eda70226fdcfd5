import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { GeneratedRow } from "./generated-row.ts";
import type { RowTask } from "./make-row.ts";
import type { Row } from "./row.ts";

/** Rows that were made, in a file with one on each line, so that work that was broken off goes on where it ended. */
export interface RowStore {
  readonly list: () => readonly Row[];
  readonly has: (task: RowTask) => boolean;
  readonly add: (row: Row) => void;
}

/** Opens the file; it need not be there. */
export function openRowStore(path: string): RowStore {
  const rows = new Map<string, Row>();
  const keyOf = ({ column, defect }: Pick<Row, "column" | "defect">, seed: number): string =>
    `${column} ${defect} ${column === "generated" || column === "shrunk" ? seed : ""}`;
  const seedOf = (row: Row): number => (isGenerated(row) ? row.seed : 0);
  if (existsSync(path)) {
    for (const line of readFileSync(path, "utf8").split("\n")) {
      if (line === "") continue;
      const row = JSON.parse(line) as Row;
      rows.set(keyOf(row, seedOf(row)), row);
    }
  }
  return {
    list: () => [...rows.values()],
    has: (task) => rows.has(keyOf(task, task.seed ?? 1)),
    add: (row) => {
      mkdirSync(dirname(path), { recursive: true });
      appendFileSync(path, `${JSON.stringify(row)}\n`);
      rows.set(keyOf(row, seedOf(row)), row);
    },
  };
}

/** Whether it was made of generated cases. */
export function isGenerated(row: Row): row is GeneratedRow {
  return row.column === "generated" || row.column === "shrunk";
}
