import type { CaseResult, Run } from "../../src/model/run.ts";
import { caseStatusWords, describeKnown } from "../describe.ts";
import { markup } from "../markup.ts";
import { renderTable, type Section } from "./section.ts";

/** What the run was told to put up with, and what became of it. */
export function renderKnown(run: Run): Section | undefined {
  if (run.known.length === 0) return undefined;
  const body = markup`<ul>${run.known.map((entry) => markup`<li>${describeKnown(entry)}</li>`)}</ul>`;
  return { id: "known", title: "Known divergences", count: run.known.length, body };
}

/** What went wrong with the tool itself. */
export function renderTrouble(run: Run): Section | undefined {
  if (run.trouble.length === 0) return undefined;
  const body = markup`<ul>${run.trouble.map((text) => markup`<li>${text}</li>`)}</ul>`;
  return { id: "trouble", title: "Trouble of the tool", count: run.trouble.length, body };
}

/** Cases in the other states, by state and reason. */
export function renderCases(run: Run): Section | undefined {
  const groups = new Map<string, CaseResult[]>();
  for (const result of run.cases) {
    if (result.status === "passed" || result.status === "diverged") continue;
    const key = JSON.stringify([result.status, result.reason]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const rows = [...groups.values()].flatMap((results) => {
    const [first] = results;
    if (first === undefined) return [];
    const names = results.map(
      (result) => markup`<li><code>${result.case}</code> <span class="quiet">${result.organisation}</span></li>`,
    );
    const list =
      results.length > 5
        ? markup`<details><summary>${results.length} cases</summary><ul class="plain">${names}</ul></details>`
        : markup`<ul class="plain">${names}</ul>`;
    return [[markup`<span class="state ${first.status}">${caseStatusWords[first.status]}</span>`, first.reason, list]];
  });
  if (rows.length === 0) return undefined;
  return {
    id: "cases",
    title: "Neither passed nor diverged",
    count: [...groups.values()].reduce((sum, results) => sum + results.length, 0),
    body: renderTable(
      "Cases that count as neither, and why",
      [{ title: "State", kind: "short" }, { title: "Reason" }, { title: "Cases" }],
      rows,
    ),
  };
}

/** What is worth knowing and no breach. */
export function renderNotes(run: Run): Section | undefined {
  if (run.notes.length === 0) return undefined;
  const rows = run.notes.map(({ text, pointer, operation, count }) => [
    text,
    markup`<code>${operation}</code>`,
    pointer === undefined ? "" : markup`<code>${pointer}</code>`,
    count,
  ]);
  const columns = [
    { title: "Note" },
    { title: "Operation" },
    { title: "Place" },
    { title: "Cases", kind: "number" },
  ] as const;
  return {
    id: "notes",
    title: "Notes",
    count: run.notes.length,
    body: renderTable("Seen, and no breach", columns, rows),
  };
}
