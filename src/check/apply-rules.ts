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
  // Every exchange comes through here with every rule, and most rules have nothing to say of it.
  const findings: CheckedPart["findings"][number][] = [];
  const readings: CheckedPart["readings"][number][] = [];
  const exercised = new Set<string>();
  for (const { requirement, check } of rules) {
    const result = check(input);
    if (result === undefined) continue;
    exercised.add(requirement);
    for (const finding of isOutcome(result) ? result.findings : result) findings.push({ requirement, ...finding });
    if (isOutcome(result)) for (const reading of result.readings) readings.push({ requirement, ...reading });
  }
  return { findings, readings, exercised: [...exercised] };
}

export function mergeParts(parts: readonly CheckedPart[]): CheckedPart {
  const findings: CheckedPart["findings"][number][] = [];
  const readings: CheckedPart["readings"][number][] = [];
  const exercised = new Set<string>();
  for (const part of parts) {
    if (part.findings.length > 0) findings.push(...part.findings);
    if (part.readings.length > 0) readings.push(...part.readings);
    for (const requirement of part.exercised) exercised.add(requirement);
  }
  return { findings, readings, exercised: [...exercised] };
}

function isOutcome(result: NonNullable<RuleResult>): result is RuleOutcome {
  return !Array.isArray(result);
}
