import { Pool, request } from "undici";
import type { Benchmark, BenchmarkOptions, Measurement } from "./benchmark.ts";
import { locateCompiled } from "./locate-compiled.ts";
import type { StoredAnswer } from "./serve-stored.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

/** Requests that a mock on HTTP answers in a second: the command `mock` in a process of its own, on one core. */
export const mockHttp: Benchmark = {
  name: "mock-http",
  statement: "requests per second that the mock host answers on one core, over HTTP on loopback",
  run: async (options) => {
    const mock = await startMock(options);
    const measurements: Measurement[] = [];
    try {
      for (const load of loads) measurements.push(...(await measure({ ...load, aim }, mock, options)));
      const bare = await startBareServer(mock);
      try {
        for (const { what, requests } of loads)
          measurements.push(...(await measure({ what: `${what}, of a bare server`, requests }, bare, options)));
      } finally {
        await bare.stop();
      }
    } finally {
      await mock.stop();
    }
    return measurements;
  },
};

/** What is asked, one after the other, over and over. All of it is answered with HTTP 200. */
interface Load {
  readonly what: string;
  readonly requests: readonly LoadRequest[];
  readonly aim?: number;
}

interface LoadRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly idempotent?: boolean;
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

function read(path: string, mobile: string, more: Readonly<Record<string, string>>): LoadRequest {
  const query = new URLSearchParams({
    identifierName: "mobile",
    identifierValue: mobile,
    source: "INSTORE",
    ...more,
  });
  return { method: "GET", path: `${path}?${query.toString()}`, headers: { authorization } };
}

function update(mobile: string, partnerProgramName: string, updatedTierName: string): LoadRequest {
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
 * Measures by the clock, and by the CPU time that the server took for it, which says the same on an idle machine and more on
 * a busy one.
 */
async function measure(
  { what, requests, aim: wanted }: Load,
  server: ServerProcess,
  { rounds, roundMs }: BenchmarkOptions,
): Promise<readonly Measurement[]> {
  const pool = new Pool(server.url, { connections: 16, pipelining: 8 });
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
  await pool.destroy();
  const clocked = { what, unit: "requests/s", rounds: byClock, ...(wanted === undefined ? {} : { aim: wanted }) };
  const burnt = { what: `${what}, by CPU time`, unit: "requests/s", rounds: byCpu };
  return Number.isNaN(byCpu[0]) ? [clocked] : [clocked, burnt];
}

/** Keeps the pool busy for a while and counts the answers. Rejects where one is not HTTP 200. */
async function countAnswers(pool: Pool, requests: readonly LoadRequest[], durationMs: number): Promise<number> {
  const started = performance.now();
  let sent = 0;
  let answered = 0;
  const keepAsking = async (): Promise<void> => {
    while (performance.now() - started < durationMs) {
      const one = requests[sent++ % requests.length];
      if (one === undefined) throw new RangeError("a load without requests");
      const status = await ask(pool, one);
      if (status !== 200) throw new Error(`${one.method} ${one.path} was answered ${status}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: 128 }, keepAsking));
  return answered;
}

/** Sends a request and reads its answer to the end, with as little work as the client allows: it shares the machine. */
function ask(pool: Pool, options: LoadRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    pool.dispatch(options, {
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

function startMock({ profile }: BenchmarkOptions): Promise<ServerProcess> {
  const profiling = profile === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", profile];
  return startServer([...profiling, locateCompiled("scripts/cli.js"), "mock", "--port", "0"]);
}

/** A server that has nothing to do but send what the mock has answered. */
async function startBareServer(mock: ServerProcess): Promise<ServerProcess> {
  const stored: StoredAnswer[] = [];
  for (const { method, path, headers, body = "" } of loads.flatMap(({ requests }) => requests)) {
    const answer = await request(mock.url + path, {
      method,
      headers,
      body: body === "" ? null : body,
      responseHeaders: "raw",
    });
    // undici types raw headers as parsed ones.
    const raw = answer.headers as unknown as readonly string[];
    stored.push({
      method,
      path,
      body,
      status: answer.statusCode,
      headers: raw.filter((_text, index) => !hopByHop.includes((raw[index - (index % 2)] ?? "").toLowerCase())),
      answer: await answer.body.text(),
    });
  }
  return startServer([locateCompiled("bench/serve-stored.js")], JSON.stringify(stored));
}

/** Headers that node:http sends by itself. */
const hopByHop = ["connection", "keep-alive"];
