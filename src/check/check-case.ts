import { describeAnswer } from "../model/answer.ts";
import type { Case, Draw, Expectation, ReadExchange, SingleCase } from "../model/case.ts";
import type { Exchange, Trace } from "../model/exchange.ts";
import { parseJson } from "../model/json.ts";
import { remember } from "../model/remember.ts";
import { type Finding, type Judgement, mergeJudgements, nothingJudged } from "../model/verdict.ts";
import { checkExchange } from "./check-exchange.ts";
import { judgeSeries, readPayload } from "./check-payload.ts";
import type { Rulebook } from "./standard.ts";

/**
 * Holds the trace of a case against the documents: every exchange by itself, then the case's own expectation. Where a
 * blocking rule is broken (a reply crashed, did not come, cannot be read, refuses good credentials), the expectation is
 * not judged: that reply itself is the divergence.
 */
export function checkTrace<Needs, Subject>(
  rulebook: Rulebook,
  planned: Case<Needs, Subject>,
  subject: Subject,
  draw: Draw,
  trace: Trace,
): Judgement {
  const single = trace.map((exchange, index) =>
    exchange.state === undefined && (exchange.delivery === undefined || isEvent(exchange))
      ? checkExchange(rulebook, exchange, "host", index)
      : nothingJudged,
  );
  const series = judgeDelivered(rulebook, trace);
  const read = trace.map((exchange) => readExchange(rulebook, exchange));
  const blocking = listBlocking(rulebook.rules);
  const judgeable =
    read.every(({ answer }) => answer.kind === "answer" || answer.kind === "refusal") &&
    single.every(({ findings }) => findings.every(({ requirement }) => !blocking.has(requirement)));
  const own = judgeable ? judgeCase(planned, subject, draw, read) : nothingJudged;
  return mergeJudgements([...single, series, own]);
}

const listBlocking = remember(
  (rules: Rulebook["rules"]): ReadonlySet<string> =>
    new Set(rules.filter((rule) => rule.blocking).map(({ requirement }) => requirement)),
);

function isEvent({ delivery, operation }: Exchange): boolean {
  return delivery === "received" && operation !== undefined;
}

/** What the deliveries of a trace show together. */
function judgeDelivered(rulebook: Rulebook, trace: Trace): Judgement {
  if (!trace.some(({ delivery }) => delivery === "received")) return nothingJudged;
  const inputs = trace.map(({ delivery, operation, request: { body, headers } }) => {
    if (delivery !== "received" || operation === undefined) return undefined;
    const input = readPayload(rulebook, { event: operation, body, headers }, rulebook.webhook ?? {});
    return "event" in input ? input : undefined;
  });
  return judgeSeries(rulebook, inputs);
}

/**
 * An exchange with what its reply amounts to; of a delivery that is what was delivered. Of a state endpoint's reply only its
 * JSON counts.
 */
export function readExchange(rulebook: Pick<Rulebook, "interpret">, exchange: Exchange): ReadExchange {
  if (exchange.delivery !== undefined) {
    const delivered = parseJson(exchange.request.body);
    const value = delivered.kind === "json" ? delivered.value : null;
    return { exchange, answer: { kind: "answer", status: 200, value } };
  }
  if (exchange.state === undefined || exchange.outcome.kind === "failure") {
    return { exchange, answer: rulebook.interpret(exchange) };
  }
  const { status, body } = exchange.outcome.response;
  const parsed = parseJson(body);
  return { exchange, answer: { kind: "answer", status, value: parsed.kind === "json" ? parsed.value : null } };
}

function judgeCase<Needs, Subject>(
  planned: Case<Needs, Subject>,
  subject: Subject,
  draw: Draw,
  read: readonly ReadExchange[],
): Judgement {
  if ("judge" in planned) return planned.judge(subject, read, draw);
  const [first] = read;
  return first === undefined ? nothingJudged : judgeExpectation(planned, expectationOf(planned, subject), first);
}

function expectationOf<Needs, Subject>({ expect }: SingleCase<Needs, Subject>, subject: Subject): Expectation {
  return typeof expect === "function" ? expect(subject) : expect;
}

function judgeExpectation(
  { requirements }: { readonly requirements: readonly [string, ...string[]] },
  expect: Expectation,
  { answer }: ReadExchange,
): Judgement {
  const [requirement] = requirements;
  const codes = answer.kind === "refusal" ? answer.codes.map(({ code }) => code) : [];
  const pointer = answer.kind === "refusal" ? (answer.codes[0]?.pointer ?? "") : "";
  const broken = (kind: Finding["kind"], expected: string): Judgement => ({
    ...nothingJudged,
    exercised: requirements,
    findings: [{ requirement, pointer, kind, expected, actual: describeAnswer(answer), exchange: 0 }],
  });
  const kept: Judgement = { ...nothingJudged, exercised: requirements };
  switch (expect.kind) {
    case "anything":
      return kept;
    case "answered":
      return answer.kind === "answer" ? kept : broken("refused", "a successful answer");
    case "refusedSomehow":
      return answer.kind === "refusal" ? kept : broken("accepted", "a refusal");
    case "refused": {
      const expected = `refused with ${expect.codes.join(" or ")}`;
      if (answer.kind !== "refusal") return broken("accepted", expected);
      return codes.some((code) => expect.codes.includes(code)) ? kept : broken("other-code", expected);
    }
    case "readings": {
      const agreeing = Object.entries(expect.outcomes)
        .filter(([, outcome]) => agrees(outcome, answer.kind, codes))
        .map(([name]) => name);
      return {
        ...kept,
        readings: [{ requirement, readings: agreeing, pointer, actual: describeAnswer(answer), exchange: 0 }],
      };
    }
  }
}

function agrees(outcome: "answered" | "refused" | readonly number[], kind: string, codes: readonly number[]): boolean {
  if (outcome === "answered") return kind === "answer";
  if (outcome === "refused") return kind === "refusal";
  return kind === "refusal" && codes.some((code) => outcome.includes(code));
}
