import { type RequirementGroup, requirementGroups, type RequirementResult, type Run } from "../../src/model/run.ts";
import { groupOf, listCovered } from "../coverage.ts";
import { type Markup, markup } from "../markup.ts";
import type { Section } from "./section.ts";

const titles: Readonly<Record<RequirementGroup, string>> = {
  shape: "Shape",
  rules: "Rules",
  codes: "Error codes",
  behaviour: "Behaviour",
  effects: "Effects",
  access: "Access",
  transport: "Transport",
};

/** How the requirements of one cell fared. */
interface Cell {
  readonly kept: number;
  readonly diverging: number;
  readonly open: number;
}

function countCell(results: readonly RequirementResult[]): Cell {
  const count = (...statuses: readonly RequirementResult["status"][]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  return {
    kept: count("passed"),
    diverging: count("diverging", "errored", "known"),
    open: count("notExercised"),
  };
}

/** A bar of what was kept, what diverges and what was not exercised; the words beside it say the same. */
function renderBar({ kept, diverging, open }: Cell): Markup {
  const all = kept + diverging + open;
  const share = (count: number): string => ((count * 100) / all).toFixed(2);
  const part = (kind: string, start: number, count: number): Markup | undefined =>
    count === 0
      ? undefined
      : markup`<rect class="${kind}" x="${share(start)}" y="0" width="${share(count)}" height="8"/>`;
  return markup`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${part("kept", 0, kept)}${part("diverging", kept, diverging)}${part("open", kept + diverging, open)}</svg>`;
}

function renderCell(results: readonly RequirementResult[], title: string): Markup {
  if (results.length === 0) return markup`<td class="none" data-label="${title}"><span class="quiet">–</span></td>`;
  const cell = countCell(results);
  const { kept, diverging, open } = cell;
  const tone = diverging > 0 ? "bad" : kept === 0 ? "unsure" : "good";
  const words = [
    `${kept} of ${results.length} kept`,
    ...(diverging > 0 ? [`${diverging} diverging`] : []),
    ...(open > 0 ? [`${open} not exercised`] : []),
  ];
  return markup`<td class="${tone}" data-label="${title}" title="${words.join(", ")}"><div>${renderBar(cell)}<span class="numbers" aria-hidden="true">${diverging > 0 ? markup`<strong>${diverging} ✗</strong> ` : undefined}${kept}/${results.length}</span><span class="spoken">${words.join(", ")}</span></div></td>`;
}

/** What a requirement is about, as the rows of the matrix have it: an operation, an event, or all of them. */
function rowOf(result: RequirementResult): string {
  return result.group === "transport" ? "all" : groupOf(result);
}

/** Rows that are no operation and no event, and what they are about. They stand last, in this order. */
const otherRows: Readonly<Record<string, string>> = {
  contract: "pacts of consumers",
  webhook: "what was expected of deliveries",
  all: "",
};

/** Operations and events as the run has them, then what is about none of them. */
function sortRows(run: Run, rows: readonly string[]): string[] {
  const order = [...run.operations.map(({ id }) => id), ...Object.keys(otherRows)];
  const rank = (row: string): number => (order.includes(row) ? order.indexOf(row) : order.length - 1);
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

/**
 * The conformance matrix: operations and events against groups of requirements, each cell a bar with its numbers. Counts
 * the requirements that a run can observe and that bind the host or the sender of webhooks.
 */
export function renderMatrix(run: Run): Section | undefined {
  // Of files it is known what they break, and not what they had an opportunity to break.
  if (run.run.files !== undefined) return undefined;
  const results = listCovered(run).filter(({ observable, binds }) => observable && binds !== "consumer");
  const rows = sortRows(run, [...new Set(results.map(rowOf))]);
  const columns = requirementGroups.filter((group) => results.some((result) => result.group === group));
  if (rows.length === 0 || columns.length === 0) return undefined;
  const heads = columns.map((group) => markup`<th scope="col">${titles[group]}</th>`);
  const lines = rows.map((row) => {
    const name = run.operations.find(({ id }) => id === row)?.title ?? otherRows[row];
    const cells = columns.map((group) =>
      renderCell(
        results.filter((result) => rowOf(result) === row && result.group === group),
        titles[group],
      ),
    );
    const title = name === undefined || name === "" ? undefined : markup`<span class="quiet">${name}</span>`;
    return markup`<tr><th scope="row">${row === "all" ? "every operation" : markup`<code>${row}</code>`}${title}</th>${cells}</tr>\n`;
  });
  return {
    id: "matrix",
    title: "Conformance",
    body: markup`<p class="lead legend"><span class="swatch kept"></span> kept <span class="swatch diverging"></span> diverging <span class="swatch open"></span> not exercised; each cell: kept of all requirements that a run can observe.</p>
<div class="scroll" role="region" aria-label="Conformance by operation and group of requirements" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Operation or event</th>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>`,
  };
}
