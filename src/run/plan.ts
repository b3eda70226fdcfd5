import type { Standard } from "../check/standard.ts";
import type { Binding, Case } from "../model/case.ts";
import type { Phase } from "../model/verdict.ts";
import type { Shrink } from "./shrink-case.ts";

/** A case with the subject to run it with, or why it cannot run. */
export interface PlannedCase<Needs, Subject> {
  /** `<case>` or `<case>[<subject>]`. */
  readonly id: string;
  readonly phase: Phase;
  readonly case: Case<Needs, Subject>;
  /** Of a case that was generated: what of, in the form of its generator. Replay makes the case of it again. */
  readonly made?: unknown;
  /** Looks for a smaller case that shows the same; only of cases that were generated. */
  readonly shrink?: Shrink<Needs, Subject>;
  readonly state:
    | { readonly kind: "ready"; readonly subject: Subject }
    | { readonly kind: "notApplicable" | "couldNotRun" | "errored"; readonly reason: string };
}

/**
 * The cases of a Standard in one organisation, in the Standard's order.
 * @param found what was found out, or why nothing could be
 * @param countSubjects with how many subjects a case is run at most
 */
export function planCases<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  cases: readonly Case<Needs, Subject>[],
  found: { readonly kind: "known"; readonly world: World } | { readonly kind: "unknown"; readonly reason: string },
  phase: Phase = "suites",
  countSubjects: (planned: Case<Needs, Subject>) => number = () => Infinity,
): PlannedCase<Needs, Subject>[] {
  return cases.flatMap((planned): PlannedCase<Needs, Subject>[] => {
    if (found.kind === "unknown")
      return [{ id: planned.id, phase, case: planned, state: { kind: "couldNotRun", reason: found.reason } }];
    const binding = bindCase(standard, planned, found.world);
    if (binding.kind !== "ready") return [{ id: planned.id, phase, case: planned, state: binding }];
    const name = (label: string): string => (label === "" ? planned.id : `${planned.id}[${label}]`);
    return [
      ...binding.subjects.slice(0, countSubjects(planned)).map(({ label, subject }): PlannedCase<Needs, Subject> => ({
        id: name(label),
        phase,
        case: planned,
        state: { kind: "ready", subject },
      })),
      ...(binding.unusable ?? []).map(({ label, reason }): PlannedCase<Needs, Subject> => ({
        id: name(label),
        phase,
        case: planned,
        state: { kind: "couldNotRun", reason },
      })),
    ];
  });
}

/**
 * Every case with its first subject, then with its second, and so on: a run that is cut off has tried as much as it could.
 */
export function orderByBreadth<Needs, Subject>(
  planned: readonly PlannedCase<Needs, Subject>[],
): PlannedCase<Needs, Subject>[] {
  const turns = new Map<Case<Needs, Subject>, number>();
  const rounds: PlannedCase<Needs, Subject>[][] = [];
  for (const one of planned) {
    const turn = turns.get(one.case) ?? 0;
    turns.set(one.case, turn + 1);
    (rounds[turn] ??= []).push(one);
  }
  return rounds.flat();
}

/** What a host answered decides what there is to bind; a fault in reading it must not end the run. */
function bindCase<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  planned: Case<Needs, Subject>,
  world: World,
): Binding<Subject> | { readonly kind: "errored"; readonly reason: string } {
  try {
    return standard.bind(planned.needs, world);
  } catch (error) {
    return {
      kind: "errored",
      reason: `its subjects could not be found: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** The cases that one filter or several name: by case id, requirement id, or the start of either up to a dot. */
export function selectCases<Needs, Subject>(
  cases: readonly Case<Needs, Subject>[],
  only: readonly string[],
): Case<Needs, Subject>[] {
  if (only.length === 0) return [...cases];
  return cases.filter(({ id, requirements }) =>
    [id, ...requirements].some((name) => only.some((filter) => matches(name, filter))),
  );
}

/**
 * The filters that name nothing a run can be limited to. One that names requirements which every answer of an operation
 * shows, and no case is made for, stands for the cases of that operation.
 */
export function resolveFilters<Needs, Subject>(
  cases: readonly Case<Needs, Subject>[],
  requirements: readonly string[],
  only: readonly string[],
): { readonly only: string[]; readonly unknown: string[] } {
  const resolved = only.map((filter) => {
    if (selectCases(cases, [filter]).length > 0) return { filter, names: [filter] };
    const named = requirements.filter((id) => matches(id, filter));
    return {
      filter,
      names: cases.filter(({ operation }) => named.some((id) => isAbout(id, operation))).map(({ id }) => id),
    };
  });
  return {
    only: [...new Set(resolved.flatMap(({ names }) => names))],
    unknown: resolved.filter(({ names }) => names.length === 0).map(({ filter }) => filter),
  };
}

/** What cuts across operations names one (`authentication.points.basic`), or is about all of them (`transport`). */
function isAbout(requirement: string, operation: string): boolean {
  const parts = requirement.split(".");
  return parts[0] === "transport" || parts.slice(0, 2).includes(operation);
}

function matches(name: string, filter: string): boolean {
  const plain = filter.replace(/\[.*$/, "").replace(/[.*]+$/, "");
  return name === plain || name.startsWith(`${plain}.`);
}
