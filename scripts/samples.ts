import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createHost } from "../mock/host.ts";
import { mountDirect } from "../mock/mounts/direct.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { reports } from "../reports/formats.ts";
import { renderSummary } from "../reports/summary.ts";
import type { Clock } from "../src/model/clock.ts";
import type { Transport } from "../src/model/http.ts";
import type { Run } from "../src/model/run.ts";
import { createKnownLedger } from "../src/run/known-divergences.ts";
import { runConformance } from "../src/run/run-conformance.ts";
import { createSuitesPhase } from "../src/run/run-phase.ts";
import { loadProfile } from "../src/target/profile.ts";
import { createTarget } from "../src/target/target.ts";
import { createStandard } from "../suites/standard.ts";
import { loadFixtures } from "./commands/mock.ts";
import { createProcessIo } from "./io.ts";
import { createToolkit } from "./toolkit.ts";

// `npm run samples` writes reports/samples anew: the suites against a mock host with faults, in every format. The clock
// stands still and how long answers take is made up from their text, so that the same tree gives the same bytes.

/** A host with faults of several kinds and weights: shapes, codes, places, effects, access, transport. */
const faults = [
  "points.points-retyped",
  "points.unknown-customer-8012",
  "points.unknown-program-with-all-answers-default",
  "points.redeemable-from-day-first",
  "histories.nine-programs",
  "update.by-email-not-made",
  "update.past-expiry-accepted",
  "transport.content-type-html-for-refusals",
  "transport.no-points-crashes",
];

/** The cases of the sample: enough to show every part of a report, and few enough to read. */
const only = [
  "points",
  "authentication.points",
  "histories.programs",
  "update.code",
  "update.upgrade",
  "update.identifiers",
];

/** Accepted, as a user would. */
const knownRequirement = "points.redeemable-from.format";

const folder = fileURLToPath(new URL("../reports/samples/", import.meta.url));
const files = ["conformance-report/report.html", "conformance-report/report.json", "conformance-report/junit.xml"];

/** A clock for a host that needs no waiting: time passes only by waiting, which is over at once. */
function createStillClock(): Clock {
  let elapsed = 0;
  return {
    now: () => new Date(Date.UTC(2026, 10, 2, 9, 30) + elapsed),
    elapsed: () => elapsed,
    after: (ms, action) => {
      elapsed += ms;
      const timer = setImmediate(action);
      return () => clearImmediate(timer);
    },
  };
}

/** Between 2 and some 40 ms, most of them short. */
function timeReplies(send: Transport): Transport {
  return async (request) => {
    const digest = createHash("sha256").update(`${request.method} ${request.url}`).digest();
    const share = digest.readUInt16BE(0) / 0xffff;
    return { ...(await send(request)), ms: Math.round((2 + 38 * share ** 4) * 100) / 100 };
  };
}

/** Runs the suites against the host with faults. */
export async function makeSampleRun(): Promise<Run> {
  const io = createProcessIo(process);
  const toolkit = createToolkit(io.locate("."), false);
  const standard = createStandard(toolkit.catalog());
  const fixtures = await loadFixtures(undefined, io);
  const url = "http://127.0.0.1:8080";
  const profile = loadProfile(renderProfile(fixtures, url), "vendor/profile.yaml", io.env, toolkit.meta("profile"));
  const runOnce = async (known?: ReturnType<typeof createKnownLedger>): Promise<Run> => {
    const host = createHost({ fixtures, defects: faults, random: createRandom(1) });
    const transport = timeReplies(mountDirect(host, { timeoutMs: 10_000 }));
    const clock = createStillClock();
    return runConformance({
      standard,
      target: createTarget({ profile, clock, transport }),
      tool: { name: "capillary-conformance", version: toolkit.version },
      id: "00000000-0000-4000-8000-000000000001",
      seed: 1,
      phases: [createSuitesPhase(standard.cases, only)],
      gates: ["violation"],
      clock,
      profile: "vendor/profile.yaml",
      journal: "conformance-report/run.ndjson",
      write: () => {},
      show: () => {},
      interrupted: () => undefined,
      ...(known === undefined ? {} : { known }),
    });
  };
  const first = await runOnce();
  const accepted = first.divergences
    .filter(({ requirement }) => requirement === knownRequirement)
    .map(({ fingerprint, organisation, requirement, case: id, phase }) => ({
      fingerprint,
      organisation,
      requirement,
      case: id,
      phase,
      reason: "TICKET-12: mended with the next release",
      expires: "2026-12-31",
    }));
  return runOnce(createKnownLedger(accepted, "2026-11-02"));
}

/** Every file of reports/samples by its name. */
export function renderSamples(run: Run): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.values(reports).map(({ file, render }) => [file, render(run)])),
    "summary.txt": renderSummary(run, { color: false, width: 100, files }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(renderSamples(await makeSampleRun())))
    writeFileSync(`${folder}${name}`, text);
}
