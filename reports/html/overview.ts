import type { Run } from "../../src/model/run.ts";
import { caseStatuses } from "../../src/model/verdict.ts";
import { countCoverage, describeCoverage } from "../coverage.ts";
import { caseStatusWords } from "../describe.ts";
import { type Markup, markup } from "../markup.ts";

/** What an exit code means, in a word, and the tone of the banner. */
function nameExit(code: number): readonly [word: string, tone: string] {
  switch (code) {
    case 0:
      return ["Clean", "good"];
    case 1:
      return ["Diverges", "bad"];
    case 2:
      return ["Not started", "unsure"];
    case 3:
      return ["Nothing exercised", "unsure"];
    case 4:
      return ["Incomplete", "unsure"];
    case 130:
    case 143:
      return ["Interrupted", "unsure"];
    default:
      return ["Ended", "unsure"];
  }
}

/** An ISO instant as a person reads it, to the second; text of any other form as it is. */
function renderInstant(instant: string): Markup {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(instant);
  return markup`<time datetime="${instant}">${parts === null ? instant : `${parts[1]} ${parts[2]} UTC`}</time>`;
}

function renderAccount({ account }: Run): Markup {
  const renderNumber = (name: string, count: number, kind: string) =>
    markup`<div class="${kind}${count === 0 ? " none" : ""}"><dt>${name}</dt><dd>${count}</dd></div>\n`;
  return markup`<dl class="account">
${renderNumber("planned cases", account.planned, "planned")}${caseStatuses.map((status) => renderNumber(caseStatusWords[status], account[status], status))}</dl>`;
}

/** The head of the page: the verdict, what was tested and when, the account, the coverage. */
export function renderOverview(run: Run): Markup {
  const { target, startedAt, finishedAt, seed, phases, requests, files } = run.run;
  const [word, tone] = nameExit(run.exit.code);
  const { binding, kept } = countCoverage(run);
  const ended = finishedAt === null ? "not finished" : renderInstant(finishedAt);
  return markup`<header>
<p class="kind">Conformance report</p>
<h1>${target}</h1>
<p class="verdict ${tone}"><strong>${word}.</strong> ${run.exit.reason} <span class="code">exit code ${run.exit.code}</span></p>
<dl class="head">
<div><dt>Started</dt><dd>${renderInstant(startedAt)}</dd></div>
<div><dt>Finished</dt><dd>${ended}</dd></div>
${
  files === undefined
    ? markup`<div><dt>Seed</dt><dd>${String(seed)}</dd></div>
`
    : undefined
}<div><dt>Phases</dt><dd>${phases.join(", ")}</dd></div>
${
  files === undefined
    ? markup`<div><dt>Requests</dt><dd>${requests}</dd></div>
`
    : undefined
}</dl>
${renderAccount(run)}
<p class="coverage">${describeCoverage(run)}.</p>
${
  files === undefined && binding > 0
    ? markup`<progress max="${Math.max(binding, 1)}" value="${kept}" aria-label="Requirements exercised and kept"></progress>
`
    : undefined
}</header>`;
}
