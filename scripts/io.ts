import { closeSync, mkdirSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { findPackageRoot } from "./package-root.ts";

/** What a command may do to the world around it. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stderr is a terminal, whose last line can be written over, and how wide stdout is. */
  readonly terminal: { readonly live: boolean; readonly color: boolean; readonly width: number };
  /** The text of a file; rejects as `node:fs` does. */
  readonly readFile: (path: string) => Promise<string>;
  /** The bytes of a file; rejects as `node:fs` does. */
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** All of standard input. */
  readonly readStdin: () => Promise<Uint8Array>;
  /** The files of a folder whose names end so, in order; of what is no folder the path alone. */
  readonly listFiles: (path: string, ending: string) => string[];
  /** Writes a file, its folder made if need be. */
  readonly writeFile: (path: string, text: string) => void;
  /** Opens a file for lines; each is handed to the system before `write` returns. */
  readonly openLines: (path: string) => { readonly write: (line: string) => void; readonly close: () => void };
  /** The path of a file of this package, from its place in the repository. */
  readonly locate: (file: string) => string;
  /** Calls `action` with the exit code (130 or 143) at SIGINT or SIGTERM; the returned function takes it back. */
  readonly onSignal: (action: (code: number) => void) => () => void;
}

/** The process's own input and output. */
export function createProcessIo(process: NodeJS.Process): CommandIo {
  const root = findPackageRoot(fileURLToPath(import.meta.url));
  const { env, stdout, stderr } = process;
  // https://no-color.org and its counterpart FORCE_COLOR.
  const color = env["NO_COLOR"]
    ? false
    : env["FORCE_COLOR"]
      ? env["FORCE_COLOR"] !== "0"
      : stdout.isTTY === true && env["TERM"] !== "dumb";
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    env,
    terminal: { live: stderr.isTTY === true && env["CI"] === undefined, color, width: stdout.columns ?? 100 },
    readFile: (path) => readFile(path, "utf8"),
    readBytes: (path) => readFile(path),
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    listFiles: (path, ending) =>
      statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
        ? readdirSync(path)
            .filter((name) => name.endsWith(ending))
            .sort()
            .map((name) => `${path.replace(/\/+$/, "")}/${name}`)
        : [path],
    writeFile: (path, text) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
    openLines: (path) => {
      mkdirSync(dirname(path), { recursive: true });
      const file = openSync(path, "w");
      return {
        write: (line) => {
          // The system may take less than it is given, of many lines at once for instance.
          let rest = Buffer.from(`${line}\n`);
          while (rest.byteLength > 0) rest = rest.subarray(writeSync(file, rest));
        },
        close: () => closeSync(file),
      };
    },
    locate: (file) => `${root}/${file}`,
    onSignal: (action) => {
      const interrupt = (): void => action(130);
      const terminate = (): void => action(143);
      // Once: a second signal ends the process at once, as the system has it.
      process.once("SIGINT", interrupt).once("SIGTERM", terminate);
      return () => void process.off("SIGINT", interrupt).off("SIGTERM", terminate);
    },
  };
}
