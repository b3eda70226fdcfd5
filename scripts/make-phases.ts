import type { Phase } from "../src/model/verdict.ts";
import { createSuitesPhase, type RunPhase } from "../src/run/run-phase.ts";
import type { Subject } from "../suites/need.ts";
import type { CapillaryStandard } from "../suites/standard.ts";
import type { World } from "../suites/world.ts";

export type CapillaryPhase = RunPhase<World, string, Subject>;

/** What phases are made of: the Standard, and what the command line says. */
export interface PhaseParts {
  readonly standard: CapillaryStandard;
  /** Case or requirement ids, or their beginnings; empty for all. */
  readonly only: readonly string[];
}

type MakePhase = (parts: PhaseParts) => CapillaryPhase;

/** Every phase that a run can have, in the order in which they run. */
const makers: readonly (readonly [name: Phase, make: MakePhase])[] = [
  ["suites", ({ standard, only }) => createSuitesPhase(standard.cases, only)],
];

export const phaseNames: readonly Phase[] = makers.map(([name]) => name);

/** The phases of these names. */
export function makePhases(names: readonly Phase[], parts: PhaseParts): CapillaryPhase[] {
  return makers.filter(([name]) => names.includes(name)).map(([, make]) => make(parts));
}
