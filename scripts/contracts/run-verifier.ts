import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunVerifier, VerifierTask } from "../../contracts/verify/contracts-phase.ts";
import { readVerification } from "../../contracts/verify/read-verification.ts";
import type { ChildAnswer, ChildTask } from "./verify-child.ts";

/** So long the verifier may take for each interaction before it is ended: what is behind the proxy has its own deadlines. */
const msForEach = 30_000;

const install = "Pact's library is not installed; `npm install @pact-foundation/pact` adds it";

/**
 * Runs Pact's verifier in a process of its own, with an environment that has nothing in it but what Node needs.
 * @param nodeOptions further options of that process, for tests
 */
export function createVerifier(nodeOptions: readonly string[] = []): RunVerifier {
  return async (task) => {
    const folder = mkdtempSync(join(tmpdir(), "capillary-conformance-pacts-"));
    try {
      const files = task.pacts.map(({ name, document }) => {
        writeFileSync(join(folder, name), JSON.stringify(document));
        return join(folder, name);
      });
      const answer = await askChild(task, files, nodeOptions, task.interactions * msForEach);
      if (answer.kind === "missing") return { kind: "missing", reason: `${install} (${answer.reason})` };
      return { kind: "verified", results: readVerification(answer.text) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function askChild(
  { providerUrl, stateUrl, messagePath }: VerifierTask,
  files: readonly string[],
  nodeOptions: readonly string[],
  deadlineMs: number,
): Promise<ChildAnswer> {
  const own = fileURLToPath(import.meta.url);
  const isBuilt = extname(own) === ".js";
  const entry = join(own, "..", `verify-child${extname(own)}`);
  const args = [...nodeOptions, ...(isBuilt ? [] : ["--import", "tsx"]), entry];
  return new Promise((resolve, reject) => {
    const { PATH, SystemRoot, TMPDIR } = process.env;
    const needed = Object.entries({ PATH, SystemRoot, TMPDIR }).filter(([, value]) => value !== undefined);
    const child = spawn(process.execPath, args, {
      env: { ...Object.fromEntries(needed), PACT_DO_NOT_TRACK: "true" },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (complaint.length < 10_000) complaint += text;
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
    child.once("error", reject);
    child.once("message", (answer: ChildAnswer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      // Where it has answered this is no news.
      reject(new Error(`Pact's verifier broke off (${signal ?? `exit ${code}`}): ${complaint.slice(-500)}`));
    });
    const task: ChildTask = { providerUrl, stateUrl, messagePath, files };
    child.send(task);
  });
}
