import { families, type Family, nameDraft } from "../src/generate/draft.ts";
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

/** So many cases of a family are drawn with one seed, fewer where it comes to an end, and so many at least in a round. */
const [drawn, fewest] = [2000, 4000];

/** How many cases the generators make in a second of CPU time, without sending any; each family by itself, all that it needs counted. */
export const generation: Benchmark = {
  name: "generation",
  statement: "generated cases per second of CPU time, each family by itself, none of them sent",
  run: async ({ rounds }) => {
    const mock = await openMockRun();
    const world = await discoverMock(mock);
    const { standard } = mock;
    const { generation: own } = standard;
    if (own === undefined) return [];
    const countFamily = (family: Family, seed: number): number => {
      const options = { seed, writes: true, operations: [], families: [family] };
      const chosen =
        family === "boundaries" ? { ...options, cases: 0 } : { ...options, cases: drawn, hasBoundaries: () => false };
      let count = 0;
      for (const draft of planGenerated({ catalog: standard.catalog, generation: own }, world, chosen).list()) {
        nameDraft(draft);
        count += 1;
      }
      return count;
    };
    const sequences = createSequencesSource(standard);
    const countSequences = (seed: number): number => {
      const options = { seed, loopback: true, cases: undefined, writes: true, operations: [] };
      return Array.from({ length: 10 }, (_unused, turn) => [
        ...sequences.plan(world, { ...options, seed: seed * 10 + turn }).list(),
      ]).flat().length;
    };
    const counters = [
      ...families.map((family) => [family, (seed: number) => countFamily(family, seed)] as const),
      ["sequence", countSequences] as const,
    ];
    return counters.map(([what, count]): Measurement => {
      // The first round is for warming up alone.
      const speeds = Array.from({ length: rounds + 1 }, (_unused, round) => {
        const before = readCpuMs();
        let made = 0;
        for (let turn = 0; made < fewest; turn += 1) made += count(round * 1000 + turn);
        return (made * 1000) / (readCpuMs() - before);
      });
      const aim = aims[what];
      return { what, unit: "cases/s", rounds: speeds.slice(1), ...(aim === undefined ? {} : { aim }) };
    });
  },
};

/** The CPU time of this process, which says the same on a busy machine as on an idle one. */
function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
