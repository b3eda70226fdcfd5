import type { CaseResult, Divergence, Run } from "../src/model/run.ts";
import { caseStatusWords } from "./describe.ts";
import { findDivergences } from "./find-divergences.ts";

/** What test runners know of a case: passed, failed, skipped, or an error of the tool. */
export interface CaseOutcome {
  readonly kind: "passed" | "failure" | "skipped" | "error";
  /** One line for people; undefined where there is nothing to say. */
  readonly message?: string;
  /** What it diverged with, whether that fails the run or not. */
  readonly divergences: readonly Divergence[];
  /** The divergence that makes it a failure. */
  readonly red?: Divergence;
}

/** A case as test runners see it: red is only what fails the run, and what did not run is skipped with its reason. */
export function judgeCase(run: Run, result: CaseResult): CaseOutcome {
  const divergences = findDivergences(run, result);
  const reason = result.reason ?? "";
  switch (result.status) {
    case "passed":
      return { kind: "passed", divergences };
    case "errored":
      return { kind: "error", message: reason, divergences };
    case "diverged": {
      const red = divergences.find(({ class: name, known }) => known === undefined && run.run.gates.includes(name));
      if (red === undefined && divergences.length > 0) return { kind: "passed", divergences };
      const message = red === undefined ? result.title : `${red.requirement}: ${red.statement}`;
      return { kind: "failure", message, divergences, ...(red === undefined ? {} : { red }) };
    }
    case "known":
    case "notApplicable":
    case "couldNotRun":
    case "cut": {
      const named = divergences.map(({ requirement }) => requirement).join(", ");
      const why = reason === "" ? named : reason;
      return {
        kind: "skipped",
        message: `${caseStatusWords[result.status]}${why === "" ? "" : `: ${why}`}`,
        divergences,
      };
    }
  }
}
