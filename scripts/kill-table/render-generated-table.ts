import { defects } from "../../mock/defects/defects.ts";
import type { GeneratedRow } from "./generated-row.ts";
import { explainUnreached } from "./unreached.ts";

/** Which defects generated cases find by themselves, as Markdown: those that they do not, with the reason, and the counts. */
export function renderGeneratedTable(rows: readonly GeneratedRow[]): string {
  const byDefect = new Map<string, GeneratedRow[]>();
  for (const row of rows) byDefect.set(row.defect, [...(byDefect.get(row.defect) ?? []), row]);
  const tried = defects.filter(({ id }) => byDefect.has(id));
  const isFound = (id: string): boolean =>
    (byDefect.get(id) ?? []).filter(({ found }) => found === undefined).length <=
    missesAllowed(byDefect.get(id)?.length ?? 0);
  const found = tried.filter(({ id }) => isFound(id));
  const missed = tried.filter(({ id }) => !isFound(id));
  const families = new Map<string, number>();
  for (const { id } of found) {
    const first = byDefect.get(id)?.find((row) => row.found !== undefined)?.found?.case ?? "";
    const family = first.split(".")[2] ?? "";
    families.set(family, (families.get(family) ?? 0) + 1);
  }
  const seeds = [...new Set(rows.map(({ seed }) => seed))].sort((a, b) => a - b);
  const percent = ((100 * missed.length) / Math.max(1, tried.length)).toFixed(1);
  return [
    "# What generated cases find by themselves",
    "",
    "Made by `npm run generated-table`: the mock host with each of its defects in turn, and generated cases alone, a thousand for",
    "the defect's operation and then the properties of the others. A defect counts as found where at most one seed in twenty",
    `misses it. Seeds tried: ${seeds.join(", ")}; a defect that was not tried with all of them says with how many in \`tried\`.`,
    "",
    `${tried.length} of ${defects.length} defects were tried. ${found.length} of these are found; ${missed.length} (${percent} %) are not. First found by: ${[
      ...families,
    ]
      .toSorted(([, a], [, b]) => b - a)
      .map(([family, count]) => `${family} ${count}`)
      .join(", ")}.`,
    "",
    "| defect that is not found | requirement | tried | why |",
    "|---|---|---|---|",
    ...missed.map(
      ({ id, breaks }) => `| ${id} | ${breaks} | ${byDefect.get(id)?.length ?? 0} | ${explainUnreached(id, breaks)} |`,
    ),
    "",
    "| defect | requirement | first found by | after cases | reported as |",
    "|---|---|---|---|---|",
    ...found.map(({ id, breaks }) => {
      const first = byDefect.get(id)?.find((row) => row.found !== undefined)?.found;
      const reported = first?.requirement === breaks ? "itself" : (first?.requirement ?? "");
      return `| ${id} | ${breaks} | ${first?.case ?? ""} | ${first?.after ?? ""} | ${reported} |`;
    }),
    "",
  ].join("\n");
}

function missesAllowed(seeds: number): number {
  return Math.floor(seeds / 20);
}
