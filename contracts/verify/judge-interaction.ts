import { checkExchange } from "../../src/check/check-exchange.ts";
import { checkPayload } from "../../src/check/check-payload.ts";
import type { Rulebook } from "../../src/check/standard.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { Exchange } from "../../src/model/exchange.ts";
import type { Finding, Judgement } from "../../src/model/verdict.ts";
import { makeExchange } from "../pact/make-exchange.ts";
import { keptRequirement, readRefusedAs, type PlannedInteraction } from "./plan-interactions.ts";
import type { PactMismatch, PactResult } from "./read-verification.ts";

/** The codes of a reply, wherever they stand, whether it refuses or fails anything, and how much of it was made all the same. */
export type ReadRefusal = (exchange: Exchange) => {
  readonly refused: boolean;
  readonly codes: readonly number[];
  readonly made: number;
};

/** What the documents say of an interaction's exchange and, apart from that, in what the interaction itself was not kept. */
export interface InteractionJudgement extends Judgement {
  readonly unkept: readonly Finding[];
}

/**
 * What an HTTP interaction came to: what the documents say of the exchange, what was to be refused, and what Pact found
 * besides. One fault is reported once, so a mismatch at a place that the documents' own breach explains is left out.
 */
export function judgeHttp(
  rulebook: Rulebook,
  planned: PlannedInteraction,
  exchange: Exchange,
  pact: PactResult,
  readRefusal: ReadRefusal,
): InteractionJudgement {
  const judgement = checkExchange(rulebook, exchange, "host");
  const own = planned.requirement === undefined ? [] : [planned.requirement];
  const exercised = [...new Set([...judgement.exercised, ...own, keptRequirement])];
  const blocked = judgement.findings.some(({ requirement }) => /^(transport|authentication)\./.test(requirement));
  const { refused } = planned.interaction.references;
  const judgeFurther = (): readonly Finding[] => {
    if (blocked || exchange.outcome.kind === "failure") return [];
    if (refused === undefined || planned.requirement === undefined) {
      const { codes } = readRefusal(exchange);
      const [other = planned.requirement] = codes.flatMap((code) => readRefusedAs(planned, code) ?? []);
      return judgeMismatches({ ...planned, requirement: other }, pact, judgement.findings);
    }
    if (judgement.findings.some(isAboutOutcome)) return [];
    return [
      ...judgeRefusal(rulebook, planned.requirement, refused, exchange, readRefusal(exchange)),
      ...judgeMade(planned, planned.requirement, pact, readRefusal(exchange), readRefusal),
    ];
  };
  return { ...judgement, exercised, unkept: judgeFurther() };
}

/** What a message came to: what the documents say of the payload, and what Pact found besides. */
export function judgeMessage(
  rulebook: Rulebook,
  planned: PlannedInteraction,
  exchange: Exchange,
  pact: PactResult,
): InteractionJudgement {
  const { body, headers } = exchange.request;
  const event = rulebook.catalog.events.has(planned.operation) ? { event: planned.operation } : {};
  const { judgement } = checkPayload(rulebook, { ...event, body, headers });
  const own = planned.requirement === undefined ? [] : [planned.requirement];
  return {
    ...judgement,
    exercised: [...new Set([...judgement.exercised, ...own, keptRequirement])],
    unkept: judgeMismatches(planned, pact, judgement.findings),
  };
}

/** Whether a breach is in what tells a refusal from an answer, so that the one cannot be told from the other. */
function isAboutOutcome({ pointer }: Finding): boolean {
  const isResult = /\/(updateStatus|status|errors|code)(\/|$)/.test(pointer);
  return pointer === "" || isResult || /\/(customersPartnerUpdates|partnerProgramUpdates)(\/\d+)?$/.test(pointer);
}

/** Something was to be refused, with one of the codes or with any: where a code stands is a reading. */
function judgeRefusal(
  rulebook: Rulebook,
  requirement: string,
  wanted: string,
  exchange: Exchange,
  { refused, codes }: ReturnType<ReadRefusal>,
): Finding[] {
  const allowed = wanted === "any" ? [] : wanted.split(",").map(Number);
  const expected = allowed.length === 0 ? "a refusal" : `refused with ${allowed.join(" or ")}`;
  const actual = describeAnswer(rulebook.interpret(exchange));
  const head = { requirement, pointer: "", expected, exchange: 0 };
  if (!refused) return [{ ...head, kind: "accepted", actual }];
  if (allowed.length === 0 || codes.some((code) => allowed.includes(code))) return [];
  const given = codes.length === 0 ? "refused without a code" : `refused with ${codes.join(", ")}`;
  return [{ ...head, kind: "other-code", actual: given }];
}

/**
 * What a consumer expects to be made beside what is refused. Where results stand is a reading, so that they are counted, and
 * what Pact says of places alone is none of it.
 */
function judgeMade(
  { interaction }: PlannedInteraction,
  requirement: string,
  { mismatches }: PactResult,
  { refused, made }: ReturnType<ReadRefusal>,
  readRefusal: ReadRefusal,
): Finding[] {
  if (interaction.kind !== "http" || !refused) return [];
  const { body } = interaction.response;
  const expected = body.kind === "json" ? readRefusal(makeExchange(interaction, body.value)).made : 0;
  if (made >= expected) return [];
  // Pact tells mismatches in any order.
  const [said] = mismatches.flatMap(({ part, text }) => (part === "body" && text !== "" ? [text] : [])).toSorted();
  const actual = made === 0 ? "none was made" : `${made} was made`;
  return [
    {
      requirement,
      pointer: "",
      kind: "refused",
      expected: `${expected} ${expected === 1 ? "update" : "updates"} made beside what is refused`,
      actual: said === undefined ? actual : `${actual} (Pact: ${said})`,
      exchange: 0,
    },
  ];
}

function judgeMismatches(
  { requirement = keptRequirement }: PlannedInteraction,
  { mismatches, trouble }: PactResult,
  findings: readonly Finding[],
): Finding[] {
  const left = mismatches.filter((mismatch) => !isExplained(mismatch, findings));
  const found = left.map(({ part, pointer, kind, expected, actual, text }): Finding => ({
    requirement,
    pointer,
    kind,
    expected: part === "body" ? expected : `${part} ${expected}`,
    actual: text === "" ? actual : `${actual} (Pact: ${text})`,
    exchange: 0,
  }));
  if (mismatches.length > 0 || trouble === undefined || findings.length > 0) return found;
  return [
    {
      requirement,
      pointer: "",
      kind: "unreadable",
      expected: "a reply that Pact can compare",
      actual: trouble,
      exchange: 0,
    },
  ];
}

/** Whether a breach of the documents is at the same place, above it or below it. */
function isExplained({ pointer, part }: PactMismatch, findings: readonly Finding[]): boolean {
  if (part !== "body") return false;
  return findings.some(
    (finding) =>
      finding.pointer === pointer ||
      finding.pointer.startsWith(`${pointer}/`) ||
      (finding.pointer !== "" && pointer.startsWith(`${finding.pointer}/`)) ||
      finding.pointer === "",
  );
}
