import type { DivergenceClass } from "../src/model/requirement.ts";
import type { CaseResult, Divergence, Run } from "../src/model/run.ts";

/** The divergences of a case, in the order of its fingerprints. */
export function findDivergences(run: Run, result: CaseResult): readonly Divergence[] {
  return result.fingerprints.flatMap((fingerprint) => {
    const own = (divergence: Divergence) =>
      divergence.fingerprint === fingerprint && divergence.organisation === result.organisation;
    const found = run.divergences.find(own) ?? run.divergences.find((other) => other.fingerprint === fingerprint);
    return found === undefined ? [] : [found];
  });
}

/**
 * The classes that turn a run red. A violation always does; a lighter class only where the run ended with exit code 1
 * although no diverged case shows a heavier one, because then it is what the gate was moved to.
 */
export function listGatingClasses(run: Run): readonly DivergenceClass[] {
  if (run.exit.code !== 1) return ["violation"];
  const shown = new Set(
    run.cases
      .filter(({ status }) => status === "diverged")
      .flatMap((result) => findDivergences(run, result))
      .map((divergence) => divergence.class),
  );
  if (shown.has("violation")) return ["violation"];
  return shown.has("deviation") ? ["violation", "deviation"] : ["violation", "deviation", "advisory"];
}
