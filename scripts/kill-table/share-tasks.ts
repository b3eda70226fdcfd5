import { spawn } from "node:child_process";
import { once } from "node:events";
import type { RowMaker, RowTask } from "./make-row.ts";
import type { Row } from "./row.ts";

/** So many cells are handed out at a time. */
const portion = 4;

/**
 * Makes rows. They are nothing but computing, so they are shared by this process and some others. Rejects where one of these
 * breaks off.
 * @param take gets each row as soon as it is there, in no order
 * @param root the project's folder
 */
export async function shareTasks(
  tasks: readonly RowTask[],
  make: RowMaker["make"],
  { root, helpers, take }: { readonly root: string; readonly helpers: number; readonly take: (row: Row) => void },
): Promise<void> {
  const waiting = [...tasks];
  const work = async (run: (some: readonly RowTask[]) => Promise<readonly Row[]>): Promise<void> => {
    for (let some = waiting.splice(0, portion); some.length > 0; some = waiting.splice(0, portion)) {
      for (const row of await run(some)) take(row);
    }
  };
  const own = async (some: readonly RowTask[]): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (const task of some) rows.push(await make(task));
    return rows;
  };
  const others = Array.from({ length: tasks.length > portion ? helpers : 0 }, () => startHelper(root));
  try {
    await Promise.all([work(own), ...others.map((helper) => work(helper.make))]);
  } finally {
    for (const helper of others) helper.stop();
  }
}

function startHelper(root: string): {
  readonly make: (some: readonly RowTask[]) => Promise<readonly Row[]>;
  readonly stop: () => void;
} {
  const code = `
    import { createProcessIo } from "./scripts/io.ts";
    import { createRowMaker } from "./scripts/kill-table/make-row.ts";
    import { createToolkit } from "./scripts/toolkit.ts";
    const io = createProcessIo(process);
    const maker = createRowMaker(createToolkit(io.locate("."), false), io);
    process.on("disconnect", async () => (await maker).close());
    process.on("message", async (tasks) => {
      const rows = [];
      for (const task of tasks) rows.push(await (await maker).make(task));
      process.send(rows);
    });`;
  const args = ["--import", "tsx", "--input-type=module", "-e", code];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit").then((): never => {
    throw new Error("a process that helps with the kill table broke off");
  });
  // Whoever asks it for rows hears of it; until then there is nobody to tell.
  ended.catch(() => {});
  return {
    make: async (some) => {
      child.send(some);
      const [rows] = (await Promise.race([once(child, "message"), ended])) as [Row[]];
      return rows;
    },
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}
