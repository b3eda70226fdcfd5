import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type Dispatcher, Pool } from "undici";
import type { Benchmark, BenchmarkOptions, Measurement } from "./benchmark.ts";

/** Requests that a mock on HTTP answers in a second: the command `mock` in a process of its own, on one core. */
export const mockHttp: Benchmark = {
  name: "mock-http",
  statement: "requests per second that the mock host answers on one core, over HTTP on loopback",
  run: async (options) => {
    const server = await startMock(options);
    const pool = new Pool(server.url, { connections: 16, pipelining: 8 });
    try {
      const measurements: Measurement[] = [];
      for (const load of loads) measurements.push(...(await measure(load, pool, server, options)));
      return measurements;
    } finally {
      await pool.destroy();
      await server.stop();
    }
  },
};

/** What is asked, one after the other, over and over. All of it is answered with HTTP 200. */
interface Load {
  readonly what: string;
  readonly requests: readonly Dispatcher.DispatchOptions[];
}

const aim = 5000;
const authorization = `Basic ${Buffer.from("till.main:open-sesame").toString("base64")}`;

const loads: readonly Load[] = [
  {
    what: "points",
    requests: ["919700000001", "919700000002", "919700000003", "919700000005"].map((mobile) =>
      read("/v2/customers/lookup/promisedPointsSchedule", mobile, { fetchDataForAllPrograms: "true" }),
    ),
  },
  {
    what: "histories",
    requests: ["919700000011", "919700000012", "919700000013"].map((mobile) =>
      read("/v2/partnerProgram/customerActivityHistories", mobile, { activityType: "linkingUpdates" }),
    ),
  },
  {
    what: "updates",
    requests: ["Silver", "Gold"].map((tier) => update("919700000011", "Skyline Miles", tier)),
  },
];

function read(path: string, mobile: string, more: Readonly<Record<string, string>>): Dispatcher.DispatchOptions {
  const query = new URLSearchParams({
    identifierName: "mobile",
    identifierValue: mobile,
    source: "INSTORE",
    ...more,
  });
  return { method: "GET", path: `${path}?${query.toString()}`, headers: { authorization } };
}

function update(mobile: string, partnerProgramName: string, updatedTierName: string): Dispatcher.DispatchOptions {
  const partnerProgramUpdates = [{ partnerProgramName, updateType: "RENEW", updateDetails: { updatedTierName } }];
  return {
    method: "POST",
    path: "/v2/partnerProgram/customerPartnerProgramUpdate",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ customersPartnerUpdates: [{ customer: { mobile }, partnerProgramUpdates }] }),
    // Renewals may be sent on before the answer to the last one is there, as reads are.
    idempotent: true,
  };
}

/**
 * Measures by the clock, and by the CPU time that the mock took for it, which says the same on an idle machine and more on
 * a busy one.
 */
async function measure(
  { what, requests }: Load,
  pool: Pool,
  server: MockProcess,
  { rounds, roundMs }: BenchmarkOptions,
): Promise<readonly Measurement[]> {
  const [byClock, byCpu]: [number[], number[]] = [[], []];
  // The first round is for warming up alone.
  for (let round = 0; round <= rounds; round += 1) {
    const [started, cpuBefore] = [performance.now(), server.readCpuMs()];
    const answered = await countAnswers(pool, requests, roundMs);
    const [elapsed, cpu] = [performance.now() - started, server.readCpuMs() - cpuBefore];
    if (round === 0) continue;
    byClock.push((answered * 1000) / elapsed);
    byCpu.push((answered * 1000) / cpu);
  }
  const clocked = { what, unit: "requests/s", rounds: byClock, aim };
  const burnt = { what: `${what}, by CPU time`, unit: "requests/s", rounds: byCpu };
  return Number.isNaN(byCpu[0]) ? [clocked] : [clocked, burnt];
}

/** Keeps the pool busy for a while and counts the answers. Rejects where one is not HTTP 200. */
async function countAnswers(
  pool: Pool,
  requests: readonly Dispatcher.DispatchOptions[],
  durationMs: number,
): Promise<number> {
  const started = performance.now();
  let sent = 0;
  let answered = 0;
  const keepAsking = async (): Promise<void> => {
    while (performance.now() - started < durationMs) {
      const request = requests[sent++ % requests.length];
      if (request === undefined) throw new RangeError("a load without requests");
      const status = await ask(pool, request);
      if (status !== 200) throw new Error(`${request.method} ${request.path} was answered ${status}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: 128 }, keepAsking));
  return answered;
}

/** Sends a request and reads its answer to the end, with as little work as the client allows: it shares the machine. */
function ask(pool: Pool, request: Dispatcher.DispatchOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    pool.dispatch(request, {
      onRequestStart: () => {},
      onResponseStart: (_controller, code) => {
        status = code;
      },
      onResponseData: () => {},
      onResponseEnd: () => resolve(status),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

/** The mock in a process of its own. */
interface MockProcess {
  readonly url: string;
  /** CPU time that it has taken so far, in milliseconds; NaN where the system does not tell. */
  readonly readCpuMs: () => number;
  readonly stop: () => Promise<void>;
}

async function startMock({ built, profile }: BenchmarkOptions): Promise<MockProcess> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const program = built ? ["dist/scripts/cli.js"] : ["--import", "tsx", "scripts/cli.ts"];
  const profiling = profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profile];
  const command = [process.execPath, ...profiling, ...program, "mock", "--port", "0"];
  // The last core is the mock's where the system can promise that; the load then runs on the others.
  const canPin = spawnSync("taskset", ["--version"]).error === undefined;
  const [file = "", ...args] = canPin ? ["taskset", "-c", String(availableParallelism() - 1), ...command] : command;
  const child = spawn(file, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  const url = await Promise.race([
    readUrl(child.stdout),
    ended.then(() => Promise.reject(new Error("the mock did not start"))),
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

/** The address in the mock's greeting. */
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
