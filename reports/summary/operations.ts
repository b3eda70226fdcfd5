import { caseStatuses, type CaseStatus } from "../../src/model/verdict.ts";
import { caseStatusWords } from "../describe.ts";
import { sanitizeTerminal } from "../terminal-text.ts";
import type { SummaryPage } from "./page.ts";

/** The states whose counts stand in a column; the others follow where there are any. */
const inColumns: readonly CaseStatus[] = ["passed", "diverged"];

/** A row for each operation with its cases by state. */
export function renderOperations(page: SummaryPage): string[] {
  const rows = new Map<string, Map<CaseStatus, number>>();
  for (const { operation, status } of page.run.cases) {
    const counts = rows.get(operation) ?? new Map<CaseStatus, number>();
    counts.set(status, (counts.get(status) ?? 0) + 1);
    rows.set(operation, counts);
  }
  const titles = new Map(page.run.operations.map(({ id, title }) => [id, `${title} (${id})`]));
  const nameOf = (operation: string): string => sanitizeTerminal(titles.get(operation) ?? operation);
  const nameWidth = Math.max(0, ...[...rows.keys()].map((operation) => nameOf(operation).length));
  const digits = (status: CaseStatus) =>
    Math.max(...[...rows.values()].map((counts) => String(counts.get(status) ?? 0).length));
  return [...rows].map(([operation, counts]) => {
    const cells = caseStatuses.flatMap((status) => {
      const count = counts.get(status) ?? 0;
      const column = inColumns.includes(status);
      const text = `${String(count).padStart(column ? digits(status) : 0)} ${caseStatusWords[status]}`;
      if (count === 0) return column ? [page.colors.dim(text)] : [];
      return [paintStatus(page, status)(text)];
    });
    return `${page.colors.bold(nameOf(operation).padEnd(nameWidth))}   ${cells.join("   ")}`;
  });
}

function paintStatus({ colors }: SummaryPage, status: CaseStatus): (text: string) => string {
  switch (status) {
    case "passed":
      return colors.green;
    case "diverged":
    case "errored":
      return colors.red;
    case "known":
    case "couldNotRun":
    case "cut":
      return colors.yellow;
    case "notApplicable":
      return colors.dim;
  }
}
