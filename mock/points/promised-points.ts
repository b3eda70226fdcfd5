import type { Customer, PromisedPoints } from "../fixtures.ts";
import { type JsonMembers, RawNumber } from "../json-text.ts";
import { findCustomer } from "../lookup.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { type RefusalResult, type Result, refuse } from "../result.ts";
import { type Question, readQuestion } from "./read-question.ts";
import { selectEarliest } from "./select-earliest.ts";
import { selectPrograms } from "./select-programs.ts";
import { selectWindow } from "./select-window.ts";

/** The schedule by which a customer's promised points become redeemable. */
export const promisedPoints: Operation = {
  name: "points",
  method: "GET",
  // sample: the request URLs; the resource table names no more than its first word
  path: "/v2/customers/lookup/promisedPointsSchedule",
  perform: ({ query }, context) => {
    const question = readQuestion(query, context);
    return "kind" in question ? question : answerQuestion(question, context);
  },
};

function answerQuestion(question: Question, context: OperationContext): Result {
  const customer = findKnownCustomer(question, context);
  const programs = selectPrograms(question, context);
  const refusals = [customer, programs].filter((part) => "kind" in part);
  // choice: checked-first
  const refusal = context.choices.checkedFirst === "customer" ? refusals[0] : refusals.at(-1);
  if (refusal !== undefined) return refusal;
  if ("kind" in customer || "kind" in programs) throw new Error("a refusal was passed over");

  const promised = (customer.promisedPoints ?? []).filter(({ programId }) => programs.has(programId));
  const dated = selectWindow(promised, question, context);
  if ("kind" in dated) return dated;
  const answered = question.earliestOnly ? selectEarliest(dated, context) : dated;
  if ("kind" in answered) return answered;
  // note matrix, for this list too; sample: trigger-based points have no dates, so that no window is about them
  const waiting = (customer.triggerBasedPoints ?? []).filter(({ programId }) => programs.has(programId));
  return {
    kind: "answer",
    body: {
      entityId: customer.id,
      // response parameter: entityType
      entityType: "CUSTOMER",
      promisedPointsScheduleList: answered.map(renderPromise),
      triggerBasedPointsList: waiting.map(({ points, programId, pointsType }) => ({
        points: new RawNumber(points),
        programId,
        pointsType,
      })),
      warnings: [],
    },
  };
}

function renderPromise({ points, redeemableFrom, programId, pointsType }: PromisedPoints): JsonMembers {
  return { points: new RawNumber(points), redeemableFrom, programId, pointsType };
}

function findKnownCustomer(question: Question, context: OperationContext): Customer | RefusalResult {
  const customer = findCustomer(question, context);
  if (customer !== undefined) return customer;
  // error code 8015; error code 1632 names external ids too. choice: unknown-external-id
  return question.identifierName === "externalId" && context.choices.unknownExternalId === 1632
    ? refuse(1632, "this external id is not valid")
    : refuse(8015, "no customer has this identifier");
}
