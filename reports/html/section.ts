import { type Content, type Markup, markup } from "../markup.ts";

/** A part of the page under a heading of its own. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly count?: number;
  readonly body: Content;
}

/** A column of a table: its heading, and whether it holds numbers or short words that should not break. */
export interface Column {
  readonly title: string;
  readonly kind?: "number" | "short";
}

/**
 * A table that scrolls on its own where it is wider than the page. The first cell of each row is its heading. A phone
 * shows each row as a block, which would take the table's meaning from assistive software: hence the roles.
 */
export function renderTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
): Markup {
  const headings = columns.map(
    ({ title, kind }) => markup`<th scope="col" role="columnheader" class="${kind ?? "text"}">${title}</th>`,
  );
  const renderCell = (cell: Content, index: number) => {
    const { kind = "text", title = "" } = columns[index] ?? {};
    return index === 0
      ? markup`<th scope="row" role="rowheader" class="${kind}">${cell}</th>`
      : markup`<td role="cell" class="${kind}" data-label="${title}">${wrapCell(cell)}</td>`;
  };
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table role="table">
<caption>${caption}</caption>
<thead><tr role="row">${headings}</tr></thead>
<tbody>
${rows.map((row) => markup`<tr role="row">${row.map(renderCell)}</tr>\n`)}</tbody>
</table></div>`;
}

/** One element for the content of a cell, so that it stays together beside its label; nothing for no content. */
function wrapCell(cell: Content): Markup | undefined {
  return cell === "" || cell === undefined ? undefined : markup`<div>${cell}</div>`;
}

/** A list of reasons, or the one reason alone. */
export function renderReasons(reasons: readonly string[]): Markup {
  if (reasons.length === 0) return markup`<span class="quiet">no reason recorded</span>`;
  if (reasons.length === 1) return markup`${reasons[0]}`;
  return markup`<ul>${reasons.map((reason) => markup`<li>${reason}</li>`)}</ul>`;
}

/** An id for an element out of any text: what is neither letter nor digit becomes a hyphen. */
export function formatAnchor(kind: string, text: string): string {
  return `${kind}-${text.replace(/[^A-Za-z0-9]+/g, "-")}`;
}
