import type { Generation } from "../src/model/generation.ts";
import { nothingJudged } from "../src/model/verdict.ts";
import { examineHistories } from "./histories/examine.ts";
import { historiesGeneration } from "./histories/generation.ts";
import { listRelations } from "./list-relations.ts";
import type { CapillaryCase } from "./need.ts";
import { examinePoints } from "./points/examine.ts";
import { pointsGeneration } from "./points/generation.ts";
import { examineUpdate } from "./update/examine.ts";
import { updateGeneration } from "./update/generation.ts";
import { isSafeUpdate } from "./update/is-safe.ts";
import type { World } from "./world.ts";

/** What the generators need to know of the three operations. */
export function createGeneration(cases: readonly CapillaryCase[]): Generation<World> {
  return {
    operations: [pointsGeneration, historiesGeneration, updateGeneration],
    examine: (request, world, draw) => {
      if (request.operation === "points") return examinePoints(request, world, draw);
      if (request.operation === "histories") return examineHistories(request, world, draw);
      if (request.operation.startsWith("update")) return examineUpdate(request, world, draw);
      return { next: (trace) => (trace.length === 0 ? request : undefined), judge: () => nothingJudged, requests: 1 };
    },
    isSafe: (request, world) => !request.operation.startsWith("update") || isSafeUpdate(request, world),
    relations: (world) => listRelations(cases, world),
  };
}
