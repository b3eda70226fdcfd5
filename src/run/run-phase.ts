import type { Case } from "../model/case.ts";
import type { Phase } from "../model/verdict.ts";
import { orderByBreadth, selectCases } from "./plan.ts";
import type { OrganisationSession } from "./run-session.ts";

/** How much a phase is to do. */
export interface PhasePlan {
  readonly cases: number;
  /** How many requests they take, where that is known. */
  readonly requests?: number;
}

/** A part of a run, done for one organisation after another. */
export interface RunPhase<World, Needs, Subject> {
  readonly name: Phase;
  /** Whether it changes the host's data where that is allowed. */
  readonly writes: boolean;
  /** What it would run, without running it; left out where that shows only when it runs. */
  readonly plan?: (organisation: OrganisationSession<World, Needs, Subject>) => PhasePlan;
  /** Announces what is planned and gives each of it its verdict; what cannot run says why. Throws for faults of the tool alone. */
  readonly run: (organisation: OrganisationSession<World, Needs, Subject>) => Promise<void>;
}

/**
 * The written cases of a Standard.
 * @param only case or requirement ids, or their beginnings; empty for all
 */
export function createSuitesPhase<World, Needs, Subject>(
  cases: readonly Case<Needs, Subject>[],
  only: readonly string[] = [],
): RunPhase<World, Needs, Subject> {
  const selected = selectCases(cases, only);
  return {
    name: "suites",
    writes: selected.some(({ writes }) => writes !== undefined),
    plan: (organisation) => ({ cases: organisation.countPlanned(selected) }),
    run: async (organisation) => {
      for (const planned of orderByBreadth(organisation.plan(selected))) await organisation.run(planned);
    },
  };
}
