import type { Operation } from "../catalog/operations.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Judgement } from "../model/verdict.ts";
import { applyRules, mergeParts } from "./apply-rules.ts";
import { checkReply } from "./check-exchange.ts";
import type { Rulebook, RuleInput } from "./standard.ts";

/**
 * Holds a reply against the documents whose request is not known: its schema, as an answer or as a refusal with a code, and
 * the rules that hold whatever was asked for.
 * @param exchange the reply, beside any request of the operation
 */
export function checkAnswer(rulebook: Rulebook, operation: Operation, exchange: Exchange): Judgement {
  const named = { ...exchange, operation: operation.id };
  const input: RuleInput = { exchange: named, operation, answer: rulebook.interpret(named), query: {} };
  const alone = rulebook.rules.flatMap(({ requirement, checkAlone }) =>
    checkAlone === undefined ? [] : [{ requirement, check: checkAlone }],
  );
  const { findings, readings, exercised } = mergeParts([checkReply(rulebook, input), applyRules(alone, input)]);
  return {
    findings: findings.map((finding) => ({ ...finding, exchange: 0 })),
    readings: readings.map((reading) => ({ ...reading, exchange: 0 })),
    exercised,
    notes: rulebook.noticers.flatMap((notice) => notice(input)),
  };
}
