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
