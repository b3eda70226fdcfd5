import { divergenceClasses } from "../../src/model/requirement.ts";
import type { Divergence, Run } from "../../src/model/run.ts";
import { type Markup, markup } from "../markup.ts";

function renderChoice(name: string, label: string, all: string, values: readonly string[]): Markup | undefined {
  if (values.length < 2) return undefined;
  const options = values.map((value) => markup`<option>${value}</option>`);
  return markup`<label>${label} <select name="${name}"><option value="">${all}</option>${options}</select></label>\n`;
}

/** Search and filters for the divergences; shown by the script, which keeps them in the URL. Nothing where there is little. */
export function renderFilters({ divergences }: Run): Markup | undefined {
  if (divergences.length < 2) return undefined;
  const list = (pick: (divergence: Divergence) => string): string[] => [...new Set(divergences.map(pick))];
  const classes = divergenceClasses.filter((name) => divergences.some((one) => one.class === name));
  return markup`<form id="filters" role="search" aria-label="Divergences" hidden>
<label>Search <input type="search" name="q" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
${renderChoice("class", "Class", "all", classes)}${renderChoice(
    "operation",
    "Operation",
    "all",
    list(({ operation }) => operation),
  )}${renderChoice(
    "phase",
    "Phase",
    "all",
    list(({ phase }) => phase),
  )}${renderChoice(
    "organisation",
    "Organisation",
    "all",
    list(({ organisation }) => organisation),
  )}<button type="reset">Clear</button>
<output id="filter-status" aria-live="polite"></output>
<p class="quiet keys"><kbd>/</kbd> search, <kbd>j</kbd> and <kbd>k</kbd> next and previous, <kbd>Esc</kbd> clear. The address keeps what is filtered.</p>
</form>
`;
}
