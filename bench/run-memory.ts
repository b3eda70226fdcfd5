import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { nothingJudged } from "../src/model/verdict.ts";
import type { RunPhase } from "../src/run/run-phase.ts";
import type { Subject } from "../suites/need.ts";
import type { World } from "../suites/world.ts";
import type { Benchmark } from "./benchmark.ts";
import { openMockRun } from "./mock-run.ts";

const [few, many] = [10_000, 100_000];

/** What a run holds in memory at its end: it is not to grow with the number of cases. */
export const runMemory: Benchmark = {
  name: "run-memory",
  statement: "memory in use at the end of a run of 10,000 and of 100,000 generated cases",
  run: async () => {
    const [small, large] = [await measure(few), await measure(many)];
    return [
      { what: `${few.toLocaleString("en")} cases`, unit: "kB", rounds: [small] },
      { what: `${many.toLocaleString("en")} cases`, unit: "kB", rounds: [large] },
      { what: "more with the many (aim: at most 10)", unit: "%", rounds: [(large / small - 1) * 100] },
    ];
  },
};

async function measure(count: number): Promise<number> {
  const mock = await openMockRun();
  let used = 0;
  const phase: RunPhase<World, string, Subject> = {
    name: "generated",
    writes: false,
    run: async (organisation) => {
      organisation.announce("generated", count);
      for (let number = 0; number < count; number += 1) {
        const id = `generated.points.bench.${number}`;
        await organisation.run({
          id,
          phase: "generated",
          case: {
            id,
            title: "A request is answered",
            operation: "points",
            requirements: ["transport.answer.arrives"],
            needs: undefined,
            next: (_subject, trace) =>
              trace.length > 0
                ? undefined
                : {
                    operation: "points",
                    query: [
                      ["identifierName", "mobile"],
                      ["identifierValue", "919700000003"],
                      ["source", "INSTORE"],
                      ["programId", String(1101 + (number % 3))],
                    ],
                  },
            judge: () => nothingJudged,
          },
          state: { kind: "ready", subject: undefined },
        });
      }
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
