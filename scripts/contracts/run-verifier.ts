import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunVerifier, VerifierTask } from "../../contracts/verify/contracts-phase.ts";
import { readVerification } from "../../contracts/verify/read-verification.ts";
import type { ChildAnswer, ChildTask } from "./verify-child.ts";

/** So long the verifier may take for each interaction before it is ended: what is behind the proxy has its own deadlines. */
const msForEach = 30_000;

const install = "Pact's library is not installed; `npm install @pact-foundation/pact` adds it";

/** A process in which Pact's verifier waits for tasks; it takes one at a time. */
export interface OpenVerifier {
  readonly verify: RunVerifier;
  readonly close: () => void;
}

/**
 * Runs Pact's verifier in a process of its own, with an environment that has nothing in it but what Node needs.
 * @param nodeOptions further options of that process, for tests
 */
export function createVerifier(nodeOptions: readonly string[] = []): RunVerifier {
  return async (task) => {
    const { verify, close } = openVerifier(nodeOptions);
    try {
      return await verify(task);
    } finally {
      close();
    }
  };
}

/** The same for many tasks one after another; the process starts with the first, and anew where it has ended. */
export function openVerifier(nodeOptions: readonly string[] = []): OpenVerifier {
  let child: ChildProcess | undefined;
  return {
    verify: async (task) => {
      const folder = mkdtempSync(join(tmpdir(), "capillary-conformance-pacts-"));
      try {
        const files = task.pacts.map(({ name, document }) => {
          writeFileSync(join(folder, name), JSON.stringify(document));
          return join(folder, name);
        });
        if (child === undefined || child.exitCode !== null || child.signalCode !== null)
          child = startChild(nodeOptions);
        const answer = await askChild(child, task, files, task.interactions * msForEach);
        if (answer.kind === "missing") return { kind: "missing", reason: `${install} (${answer.reason})` };
        return { kind: "verified", results: readVerification(answer.text) };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    close: () => {
      if (child?.connected === true) child.disconnect();
      child = undefined;
    },
  };
}

function startChild(nodeOptions: readonly string[]): ChildProcess {
  const own = fileURLToPath(import.meta.url);
  const isBuilt = extname(own) === ".js";
  const entry = join(own, "..", `verify-child${extname(own)}`);
  const args = [...nodeOptions, ...(isBuilt ? [] : ["--import", "tsx"]), entry];
  const { PATH, SystemRoot, TMPDIR } = process.env;
  const needed = Object.entries({ PATH, SystemRoot, TMPDIR }).filter(([, value]) => value !== undefined);
  return spawn(process.execPath, args, {
    // It reads the machine's certificates anew for each interaction, which takes longer than all the rest, and has no use for any.
    env: { ...Object.fromEntries(needed), PACT_DO_NOT_TRACK: "true", SSL_CERT_FILE: devNull },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

function askChild(
  child: ChildProcess,
  { providerUrl, stateUrl, messagePath }: VerifierTask,
  files: readonly string[],
  deadlineMs: number,
): Promise<ChildAnswer> {
  return new Promise((resolve, reject) => {
    let complaint = "";
    const hear = (text: string): void => {
      if (complaint.length < 10_000) complaint += text;
    };
    const end = (): void => {
      clearTimeout(timer);
      child.off("message", take).off("error", fail).off("exit", breakOff);
      child.stderr?.off("data", hear);
    };
    const take = (answer: ChildAnswer): void => {
      end();
      resolve(answer);
    };
    const fail = (error: Error): void => {
      end();
      reject(error);
    };
    const breakOff = (code: number | null, signal: string | null): void =>
      fail(new Error(`Pact's verifier broke off (${signal ?? `exit ${code}`}): ${complaint.slice(-500)}`));
    const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
    child.on("message", take).on("error", fail).on("exit", breakOff);
    // It is read to the end, or the process would wait for room.
    child.stderr?.setEncoding("utf8").on("data", hear);
    const task: ChildTask = { providerUrl, stateUrl, messagePath, files };
    child.send(task);
  });
}
