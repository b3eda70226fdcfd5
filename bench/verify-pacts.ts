import { createContractsPhase, type RunVerifier } from "../contracts/verify/contracts-phase.ts";
import { loadContracts, openContracts } from "../scripts/contracts/open-contracts.ts";
import { createVerifier } from "../scripts/contracts/run-verifier.ts";
import { createProcessIo } from "../scripts/io.ts";
import type { Subject } from "../suites/need.ts";
import type { World } from "../suites/world.ts";
import type { Benchmark } from "./benchmark.ts";
import { type MockRun, openMockRun } from "./mock-run.ts";

const counted = 50;

/**
 * What Pact's verifier takes for fifty interactions, its process's start left out: the time for all interactions of our own
 * pacts, less the time for one.
 */
export const verifyPacts: Benchmark = {
  name: "verify-pacts",
  statement: `milliseconds that the verification of ${counted} interactions takes beyond the start of its process`,
  run: async ({ rounds }) => {
    const mock = await openMockRun();
    const [all, beyond]: [number[], number[]] = [[], []];
    const one = await verify(mock, ["contracts.points-client"]);
    const [first] = one.ids;
    if (first === undefined) throw new Error("there is no interaction");
    for (let round = 0; round < rounds; round += 1) {
      const single = await verify(mock, [first]);
      const whole = await verify(mock, []);
      all.push(whole.ms);
      beyond.push(((whole.ms - single.ms) / (whole.ids.length - 1)) * counted);
    }
    return [
      { what: "all interactions, the process's start with them", unit: "ms", rounds: all },
      { what: `${counted} interactions beyond that`, unit: "ms", rounds: beyond, aim: 1500 },
    ];
  },
};

/** Verifies interactions against the mock in this process: how long the verifier took, and the ids of what was verified. */
async function verify(mock: MockRun, only: readonly string[]): Promise<{ ms: number; ids: readonly string[] }> {
  const loaded = await loadContracts(mock.standard, { only }, createProcessIo(process));
  let ms = 0;
  const verifier = createVerifier();
  const timed: RunVerifier = async (task) => {
    const before = performance.now();
    const results = await verifier(task);
    ms += performance.now() - before;
    return results;
  };
  const phase = createContractsPhase<World, string, Subject>({
    ...openContracts(mock.standard, loaded, {}),
    verify: timed,
  });
  const { cases } = await mock.run([phase], "http://127.0.0.1:8080", mock.direct);
  return { ms, ids: cases.filter(({ status }) => status === "passed").map(({ case: id }) => id) };
}
