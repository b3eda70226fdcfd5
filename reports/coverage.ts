import { operationOf } from "../src/model/requirement.ts";
import type { RequirementResult, Run } from "../src/model/run.ts";

/** How much of what the documents demand of the other side a run exercised and found kept. */
export interface Coverage {
  /** Observable requirements that bind the host or the sender of webhooks. */
  readonly binding: number;
  /** Those of them that passed. */
  readonly kept: number;
  /** Requirements that no run can observe. */
  readonly unobservable: number;
  /** Why not, with how many each; the most frequent first. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
}

/**
 * The operation or event that a requirement is about. Those that cut across belong to an operation where they name one
 * (`authentication.points.required`), and to every run where they do not.
 */
export function groupOf({ id }: Pick<RequirementResult, "id">): string {
  return operationOf(id) ?? id.split(".")[0] ?? id;
}

/** Whether a run held somebody against a policy of their own, and nobody against the documents. */
function isAboutConsumer({ run }: Run): boolean {
  return run.sent !== undefined;
}

/** The operations and events that no case of the run is about, such as those that have no suite yet. */
export function listUncovered(run: Run): ReadonlyMap<string, number> {
  if (isAboutConsumer(run)) return new Map();
  const tried = new Set([...run.cases.map(({ operation }) => operation), "transport"]);
  const counts = new Map<string, number>();
  for (const requirement of run.requirements) {
    if (requirement.status !== "notExercised") tried.add(groupOf(requirement));
  }
  for (const requirement of run.requirements) {
    // What users ask for by options of other commands is nothing that this one has left out.
    if (requirement.basis === "policy") continue;
    const group = groupOf(requirement);
    if (!tried.has(group)) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

/** The requirements that the run is about. */
export function listCovered(run: Run): readonly RequirementResult[] {
  const uncovered = listUncovered(run);
  const isConsumer = isAboutConsumer(run);
  return run.requirements.filter(
    (requirement) =>
      (!isConsumer || requirement.basis === "policy") &&
      !uncovered.has(groupOf(requirement)) &&
      (requirement.basis !== "policy" || requirement.status !== "notExercised"),
  );
}

/** Counts the requirements of a run for the sentence that every summary carries. */
export function countCoverage(run: Run): Coverage {
  const covered = listCovered(run);
  const binding = covered.filter(({ observable, binds }) => observable && binds !== "consumer");
  const unobservable = covered.filter(({ observable }) => !observable);
  const reasons = new Map<string, number>();
  for (const { reasons: given } of unobservable) {
    const reason = given[0] ?? "no reason given";
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return {
    binding: binding.length,
    kept: binding.filter(({ status }) => status === "passed").length,
    unobservable: unobservable.length,
    reasons: [...reasons].toSorted((a, b) => b[1] - a[1]),
  };
}

/** `44 of 47 requirements exercised and kept, 5 cannot be observed (3 …, 2 …)`. */
export function describeCoverage(run: Run): string {
  const { files, sent } = run.run;
  const { planned, notApplicable, passed } = run.account;
  if (files !== undefined) {
    const found = run.divergences.length === 1 ? "1 finding" : `${run.divergences.length} findings`;
    return `${planned - notApplicable} of ${planned} checked in ${files.length === 1 ? "1 file" : `${files.length} files`}, ${found}`;
  }
  // No page demands anything of a consumer.
  if (sent !== undefined) return `${passed} of ${planned} cases were as the policy asks for`;
  const { binding, kept, unobservable, reasons } = countCoverage(run);
  const why = reasons.map(([reason, count]) => `${count} ${reason}`).join(", ");
  const tail = why === "" ? "" : ` (${why})`;
  const uncovered = listUncovered(run);
  const others = [...uncovered.values()].reduce((sum, count) => sum + count, 0);
  const untried = others === 0 ? "" : `; ${others} of ${[...uncovered.keys()].join(", ")} were not tried`;
  return `${kept} of ${binding} requirements exercised and kept, ${unobservable} cannot be observed${tail}${untried}`;
}
