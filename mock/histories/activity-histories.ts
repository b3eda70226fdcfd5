import { findCustomer } from "../lookup.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { type Result, refuse } from "../result.ts";
import { listEntries } from "./list-entries.ts";
import { type Question, readQuestion } from "./read-question.ts";
import { renderEntry } from "./render-entry.ts";
import { selectEntries } from "./select-entries.ts";

/** A customer's partner programs and what happened in them. */
export const activityHistories: Operation = {
  name: "histories",
  method: "GET",
  // api specification: URI
  path: "/v2/partnerProgram/customerActivityHistories",
  // sample: the request URL. choice: singular-path
  otherPath: ({ singularPath }) =>
    singularPath === "served" ? "/v2/partnerProgram/customerActivityHistory" : undefined,
  // prerequisites: access group
  accessGroup: "Partner program",
  perform: ({ query }, context) => {
    const question = readQuestion(query, context);
    return "kind" in question ? question : answerQuestion(question, context);
  },
};

function answerQuestion(question: Question, context: OperationContext): Result {
  const customer = findCustomer(question.lookup, context);
  // error code 8015 of the wider API: the page has no codes
  if (customer === undefined) return refuse(8015, "no customer has this identifier");
  const selection = selectEntries(listEntries(customer, context), question, context);
  if ("kind" in selection) return selection;
  const { limit, offset } = question.page;
  // response parameters: pagination, data, warnings, errors
  return {
    kind: "answer",
    body: {
      pagination: { limit, offset, total: selection.total },
      data: selection.entries.map((entry) => renderEntry(entry, question.period, context)),
      warnings: [],
      errors: [],
    },
  };
}
