import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dispatcher, Pool } from "undici";
import type { Benchmark, BenchmarkOptions } from "./benchmark.ts";
import { locateCompiled } from "./locate-compiled.ts";

/** Deliveries that `listen` receives, judges and writes down in a second, none of which may be missing in its journal. */
export const receiveDeliveries: Benchmark = {
  name: "receive-deliveries",
  statement: "deliveries per second that listen acknowledges, each written to the journal and judged before",
  run: async (options) => {
    const rounds: number[] = [];
    for (let round = 0; round < options.rounds; round += 1) rounds.push(await measure(options));
    return [{ what: "deliveries", unit: "deliveries/s", rounds, aim: 2000 }];
  },
};

const warmUp = 2000;

async function measure({ roundMs }: BenchmarkOptions): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), "bench-listen-"));
  const args = [locateCompiled("scripts/cli.js"), "listen", "--port", "0", "--out", out, "--quiet"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(child, "close");
  try {
    const url = new URL(await readUrl(child.stderr));
    const pool = new Pool(url.origin, { connections: 16, pipelining: 4 });
    let sent = 0;
    let acknowledged = 0;
    const sendWhile = async (isOn: () => boolean): Promise<void> => {
      const keepSending = async (): Promise<void> => {
        while (isOn()) {
          if ((await deliver(pool, sent++)) !== 200) throw new Error("a delivery was not acknowledged");
          acknowledged += 1;
        }
      };
      await Promise.all(Array.from({ length: 64 }, keepSending));
    };
    // The first ones compile schemas and code, and have a verdict each.
    await sendWhile(() => sent < warmUp);
    const [started, before] = [performance.now(), acknowledged];
    await sendWhile(() => performance.now() - started < roundMs);
    const elapsed = performance.now() - started;
    const counted = acknowledged - before;
    await pool.destroy();
    child.kill("SIGTERM");
    await ended;
    const journal = readFileSync(join(out, "run.ndjson"), "utf8");
    const written = journal.split("\n").filter((line) => line.startsWith('{"event":"exchange"')).length;
    if (written < acknowledged)
      throw new Error(`${acknowledged - written} acknowledged deliveries are not in the journal`);
    return (counted * 1000) / elapsed;
  } finally {
    child.kill("SIGKILL");
    rmSync(out, { recursive: true, force: true });
  }
}

/** A payload like the page's, of another event each time. */
function makeBody(index: number): string {
  return JSON.stringify({
    eventName: "partnerProgramUpdated",
    eventId: `event-${index}`,
    orgId: 50191,
    refId: `50191_${index}`,
    apiRequestId: `request-${index}`,
    createdAt: 1_622_457_292_026 + index,
    data: {
      customerIdentifiers: { customerId: index + 1, instore: { mobile: "919666308709", externalId: "919666308709" } },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      partnerProgramName: "Demo-p1",
      partnerProgramType: "EXTERNAL",
      updateType: "UPGRADE",
      customerPartnerProgramDetails: {
        partnerTierExpiryDate: "2021-06-29",
        partnerTierNumber: 2,
        membershipNumber: "123-asa3",
      },
    },
    loyaltyEventId: null,
  });
}

function deliver(pool: Dispatcher, index: number): Promise<number> {
  const headers = { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    let status = 0;
    pool.dispatch(
      { method: "POST", path: "/", headers, body: makeBody(index), idempotent: true },
      {
        onRequestStart: () => {},
        onResponseStart: (_controller, code) => {
          status = code;
        },
        onResponseData: () => {},
        onResponseEnd: () => resolve(status),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

function readUrl(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    stderr.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const url = /^Listening on (\S+)/m.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
