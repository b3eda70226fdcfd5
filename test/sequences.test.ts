import { expect } from "chai";
import type { Fixtures } from "../mock/fixtures.ts";
import { createHost } from "../mock/host.ts";
import { mountDirect } from "../mock/mounts/direct.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { compatibleVariants, variants } from "../mock/variants/variants.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { makePhases } from "../scripts/make-phases.ts";
import { systemClock } from "../src/model/clock.ts";
import type { RunEvent } from "../src/model/run.ts";
import type { Verdict } from "../src/model/verdict.ts";
import { replayCase } from "../src/run/replay-case.ts";
import { runConformance } from "../src/run/run-conformance.ts";
import { createSequencesSource } from "../src/run/plan-sequences.ts";
import { loadProfile } from "../src/target/profile.ts";
import { createTarget, type Target } from "../src/target/target.ts";
import { createStandard } from "../suites/standard.ts";
import { itDeep } from "./it-deep.ts";
import { processIo, toolkit } from "./command.ts";

const standard = createStandard(toolkit.catalog());

interface Mock {
  readonly defects?: readonly string[];
  readonly variants?: readonly string[];
  readonly edit?: (profile: string) => string;
}

describe("Sequences", () => {
  let fixtures: Fixtures;
  before(async () => {
    fixtures = await loadFixtures(undefined, processIo);
  });

  function openTarget({ edit = (profile) => profile, ...mock }: Mock): Target {
    const host = createHost({ random: createRandom(1), fixtures, ...mock });
    const text = edit(renderProfile(fixtures, "http://127.0.0.1:8080"));
    const profile = loadProfile(text, "mock", {}, toolkit.meta("profile"));
    return createTarget({ profile, clock: systemClock, transport: mountDirect(host, { timeoutMs: 1000 }) });
  }

  /** Runs the sequences with these numbers, or the first so many. */
  async function runSequences(mock: Mock, cases: number, only: readonly string[] = ["generated.sequence"], seed = 1) {
    const events: RunEvent[] = [];
    const run = await runConformance({
      standard,
      target: openTarget(mock),
      tool: { name: "capillary-conformance", version: "0" },
      id: "mock",
      seed,
      phases: makePhases(["generated"], { standard, onlyGenerated: only, generated: { cases } }),
      generated: { cases },
      gates: ["violation", "deviation", "advisory"],
      clock: systemClock,
      journal: "run.ndjson",
      write: (event) => {
        events.push(event);
      },
      show: () => {},
      interrupted: () => undefined,
    });
    const verdicts = events.flatMap((event): Verdict[] => (event.event === "verdict" ? [event.verdict] : []));
    return { run, events, verdicts };
  }

  it("find nothing wrong with the mock, and reach effects, refusals and relinks", async () => {
    const { run, verdicts } = await runSequences({}, 120);
    expect(run.divergences).to.deep.equal([]);
    expect(run.account.planned).to.be.above(3);
    expect(run.account.passed).to.equal(run.account.planned);
    const exercised = new Set(verdicts.flatMap((verdict) => verdict.exercised));
    for (const requirement of [
      "update.upgrade.tier",
      "update.expiry.set",
      "update.expiry.kept",
      "update.effect.others",
      "update.refused.unchanged",
      "update.code.2007",
      "histories.initiated.written",
    ])
      expect(exercised).to.include(requirement);
  });

  it("find nothing wrong with the mock when it chooses otherwise wherever it can", async () => {
    const chosen = compatibleVariants(variants.map(({ id }) => id)).map(({ id }) => id);
    const { run } = await runSequences({ variants: chosen }, 60, undefined, 3);
    expect(run.divergences).to.deep.equal([]);
    expect(run.account.planned).to.be.above(3);
    expect(run.account.passed).to.equal(run.account.planned);
  });

  it("find nothing wrong where a relink is queued over one whose day has come, and that the batch has not seen", async () => {
    const { run, verdicts } = await runSequences({}, 500, ["generated.sequence.25"], 101155);
    const kinds = ["queue", "clock", "queue"];
    for (const action of Array.isArray(verdicts[0]?.made) ? (verdicts[0].made as { kind: string }[]) : [])
      if (action.kind === kinds[0]) kinds.shift();
    expect(kinds, "the sequence is one of these").to.deep.equal([]);
    expect(run.divergences).to.deep.equal([]);
  });

  variants.forEach(({ id }, index) => {
    itDeep(`find nothing wrong with the mock's variant ${id}`, async () => {
      const { run } = await runSequences({ variants: [id] }, 100, undefined, 1000 + index);
      expect(run.divergences).to.deep.equal([]);
    });
  });

  const faults = [
    { defect: "update.cancellation-unlinks", requirement: "update.cancel.enrolment", steps: 1, at: 1 },
    { defect: "histories.batch-relinks-cancelled", requirement: "histories.cancelled.not-relinked", steps: 3, at: 20 },
  ];
  for (const { defect, requirement, steps, at } of faults) {
    it(`find ${defect}, in ${steps} steps at most, and show it again`, async () => {
      const { run, events, verdicts } = await runSequences({ defects: [defect] }, 500, [`generated.sequence.${at}`]);
      expect(run.divergences.map((one) => one.requirement)).to.deep.equal([requirement]);
      const [found] = run.divergences;
      expect(found).to.include({ minimised: true, intermittent: false, phase: "generated" });
      const verdict = verdicts.find((one) => one.case === found?.case);
      expect(verdict?.made).to.have.length.within(1, steps);
      const wanted = { case: found?.case ?? "", organisation: found?.organisation };
      const journal = { events, file: "run.ndjson" };
      const sources = [createSequencesSource(standard)];
      const again = await replayCase(
        standard,
        openTarget({ defects: [defect] }),
        systemClock,
        journal,
        wanted,
        sources,
      );
      expect(again.now.map((finding) => finding.requirement)).to.include(requirement);
      expect(again.exchanges[0]?.state, "a replay begins on a host that was reset").to.equal("reset");
      const mended = await replayCase(standard, openTarget({}), systemClock, journal, wanted, sources);
      expect(mended.now).to.deep.equal([]);
    });
  }

  it("could not run where a host cannot be reset, and say what to add", async () => {
    const edit = (profile: string): string => profile.replace(/^state:\n.*$/m, "");
    const { run } = await runSequences({ edit }, 30);
    expect(run.account.couldNotRun).to.equal(run.account.planned);
    expect(run.cases[0]?.reason).to.contain("state.url");
  });
});
