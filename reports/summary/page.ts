import type { createColors } from "picocolors";
import type { Run } from "../../src/model/run.ts";
import { sanitizeTerminal, wrapText } from "../terminal-text.ts";

/** What every part of the terminal summary is made from. */
export interface SummaryPage {
  readonly run: Run;
  readonly colors: ReturnType<typeof createColors>;
  readonly width: number;
}

const labelWidth = 12;

/** `  label     text`, wrapped at the width with the text in one column. The text may come from a host. */
export function renderField(page: SummaryPage, label: string, text: string): string[] {
  const left = 2 + labelWidth;
  return wrapText(sanitizeTerminal(text), page.width - left).map((line, index) =>
    index === 0 ? `  ${page.colors.dim(label.padEnd(labelWidth))}${line}` : `${" ".repeat(left)}${line}`,
  );
}

/** A command to copy: never wrapped, and its own newlines stay, because they may be part of a quoted body. */
export function renderCommand(page: SummaryPage, label: string, command: string): string {
  const text = command.split(/\r?\n/).map(sanitizeTerminal).join("\n");
  return `  ${page.colors.dim(label.padEnd(labelWidth))}${text}`;
}

/** A heading with entries below it, each wrapped with a hanging indent; nothing where there are no entries. */
export function renderEntries(page: SummaryPage, heading: string, entries: readonly string[], most = 10): string[] {
  if (entries.length === 0) return [];
  const shown = entries
    .slice(0, most)
    .flatMap((entry) =>
      wrapText(sanitizeTerminal(entry), page.width - 4).map((line, index) => `${index === 0 ? "  " : "    "}${line}`),
    );
  const rest = entries.length - most;
  const more = rest > 0 ? [page.colors.dim(`  and ${rest} more in the report`)] : [];
  return [page.colors.bold(heading), ...shown, ...more];
}
