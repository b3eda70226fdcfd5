import type { Standard } from "../check/standard.ts";
import type { Case } from "../model/case.ts";

/** A case with the subject to run it with, or why it cannot run. */
export interface PlannedCase<Needs, Subject> {
  /** `<case>` or `<case>[<subject>]`. */
  readonly id: string;
  readonly case: Case<Needs, Subject>;
  readonly state:
    | { readonly kind: "ready"; readonly subject: Subject }
    | { readonly kind: "notApplicable" | "couldNotRun"; readonly reason: string };
}

/**
 * The cases of a Standard in one organisation, in the Standard's order.
 * @param world what was found out, or why nothing could be
 */
export function planCases<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  cases: readonly Case<Needs, Subject>[],
  world: { readonly kind: "known"; readonly world: World } | { readonly kind: "unknown"; readonly reason: string },
): PlannedCase<Needs, Subject>[] {
  return cases.flatMap((planned): PlannedCase<Needs, Subject>[] => {
    if (world.kind === "unknown") return [{ id: planned.id, case: planned, state: { kind: "couldNotRun", reason: world.reason } }];
    const binding = standard.bind(planned.needs, world.world);
    if (binding.kind !== "ready") return [{ id: planned.id, case: planned, state: binding }];
    return binding.subjects.map(({ label, subject }) => ({
      id: label === "" ? planned.id : `${planned.id}[${label}]`,
      case: planned,
      state: { kind: "ready", subject },
    }));
  });
}

/** The cases that a filter names: by case id, requirement id, or the start of either up to a dot. */
export function selectCases<Needs, Subject>(cases: readonly Case<Needs, Subject>[], only: readonly string[]): Case<Needs, Subject>[] {
  if (only.length === 0) return [...cases];
  return cases.filter(({ id, requirements }) => [id, ...requirements].some((name) => only.some((filter) => matches(name, filter))));
}

function matches(name: string, filter: string): boolean {
  const plain = filter.replace(/\[.*$/, "").replace(/[.*]+$/, "");
  return name === plain || name.startsWith(`${plain}.`);
}
