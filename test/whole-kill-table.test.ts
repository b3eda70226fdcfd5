import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { expect } from "chai";
import { itDeep } from "./it-deep.ts";
import { defects } from "../mock/defects/defects.ts";
import { shareRows } from "../scripts/kill-table/share-rows.ts";
import { openDefects } from "../scripts/kill-table/open-defects.ts";
import { type KillRow, renderKillRow, renderKillTable, runKillTable } from "../scripts/kill-table/table.ts";
import { processIo, root, toolkit } from "./command.ts";

// The whole table takes minutes: CHECK_DEEP=1 makes it, every run of the tests makes a part of it anew.
const deep = process.env["CHECK_DEEP"] === "1";
const every = 48;
const chosen = defects.map(({ id }) => id).filter((_id, index) => deep || index % every === 0);

/** Whatever a host does here is one of the requirement's readings, so that no defect can break it. */
const exhaustive = [
  "histories.entries.order",
  "histories.tier-members.where",
  "histories.benefits.where",
  "histories.history.order",
  "histories.notes.where",
  "histories.relinked.early",
  "update.batch.order",
];

describe("The kill table", () => {
  const written = readFileSync(processIo.locate("docs/kill-table.md"), "utf8");
  let rows: KillRow[] = [];
  before(async function () {
    this.timeout(1_800_000);
    rows = await shareRows(
      chosen,
      (ids) => runKillTable(toolkit, processIo, { ids }),
      root,
      Math.min(availableParallelism(), 8) - 1,
    );
  });

  it("has no defect that is missed or reported as a breach of another requirement, but for the known gaps", () => {
    expect(rows.map(({ defect }) => defect)).to.deep.equal(chosen);
    const missed = rows.filter(({ caught }) => caught !== "exactly").map(({ defect }) => defect);
    expect(missed).to.have.members(openDefects.filter((id) => chosen.includes(id)));
  });

  it("has a defect for every requirement that binds the host and can be observed", () => {
    const broken = new Set(defects.map(({ breaks }) => breaks));
    const requirements = [...toolkit.catalog().requirements.values()];
    const wanted = requirements
      // A host keeps the interactions of the user's pact or not: test/verify-pacts.test.ts has one that does not.
      .filter(({ id, binds, check }) => binds === "host" && !("none" in check) && id !== "contract.interaction.kept")
      .map(({ id }) => id);
    expect(wanted.filter((id) => !broken.has(id))).to.deep.equal(exhaustive);
    expect([...broken].filter((id) => !wanted.includes(id))).to.deep.equal([]);
  });

  it("stands in docs/kill-table.md with every defect once; `npm run kill-table` writes it", () => {
    const listed = written.split("\n").flatMap((line) => /^\| ([a-z-]+\.[^ ]+) \|/.exec(line)?.[1] ?? []);
    expect(listed).to.deep.equal(defects.map(({ id }) => id));
    for (const row of rows) expect(written.split("\n"), row.defect).to.include(renderKillRow(row));
  });

  itDeep("stands in docs/kill-table.md as it is", async () => {
    expect(written).to.equal(renderKillTable(rows));
  });
});
