import { createHost } from "../mock/host.ts";
import { mountDirect } from "../mock/mounts/direct.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { createProcessIo } from "../scripts/io.ts";
import { createToolkit } from "../scripts/toolkit.ts";
import { systemClock } from "../src/model/clock.ts";
import type { Transport } from "../src/model/http.ts";
import type { Run } from "../src/model/run.ts";
import { runConformance } from "../src/run/run-conformance.ts";
import type { RunPhase } from "../src/run/run-phase.ts";
import { loadProfile } from "../src/target/profile.ts";
import { createTarget } from "../src/target/target.ts";
import type { Subject } from "../suites/need.ts";
import { type CapillaryStandard, createStandard } from "../suites/standard.ts";
import type { World } from "../suites/world.ts";

type Phase = RunPhase<World, string, Subject>;

/** What benchmarks of runs are made of. */
export interface MockRun {
  readonly standard: CapillaryStandard;
  /** The mock in this process. */
  readonly direct: Transport;
  /** Runs phases on the mock's first organisation, whose host is at this origin. */
  readonly run: (phases: readonly Phase[], origin: string, transport: Transport) => Promise<Run>;
}

/** The mock with its default fixtures. */
export async function openMockRun(): Promise<MockRun> {
  const io = createProcessIo(process);
  const toolkit = createToolkit(io.locate("."), false);
  const all = await loadFixtures(undefined, io);
  const fixtures = { ...all, organisations: all.organisations.slice(0, 1) };
  const standard = createStandard(toolkit.catalog());
  const host = createHost({ random: createRandom(1), fixtures });
  return {
    standard,
    direct: mountDirect(host, { timeoutMs: 1000 }),
    run: (phases, origin, transport) => {
      const profile = loadProfile(renderProfile(fixtures, origin), "mock", {}, toolkit.meta("profile"));
      return runConformance({
        standard,
        target: createTarget({ profile, clock: systemClock, transport }),
        tool: { name: "bench", version: "0" },
        id: "bench",
        seed: 1,
        phases,
        gates: ["violation"],
        clock: systemClock,
        journal: "run.ndjson",
        // The journal is written as it would be, to nowhere.
        write: (event) => void JSON.stringify(event),
        show: () => {},
        interrupted: () => undefined,
      });
    },
  };
}

/** What was found out about the mock's first organisation. */
export async function discoverMock({ run, direct }: MockRun): Promise<World> {
  let world: World | undefined;
  const look: Phase = {
    name: "suites",
    writes: false,
    run: async (organisation) => {
      world = organisation.world;
    },
  };
  await run([look], "http://127.0.0.1:8080", direct);
  if (world === undefined) throw new Error("nothing could be found out about the mock");
  return world;
}
