import type { GeneratedRow } from "./generated-row.ts";

/** So much of a request is shown. */
const longestRequest = 240;

/** What is left of the requests that found defects once they were shrunk: one for each requirement and kind, as Markdown. */
export function renderShrunkCases(rows: readonly GeneratedRow[]): string {
  const shrunk = new Map<string, GeneratedRow & { readonly found: NonNullable<GeneratedRow["found"]> }>();
  for (const row of rows) {
    const { found } = row;
    // Properties are written by hand, and as small as their authors could make them.
    if (found === undefined || found.case.includes(".relations.")) continue;
    const key = `${found.requirement} ${found.kind}`;
    if (!shrunk.has(key)) shrunk.set(key, { ...row, found });
  }
  const list = [...shrunk.values()];
  const whole = list.filter(({ found }) => found.minimised).length;
  const members = list.map(({ found }) => found.members).toSorted((a, b) => a - b);
  return [
    "# Shrunk cases",
    "",
    "Made by `npm run generated-table`: for each requirement and kind of divergence the first request that found a defect of the",
    "mock, as small as the shrinker made it. Members are parameters, and members and entries of a body; steps are the requests",
    "that the divergence rests on, reads before and after an update included.",
    "",
    `${list.length} cases, ${whole} of them shrunk to the end; half have ${members[Math.floor(members.length / 2)] ?? 0} members or fewer.`,
    "",
    "| requirement | kind | defect | members | steps | request |",
    "|---|---|---|---|---|---|",
    ...list.map(
      ({ defect, found }) =>
        `| ${found.requirement} | ${found.kind} | ${defect} | ${found.members} | ${found.steps} | ${escapeCell(shorten(found.request))} |`,
    ),
    "",
  ].join("\n");
}

function shorten(text: string): string {
  return text.length > longestRequest ? `${text.slice(0, longestRequest)}… (${text.length} characters)` : text;
}

/** As code that no reader of Markdown or HTML takes for something else. */
function escapeCell(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|").replaceAll(/\s/g, " ")}\``;
}
