import type { DivergenceClass } from "../../src/model/requirement.ts";
import type { Divergence } from "../../src/model/run.ts";
import { countOf, describeSource, groupDivergences, listOrganisations } from "../describe.ts";
import { sanitizeTerminal, wrapText } from "../terminal-text.ts";
import { renderCommand, renderField, type SummaryPage } from "./page.ts";

/** So many divergences are shown in full, and so many after them with a line each. */
const inFull = 10;
const inShort = 20;

function paintClass({ colors }: SummaryPage, name: DivergenceClass, text: string): string {
  const paint = { violation: colors.red, deviation: colors.yellow, advisory: colors.cyan }[name];
  return colors.bold(paint(text));
}

function renderHeading(page: SummaryPage, divergence: Divergence): string[] {
  const name = divergence.class.toUpperCase();
  const head = sanitizeTerminal(`${name} ${divergence.requirement}`);
  const statement = sanitizeTerminal(divergence.statement);
  return wrapText(`${head} ${statement}`, page.width - 2).map((line, index) => {
    if (index > 0) return `  ${line}`;
    const rest = line.slice(head.length).trim();
    const id = `${paintClass(page, divergence.class, name)}  ${head.slice(name.length + 1)}`;
    return rest === "" ? id : `${id}  ${rest}`;
  });
}

function renderInFull(page: SummaryPage, divergence: Divergence): string[] {
  const several = listOrganisations(page.run).length > 1;
  const remarks = [
    ...(several ? [`organisation ${divergence.organisation}`] : []),
    ...(divergence.count > 1 ? [countOf(divergence.count, "case")] : []),
    ...(divergence.intermittent ? ["intermittent"] : []),
  ];
  const remark = remarks.length === 0 ? "" : ` (${remarks.join(", ")})`;
  const place = divergence.pointer === "" ? "" : ` at ${divergence.pointer}`;
  return [
    ...renderHeading(page, divergence),
    ...divergence.source.flatMap((source, index) =>
      renderField(page, index === 0 ? "documented" : "", describeSource(page.run, source)),
    ),
    ...renderField(page, "case", `${divergence.case}${remark}`),
    ...renderField(page, "expected", divergence.expected),
    ...renderField(page, "actual", `${divergence.actual}${place}`),
    // What did not come is shown by nothing that could be sent.
    ...(divergence.reproduction.curl === "" ? [] : [renderCommand(page, "see it", divergence.reproduction.curl)]),
    renderCommand(page, "again", divergence.reproduction.replay),
  ];
}

/** Blocks of lines: the first divergences in full, then a line each, then how many more there are and where. */
export function renderDivergences(page: SummaryPage, files: readonly string[]): string[][] {
  const sorted = groupDivergences(page.run).flatMap(([, divergences]) =>
    divergences.filter(({ known }) => known === undefined),
  );
  const short = sorted.slice(inFull, inFull + inShort).map((divergence) => {
    const head = sanitizeTerminal(`${divergence.class.toUpperCase()} ${divergence.requirement}`);
    const line = [...`${head}: ${sanitizeTerminal(divergence.actual)}`];
    // The end of a requirement's name tells most, and stays.
    const room = Math.max(page.width - 1, [...head].length);
    const fitting = line.length > page.width ? `${line.slice(0, room).join("")}…` : line.join("");
    return (
      paintClass(page, divergence.class, fitting.slice(0, divergence.class.length)) +
      fitting.slice(divergence.class.length)
    );
  });
  const rest = sorted.length - inFull - inShort;
  const report = files.find((file) => file.endsWith(".html")) ?? files[0];
  const where = report === undefined ? "in the report" : `in ${sanitizeTerminal(report)}`;
  const more = rest > 0 ? [page.colors.dim(`and ${rest} more ${where}`)] : [];
  return [...sorted.slice(0, inFull).map((divergence) => renderInFull(page, divergence)), [...short, ...more]];
}
