import type { GeneratedRelation } from "../src/model/generation.ts";
import { bindNeed } from "./bind.ts";
import type { CapillaryCase, Subject } from "./need.ts";
import type { World } from "./world.ts";

/** So many subjects are enough to draw from, and so many of them, which differ most, come first. */
const mostSubjects = 500;
const firstSubjects = 3;

/**
 * The written cases as properties: each with all the subjects that an organisation offers, of which the suites try a few;
 * those that differ most come first.
 * Changes that no documented call takes back are left to hosts that can be reset.
 */
export function listRelations(cases: readonly CapillaryCase[], world: World): GeneratedRelation[] {
  // Many cases have a need in common.
  const known = new Map<string, readonly Subject[]>();
  const subjectsOf = (need: string): readonly Subject[] => {
    const subjects = known.get(need) ?? listSubjects(need, world);
    known.set(need, subjects);
    return subjects;
  };
  return cases.flatMap((one): GeneratedRelation[] => {
    if (one.writes === "kept" && !world.state) return [];
    const subjects = subjectsOf(one.needs);
    // Sound because a case is run with the subjects of its own need and no others.
    return subjects.length === 0 ? [] : [{ case: one, subjects } as unknown as GeneratedRelation];
  });
}

function listSubjects(need: string, world: World): readonly Subject[] {
  const binding = bindNeed(need, world, mostSubjects);
  if (binding.kind !== "ready") return [];
  const various = bindNeed(need, world, firstSubjects);
  const first = new Set(various.kind === "ready" ? various.subjects.map(({ label }) => label) : []);
  const isFirst = ({ label }: { readonly label: string }): boolean => first.has(label);
  return [...binding.subjects.filter(isFirst), ...binding.subjects.filter((labelled) => !isFirst(labelled))].map(
    ({ subject }) => subject,
  );
}
