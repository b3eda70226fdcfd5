import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { listSources } from "../scripts/make-phases.ts";
import { createGeneratedPhase } from "../src/run/generated-phase.ts";
import type { RunPhase } from "../src/run/run-phase.ts";
import type { Subject } from "../suites/need.ts";
import type { World } from "../suites/world.ts";
import type { Benchmark } from "./benchmark.ts";
import { openMockRun } from "./mock-run.ts";

const [few, many] = [10_000, 100_000];

/** What a run holds in memory at its end: it is not to grow with the number of cases. */
export const runMemory: Benchmark = {
  name: "run-memory",
  statement: "memory in use at the end of a run of 10,000 and of 100,000 generated cases (some minutes)",
  run: async () => {
    const [small, large] = [await measure(few), await measure(many)];
    return [
      { what: `${few.toLocaleString("en")} cases`, unit: "kB", rounds: [small] },
      { what: `${many.toLocaleString("en")} cases`, unit: "kB", rounds: [large] },
      { what: "more with the many (aim: at most 10)", unit: "%", rounds: [(large / small - 1) * 100] },
    ];
  },
};

/** Runs the phase of generated cases, the boundaries and so many drawn ones. */
async function measure(cases: number): Promise<number> {
  const mock = await openMockRun();
  const generated = createGeneratedPhase(mock.standard, { cases }, { sources: listSources(mock.standard) });
  let used = 0;
  const phase: RunPhase<World, string, Subject> = {
    ...generated,
    run: async (organisation) => {
      await generated.run(organisation);
      used = readUsed();
    },
  };
  await mock.run([phase], "http://127.0.0.1:8080", mock.direct);
  return used / 1024;
}

/** Bytes in use once everything that nobody holds any more is gone. */
function readUsed(): number {
  setFlagsFromString("--expose_gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
