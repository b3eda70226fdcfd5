import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Readable } from "node:stream";

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** CPU time that it has taken so far, in milliseconds; NaN where the system does not tell. */
  readonly readCpuMs: () => number;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server on the last core, and keeps this process off it, where the system can promise both.
 * @param args of node; the server says `listens on` its address
 * @param input what it reads from its standard input
 */
export async function startServer(args: readonly string[], input?: string): Promise<ServerProcess> {
  const cores = availableParallelism();
  const canPin = spawnSync("taskset", ["--version"]).error === undefined;
  const command = [process.execPath, ...args];
  const [file = "", ...rest] = canPin ? ["taskset", "-c", String(cores - 1), ...command] : command;
  if (canPin && cores > 1) spawnSync("taskset", ["-a", "-p", "-c", `0-${cores - 2}`, String(process.pid)]);
  const child = spawn(file, rest, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(input);
  const ended = once(child, "close");
  const url = await Promise.race([
    readUrl(child.stdout),
    ended.then(() => Promise.reject(new Error("the server did not start"))),
  ]);
  return {
    url,
    readCpuMs: () => (process.platform === "linux" ? readCpuMs(child.pid ?? 0) : NaN),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The address in a server's greeting. */
function readUrl(stdout: Readable): Promise<string> {
  return new Promise((resolve) => {
    let greeting = "";
    stdout.setEncoding("utf8").on("data", (text: string) => {
      greeting += text;
      const url = /listens on (http:\S+)/.exec(greeting)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

/** proc(5): utime and stime, in hundredths of a second. */
function readCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
