import type { Divergence, Run } from "../src/model/run.ts";
import { caseStatuses } from "../src/model/verdict.ts";
import { describeCoverage } from "./coverage.ts";
import { caseStatusWords, countOf, describeSource, findPageUrl, formatLocation, groupDivergences } from "./describe.ts";
import { escapeMarkdown, renderCode, renderCodeCell, renderFence } from "./markdown-text.ts";
import { markup } from "./markup.ts";

/** GitHub takes 65,536 characters in a comment and 1 MiB in a job summary; the smaller fits both. In bytes of UTF-8. */
const mostBytes = 65_000;

/** What is said of divergences that did not fit needs this much. */
const reserve = 300;

function renderHead(run: Run): string {
  const { code, reason } = run.exit;
  const sign = code === 0 ? "✅" : code === 1 ? "❌" : "⚠️";
  const counts = caseStatuses
    .filter((status) => run.account[status] > 0)
    .map((status) => `${run.account[status]} ${caseStatusWords[status]}`);
  return [
    `## ${sign} Conformance of ${renderCode(run.run.target)}`,
    `**${escapeMarkdown(reason)}** (exit ${code})`,
    `${countOf(run.account.planned, "case")}: ${counts.join(", ")}. ${escapeMarkdown(describeCoverage(run))}.`,
  ].join("\n\n");
}

function renderSources(run: Run, divergence: Divergence): string {
  return divergence.source
    .map((source) => {
      const url = findPageUrl(run, source.page);
      const text = escapeMarkdown(describeSource(run, source));
      return url === undefined ? text : `[${text}](${encodeURI(url).replaceAll(")", "%29")})`;
    })
    .join("; ");
}

function renderDivergence(run: Run, divergence: Divergence): string {
  const { requirement, statement, operation, pointer, expected, actual, count, intermittent, location } = divergence;
  const { reproduction, known } = divergence;
  const marks = [
    countOf(count, "case"),
    ...(intermittent ? ["intermittent"] : []),
    ...(known === undefined ? [] : [`known: ${known.reason}`]),
  ];
  const place = pointer === "" ? "" : ` at ${renderCode(pointer)}`;
  return [
    markup`<details><summary><b>${statement}</b> <code>${requirement}</code> (${marks.join(", ")})</summary>`.text,
    `- **Where**: ${renderCode(operation)}${place}${location === undefined ? "" : `, ${renderCode(formatLocation(location))}`}\n- **Expected**: ${renderCode(expected)}\n- **Actual**: ${renderCode(actual)}\n- **Documented**: ${renderSources(run, divergence)}`,
    renderFence([reproduction.curl, reproduction.replay].filter((command) => command !== "").join("\n"), "sh"),
    "</details>",
  ].join("\n\n");
}

/** Every divergence on a line of a table, for those who read no further. */
function renderTable(title: string, divergences: readonly Divergence[]): string {
  const rows = divergences.map(
    ({ requirement, operation, expected, actual, pointer }) =>
      `| ${escapeMarkdown(requirement)} | ${renderCodeCell(operation)}${pointer === "" ? "" : ` ${renderCodeCell(pointer, 80)}`} | ${renderCodeCell(expected, 120)} | ${renderCodeCell(actual, 120)} |`,
  );
  const head = "| requirement | where | expected | actual |\n|---|---|---|---|";
  return `### ${title}\n\n${head}\n${rows.join("\n")}`;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/**
 * The run as Markdown, for the summary of a CI job or a comment on a pull request, within the size that both take. What
 * does not fit is counted. Text of the host stands in code spans: it cannot become markup, a mention or a link.
 */
export function renderMarkdown(run: Run): string {
  const blocks = [renderHead(run)];
  let size = sizeOf(blocks.join("\n\n"));
  let left = 0;
  const add = (block: string): boolean => {
    const grown = size + sizeOf(block) + 2;
    if (grown > mostBytes - reserve) return false;
    blocks.push(block);
    size = grown;
    return true;
  };
  for (const [name, divergences] of groupDivergences(run)) {
    if (divergences.length === 0) continue;
    const title = { violation: "Violations", deviation: "Deviations", advisory: "Advisories" }[name];
    const rows = divergences.slice(0, 50);
    add(renderTable(`${title} (${divergences.length})`, rows));
    left += divergences.filter((divergence) => !add(renderDivergence(run, divergence))).length;
  }
  if (left > 0) blocks.push(`${countOf(left, "divergence")} more in the full report.`);
  return `${blocks.join("\n\n")}\n`;
}
