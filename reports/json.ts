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
  // The members that readers know come first, in the order of the format.
  const {
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
    ...rest
  } = run;
  const known = { formatVersion, tool, run: head, exit, account, requirements, readings, divergences, notes, timings };
  const report = { ...known, ...rest };
  return `${JSON.stringify(report, null, 2).replace(unseen, escapeUnseen)}\n`;
}
