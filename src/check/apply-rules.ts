import type { Finding, ObservedReadings } from "../model/verdict.ts";
import type { RuleOutcome, RuleResult } from "./standard.ts";

/** What some checks say of one exchange, before its place in a trace is known. */
export interface CheckedPart {
  readonly findings: readonly Omit<Finding, "exchange">[];
  readonly readings: readonly Omit<ObservedReadings, "exchange">[];
  readonly exercised: readonly string[];
}

export const nothingChecked: CheckedPart = { findings: [], readings: [], exercised: [] };

/** Asks each rule about its requirement; those that saw no opportunity to break it say nothing. */
export function applyRules<Input>(
  rules: readonly { readonly requirement: string; readonly check: (input: Input) => RuleResult }[],
  input: Input,
): CheckedPart {
  return mergeParts(
    rules.map(({ requirement, check }) => {
      const result = check(input);
      if (result === undefined) return nothingChecked;
      const { findings, readings } = isOutcome(result) ? result : { findings: result, readings: [] };
      return {
        findings: findings.map((finding) => ({ requirement, ...finding })),
        readings: readings.map((reading) => ({ requirement, ...reading })),
        exercised: [requirement],
      };
    }),
  );
}

export function mergeParts(parts: readonly CheckedPart[]): CheckedPart {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    readings: parts.flatMap(({ readings }) => readings),
    exercised: [...new Set(parts.flatMap(({ exercised }) => exercised))],
  };
}

function isOutcome(result: NonNullable<RuleResult>): result is RuleOutcome {
  return !Array.isArray(result);
}
