import type { ShrunkRequest } from "./describe-shrunk.ts";
import type { GeneratedRow } from "./generated-row.ts";

interface Shrunk extends ShrunkRequest {
  readonly defect: string;
  readonly requirement: string;
}

/** So much of a request is shown. */
const longestRequest = 420;

/** What is left of the requests that found defects once they were shrunk: one for each requirement and kind, as Markdown. */
export function renderShrunkCases(rows: readonly GeneratedRow[]): string {
  const shrunk = new Map<string, Shrunk>();
  for (const { defect, found, shrunk: request } of rows) {
    const [requirement] = found;
    if (requirement === undefined || request === undefined) continue;
    const key = `${requirement} ${request.kind}`;
    if (!shrunk.has(key)) shrunk.set(key, { defect, requirement, ...request });
  }
  const list = [...shrunk.values()];
  const whole = list.filter(({ minimised }) => minimised).length;
  const members = list.map((one) => one.members).toSorted((a, b) => a - b);
  return [
    "# Shrunk cases",
    "",
    "Made by `npm run kill-table -- --shrunk`: for each requirement and kind of divergence the first request that found a defect of",
    "the mock, as small as the shrinker made it. Members are parameters, and members and entries of a body; steps are the requests",
    "that the divergence rests on, reads before and after an update included. Properties and sequences are left out here.",
    "",
    `${rows.length} defects of different requirements were tried, and requests alone find ${rows.filter(({ found }) => found.length > 0).length}.`,
    `${list.length} cases, ${whole} of them shrunk to the end; half have ${members[Math.floor(members.length / 2)] ?? 0} members or fewer.`,
    "",
    "| requirement | kind | defect | members | steps | request |",
    "|---|---|---|---|---|---|",
    ...list.map(
      ({ requirement, kind, defect, members: left, steps, request }) =>
        `| ${requirement} | ${kind} | ${defect} | ${left} | ${steps} | ${escapeCell(shorten(request))} |`,
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
