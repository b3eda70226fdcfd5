import { defects } from "../../mock/defects/defects.ts";
import type { OperationName } from "../../mock/operation.ts";
import { renderProfile } from "../../mock/print-profile.ts";
import type { Run } from "../../src/model/run.ts";
import { createStandard } from "../../suites/standard.ts";
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
  ids?: readonly string[],
): Promise<KillRow[]> {
  const fixtures = await loadFixtures(undefined, io);
  const standard = createStandard(toolkit.catalog());
  const profiles = (["basic", "md5", "oauth"] as const).map((auth) =>
    renderProfile(fixtures, "http://127.0.0.1:8080", { auth }),
  );
  const rows: KillRow[] = [];
  for (const { id, statement, breaks, operation } of defects) {
    if (ids !== undefined && !ids.includes(id)) continue;
    const only = operation === undefined ? [] : affected[operation];
    let run: Run | undefined;
    for (const profile of profiles) {
      run = await runOnMock(standard, toolkit.meta("profile"), { fixtures, defects: [id], profile }, { only });
      if (run.divergences.length > 0) break;
    }
    const divergences = run?.divergences ?? [];
    const found = [...new Set(divergences.map(({ requirement }) => requirement))];
    const first = divergences.find(({ requirement }) => requirement === breaks);
    const caught =
      first === undefined ? (found.length === 0 ? "not" : "otherwise") : found.length === 1 ? "exactly" : "otherwise";
    rows.push({ defect: id, statement, breaks, found, suites: first?.case ?? "", caught });
  }
  return rows;
}

/** The table as Markdown; columns for other ways of finding a defect join when those exist. */
export function renderKillTable(rows: readonly KillRow[]): string {
  const exactly = rows.filter(({ caught }) => caught === "exactly").length;
  const requirements = new Set(rows.map(({ breaks }) => breaks)).size;
  return [
    "# Kill table",
    "",
    "Made by `npm run kill-table`: the mock host with each of its defects in turn, and what the suites say of it. A defect is",
    "caught where the requirement that it breaks is reported, and no other.",
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
export function renderKillRow({ defect, statement, breaks, suites, caught }: KillRow): string {
  return `| ${[defect, statement, breaks, suites, caught].map(escapeCell).join(" | ")} |`;
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
