import { sanitizeTerminal } from "../../reports/terminal-text.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import type { Source } from "../../src/model/requirement.ts";
import type { FileFinding, FileJudgement } from "./file-checker.ts";

/** A file and what was said of it. */
export interface JudgedFile extends FileJudgement {
  readonly file: string;
}

/** What was found, as text for people. */
export function renderCheck(catalog: Pick<Catalog, "requirements">, files: readonly JudgedFile[]): string {
  const lines = files.flatMap((judged) => [
    `${judged.file}: ${count(judged.checked)} checked, ${describeFindings(judged)}`,
    ...judged.findings.flatMap((finding) => [
      `  ${finding.class} ${finding.requirement} at ${describePlace(judged.file, finding)}`,
      `    in: ${finding.subject}`,
      `    expected ${finding.expected}; got ${finding.actual}`,
      `    documented: ${describeSources(catalog, finding)}`,
    ]),
    ...judged.notes.map(({ pointer, text }) => `  note${pointer === "" ? "" : ` at ${pointer}`}: ${text}`),
  ]);
  return `${lines.map(sanitizeTerminal).join("\n")}\n`;
}

/** What was found, as JSON text for machines. */
export function renderCheckJson(
  catalog: Pick<Catalog, "requirements">,
  files: readonly JudgedFile[],
  exitCode: number,
): string {
  const withSources = files.map(({ findings, ...rest }) => ({
    ...rest,
    findings: findings.map((finding) => {
      const requirement = catalog.requirements.get(finding.requirement);
      return { ...finding, statement: requirement?.statement ?? "", source: requirement?.source ?? [] };
    }),
  }));
  return `${JSON.stringify({ formatVersion: 1, exit: { code: exitCode }, files: withSources }, null, 2)}\n`;
}

/** `file:line pointer`, or the pointer alone where the line is not known. */
function describePlace(file: string, { line, pointer }: FileFinding): string {
  return line === undefined ? pointer : `${file}:${line} ${pointer}`.trimEnd();
}

function describeFindings({ findings }: FileJudgement): string {
  if (findings.length === 0) return "nothing found";
  return count({ count: findings.length, noun: "finding" });
}

function count({ count: number, noun }: FileJudgement["checked"]): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}

function describeSources({ requirements }: Pick<Catalog, "requirements">, { requirement }: FileFinding): string {
  const { statement = "", source = [] } = requirements.get(requirement) ?? {};
  return `${statement} (${source.map(describeSource).join("; ")})`;
}

function describeSource({ page, part, row, pointer }: Source): string {
  return [page, part, row, pointer].filter((one) => one !== undefined).join(", ");
}
