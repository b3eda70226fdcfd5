import type { ReadingResult, Run } from "../../src/model/run.ts";
import { listCovered } from "../coverage.ts";
import { readingStateWords } from "../describe.ts";
import { type Markup, markup } from "../markup.ts";
import { formatAnchor, renderTable, type Section } from "./section.ts";

function renderWhat({ readings, meanings }: ReadingResult): Markup {
  if (readings.length === 0) return markup`<span class="quiet">none</span>`;
  const items = readings.map((reading, index) => {
    const meaning = meanings[index];
    return markup`<li><strong>${reading}</strong>${meaning === undefined ? "" : `: ${meaning}`}</li>`;
  });
  return markup`<ul class="plain">${items}</ul>`;
}

/** What this host was seen to do where the documents contradict themselves or are silent. */
export function renderReadings(run: Run): Section | undefined {
  const covered = new Set(listCovered(run).map(({ id }) => id));
  const readings = run.readings.filter(({ requirement, state }) => state !== "notObserved" || covered.has(requirement));
  if (readings.length === 0) return undefined;
  const rows = readings.map((result) => [
    markup`<a href="#${formatAnchor("requirement", result.requirement)}"><code>${result.requirement}</code></a>`,
    result.organisation,
    markup`<span class="state ${result.state}">${readingStateWords[result.state]}</span>`,
    renderWhat(result),
  ]);
  const columns = [
    { title: "Requirement" },
    { title: "Organisation" },
    { title: "State", kind: "short" },
    { title: "Readings" },
  ] as const;
  return {
    id: "readings",
    title: "Readings",
    count: readings.length,
    body: markup`<p class="lead">Where the documents contradict themselves or are silent, any of the readings will do; this is what the host was seen to do.</p>
${renderTable("What this host was seen to do", columns, rows)}`,
  };
}
