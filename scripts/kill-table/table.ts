import { defects } from "../../mock/defects/defects.ts";
import type { OperationName } from "../../mock/operation.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import type { Run } from "../../src/model/run.ts";
import { type CapillaryStandard, createStandard } from "../../suites/standard.ts";
import { loadFixtures } from "../commands/mock.ts";
import type { CommandIo } from "../io.ts";
import type { Toolkit } from "../toolkit.ts";
import { runOnMock } from "./run-on-mock.ts";

/** What became of one defect of the mock. */
export interface KillRow {
  readonly defect: string;
  readonly statement: string;
  readonly breaks: string;
  /** The requirements that were reported. */
  readonly found: readonly string[];
  /** The first suite case that found it. */
  readonly suites: string;
  readonly caught: "exactly" | "otherwise" | "not";
}

/** Cases whose answers show most of what schemas and rules demand. */
const telling: Readonly<Record<OperationName, readonly string[]>> = {
  points: ["points"],
  histories: ["histories.read", "histories.filter", "histories.pages.limit", "histories.programs.each-alone"],
  update: ["update.upgrade", "update.batch", "update.unknown-customer", "update.tier"],
};

/** The cases on which a fault in one operation can show: its own, and those that look at it from another one. */
const affected: Readonly<Record<OperationName, readonly string[]>> = {
  points: ["points", "authentication.points"],
  histories: ["histories", "authentication.histories", "update"],
  update: ["update", "authentication.update", "histories.relinking"],
};

/**
 * Runs the suites against the mock with each of its defects in turn, without a network. A defect that the plain profile
 * cannot show (it concerns another form of credentials) is tried with a profile that uses that form.
 */
export async function runKillTable(
  toolkit: Toolkit,
  io: Pick<CommandIo, "readFile" | "locate">,
  { ids, wide = false }: { readonly ids?: readonly string[]; readonly wide?: boolean } = {},
): Promise<KillRow[]> {
  const fixtures = await loadFixtures(undefined, io);
  const standard = createStandard(toolkit.catalog());
  const profiles = (["basic", "md5", "oauth"] as const).map((auth) =>
    renderProfile(fixtures, "http://127.0.0.1:8080", { auth }),
  );
  const findDivergences = async (
    defect: string,
    scopes: readonly (readonly string[])[],
  ): Promise<Run["divergences"]> => {
    for (const only of scopes) {
      for (const profile of profiles) {
        const mock = { fixtures, defects: [defect], profile };
        const { divergences } = await runOnMock(standard, toolkit.meta("profile"), mock, { only });
        if (divergences.length > 0) return divergences;
      }
    }
    return [];
  };
  const rows: KillRow[] = [];
  for (const { id, statement, breaks, operation } of defects) {
    if (ids !== undefined && !ids.includes(id)) continue;
    const divergences = await findDivergences(id, listScopes(standard, breaks, operation, wide));
    const found = [...new Set(divergences.map(({ requirement }) => requirement))];
    const first = divergences.find(({ requirement }) => requirement === breaks);
    const caught =
      first === undefined ? (found.length === 0 ? "not" : "otherwise") : found.length === 1 ? "exactly" : "otherwise";
    rows.push({ defect: id, statement, breaks, found, suites: first?.case ?? "", caught });
  }
  return rows;
}

/**
 * On what a defect is tried, one after another until it shows: the cases that were made for its requirement, or those that
 * tell most; then all that it can affect. Wide is to begin with the last, which also shows what else it is taken for.
 */
function listScopes(
  { cases }: CapillaryStandard,
  breaks: string,
  operation: OperationName | undefined,
  wide: boolean,
): (readonly string[])[] {
  if (operation === undefined) return [[]];
  const own = cases.some(({ requirements }) => requirements.includes(breaks)) ? [breaks] : telling[operation];
  return wide ? [affected[operation]] : [own, affected[operation]];
}

/** The table as Markdown; columns for other ways of finding a defect join when those exist. */
export function renderKillTable(rows: readonly KillRow[]): string {
  const exactly = rows.filter(({ caught }) => caught === "exactly").length;
  const requirements = new Set(rows.map(({ breaks }) => breaks)).size;
  return [
    "# Kill table",
    "",
    "Made by `npm run kill-table`: the mock host with each of its defects in turn, and what the suites say of it. A defect is",
    "caught where the requirement that it breaks is reported, and no other. It is tried on the cases that were made for that",
    "requirement and, where these do not show it, on all of the operation; `npm run kill-table -- --wide` tries all at once.",
    "Where it is not caught the table says what was reported instead; these are gaps of the suites, listed in",
    "`scripts/kill-table/open-defects.ts`.",
    "",
    `${exactly} of ${rows.length} defects are caught, over ${requirements} requirements.`,
    "",
    "| defect | what is wrong | requirement | first found by | caught |",
    "|---|---|---|---|---|",
    ...rows.map(renderKillRow),
    "",
  ].join("\n");
}

/** One line of the table. */
export function renderKillRow({ defect, statement, breaks, suites, caught, found }: KillRow): string {
  const verdict = caught === "otherwise" ? `no: ${found.join(", ")}` : caught === "not" ? "no" : "yes";
  return `| ${[defect, statement, breaks, suites, verdict].map(escapeCell).join(" | ")} |`;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
