import type { ApiDraft } from "../../generate/openapi/list-api-cases.ts";
import { describeAnswer } from "../../model/answer.ts";
import type { Case, ReadExchange } from "../../model/case.ts";
import { type Judgement, nothingJudged } from "../../model/verdict.ts";

/** A request of an OpenAPI document as a case. */
export function makeApiCase({ id, title, operation, request, breach }: ApiDraft): Case<undefined, undefined> {
  return {
    id,
    title,
    operation,
    requirements: [breach?.requirement ?? "transport.answer.arrives"],
    needs: undefined,
    // What the sequence of requests leaves behind is the host's own matter.
    next: (_subject, trace) => (trace.length === 0 ? request : undefined),
    judge: (_subject, trace) => judge(trace, breach),
  };
}

/** What is wrong by the document is not to be answered as if it were not. */
function judge([only]: readonly ReadExchange[], breach: ApiDraft["breach"]): Judgement {
  if (only === undefined || breach === undefined) return nothingJudged;
  const { requirement, expected } = breach;
  const exercised = [requirement];
  if (only.answer.kind !== "answer") return { ...nothingJudged, exercised };
  const actual = describeAnswer(only.answer);
  const finding = {
    requirement,
    kind: "accepted",
    pointer: "",
    expected: `a refusal: what is documented there is ${expected}`,
    actual,
    exchange: 0,
  } as const;
  return { ...nothingJudged, exercised, findings: [finding] };
}
