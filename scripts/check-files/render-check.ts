import { countOf } from "../../reports/describe.ts";
import { sanitizeTerminal } from "../../reports/terminal-text.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import type { Source } from "../../src/model/requirement.ts";
import type { RunExit } from "../../src/model/run.ts";
import type { FileFinding, FileJudgement } from "./file-checker.ts";

/** A file and what was said of it. */
export interface JudgedFile extends FileJudgement {
  readonly file: string;
}

/** How many things of a file were judged. */
export function countChecked({ items }: FileJudgement): number {
  return items.filter(({ operation }) => operation !== undefined).length;
}

/** The findings of a file, in its order. */
export function listFindings({ items }: FileJudgement): FileFinding[] {
  return items.flatMap(({ findings }) => findings);
}

/** What was found, as text for people; the reason of the exit code is the last line. */
export function renderCheck(
  catalog: Pick<Catalog, "requirements">,
  files: readonly JudgedFile[],
  reports: readonly string[],
  exit: RunExit,
): string {
  const lines = files.flatMap((judged) => [
    `${judged.file}: ${describeChecked(judged)} checked, ${describeFindings(judged)}`,
    ...listFindings(judged).flatMap((finding) => [
      `  ${finding.class} ${finding.requirement} at ${describePlace(judged.file, finding)}`,
      `    in: ${finding.subject}`,
      `    expected ${finding.expected}; got ${finding.actual}`,
      `    documented: ${describeSources(catalog, finding)}`,
    ]),
    ...gatherNotes(judged.notes),
  ]);
  const ending = [
    ...(reports.length === 0 ? [] : [`Report: ${reports.join(", ")}`]),
    `exit ${exit.code}: ${exit.reason}`,
  ];
  return `${[...lines, ...ending].map(sanitizeTerminal).join("\n")}\n`;
}

/** What was found, as JSON text for machines. */
export function renderCheckJson(
  catalog: Pick<Catalog, "requirements">,
  files: readonly JudgedFile[],
  exit: RunExit,
): string {
  const withSources = files.map((judged) => ({
    file: judged.file,
    checked: { count: countChecked(judged), noun: judged.noun },
    notes: judged.notes,
    findings: listFindings(judged).map((finding) => {
      const requirement = catalog.requirements.get(finding.requirement);
      return { ...finding, statement: requirement?.statement ?? "", source: requirement?.source ?? [] };
    }),
  }));
  return `${JSON.stringify({ formatVersion: 1, exit, files: withSources }, null, 2)}\n`;
}

/** One line for each text: where it was noted first, and how often. */
function gatherNotes(notes: FileJudgement["notes"]): string[] {
  const gathered = new Map<string, { readonly pointer: string; readonly count: number }>();
  for (const { pointer, text } of notes) {
    const known = gathered.get(text);
    gathered.set(text, { pointer: known?.pointer ?? pointer, count: (known?.count ?? 0) + 1 });
  }
  return [...gathered].map(([text, { pointer, count }]) => {
    const often = count === 1 ? "" : ` (${count} times)`;
    return `  note${pointer === "" ? "" : ` at ${pointer}`}: ${text}${often}`;
  });
}

/** `file:line:column pointer`, or the pointer alone where the line is not known. */
function describePlace(file: string, { line, column, pointer }: FileFinding): string {
  if (line === undefined) return pointer;
  return `${file}:${line}${column === undefined ? "" : `:${column}`} ${pointer}`.trimEnd();
}

function describeFindings(judged: FileJudgement): string {
  const { length } = listFindings(judged);
  return length === 0 ? "nothing found" : countOf(length, "finding");
}

function describeChecked(judged: FileJudgement): string {
  return countOf(countChecked(judged), judged.noun);
}

function describeSources({ requirements }: Pick<Catalog, "requirements">, { requirement }: FileFinding): string {
  const { statement = "", source = [] } = requirements.get(requirement) ?? {};
  return `${statement} (${source.map(describeSource).join("; ")})`;
}

function describeSource({ page, part, row, pointer }: Source): string {
  return [page, part, row, pointer].filter((one) => one !== undefined && one !== "").join(", ");
}
