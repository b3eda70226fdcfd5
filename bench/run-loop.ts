import { Pool } from "undici";
import type { HttpRequest, Outcome, Transport } from "../src/model/http.ts";
import { systemClock } from "../src/model/clock.ts";
import { createGeneratedPhase } from "../src/run/generated-phase.ts";
import { createTransport } from "../src/target/transport.ts";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { locateCompiled } from "./locate-compiled.ts";
import { openMockRun } from "./mock-run.ts";
import type { StoredAnswer } from "./serve-stored.ts";
import { startServer } from "./server-process.ts";

/** So many drawn cases beside the boundaries of the reads. */
const drawn = 1000;
/** Where the requests go whose answers are stored. */
const nowhere = "http://127.0.0.1:8080";

/** What is compared: a run, and a client that does nothing but send the same bytes to the same server. */
export const runLoop: Benchmark = {
  name: "run-loop",
  statement:
    "a run of generated reads against a server of stored answers, beside a bare undici client sending the same",
  run: async ({ rounds }) => {
    const mock = await openMockRun();
    const { catalog } = mock.standard;
    const reads = [...catalog.operations.values()].flatMap(({ id, method }) => (method === "GET" ? [id] : []));
    const phases = [createGeneratedPhase(mock.standard, { cases: drawn, operations: reads })];
    const stored: StoredAnswer[] = [];
    await mock.run(phases, nowhere, async (request) => {
      const outcome = await mock.direct(request);
      stored.push(storeAnswer(request, outcome));
      return outcome;
    });
    const server = await startServer([locateCompiled("bench/serve-stored.js")], JSON.stringify(stored));
    const limits = { perMinute: Infinity, inFlight: 1, requests: Infinity, timeoutMs: 5000, bodyBytes: 10_000_000 };
    const pool = new Pool(server.url, { connections: 1 });
    const [cases, runs, bare, ratios]: [number[], number[], number[], number[]] = [[], [], [], []];
    try {
      // The first round is for warming up alone.
      for (let round = 0; round <= rounds; round += 1) {
        const sent: HttpRequest[] = [];
        const transport = createTransport({ limits, clock: systemClock, allowedHosts: [server.url] });
        const noted: Transport = (request) => {
          sent.push(request);
          return transport(request);
        };
        const before = performance.now();
        const { account } = await mock.run(phases, server.url, noted);
        const runMs = performance.now() - before;
        await transport.close();
        const bareMs = await sendAll(pool, server.url, sent);
        if (round === 0) continue;
        cases.push((account.planned * 1000) / runMs);
        runs.push((sent.length * 1000) / runMs);
        bare.push((sent.length * 1000) / bareMs);
        ratios.push((bareMs * 100) / runMs);
      }
    } finally {
      await pool.destroy();
      await server.stop();
    }
    return [
      { what: "a run", unit: "cases/s", rounds: cases },
      { what: "a run", unit: "requests/s", rounds: runs },
      { what: "a bare client", unit: "requests/s", rounds: bare },
      { what: "a run beside a bare client", unit: "%", rounds: ratios, aim: 70 },
    ] satisfies Measurement[];
  },
};

function storeAnswer({ method, url, body }: HttpRequest, outcome: Outcome): StoredAnswer {
  const asked = { method, path: url.slice(nowhere.length), body: Buffer.from(body).toString() };
  if (outcome.kind !== "response") throw new Error(`${method} ${url} got no answer: ${outcome.detail}`);
  const { status, headers, body: answer } = outcome.response;
  return { ...asked, status, headers: headers.flat(), answer: Buffer.from(answer).toString() };
}

/** Sends requests one after another, reads each answer to its end, and gives the milliseconds that took. */
async function sendAll(pool: Pool, origin: string, requests: readonly HttpRequest[]): Promise<number> {
  const before = performance.now();
  for (const { method, url, headers, body } of requests) {
    const { body: answer } = await pool.request({
      method,
      path: url.slice(origin.length),
      headers: Object.fromEntries(headers),
      body: body.byteLength === 0 ? null : body,
    });
    await answer.arrayBuffer();
  }
  return performance.now() - before;
}
