import { readFileSync } from "node:fs";
import { expect } from "chai";
import { defects } from "../mock/defects/defects.ts";
import { type KillRow, renderKillTable, runKillTable } from "../scripts/kill-table/table.ts";
import { processIo, spawnProcess, toolkit } from "./command.ts";

describe("The kill table", () => {
  let rows: readonly KillRow[] = [];
  before(async function () {
    this.timeout(180_000);
    const ids = defects.map(({ id }) => id);
    const middle = Math.ceil(ids.length / 2);
    // Half of it in a process of its own: the table is nothing but computing, and most machines have two processors.
    const other = runElsewhere(ids.slice(middle));
    rows = [...(await runKillTable(toolkit, processIo, ids.slice(0, middle))), ...(await other)];
  });

  it("has every defect of the mock once", () => {
    expect(rows.map(({ defect }) => defect)).to.deep.equal(defects.map(({ id }) => id));
    expect(new Set(rows.map(({ defect }) => defect)).size).to.equal(rows.length);
  });

  it("has no defect that is missed or reported as a breach of another requirement", () => {
    const missed = rows.filter(({ caught }) => caught !== "exactly");
    expect(
      missed.map(({ defect, breaks, found }) => `${defect} breaks ${breaks}, found: ${found.join(", ")}`),
    ).to.deep.equal([]);
  });

  it("has a defect for every requirement that binds the host and can be observed", () => {
    const broken = new Set(rows.map(({ breaks }) => breaks));
    const requirements = [...toolkit.catalog().requirements.values()];
    const wanted = requirements
      .filter(({ binds, check }) => binds === "host" && !("none" in check))
      .map(({ id }) => id);
    expect(wanted).to.not.deep.equal([]);
    expect(wanted.filter((id) => !broken.has(id))).to.deep.equal([]);
    expect([...broken].filter((id) => !wanted.includes(id))).to.deep.equal([]);
  });

  it("stands in docs/kill-table.md as it is; `npm run kill-table` writes it", () => {
    expect(readFileSync(processIo.locate("docs/kill-table.md"), "utf8")).to.equal(renderKillTable(rows));
  });
});

async function runElsewhere(ids: readonly string[]): Promise<KillRow[]> {
  const code = `
    import { createProcessIo } from "./scripts/io.ts";
    import { runKillTable } from "./scripts/kill-table/table.ts";
    import { createToolkit } from "./scripts/toolkit.ts";
    const io = createProcessIo(process);
    const rows = await runKillTable(createToolkit(io.locate("."), false), io, ${JSON.stringify(ids)});
    process.stdout.write(JSON.stringify(rows));`;
  const { stdout, stderr } = await spawnProcess(process.execPath, [
    "--import",
    "tsx",
    "--input-type=module",
    "-e",
    code,
  ]);
  expect(stdout, stderr).to.match(/^\[/);
  return JSON.parse(stdout) as KillRow[];
}
