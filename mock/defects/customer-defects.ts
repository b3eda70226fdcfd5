import { type When, replaceResult, promisedList, triggerList } from "../edit.ts";
import { identifierNames, readIdentifier } from "../fixtures.ts";
import { readParameter, setParameter } from "../query.ts";
import { type Result, refuse, refuseWithStatus } from "../result.ts";
import type { Moment } from "../twist.ts";
import { asksBy, identify, isBlank, lacks, refusesWith } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";
import { looseMatches, lookUpBy } from "./look-up-loosely.ts";

const isUnknownCustomer: When = (moment, result) =>
  refusesWith(8015)(moment, result) || (refusesWith(1632)(moment, result) && asksBy("externalId")(moment));

/** Faults where a request names nobody, or somebody who is not there. */
export const customerDefects: readonly Defect[] = [
  makeDefect(
    "points.code.8015",
    "points.unknown-customer-answered",
    "An unknown customer is answered with empty lists.",
    {
      ...replaceResult(() => answerNobody(), isUnknownCustomer),
    },
  ),
  makeDefect("points.code.8015", "points.unknown-customer-8012", "An unknown customer is refused with 8012.", {
    ...replaceResult(() => refuse(8012, "no customer has this identifier"), isUnknownCustomer),
  }),
  makeDefect("points.code.8015", "points.unknown-customer-885", "An unknown customer is refused with 885.", {
    ...replaceResult(() => refuse(885, "no program has this id"), isUnknownCustomer),
  }),
  makeDefect(
    "points.code.8015",
    "points.unknown-customer-404",
    "An unknown customer is refused with the HTTP status for a code.",
    {
      ...replaceResult(() => refuseWithStatus(404, "not found"), isUnknownCustomer),
    },
  ),
  makeDefect(
    "points.customer.known",
    "points.customer-without-points-8015",
    "A customer without any points is refused with 8015.",
    {
      ...replaceResult(
        () => refuse(8015, "no customer has this identifier"),
        (moment, result) => result.kind === "answer" && hasNoPoints(moment),
      ),
    },
  ),
  ...["mobile", "email"].map((name) =>
    makeDefect(
      "points.code.8015",
      `points.unknown-${name}-answered`,
      `An unknown ${name} is answered with empty lists.`,
      {
        ...replaceResult(
          () => answerNobody(),
          (moment, result) => isUnknownCustomer(moment, result) && asksBy(name)(moment),
        ),
      },
    ),
  ),
  makeDefect(
    "points.identifier.nobody",
    "points.empty-identifier-answers-somebody",
    "An empty identifierValue gives the first customer.",
    {
      ...replaceResult(
        askForFirst,
        (moment, result) => result.kind === "refusal" && isBlank("identifierValue")(moment),
      ),
    },
  ),
  makeDefect(
    "points.identifier.nobody",
    "points.absent-identifier-answers-somebody",
    "A missing identifierValue gives the first customer.",
    {
      ...replaceResult(askForFirst, (moment, result) => result.kind === "refusal" && lacks("identifierValue")(moment)),
    },
  ),
];

/** Faults in how a customer is looked for. */
export const lookupDefects: readonly Defect[] = [
  ...looseMatches.map(([word, statement, matches]) =>
    makeDefect("points.code.8015", `points.${word}`, statement, lookUpBy(matches)),
  ),
  makeDefect("points.code.8015", "points.unknown-id-answered", "An unknown id is answered with empty lists.", {
    ...replaceResult(
      () => answerNobody(),
      (moment, result) => isUnknownCustomer(moment, result) && asksBy("id")(moment),
    ),
  }),
];

function hasNoPoints({ organisation, query }: Moment): boolean {
  const [name, value] = [readParameter(query, "identifierName"), readParameter(query, "identifierValue")];
  const customer = organisation?.customers.find((each) =>
    identifierNames.some((own) => own === name && readIdentifier(each, own) === value),
  );
  const { promisedPoints = [], triggerBasedPoints = [] } = customer ?? {};
  return customer !== undefined && promisedPoints.length === 0 && triggerBasedPoints.length === 0;
}

function answerNobody(): Result {
  return {
    kind: "answer",
    body: { entityId: -1, entityType: "CUSTOMER", [promisedList]: [], [triggerList]: [], warnings: [] },
  };
}

function askForFirst(moment: Moment, result: Result): Result {
  const first = moment.organisation?.customers[0];
  if (first === undefined) return result;
  const { name, value } = identify(first);
  return moment.ask(setParameter(setParameter(moment.query, "identifierName", name), "identifierValue", value));
}
