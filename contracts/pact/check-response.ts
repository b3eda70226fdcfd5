import { checkExchange } from "../../src/check/check-exchange.ts";
import { settleReadings } from "../../src/check/readings.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import type { Operation } from "../../src/catalog/operations.ts";
import type { Answer } from "../../src/model/answer.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Json } from "../../src/model/json.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import { type BodyFinding, checkBodyExpectation, findDateRule, listLiterals } from "./check-body-expectation.ts";
import { checkGenerators } from "./check-generators.ts";
import { makeExchange } from "./make-exchange.ts";
import type { HttpInteraction } from "./pact-model.ts";
import type { PactFinding } from "./pact-finding.ts";
import { classOf, placeFindings } from "./place-findings.ts";
import { placeValue } from "./place-value.ts";
import { type Expectation, readExpectation } from "./read-expectation.ts";
import { readTextMatcher } from "./text-matchers.ts";

/** Holds what an interaction expects of the response against the documents. */
export function checkResponse(rulebook: Rulebook, operation: Operation, interaction: HttpInteraction): PactFinding[] {
  const { catalog } = rulebook;
  const { response } = interaction;
  const { body } = response;
  const whole = ask(rulebook, operation, makeExchange(interaction, body.kind === "json" ? body.value : undefined));
  const head = checkHead(rulebook, interaction, whole);
  if (body.kind === "other" && whole.answer.kind === "answer") return head;
  if (body.kind !== "json") return head;
  const schema = whole.answer.kind === "answer" ? operation.answer : schemaOfRefusal(operation, whole.answer);
  if (schema === undefined) return head;
  const expectation = readExpectation(body.value, response.rules.body);
  const parts = [{ schema, at: "" }];
  const bodyFindings = [
    ...checkBodyExpectation(rulebook, parts, expectation),
    ...checkGenerators(rulebook.catalog, parts, response.generators.body, body.value),
    ...checkRules(rulebook, operation, interaction, expectation),
  ];
  return [...head, ...placeFindings(catalog, interaction, body, bodyFindings)];
}

/** What an expected response amounts to. */
export function expectedAnswer(rulebook: Rulebook, operation: Operation, interaction: HttpInteraction): Answer {
  const { body } = interaction.response;
  return ask(rulebook, operation, makeExchange(interaction, body.kind === "json" ? body.value : undefined)).answer;
}

function ask(rulebook: Rulebook, operation: Operation, exchange: Exchange) {
  const named = { ...exchange, operation: operation.id };
  return { exchange: named, answer: rulebook.interpret(named) };
}

function schemaOfRefusal({ refusal }: Operation, answer: Answer): string | undefined {
  return answer.kind === "refusal" && answer.codes.length > 0 ? refusal : undefined;
}

/** Status, content type and whether there is a body at all that can be read, which need no look into the body. */
function checkHead(
  rulebook: Rulebook,
  interaction: HttpInteraction,
  { exchange, answer }: ReturnType<typeof ask>,
): PactFinding[] {
  const { response, pointer, description } = interaction;
  const { body } = response;
  const judgement = checkExchange(rulebook, exchange, "host");
  const isAbout: Readonly<Record<string, string>> = {
    "transport.status.no-crash": `${pointer}/response/status`,
    "transport.status.success": `${pointer}/response/status`,
    "transport.content-type.json": `${pointer}/response/headers`,
    "transport.body.json": body.kind === "other" ? body.at : "",
  };
  return judgement.findings.flatMap((finding): PactFinding[] => {
    const place = isAbout[finding.requirement];
    // A pact without a body expects nothing of it, a crash needs none.
    if (place === undefined || place === "") return [];
    if (finding.requirement === "transport.status.success" && answer.kind !== "answer") return [];
    const { requirement, kind, expected, actual } = finding;
    return [
      {
        pointer: place,
        requirement,
        class: classOf(rulebook.catalog, requirement),
        kind,
        subject: description,
        expected,
        actual: `the pact expects ${actual}`,
      },
    ];
  });
}

/** The rules that no schema can express, on what the pact insists on; a member that it leaves out is no breach. */
function checkRules(
  rulebook: Rulebook,
  operation: Operation,
  interaction: HttpInteraction,
  { counted, insisted, named, places }: Expectation,
): BodyFinding[] {
  const judge = (body: Json): BodyFinding[] => judgeRules(rulebook, operation, interaction, body);
  const own = counted === undefined ? [] : judge(counted);
  // A matcher for text whose example breaks a rule may take what the rule asks for.
  const formed = places.flatMap(({ place, rule, witness }): BodyFinding[] => {
    const matcher = readTextMatcher(rule);
    if (rule === undefined || matcher === undefined || typeof witness !== "string") return [];
    const pointer = formatPointer(place);
    const found = judge(placeValue(insisted ?? {}, place, witness, named)).find((one) => one.pointer === pointer);
    const texts = found === undefined ? undefined : listLiterals(found.expected);
    if (found === undefined || texts === undefined || texts.some(matcher.takes)) return [];
    return [{ ...found, rule, actual: matcher.description }];
  });
  const dated = own.map((finding): BodyFinding => {
    const rule = findDateRule(places, finding.pointer);
    return rule === undefined ? finding : { ...finding, rule };
  });
  return [...dated, ...formed];
}

function judgeRules(rulebook: Rulebook, operation: Operation, interaction: HttpInteraction, body: Json): BodyFinding[] {
  const { exchange } = ask(rulebook, operation, makeExchange(interaction, body));
  const judgement = checkExchange(rulebook, exchange, "host");
  return settleReadings(rulebook.catalog, judgement).flatMap(({ requirement, pointer, kind, expected, actual }) => {
    const check = rulebook.catalog.requirements.get(requirement)?.check;
    if (check === undefined || "schema" in check || kind === "missing" || requirement.startsWith("transport."))
      return [];
    return [{ pointer, requirement, kind, expected, actual: `the pact expects ${actual}` }];
  });
}
