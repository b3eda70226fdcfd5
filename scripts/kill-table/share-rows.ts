import { spawn } from "node:child_process";
import { once } from "node:events";
import { defects } from "../../mock/defects/defects.ts";
import type { KillRow } from "./table.ts";

/** Makes rows of the kill table for some defects. */
export type MakeRows = (ids: readonly string[]) => Promise<readonly KillRow[]>;

/** So many defects are handed out at a time. */
const portion = 4;

/**
 * The rows of some defects, in the table's order. The table is nothing but computing, so it is shared by this process and
 * some others. Rejects where one of these breaks off.
 * @param root the project's folder
 */
export async function shareRows(
  ids: readonly string[],
  make: MakeRows,
  root: string,
  helpers: number,
  wide = false,
): Promise<KillRow[]> {
  const waiting = [...ids];
  const rows: KillRow[] = [];
  const work = async (run: MakeRows): Promise<void> => {
    for (let some = waiting.splice(0, portion); some.length > 0; some = waiting.splice(0, portion)) {
      rows.push(...(await run(some)));
    }
  };
  const others = Array.from({ length: helpers }, () => startHelper(root, wide));
  try {
    await Promise.all([work(make), ...others.map((helper) => work(helper.make))]);
  } finally {
    for (const helper of others) helper.stop();
  }
  const order = defects.map(({ id }) => id);
  return rows.sort((left, right) => order.indexOf(left.defect) - order.indexOf(right.defect));
}

function startHelper(root: string, wide: boolean): { readonly make: MakeRows; readonly stop: () => void } {
  const code = `
    import { createProcessIo } from "./scripts/io.ts";
    import { runKillTable } from "./scripts/kill-table/table.ts";
    import { createToolkit } from "./scripts/toolkit.ts";
    const io = createProcessIo(process);
    const toolkit = createToolkit(io.locate("."), false);
    process.on("message", async (ids) => process.send(await runKillTable(toolkit, io, { ids, wide: ${wide} })));`;
  const args = ["--import", "tsx", "--input-type=module", "-e", code];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit").then((): never => {
    throw new Error("a process that helps with the kill table broke off");
  });
  // Whoever asks it for rows hears of it; until then there is nobody to tell.
  ended.catch(() => {});
  return {
    make: async (ids) => {
      child.send(ids);
      const [found] = (await Promise.race([once(child, "message"), ended])) as [KillRow[]];
      return found;
    },
    stop: () => void child.kill(),
  };
}
