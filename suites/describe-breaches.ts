import type { Catalog } from "../src/catalog/catalog.ts";
import type { Rulebook } from "../src/check/standard.ts";
import { classifyBreach, type DivergenceClass, divergenceClasses, type Source } from "../src/model/requirement.ts";
import type { Finding } from "../src/model/verdict.ts";

/** A message is no report. */
const mostBreaches = 20;

/** The findings that are at least as heavy as `failOn`. */
export function selectBreaches(
  { catalog }: Pick<Rulebook, "catalog">,
  findings: readonly Finding[],
  failOn: DivergenceClass = "deviation",
): Finding[] {
  const allowed = divergenceClasses.slice(0, divergenceClasses.indexOf(failOn) + 1);
  return findings.filter(({ requirement }) => allowed.includes(classOf(catalog, requirement)));
}

/** Each finding for people: requirement, statement, place, what was expected and came, and where it is documented. */
export function describeBreaches(catalog: Catalog, findings: readonly Finding[]): string[] {
  const shown = findings.slice(0, mostBreaches).map((finding) => describeBreach(catalog, finding));
  const left = findings.length - shown.length;
  return left === 0 ? shown : [...shown, `- and ${left} more`];
}

function describeBreach(catalog: Catalog, { requirement, pointer, expected, actual }: Finding): string {
  const known = catalog.requirements.get(requirement);
  const lines = [
    `- ${requirement} (${classOf(catalog, requirement)}): ${known?.statement ?? ""}`,
    `  ${pointer === "" ? "" : `at ${pointer}: `}expected ${expected}; got ${actual}`,
    ...(known?.source ?? []).slice(0, 1).map((source) => `  documented in ${describeSource(catalog, source)}`),
  ];
  return lines.join("\n");
}

function describeSource({ pages }: Catalog, { page, part, row, pointer }: Source): string {
  const known = pages.find(({ id }) => id === page);
  const place = row !== undefined ? `, ${row}` : pointer !== undefined && pointer !== "" ? `, ${pointer}` : "";
  return `${known?.title ?? page}, ${part}${place}${known === undefined ? "" : ` (${known.url})`}`;
}

function classOf(catalog: Catalog, requirement: string): DivergenceClass {
  return classifyBreach(catalog.requirements.get(requirement)?.basis ?? "stated");
}
