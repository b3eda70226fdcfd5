import type { Run } from "../src/model/run.ts";

/** C1 controls and characters that reorder or break text; JSON allows them as they are, a terminal should not get them. */
const unseen = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

function escapeUnseen(character: string): string {
  return character === "\n" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * `report.json`: the run as data, described by `schemas/meta/report.schema.json`. Two blanks of indent, a newline at the
 * end; what a terminal would act on is written as `\u` escapes, which every JSON reader undoes.
 */
export function renderJson(run: Run): string {
  const { formatVersion, tool, run: head, exit, account, requirements, readings, divergences, notes, timings } = run;
  const { cases, pages, trouble } = run;
  const report = {
    formatVersion,
    tool,
    run: head,
    exit,
    account,
    requirements,
    readings,
    divergences,
    notes,
    timings,
    cases,
    pages,
    trouble,
  };
  return `${JSON.stringify(report, null, 2).replace(unseen, escapeUnseen)}\n`;
}
