import type { Binding, Case } from "../src/model/case.ts";
import { chooseVarious } from "./choose-various.ts";
import type { World } from "./world.ts";

const opaque = Symbol("subject");

/** What a case is run with, of any need; only the case that asked for it looks inside. */
export interface Subject {
  readonly [opaque]?: string;
}

/** A case of any operation. Its need is `<area>:<what it needs>`. */
export type CapillaryCase = Case<string, Subject>;

export interface Labelled<T> {
  readonly label: string;
  readonly subject: T;
}

/** How cases of an area are written: their functions see the subject of their own need. */
export function createCaseDefiner<Subjects>(): <N extends keyof Subjects & string>(
  definition: Case<N, Subjects[N]>,
) => CapillaryCase {
  // Sound because an area's binding gives a case the subjects of its own need and no others.
  return (definition) => definition as unknown as CapillaryCase;
}

/** Subjects of a need as a binding, as various as there are, or the reason why there are none and what to add to the profile. */
export function bindSubjects(
  subjects: readonly Labelled<object>[],
  world: World,
  most: number,
  missing: string,
  unusable: readonly { readonly label: string; readonly reason: string }[] = [],
): Binding<Subject> {
  if (subjects.length === 0) return { kind: "couldNotRun", reason: missing };
  const chosen = chooseVarious(subjects, world, most);
  return { kind: "ready", subjects: chosen, ...(unusable.length === 0 ? {} : { unusable }) };
}
