import { type When, replaceResult } from "../../edit.ts";
import { type Customer, identifierNames, readIdentifier } from "../../fixtures.ts";
import { type Query, setParameter } from "../../query.ts";
import { refuse, refuseWithStatus } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";
import { rewrite } from "../ask-otherwise.ts";
import { isAnswer, lacks } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, always, both, findAsked, has, isSingular, isMember, readNumber } from "./conditions.ts";

/** Refuses what would be answered. */
function refuseAnswers(when: Asked, status = 404): Twist {
  const isMeant: When = (moment, result) => isAnswer(moment, result) && when(moment);
  return replaceResult(() => refuseWithStatus(status, "nothing is served here"), isMeant);
}

const manyParameters = ["startDate", "endDate", "partnerProgramId", "limit", "offset"];
const isKnown: Asked = (moment) => findAsked(moment) !== undefined;
const hasOddId: Asked = (moment) => (findAsked(moment)?.id ?? 0) % 2 === 1;

/** Faults in what is served at the address, and about whom. */
export const resourceDefects: readonly Defect[] = [
  makeDefect(
    "histories.resource.served",
    "histories.not-served",
    "Every customer's read is answered 404.",
    refuseAnswers(always),
  ),
  makeDefect(
    "histories.resource.served",
    "histories.all-parameters-refused",
    "A request with dates, a program, a limit and an offset is refused.",
    refuseAnswers(both(...manyParameters.map(has)), 400),
  ),
  makeDefect(
    "histories.resource.singular",
    "histories.singular-path-for-some",
    "At the path in the singular some customers are answered and others refused.",
    { choices: { singularPath: "served" }, ...refuseAnswers(both(isSingular, hasOddId)) },
  ),
  makeDefect(
    "histories.resource.customer",
    "histories.customers-without-programs-are-one",
    "Customers without programs get the histories of one whose programs are all past.",
    rewrite(askForPast, (moment) => isKnown(moment) && !isMember(moment)),
  ),
  makeDefect(
    "histories.resource.customer",
    "histories.customers-without-email-are-one",
    "Customers without programs and without an email get the histories of one whose programs are all past.",
    rewrite(askForPast, (moment) => !isMember(moment) && findAsked(moment)?.email === undefined && isKnown(moment)),
  ),
  makeDefect(
    "histories.resource.pagination",
    "histories.pages-refused",
    "A limit together with an offset is refused where no program is named.",
    refuseAnswers(both(has("limit"), has("offset"), lacks("partnerProgramId")), 400),
  ),
  makeDefect("histories.resource.pagination", "histories.later-pages-refused", "Every page but the first is refused.", {
    ...replaceResult(
      () => refuse(400, "offset is not supported"),
      (moment, result) =>
        isAnswer(moment, result) && lacks("partnerProgramId")(moment) && (readNumber(moment.query, "offset") ?? 0) > 0,
    ),
  }),
];

/** The last customer of them has left a program with tiers, and so a membership id. */
function askForPast(query: Query, { organisation }: Moment): Query {
  const past = organisation?.customers.findLast(isOfThePast);
  const name = identifierNames.find((each) => past?.[each] !== undefined);
  if (past === undefined || name === undefined) return query;
  return setParameter(setParameter(query, "identifierName", name), "identifierValue", readIdentifier(past, name));
}

function isOfThePast(customer: Customer | undefined): boolean {
  const { memberships = [] } = customer ?? {};
  return memberships.length > 0 && memberships.every(({ linked }) => !linked);
}
