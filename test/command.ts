import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run, RunEvent } from "../src/model/run.ts";
import { type CommandIo, createProcessIo } from "../scripts/io.ts";
import { createProgram } from "../scripts/program.ts";
import { createToolkit } from "../scripts/toolkit.ts";

/** The command line as tests drive it: in this process, or as a process of its own where signals and real pipes matter. */

/** What a command left behind. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const processIo = createProcessIo(process);
export const root = processIo.locate(".");
/** One for all tests: the catalogue is read once. */
export const toolkit = createToolkit(root, false);

export interface CommandSettings {
  readonly env?: CommandIo["env"];
  readonly onSignal?: CommandIo["onSignal"];
  /** That a run which names no phase has them all; otherwise it has none of contracts, whose verifier takes a second. */
  readonly everyPhase?: true;
  /** Sees standard output as it is written. */
  readonly onOutput?: (text: string) => void;
  /** Sees standard error as it is written. */
  readonly onError?: (text: string) => void;
  /** That standard output is a terminal with colours. */
  readonly color?: true;
  /** Standard input. Default: empty. */
  readonly stdin?: string | Uint8Array;
}

/** Runs the command line in this process; nothing of this process's environment is seen by it. */
export async function runCommand(args: readonly string[], settings: CommandSettings = {}): Promise<CommandResult> {
  let stdout = "";
  let stderr = "";
  const io: CommandIo = {
    ...processIo,
    stdout: (text) => {
      stdout += text;
      settings.onOutput?.(text);
    },
    stderr: (text) => {
      stderr += text;
      settings.onError?.(text);
    },
    env: settings.env ?? {},
    readStdin: async () => Buffer.from(settings.stdin ?? ""),
    terminal: { live: false, color: settings.color ?? false, width: 100 },
    onSignal: settings.onSignal ?? (() => () => {}),
  };
  const isWhole = args[0] === "run" && args.length > 1 && !args.some((arg) => arg === "--phase" || arg === "--only");
  const phases = isWhole && settings.everyPhase === undefined ? ["--phase", "suites", "generated", "webhooks"] : [];
  const code = await createProgram(io, toolkit)([...args, ...phases]);
  return { code, stdout, stderr };
}

/** A process of its own, from sources; `onStart` gets what it takes to send it a signal. */
export function spawnCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<CommandResult> {
  return spawnProcess(process.execPath, ["--import", "tsx", "scripts/cli.ts", ...args], env, onStart);
}

/** Any process, in the project's folder, with the environment that a shell has and no colours unless asked for. */
export function spawnProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<CommandResult> {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  const base = Object.entries({ PATH, HOME, TMPDIR, SystemRoot }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...Object.fromEntries(base), ...env }, stdio: "pipe" });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => (output[name] += text));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, ...output }));
    child.stdin.end();
    onStart((signal) => child.kill(signal));
  });
}

/** A temporary folder for the files of one test; `remove` takes it away with all that is in it. */
export interface Folder {
  readonly path: string;
  /** The path of a file in it. */
  at(name: string): string;
  /** Writes a file and gives its path. */
  write(name: string, text: string): string;
  read(name: string): string;
  remove(): void;
}

export function makeFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "capillary-conformance-test-"));
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    write: (name, text) => {
      writeFileSync(at(name), text);
      return at(name);
    },
    read: (name) => readFileSync(at(name), "utf8"),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** `report.json` in the folder that `--out` named. */
export function readReport(folder: string): Run {
  return JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Run;
}

/** The events of the `run.ndjson` in the folder that `--out` named. */
export function readEvents(folder: string): RunEvent[] {
  const lines = readFileSync(join(folder, "run.ndjson"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RunEvent);
}
