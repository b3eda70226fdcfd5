import type { DivergenceClass, Source } from "../../src/model/requirement.ts";
import type { Divergence, Run } from "../../src/model/run.ts";
import { countOf, findPageUrl, formatLocation, groupDivergences, titlePage } from "../describe.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { renderExchanges } from "./exchange.ts";
import { formatAnchor, type Section } from "./section.ts";

const titles: Readonly<Record<DivergenceClass, string>> = {
  violation: "Violations",
  deviation: "Deviations",
  advisory: "Advisories",
};

const meanings: Readonly<Record<DivergenceClass, string>> = {
  violation: "What the documents state in so many words, or the profile demands, is not kept.",
  deviation: "What a sample shows, what follows from the documents, or what HTTP and JSON demand is not kept.",
  advisory: "The vendor's other public pages say otherwise.",
};

/** A place in the documents, the page as a link where its address is one of the web. */
function renderSource(run: Run, source: Source): Markup {
  const url = findPageUrl(run, source.page);
  const title = titlePage(run, source.page);
  const linked = url === undefined ? markup`${title}` : markup`<a href="${url}" rel="noreferrer">${title}</a>`;
  const place = [source.part, source.row, source.pointer].filter((part) => part !== undefined && part !== "");
  return markup`<li>${linked}${place.map((part) => markup` › <span>${part}</span>`)}</li>`;
}

function renderFacts(run: Run, divergence: Divergence): Markup {
  const place = divergence.pointer === "" ? "the whole message" : markup`<code>${divergence.pointer}</code>`;
  const facts: readonly (readonly [name: string, content: Content])[] = [
    ["Documented", markup`<ul>${divergence.source.map((source) => renderSource(run, source))}</ul>`],
    ["Place", place],
    ...(divergence.location === undefined
      ? []
      : ([["File", markup`<code>${formatLocation(divergence.location)}</code>`]] as const)),
    ["Case", markup`<code>${divergence.case}</code>${divergence.minimised ? "" : " (not minimised)"}`],
    ["Operation", markup`<code>${divergence.operation}</code>`],
    ["Phase", divergence.phase],
    ["Organisation", divergence.organisation],
  ];
  return markup`<dl class="facts">
${facts.map(([name, content]) => markup`<div><dt>${name}</dt><dd>${content}</dd></div>\n`)}</dl>`;
}

/** A command with a button that copies it, which the script brings out. */
function renderCommand(label: string, command: string): Markup {
  return markup`<div class="command"><pre tabindex="0" aria-label="${label}">${command}</pre><button type="button" class="copy" aria-label="Copy the ${label}" hidden>Copy</button></div>`;
}

/** So many divergences are shown with their exchanges; a page with thousands has to stay one that opens. */
const mostWithExchanges = 300;

function renderDivergence(run: Run, divergence: Divergence): Markup {
  const requirement = run.requirements.find(({ id }) => id === divergence.requirement);
  const id = formatAnchor("divergence", `${divergence.fingerprint}-${divergence.organisation}`);
  const known =
    divergence.known === undefined ? undefined : markup`<li class="mark" title="${divergence.known.reason}">known</li>`;
  const intermittent = divergence.intermittent
    ? markup`<li class="mark" title="The answer changed when the same request was sent again">intermittent</li>`
    : undefined;
  return markup`<article class="${divergence.class}" id="${id}" aria-labelledby="${id}-title" tabindex="-1" data-class="${divergence.class}" data-operation="${divergence.operation}" data-phase="${divergence.phase}" data-organisation="${divergence.organisation}">
<h3 id="${id}-title">${divergence.statement}</h3>
<ul class="tags"><li class="class">${divergence.class}</li><li><a href="#${formatAnchor("requirement", divergence.requirement)}"><code>${divergence.requirement}</code></a></li><li>${requirement?.basis}</li><li>${divergence.kind}</li><li>${countOf(divergence.count, "case")}</li>${intermittent}${known}</ul>
<dl class="comparison">
<div class="expected"><dt>Expected</dt><dd>${divergence.expected}</dd></div>
<div class="actual"><dt>Actual</dt><dd>${divergence.actual}</dd></div>
</dl>
${renderFacts(run, divergence)}
${run.divergences.indexOf(divergence) < mostWithExchanges ? renderExchanges(divergence, requirement?.binds ?? "host") : markup`<p class="quiet">Its exchanges are in report.json and run.ndjson.</p>`}
<h4>See it again</h4>
${divergence.reproduction.curl === "" ? undefined : renderCommand("curl command", divergence.reproduction.curl)}
${renderCommand("replay command", divergence.reproduction.replay)}
</article>
`;
}

/** A section for each class that has a divergence, violations first; one that says so where there is none at all. */
export function renderDivergenceGroups(run: Run): Section[] {
  const groups = groupDivergences(run).filter(([, divergences]) => divergences.length > 0);
  if (groups.length === 0) {
    const body = markup`<p>No case showed a divergence from the documents.</p>`;
    return [{ id: "divergences", title: "Divergences", count: 0, body }];
  }
  return groups.map(([name, divergences]) => ({
    id: formatAnchor("class", name),
    title: titles[name],
    count: divergences.length,
    body: markup`<p class="lead">${meanings[name]}</p>
${divergences.map((divergence) => renderDivergence(run, divergence))}`,
  }));
}
