import { nameDraft } from "../src/generate/draft.ts";
import { planGenerated } from "../src/generate/plan-generated.ts";
import { createSequencesSource } from "../src/run/plan-sequences.ts";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { discoverMock, openMockRun } from "./mock-run.ts";

/** Cases in a second that each family should make. */
const aims: Readonly<Record<string, number>> = {
  boundaries: 10_000,
  mutations: 10_000,
  pairs: 10_000,
  valid: 1000,
  sequence: 2000,
};

const drawn = 2000;

/** How many cases the generators make in a second of CPU time, without sending any. */
export const generation: Benchmark = {
  name: "generation",
  statement: "generated cases per second of CPU time, by family, none of them sent",
  run: async ({ rounds }) => {
    const mock = await openMockRun();
    const world = await discoverMock(mock);
    const { standard } = mock;
    const speeds = new Map<string, number[]>();
    const note = (family: string, count: number, ms: number): void => {
      speeds.set(family, [...(speeds.get(family) ?? []), (count * 1000) / ms]);
    };
    // The first round is for warming up alone.
    for (let round = 0; round <= rounds; round += 1) {
      const spent = new Map<string, { count: number; ms: number }>();
      const { generation: own } = standard;
      if (own !== undefined) {
        // To read the CPU time takes as long as to make some cases: that of all is shared out by the clock.
        const spentBefore = readCpuMs();
        const clocked = new Map<string, { count: number; ms: number }>();
        let before = performance.now();
        const options = { seed: round, cases: drawn, writes: true, operations: [] };
        for (const draft of planGenerated({ catalog: standard.catalog, generation: own }, world, options).list()) {
          // What a case costs is what passes between the one before it and itself.
          nameDraft(draft);
          const now = performance.now();
          const one = clocked.get(draft.family) ?? { count: 0, ms: 0 };
          clocked.set(draft.family, { count: one.count + 1, ms: one.ms + now - before });
          before = now;
        }
        const spentMs = readCpuMs() - spentBefore;
        const clockedMs = [...clocked.values()].reduce((sum, { ms }) => sum + ms, 0);
        for (const [family, { count, ms }] of clocked) spent.set(family, { count, ms: (ms * spentMs) / clockedMs });
      }
      const before = readCpuMs();
      const source = createSequencesSource(standard);
      const options = { seed: round, loopback: true, cases: undefined, writes: true, operations: [] };
      let count = 0;
      for (let turn = 0; turn < 10; turn += 1)
        count += [...source.plan(world, { ...options, seed: round * 10 + turn }).list()].length;
      spent.set("sequence", { count, ms: readCpuMs() - before });
      if (round > 0) for (const [family, one] of spent) note(family, one.count, one.ms);
    }
    return [...speeds].map(([what, list]): Measurement => {
      const aim = aims[what];
      return { what, unit: "cases/s", rounds: list, ...(aim === undefined ? {} : { aim }) };
    });
  },
};

/** The CPU time of this process, which says the same on a busy machine as on an idle one. */
function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
