import { replaceResult } from "../../edit.ts";
import { setParameter } from "../../query.ts";
import { isRefusal, lacks } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksForLinking, both, has } from "./conditions.ts";
import { answerNothing, stripActivities } from "./edit-history.ts";
import { nameFor } from "./ask-for-somebody.ts";

type Words = readonly [word: string, statement: string];

const source = "histories.source.mandatory";
const type = "histories.activity-filter.mandatory";
const inStore = { name: "source", value: "INSTORE" };

/** Requests that lack a mandatory parameter, and are answered as if they had it. */
export const mandatoryDefects: readonly Defect[] = [
  fillIn(source, ["no-source-answered", "Without source a request is answered."], inStore),
  fillIn(
    source,
    ["no-source-answered-for-one-program", "Without source a request for one program is answered."],
    inStore,
    has("partnerProgramId"),
  ),
  fillIn(
    source,
    ["no-source-answered-for-linking", "Without source a request for linkingUpdates is answered."],
    inStore,
    asksForLinking,
  ),
  fillIn(type, ["no-type-answers-benefits", "Without activityType benefits availed are answered."], {
    name: "activityType",
    value: "benefitsAvailed",
  }),
  fillIn(type, ["no-type-answers-linking", "Without activityType linkingUpdates are answered."], {
    name: "activityType",
    value: "linkingUpdates",
  }),
  makeDefect(
    type,
    "histories.no-type-answers-no-activities",
    "Without activityType programs are answered, and no activities.",
    {
      ...replaceResult(
        (moment) => stripActivities(moment.ask(setParameter(moment.query, "activityType", "benefitsAvailed"))),
        (moment, result) => isRefusal(moment, result) && lacks("activityType")(moment),
      ),
    },
  ),
  makeDefect(
    "histories.identifier-name.mandatory",
    "histories.no-identifier-name-answered",
    "Without identifierName the customer is found by an identifier of any kind.",
    { query: (query, moment) => (lacks("identifierName")(moment) ? nameFor(query, moment) : query) },
  ),
  makeDefect(
    "histories.identifier-name.mandatory",
    "histories.no-identifier-name-answered-for-mobile",
    "Without identifierName the customer is found by the mobile.",
    {
      query: (query, moment) =>
        lacks("identifierName")(moment) ? setParameter(query, "identifierName", "mobile") : query,
    },
  ),
  makeDefect(
    "histories.identifier-value.mandatory",
    "histories.no-identifier-value-answers-nothing",
    "Without identifierValue an empty list is answered.",
    answerNothing((moment, result) => isRefusal(moment, result) && lacks("identifierValue")(moment)),
  ),
];

function fillIn(
  breaks: string,
  [word, statement]: Words,
  { name, value }: { readonly name: string; readonly value: string },
  asked: Asked = () => true,
): Defect {
  return makeDefect(breaks, `histories.${word}`, statement, {
    query: (query, moment) => (both(lacks(name), asked)(moment) ? setParameter(query, name, value) : query),
  });
}
