import type { Operation } from "../catalog/operations.ts";
import { type Exchange, queryEntries } from "../model/exchange.ts";
import { parseJson } from "../model/json.ts";
import type { Finding, Judgement } from "../model/verdict.ts";
import type { Rulebook, RuleInput } from "./standard.ts";

/** Whose side of an exchange is judged: the host's reply, the consumer's request, or both. */
export type Side = "host" | "consumer" | "both";

/**
 * Holds one exchange against the documents.
 * @param index the exchange's position in its trace, for the findings
 */
export function checkExchange(rulebook: Rulebook, exchange: Exchange, side: Side = "host", index = 0): Judgement {
  const { catalog } = rulebook;
  const operation = operationOf(rulebook, exchange);
  const input: RuleInput = {
    exchange,
    operation,
    answer: rulebook.interpret(exchange),
    query: operation === undefined ? {} : catalog.queryOf(operation, exchange.request),
  };
  const parts: Part[] = [];
  if (side !== "consumer") parts.push(checkReply(rulebook, input), checkRules(rulebook, input, "host"));
  if (side !== "host") parts.push(checkRequest(rulebook, input), checkRules(rulebook, input, "consumer"));
  return {
    findings: parts.flatMap(({ findings }) => findings.map((finding): Finding => ({ ...finding, exchange: index }))),
    exercised: [...new Set(parts.flatMap(({ exercised }) => exercised))],
    notes: side === "consumer" ? [] : rulebook.noticers.flatMap((notice) => notice(input)),
    readings: [],
  };
}

interface Part {
  readonly findings: readonly Omit<Finding, "exchange">[];
  readonly exercised: readonly string[];
}

const nothing: Part = { findings: [], exercised: [] };

function operationOf({ catalog }: Rulebook, exchange: Exchange): Operation | undefined {
  return exchange.operation === undefined
    ? catalog.matchOperation(exchange.request)
    : catalog.operations.get(exchange.operation);
}

function checkReply(rulebook: Rulebook, { operation, answer }: RuleInput): Part {
  if (answer.kind === "answer" && operation?.answer !== undefined)
    return checkBody(rulebook, operation.answer, answer.value);
  // Only a refusal that gives a code claims to be the platform's own; the body of a 401 or a proxy's 404 is not described.
  if (answer.kind === "refusal" && answer.codes.length > 0 && operation?.refusal !== undefined) {
    return checkBody(rulebook, operation.refusal, answer.value);
  }
  return nothing;
}

function checkRequest(rulebook: Rulebook, { operation, exchange, query }: RuleInput): Part {
  if (operation === undefined) return nothing;
  const parts: Part[] = [];
  if (operation.query !== undefined && isReadable(exchange.request.url))
    parts.push(checkBody(rulebook, operation.query, query));
  if (operation.body !== undefined) {
    const body = parseJson(exchange.request.body);
    if (body.kind === "json") parts.push(checkBody(rulebook, operation.body, body.value));
  }
  return { findings: parts.flatMap((part) => part.findings), exercised: parts.flatMap((part) => part.exercised) };
}

function isReadable(url: string): boolean {
  return queryEntries(url).every(([, value]) => !value.includes("\uFFFD"));
}

function checkBody({ catalog }: Rulebook, schema: string, value: unknown): Part {
  const { breaches, exercised } = catalog.check(schema, value);
  const findings = breaches.map(({ requirement, pointer, aspect, expected, actual }) => ({
    requirement,
    pointer,
    kind: aspect,
    expected,
    actual,
  }));
  return { findings, exercised };
}

function checkRules({ rules, catalog }: Rulebook, input: RuleInput, binds: "host" | "consumer"): Part {
  const findings: Omit<Finding, "exchange">[] = [];
  const exercised: string[] = [];
  for (const { requirement, check } of rules) {
    const bound = catalog.requirements.get(requirement)?.binds ?? "host";
    if ((bound === "consumer" ? "consumer" : "host") !== binds) continue;
    const found = check(input);
    if (found === undefined) continue;
    exercised.push(requirement);
    findings.push(...found.map((finding) => ({ requirement, ...finding })));
  }
  return { findings, exercised };
}
