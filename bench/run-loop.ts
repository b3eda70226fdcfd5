import { createServer } from "node:http";
import { Pool } from "undici";
import type { HttpRequest, Outcome, Transport } from "../src/model/http.ts";
import { systemClock } from "../src/model/clock.ts";
import { createSuitesPhase } from "../src/run/run-phase.ts";
import { createTransport } from "../src/target/transport.ts";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { openMockRun } from "./mock-run.ts";

/** Cases of reads with a request each or a few: what a run costs beside what the host takes. */
const cases = [
  "points.schedule",
  "points.programs",
  "points.dates",
  "histories.read",
  "histories.pages",
  "histories.window",
];

/** What is compared: requests in a second of a run, and of a client that does nothing but send the same bytes. */
export const runLoop: Benchmark = {
  name: "run-loop",
  statement: "requests per second of a run over HTTP, beside a bare undici client sending the same bytes one by one",
  run: async ({ rounds }) => {
    const mock = await openMockRun();
    const stored = new Map<string, Outcome>();
    const record: Transport = async (request) => {
      const outcome = await mock.direct(request);
      stored.set(keyOf(request), outcome);
      return outcome;
    };
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const key = `${request.method} ${request.url} ${Buffer.concat(chunks).toString("latin1")}`;
        const outcome = stored.get(key);
        if (outcome?.kind !== "response") {
          response.writeHead(404).end();
          return;
        }
        const { status, headers, body } = outcome.response;
        response.writeHead(status, headers.flat());
        response.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    const origin = `http://127.0.0.1:${address.port}`;
    const phases = [createSuitesPhase(mock.standard.cases, cases)];
    await mock.run(phases, origin, record);

    const limits = { perMinute: Infinity, inFlight: 1, requests: Infinity, timeoutMs: 5000, bodyBytes: 10_000_000 };
    const requests: HttpRequest[] = [];
    const [runs, bare, ratios]: [number[], number[], number[]] = [[], [], []];
    const pool = new Pool(origin, { connections: 1 });
    try {
      for (let round = 0; round <= rounds; round += 1) {
        const sent: HttpRequest[] = [];
        const transport = createTransport({ limits, clock: systemClock, allowedHosts: [origin] });
        const noted: Transport = (request) => {
          sent.push(request);
          return transport(request);
        };
        const before = performance.now();
        await mock.run(phases, origin, noted);
        const runMs = performance.now() - before;
        await transport.close();
        requests.splice(0, requests.length, ...sent);
        const bareMs = await sendAll(pool, requests);
        if (round === 0) continue;
        runs.push((sent.length * 1000) / runMs);
        bare.push((sent.length * 1000) / bareMs);
        ratios.push((bareMs * 100) / runMs);
      }
    } finally {
      await pool.destroy();
      server.close();
      server.closeAllConnections();
    }
    return [
      { what: "a run", unit: "requests/s", rounds: runs },
      { what: "a bare client", unit: "requests/s", rounds: bare },
      { what: "a run beside a bare client", unit: "%", rounds: ratios, aim: 70 },
    ] satisfies Measurement[];
  },
};

/** Sends requests one after another, reads each answer to its end, and gives the milliseconds that took. */
async function sendAll(pool: Pool, requests: readonly HttpRequest[]): Promise<number> {
  const before = performance.now();
  for (const { method, url, headers, body } of requests) {
    const { pathname, search } = new URL(url);
    const { body: answer } = await pool.request({
      method,
      path: pathname + search,
      headers: Object.fromEntries(headers),
      body: body.byteLength === 0 ? null : body,
    });
    await answer.arrayBuffer();
  }
  return performance.now() - before;
}

function keyOf({ method, url, body }: HttpRequest): string {
  const { pathname, search } = new URL(url);
  return `${method} ${pathname}${search} ${Buffer.from(body).toString("latin1")}`;
}
