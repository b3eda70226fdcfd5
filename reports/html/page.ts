import type { Run } from "../../src/model/run.ts";
import { type Markup, markup } from "../markup.ts";
import { renderCases, renderKnown, renderNotes, renderTrouble } from "./appendix.ts";
import { renderDivergenceGroups } from "./divergences.ts";
import { renderFilters } from "./filters.ts";
import { renderMatrix } from "./matrix.ts";
import { renderOverview } from "./overview.ts";
import { renderPhases } from "./phases.ts";
import { renderReadings } from "./readings.ts";
import { renderRequirements, renderUnexercised, renderUnobservable } from "./requirements.ts";
import { script, scriptHash } from "./script.ts";
import type { Section } from "./section.ts";
import { style } from "./style.ts";
import { renderTimings } from "./timings.ts";

/** A report is opened from anywhere, so it may load nothing at all. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'; base-uri 'none'; form-action 'none'`;

function renderSection({ id, title, count, body }: Section): Markup {
  const counted = count === undefined ? undefined : markup` <span class="count">${count}</span>`;
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${counted}</h2>
${body}
</section>
`;
}

/** The whole page; sections that have nothing to say are left out. */
export function renderPage(run: Run): Markup {
  const sections = [
    ...renderDivergenceGroups(run),
    renderTrouble(run),
    renderKnown(run),
    renderReadings(run),
    renderUnexercised(run),
    renderPhases(run),
    renderUnobservable(run),
    renderCases(run),
    renderNotes(run),
    renderRequirements(run),
    renderTimings(run),
  ].filter((section) => section !== undefined);
  const matrix = renderMatrix(run);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Conformance of ${run.run.target}</title>
<style>
${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the findings</a>
${renderOverview(run)}
<nav aria-label="Sections"><ul>
${[...(matrix === undefined ? [] : [matrix]), ...sections].map(({ id, title, count }) => markup`<li><a href="#${id}">${title}</a> ${count}</li>\n`)}</ul></nav>
<main id="content">
${matrix === undefined ? undefined : renderSection(matrix)}${renderFilters(run)}${sections.map(renderSection)}</main>
<footer><p>Written by ${run.tool.name} ${run.tool.version}, run <code>${run.run.id}</code>.</p></footer>
<script>${script}</script>
</body>
</html>
`;
}
