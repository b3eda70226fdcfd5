import type { Run } from "../src/model/run.ts";

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

/** Counts the requirements of a run for the sentence that every summary carries. */
export function countCoverage(run: Run): Coverage {
  const binding = run.requirements.filter(({ observable, binds }) => observable && binds !== "consumer");
  const unobservable = run.requirements.filter(({ observable }) => !observable);
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
  const { binding, kept, unobservable, reasons } = countCoverage(run);
  const why = reasons.map(([reason, count]) => `${count} ${reason}`).join(", ");
  const tail = why === "" ? "" : ` (${why})`;
  return `${kept} of ${binding} requirements exercised and kept, ${unobservable} cannot be observed${tail}`;
}
