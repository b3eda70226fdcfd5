import { createColors } from "picocolors";
import type { Run } from "../src/model/run.ts";
import { describeCoverage } from "./coverage.ts";
import { renderDivergences } from "./summary/divergences.ts";
import { renderFindingsAside } from "./summary/aside.ts";
import { renderOperations } from "./summary/operations.ts";
import type { SummaryPage } from "./summary/page.ts";
import { sanitizeTerminal } from "./terminal-text.ts";

export interface SummaryOptions {
  /** Whether the terminal shows colours. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Paths of the reports that were written, the one to open first in front. */
  readonly files: readonly string[];
}

/**
 * What a run came to, for a terminal: what passed, each divergence with the way to see it again, what was found out about
 * the host, what was not exercised. The sentence on coverage and the exit reason are always there, each on one line.
 */
export function renderSummary(run: Run, options: SummaryOptions): string {
  const colors = createColors(options.color);
  const page: SummaryPage = { run, colors, width: Math.max(options.width, 40) };
  const { code, reason } = run.exit;
  const paint = code === 0 ? colors.green : code === 1 ? colors.red : colors.yellow;
  const ending = [
    sanitizeTerminal(describeCoverage(run)),
    ...(options.files.length === 0 ? [] : [`Report: ${options.files.map(sanitizeTerminal).join(", ")}`]),
    paint(`exit ${code}: ${sanitizeTerminal(reason)}`),
  ];
  const blocks = [renderOperations(page), ...renderDivergences(page, options.files), renderFindingsAside(page), ending];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}
