import type { Standard } from "../src/check/standard.ts";
import type { GeneratedChoices } from "../src/model/run-choices.ts";
import { remakeRequest } from "../src/run/generated-case.ts";
import { findGenerated } from "../src/run/generated-phase.ts";
import type { GeneratedSource, PlannedGenerated } from "../src/run/source-plan.ts";
import type { KnownEntry } from "../src/run/known-divergences.ts";
import { readRequest } from "../src/run/shrink-generated.ts";
import { planCases, type PlannedCase } from "../src/run/plan.ts";
import type { FindKnownCase } from "../src/run/recheck-known.ts";
import type { OrganisationProfile } from "../src/target/profile-model.ts";

/**
 * Makes the cases of known divergences again: written ones with every subject, the recorded one first; generated ones of
 * what they were made of, else from the seed of their entry. Contracts and deliveries have no case of their own outside of their phase.
 */
export function createKnownFinder<World, Needs, Subject>(
  standard: Standard<OrganisationProfile, World, Needs, Subject>,
  generated: GeneratedChoices,
  sources: readonly GeneratedSource<World>[],
): FindKnownCase<World, Needs, Subject> {
  return (organisation, entry) => {
    const { world, seed, target } = organisation;
    if (world === undefined) return [];
    if (entry.phase === "generated") {
      const found = { world, seed: entry.seed ?? seed, target };
      const remade = remakeKnown(standard, found, sources, entry);
      if (remade !== undefined) return [forgetTypes(remade)];
      const planned = findGenerated(standard, found, generated, sources, entry.case);
      return planned === undefined ? [] : [forgetTypes(planned)];
    }
    const name = entry.case.replace(/\[.*$/, "");
    const cases = entry.phase === "suites" ? standard.cases.filter(({ id }) => id === name) : [];
    return planCases(standard, cases, { kind: "known", world })
      .toSorted((one, other) => Number(other.id === entry.case) - Number(one.id === entry.case))
      .map(forgetTypes);
  };
}

/** The case of what an entry says that it was made of, whatever the seed is now. */
function remakeKnown<World, Needs, Subject>(
  standard: Standard<OrganisationProfile, World, Needs, Subject>,
  found: { readonly world: World; readonly seed: number },
  sources: readonly GeneratedSource<World>[],
  { case: id, made, requirement }: KnownEntry,
): PlannedGenerated | undefined {
  if (made === undefined) return undefined;
  const ofSource = sources.map(({ remake }) => remake?.(found.world, id, made)).find((one) => one !== undefined);
  const operation = readRequest(made)?.operation ?? "";
  const verdict = { case: id, title: id, operation, requirements: [requirement], made };
  return ofSource ?? remakeRequest(standard, found, verdict);
}

/** A planned case runs with its own subject and no other, so that nobody else has to know what it is. */
function forgetTypes<Needs, Own>(planned: PlannedCase<Needs, Own>): PlannedCase<unknown, unknown> {
  return planned as unknown as PlannedCase<unknown, unknown>;
}
