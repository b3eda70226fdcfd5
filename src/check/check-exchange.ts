import type { Catalog } from "../catalog/catalog.ts";
import type { Operation } from "../catalog/operations.ts";
import { type Exchange, queryEntries } from "../model/exchange.ts";
import { resolvePointer } from "../model/json-pointer.ts";
import { parseJson } from "../model/json.ts";
import { remember } from "../model/remember.ts";
import { type Finding, type Judgement, nothingJudged } from "../model/verdict.ts";
import { applyRules, type CheckedPart, mergeParts, nothingChecked } from "./apply-rules.ts";
import { checkBody } from "./check-body.ts";
import { checkPayload } from "./check-payload.ts";
import type { Rule, Rulebook, RuleInput } from "./standard.ts";

/** Whose side of an exchange is judged: the host's reply, the consumer's request, or both. */
export type Side = "host" | "consumer" | "both";

/**
 * Holds one exchange against the documents. Of a delivery to a webhook, which is an exchange of an event, the payload is
 * judged: the host is who sent it, and nothing is demanded of who received it.
 * @param index the exchange's position in its trace, for the findings
 */
export function checkExchange(rulebook: Rulebook, exchange: Exchange, side: Side = "host", index = 0): Judgement {
  const { catalog } = rulebook;
  if (exchange.operation !== undefined && catalog.events.has(exchange.operation)) {
    const { body, headers } = exchange.request;
    if (side === "consumer") return nothingJudged;
    return checkPayload(rulebook, { event: exchange.operation, body, headers }, rulebook.webhook, index).judgement;
  }
  const operation = operationOf(rulebook, exchange);
  // What a reply amounts to may depend on what was asked for.
  const named = operation === undefined ? exchange : { ...exchange, operation: operation.id };
  const input: RuleInput = {
    exchange: named,
    operation,
    answer: rulebook.interpret(named),
    query: operation === undefined ? {} : catalog.queryOf(operation, exchange.request),
  };
  const parts: CheckedPart[] = [];
  if (side !== "consumer") {
    parts.push(checkReply(rulebook, input), checkRules(rulebook, input, "host"));
    if (rulebook.checkReply !== undefined) parts.push(rulebook.checkReply(named));
  }
  if (side !== "host") parts.push(checkRequest(rulebook, input), checkRules(rulebook, input, "consumer"));
  const { findings, readings, exercised } = mergeParts(parts);
  return {
    findings: findings.map((finding): Finding => ({ ...finding, exchange: index })),
    exercised,
    notes: side === "consumer" ? [] : rulebook.noticers.flatMap((notice) => notice(input)),
    readings: readings.map((reading) => ({ ...reading, exchange: index })),
  };
}

function operationOf({ catalog }: Rulebook, exchange: Exchange): Operation | undefined {
  return exchange.operation === undefined
    ? catalog.matchOperation(exchange.request)
    : catalog.operations.get(exchange.operation);
}

/** Holds a reply against the schema of what it amounts to. */
export function checkReply({ catalog }: Rulebook, { operation, answer, exchange }: RuleInput): CheckedPart {
  if (answer.kind === "answer" && operation?.answer !== undefined) {
    const { findings, ...part } = checkBody(catalog, operation.answer, answer.value);
    return { ...part, findings: findings.filter(({ pointer }) => !isRepeated(exchange, answer.value, pointer)) };
  }
  // Only a refusal that gives a code claims to be the platform's own; the body of a 401 or a proxy's 404 is not described.
  if (answer.kind === "refusal" && answer.codes.length > 0 && operation?.refusal !== undefined) {
    return checkBody(catalog, operation.refusal, answer.value);
  }
  return nothingChecked;
}

/** Whether a host has only sent back what the request had at the same place: that is the consumer's breach. */
function isRepeated({ request }: Exchange, value: unknown, pointer: string): boolean {
  const place = resolvePointer(value, pointer);
  if (pointer === "" || place === undefined) return false;
  const sent = parseJson(request.body);
  return sent.kind === "json" && JSON.stringify(resolvePointer(sent.value, pointer)) === JSON.stringify(place);
}

function checkRequest({ catalog }: Rulebook, { operation, exchange, query }: RuleInput): CheckedPart {
  if (operation === undefined) return nothingChecked;
  const parts: CheckedPart[] = [];
  if (operation.query !== undefined && isReadable(exchange.request.url))
    parts.push(checkBody(catalog, operation.query, query));
  if (operation.body !== undefined) {
    const body = parseJson(exchange.request.body);
    if (body.kind === "json") parts.push(checkBody(catalog, operation.body, body.value));
    else parts.push(describeNoJson(catalog, operation.body, body.kind === "empty" ? "no body" : body.reason));
  }
  return mergeParts(parts);
}

/** A body that is no JSON is of no type that a schema could ask for. */
function describeNoJson(catalog: Catalog, schema: string, actual: string): CheckedPart {
  const { findings, ...part } = checkBody(catalog, schema, undefined);
  return { ...part, findings: findings.map((finding) => ({ ...finding, actual })) };
}

function isReadable(url: string): boolean {
  return queryEntries(url).every(([, value]) => !value.includes("\uFFFD"));
}

function checkRules(rulebook: Rulebook, input: RuleInput, binds: "host" | "consumer"): CheckedPart {
  return applyRules(shareRules(rulebook)[binds], input);
}

/** The rules that bind each side. */
const shareRules = remember(({ rules, catalog }: Rulebook): Readonly<Record<"host" | "consumer", readonly Rule[]>> => {
  const bindsConsumer = ({ requirement }: Rule): boolean => catalog.requirements.get(requirement)?.binds === "consumer";
  return { host: rules.filter((rule) => !bindsConsumer(rule)), consumer: rules.filter(bindsConsumer) };
});
