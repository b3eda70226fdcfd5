import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPackageRoot } from "./package-root.ts";

// What has to hold before a commit: `npm run check`, and with --deep what has to hold before an issue is closed.
// A step counts as one, passed or failed; the tests count one by one. The last line is `N passed, N failed`.

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The oldest version that is supported, and the newest releases of the majors after it; this process's own is tested anyway. */
const otherNodes = ["20.19.0", "22", "24"];

const root = findPackageRoot(fileURLToPath(import.meta.url));
const deep = process.argv.includes("--deep");
const temporary = mkdtempSync(join(tmpdir(), "capillary-conformance-check-"));

/** Runs one of the project's tools and gives what it wrote, to be shown when its turn comes. */
function runTool(file: string, args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "node_modules", file), ...args], { cwd: root });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("error", (error) => resolve({ code: 1, output: `${output}${file}: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A process whose output goes where this process's goes. */
function runProcess(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

async function runStep(title: string, run: () => Promise<Tally>, started = performance.now()): Promise<Tally> {
  console.log(`\n== ${title}`);
  const tally = await run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${title}: ${tally.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  return tally;
}

/** What the tools say, all at the same time: none of them has work for two processors all along. */
async function runTools(tools: Readonly<Record<string, readonly [file: string, ...args: string[]]>>): Promise<Tally[]> {
  const started = performance.now();
  const running = Object.entries(tools).map(([title, [file, ...args]]) => ({ title, result: runTool(file, args) }));
  const tallies: Tally[] = [];
  for (const { title, result } of running) {
    tallies.push(
      await runStep(
        title,
        async () => {
          const { code, output } = await result;
          process.stdout.write(output);
          return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
        },
        started,
      ),
    );
  }
  return tallies;
}

/** All tests; a run that breaks off, or has no tests at all, is one failure more. */
async function runTests(nodeFolder?: string): Promise<Tally> {
  const totals = join(temporary, "totals.json");
  rmSync(totals, { force: true });
  const reporter = "./scripts/check/totals-reporter.ts";
  const env = {
    MOCHA_TOTALS: totals,
    // What only takes long is the same on every version.
    ...(deep && nodeFolder === undefined ? { CHECK_DEEP: "1" } : {}),
    ...(nodeFolder === undefined ? {} : { PATH: `${nodeFolder}${delimiter}${process.env["PATH"] ?? ""}` }),
  };
  const jobs = availableParallelism();
  const parallel = jobs > 1 ? ["--parallel", "--jobs", String(jobs)] : [];
  const code = await runProcess("npm", ["test", "--silent", "--", ...parallel, "--reporter", reporter], env);
  const { passed, failed, node } = readTotals(totals);
  console.log(`${passed} passed, ${failed} failed on Node ${node}`);
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

function readTotals(file: string): Tally & { readonly node: string } {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ReturnType<typeof readTotals>;
  } catch {
    return { passed: 0, failed: 0, node: "unknown: the tests broke off" };
  }
}

/** Installs a Node version from npm, outside of the project, and gives the folder of its binary. */
async function installNode(version: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(temporary, version);
  const options = [
    "--prefix",
    folder,
    "--ignore-scripts",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--loglevel",
    "error",
  ];
  const code = await runProcess("npm", ["install", ...options, `${name}@${version}`]);
  if (code !== 0) throw new Error(`npm could not install ${name}@${version}`);
  return join(folder, "node_modules", name, "bin");
}

async function testOnNode(version: string): Promise<Tally> {
  try {
    return await runTests(await installNode(version));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

const tallies: Tally[] = [];
try {
  tallies.push(
    ...(await runTools({
      types: ["typescript/bin/tsc", "--noEmit"],
      lint: ["oxlint/bin/oxlint"],
      format: ["oxfmt/bin/oxfmt", "--check"],
      "dead code": ["knip/bin/knip.js", "--no-progress"],
    })),
    await runStep(`tests on Node ${process.versions.node}`, () => runTests()),
  );
  for (const version of deep ? otherNodes : []) {
    tallies.push(await runStep(`tests on Node ${version}`, () => testOnNode(version)));
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
