import { expect } from "chai";
import { readRun } from "../scripts/read-run.ts";
import { acceptDivergences, loadKnown } from "../scripts/known-file.ts";
import { createKnownFinder } from "../scripts/find-known-case.ts";
import { openMock } from "../scripts/kill-table/open-mock.ts";
import { runOnMock } from "../scripts/kill-table/run-on-mock.ts";
import { listSources } from "../scripts/make-phases.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import type { RunEvent } from "../src/model/run.ts";
import type { KnownEntry } from "../src/run/known-divergences.ts";
import { recheckKnown } from "../src/run/recheck-known.ts";
import { openSession } from "../src/run/run-session.ts";
import { createStandard } from "../suites/standard.ts";
import { type Folder, makeFolder, processIo, toolkit } from "./command.ts";

const own = createStandard(toolkit.catalog());

/** What became of entries on a host with these defects, in a run with another seed that made no case of its own. */
async function recheck(entries: readonly KnownEntry[], defects: readonly string[]): Promise<(boolean | undefined)[]> {
  const fixtures = await loadFixtures(undefined, processIo);
  const { standard, target, clock } = openMock(own, toolkit.meta("profile"), { fixtures, defects });
  const base = { standard, target, seed: 99, writes: true, clock, interrupted: () => undefined, emit: () => {} };
  const session = openSession(base);
  const [profile] = target.profile.organisations;
  if (profile === undefined) throw new Error("the mock has no organisation");
  const organisation = await session.openOrganisation(profile);
  // What was asked of generated cases then is not asked of them now.
  const find = createKnownFinder(standard, { cases: 0, operations: ["histories"] }, listSources(standard));
  const cases = entries.map((entry) => ({
    case: entry.case,
    title: "with another seed another request",
    organisation: profile.name,
    operation: "points",
    phase: "generated" as const,
    status: "passed" as const,
    fingerprints: [],
    ms: 0,
  }));
  const results = await recheckKnown(entries, cases, [organisation], find);
  return entries.map((entry) => results.get(entry));
}

describe("A known divergence of a generated case", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  it("is found again by its shrunk steps with another seed and other cases, and is fixed where these do not show it", async () => {
    const events: RunEvent[] = [];
    const place = "generated.update.boundaries.customersPartnerUpdates.partnerProgramUpdates";
    const fixtures = await loadFixtures(undefined, processIo);
    const defects = ["update.unknown-tier-2006"];
    await runOnMock(
      own,
      toolkit.meta("profile"),
      { fixtures, defects },
      {
        generated: { cases: 0, operations: ["update"] },
        only: [`${place}.updateDetails.updatedTierName`],
        write: (event) => events.push(event),
      },
    );
    const journal = folder.write("run.ndjson", events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    const earlier = await readRun(journal, processIo, toolkit);
    const file = folder.at("known.yaml");
    const { run, events: read = [] } = earlier;
    await acceptDivergences(run, run.divergences, { reason: "TICKET-1" }, read, file, processIo, toolkit);
    const entries = (await loadKnown(file, processIo, toolkit)) ?? [];
    expect(entries.length).to.be.above(0);
    for (const { made } of entries) expect(JSON.stringify(made)).to.include('"operation":"update"');
    expect(await recheck(entries, defects)).to.deep.equal(entries.map(() => false));
    expect(await recheck(entries, [])).to.deep.equal(entries.map(() => true));
  });

  it("keeps customers of a host elsewhere out of the file", async () => {
    const head = {
      id: "1",
      startedAt: "2026-01-01T00:00:00Z",
      seed: 1,
      target: "t",
      phases: [],
      gates: [],
      loopback: false,
    };
    const tool = { name: "t", version: "1" };
    const query = [["identifierValue", "919700000001"]] as const;
    const verdict = {
      case: "generated.points.a",
      organisation: "main",
      made: { request: { operation: "points", query } },
    };
    const events = [
      { event: "started", formatVersion: 1, tool, run: head, identifiers: ["919700000001"] },
      { event: "verdict", verdict, proofs: [] },
    ] as unknown as readonly RunEvent[];
    const divergence = { ...verdict, fingerprint: "0123456789abcdef", requirement: "a.b", phase: "generated" };
    const run = { run: head } as unknown as Parameters<typeof acceptDivergences>[0];
    const wanted = [divergence] as unknown as Parameters<typeof acceptDivergences>[1];
    await acceptDivergences(run, wanted, { reason: "x" }, events, folder.at("k.yaml"), processIo, toolkit);
    expect(folder.read("k.yaml")).to.include("generated.points.a").and.not.include("919700000001");
  });
});
