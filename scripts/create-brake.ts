import type { Catalog } from "../src/catalog/catalog.ts";
import type { Clock } from "../src/model/clock.ts";
import { classifyBreach, type DivergenceClass } from "../src/model/requirement.ts";
import type { RunEvent } from "../src/model/run.ts";

/** Ends a run early: when its time is up, or at the first divergence that fails it. */
export interface Brake {
  readonly see: (event: RunEvent) => void;
  /** Why no more cases are to be begun. */
  readonly stopped: () => string | undefined;
}

export function createBrake(
  clock: Clock,
  { maxTime, failFast = false }: { readonly maxTime?: number; readonly failFast?: boolean },
  gates: readonly DivergenceClass[],
  { requirements }: Pick<Catalog, "requirements">,
): Brake {
  const started = clock.elapsed();
  let failed: string | undefined;
  const isGating = (id: string): boolean => {
    const basis = requirements.get(id)?.basis;
    return basis !== undefined && gates.includes(classifyBreach(basis));
  };
  return {
    see: (event) => {
      if (!failFast || failed !== undefined || event.event !== "verdict") return;
      const { findings, intermittent = [], case: id } = event.verdict;
      const { proofs } = event;
      const gating = findings.some(
        ({ requirement }, index) =>
          isGating(requirement) && !intermittent.includes(index) && proofs[index]?.known === undefined,
      );
      if (gating) failed = `${id} diverged (--fail-fast)`;
    },
    stopped: () => {
      if (failed !== undefined) return failed;
      return maxTime !== undefined && clock.elapsed() - started >= maxTime
        ? "the time of --max-time was up"
        : undefined;
    },
  };
}
