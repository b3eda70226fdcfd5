import type { Divergence, RequirementResult, Run } from "../src/model/run.ts";

/** What is different between two runs. */
export interface Comparison {
  /** Divergences that the older run does not have. */
  readonly added: readonly Divergence[];
  /** Those whose requirement the newer run exercised without them. */
  readonly fixed: readonly Divergence[];
  /** Those of the older run that the newer one had no opportunity to show. */
  readonly untried: readonly Divergence[];
  /** Those that both have, as the newer run tells them. */
  readonly still: readonly Divergence[];
  /** Requirements broken at the same place in both runs, in another way. */
  readonly changed: readonly { readonly before: Divergence; readonly after: Divergence }[];
  /** Requirements that only the newer run exercised. */
  readonly newlyExercised: readonly RequirementResult[];
  /** Requirements that only the older run exercised. */
  readonly noLongerExercised: readonly RequirementResult[];
}

/** Compares two runs, of one host or of two. Divergences are the same by fingerprint and organisation, whatever the data. */
export function compareRuns(older: Run, newer: Run): Comparison {
  const before = new Map(older.divergences.map((divergence) => [nameDivergence(divergence), divergence]));
  const after = new Map(newer.divergences.map((divergence) => [nameDivergence(divergence), divergence]));
  const gone = older.divergences.filter((divergence) => !after.has(nameDivergence(divergence)));
  const come = newer.divergences.filter((divergence) => !before.has(nameDivergence(divergence)));
  const changed = come.flatMap((one) => {
    const other = gone.find((divergence) => namePlace(divergence) === namePlace(one));
    return other === undefined ? [] : [{ before: other, after: one }];
  });
  const replaced = new Set(changed.flatMap((pair) => [pair.before, pair.after]));
  const left = gone.filter((divergence) => !replaced.has(divergence));
  const exercised = listExercised(newer);
  const exercisedBefore = listExercised(older);
  return {
    added: come.filter((divergence) => !replaced.has(divergence)),
    fixed: left.filter(({ requirement }) => exercised.has(requirement)),
    untried: left.filter(({ requirement }) => !exercised.has(requirement)),
    still: newer.divergences.filter((divergence) => before.has(nameDivergence(divergence))),
    changed,
    newlyExercised: newer.requirements.filter(({ id }) => exercised.has(id) && !exercisedBefore.has(id)),
    noLongerExercised: older.requirements.filter(({ id }) => exercisedBefore.has(id) && !exercised.has(id)),
  };
}

function nameDivergence({ organisation, fingerprint }: Divergence): string {
  return `${organisation} ${fingerprint}`;
}

/** What of a divergence stays where it shows in another way. */
function namePlace({ organisation, requirement, operation, pointer }: Divergence): string {
  return [organisation, requirement, operation, pointer.replace(/\/\d+(?=\/|$)/g, "/*")].join(" ");
}

function listExercised({ requirements }: Run): ReadonlySet<string> {
  return new Set(requirements.filter(({ status }) => status !== "notExercised").map(({ id }) => id));
}
