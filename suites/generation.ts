import { nothingJudged } from "../src/model/verdict.ts";
import type { Generation } from "../src/model/generation.ts";
import { historiesGeneration } from "./histories/generation.ts";
import { pointsGeneration } from "./points/generation.ts";
import type { World } from "./world.ts";

/** What the generators need to know of the three operations. */
export const generation: Generation<World> = {
  operations: [pointsGeneration, historiesGeneration],
  examine: (request) => ({
    next: (trace) => (trace.length === 0 ? request : undefined),
    judge: () => nothingJudged,
    requests: 1,
  }),
  isSafe: ({ operation }) => operation !== "update",
};
