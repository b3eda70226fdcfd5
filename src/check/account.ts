import type { Requirement } from "../model/requirement.ts";
import type { Account, RequirementGroup, RequirementResult, RequirementStatus } from "../model/run.ts";
import { caseStatuses, type CaseStatus } from "../model/verdict.ts";

/** Counts planned cases by state. */
export function countCases(statuses: readonly CaseStatus[]): Account {
  const account: Record<"planned" | CaseStatus, number> = {
    planned: statuses.length,
    passed: 0,
    diverged: 0,
    known: 0,
    notApplicable: 0,
    couldNotRun: 0,
    cut: 0,
    errored: 0,
  };
  for (const status of statuses) account[status] += 1;
  return account;
}

/** Whether the states add up to what was planned; a sum that does not is the tool's own fault. */
export function isBalanced(account: Account, planned: number): boolean {
  return account.planned === planned && caseStatuses.reduce((sum, status) => sum + account[status], 0) === planned;
}

/** What a run has to say of one requirement, gathered from its verdicts. */
export interface RequirementTally {
  readonly exercised: number;
  readonly diverged: boolean;
  readonly known: boolean;
  readonly errored: boolean;
  /** Reasons of cases that were made for it and did not run. */
  readonly reasons: readonly string[];
}

/** The status of a requirement is the worst of its verdicts; without one it is not exercised, with the reasons. */
export function judgeRequirement(requirement: Requirement, tally: RequirementTally | undefined): RequirementResult {
  const { id, statement, basis, binds, source, check } = requirement;
  const observable = !("none" in check);
  const status = statusOf(tally);
  const reasons = status === "notExercised" ? reasonsOf(requirement, tally) : [];
  const group = groupRequirement(requirement);
  return { id, status, statement, basis, binds, source, group, cases: tally?.exercised ?? 0, reasons, observable };
}

/** By its id, where that says what it is about; else by the way it is checked. */
function groupRequirement({ id, check }: Requirement): RequirementGroup {
  if (id.startsWith("authentication.")) return "access";
  if (id.startsWith("transport.")) return "transport";
  if (/\.code\.\d+$/.test(id)) return "codes";
  if ("schema" in check) return "shape";
  if ("rule" in check) return "rules";
  return "flow" in check ? "effects" : "behaviour";
}

/** Per cent of the observable requirements on host and sender that were exercised, rounded down to a tenth. */
export function measureCoverage(requirements: readonly RequirementResult[]): number {
  const binding = requirements.filter(({ observable, binds }) => observable && binds !== "consumer");
  const exercised = binding.filter(({ status }) => status !== "notExercised");
  return binding.length === 0 ? 0 : Math.floor((exercised.length * 1000) / binding.length) / 10;
}

function statusOf(tally: RequirementTally | undefined): RequirementStatus {
  if (tally === undefined) return "notExercised";
  if (tally.diverged) return "diverging";
  if (tally.errored) return "errored";
  if (tally.known) return "known";
  return tally.exercised > 0 ? "passed" : "notExercised";
}

function reasonsOf({ check, binds }: Requirement, tally: RequirementTally | undefined): readonly string[] {
  if ("none" in check) return [check.none];
  if (binds === "consumer") return ["binds the consumer: judged on a client's own requests"];
  if (tally !== undefined && tally.reasons.length > 0) return [...new Set(tally.reasons)];
  return [
    "schema" in check
      ? "no answer of this run had a place for it"
      : "no case of this run gave the host an opportunity to break it",
  ];
}
