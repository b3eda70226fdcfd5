import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { defects } from "../mock/defects/defects.ts";
import { type KillRow, renderKillTable, runKillTable } from "../scripts/kill-table/table.ts";
import { processIo, root, toolkit } from "./command.ts";

// The table is nothing but computing, and most machines have two processors: a process of its own begins with it when the
// first of all tests begins, and what is left when its turn comes is shared with this process. The file's name makes it
// one of the last.

const waiting = defects.map(({ id }) => id);
const rows: KillRow[] = [];
let helper: ReturnType<typeof startHelper> | undefined;
before(() => {
  helper = startHelper();
});
after(() => helper?.stop());

/** Takes a few defects at a time until none is left. */
async function work(run: (ids: readonly string[]) => Promise<readonly KillRow[]>): Promise<void> {
  for (let ids = waiting.splice(0, 4); ids.length > 0; ids = waiting.splice(0, 4)) rows.push(...(await run(ids)));
}

function startHelper() {
  const code = `
    import { createProcessIo } from "./scripts/io.ts";
    import { runKillTable } from "./scripts/kill-table/table.ts";
    import { createToolkit } from "./scripts/toolkit.ts";
    const io = createProcessIo(process);
    const toolkit = createToolkit(io.locate("."), false);
    process.on("message", async (ids) => process.send(await runKillTable(toolkit, io, ids)));`;
  const args = ["--import", "tsx", "--input-type=module", "-e", code];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit").then(() => {
    throw new Error("the process that helps with the kill table broke off");
  });
  const done = work(async (ids) => {
    child.send(ids);
    const [found] = (await Promise.race([once(child, "message"), ended])) as [KillRow[]];
    return found;
  });
  // Whoever waits for the table hears of it; without such a test there is nobody to tell.
  done.catch(() => {});
  return { done, stop: () => void child.kill() };
}

describe("The kill table", () => {
  before(async function () {
    this.timeout(180_000);
    await Promise.all([work((ids) => runKillTable(toolkit, processIo, ids)), helper?.done]);
    const order = defects.map(({ id }) => id);
    rows.sort((left, right) => order.indexOf(left.defect) - order.indexOf(right.defect));
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
      // The mock plays one operation so far; the register has them all.
      .filter(({ id }) => /^(points|transport|authentication\.points)\./.test(id))
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
