import { type When, replaceResult } from "../../edit.ts";
import { identifierNames, readIdentifier } from "../../fixtures.ts";
import type { JsonMembers } from "../../json-text.ts";
import { type Query, readParameter, setParameter } from "../../query.ts";
import { type Result, refuse, refuseWithStatus } from "../../result.ts";
import type { Moment } from "../../twist.ts";
import { asksBy, isAnswer, isBlank, isRefusal, lacks, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { looseMatches, lookUpBy } from "../look-up-loosely.ts";
import { type Asked, asksForLinking, both, findAsked, has } from "./conditions.ts";
import { answerNothing, changeEntries, stripActivities } from "./edit-history.ts";

const isUnknownCustomer: When = refusesWith(8015);

const isUnknownName: When = (moment, result) =>
  isRefusal(moment, result) &&
  has("identifierName")(moment) &&
  refusesWith(moment.choices.identifierUnknown)(moment, result);

/** Faults where a request lacks a parameter, or names nobody, or somebody who is not there. */
export const customerDefects: readonly Defect[] = [
  ...mandatoryDefects(),
  ...nobodyDefects(),
  ...unknownDefects(),
  ...nameDefects(),
  ...sourceDefects(),
];

type Words = readonly [word: string, statement: string];

/** Requests that lack a mandatory parameter, and are answered as if they had it. */
function mandatoryDefects(): readonly Defect[] {
  const source = "histories.source.mandatory";
  const type = "histories.activity-filter.mandatory";
  const inStore = { name: "source", value: "INSTORE" };
  return [
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
}

/** Somebody is answered where nobody is named. */
function nobodyDefects(): readonly Defect[] {
  const requirement = "histories.identifier.nobody";
  const isEmpty: When = (moment, result) => isRefusal(moment, result) && isBlank("identifierValue")(moment);
  return [
    makeDefect(
      requirement,
      "histories.empty-identifier-answers-somebody",
      "An empty identifierValue gives the first customer with programs.",
      replaceResult(askForSomebody, isEmpty),
    ),
    makeDefect(
      requirement,
      "histories.empty-external-id-answers-somebody",
      "An empty external id gives the first customer with programs.",
      replaceResult(askForSomebody, (moment, result) => isEmpty(moment, result) && asksBy("externalId")(moment)),
    ),
    makeDefect(
      requirement,
      "histories.absent-identifier-answers-somebody",
      "A request without identifierName and identifierValue gives the first customer with programs.",
      replaceResult(
        askForSomebody,
        (moment, result) =>
          isRefusal(moment, result) && lacks("identifierName")(moment) && lacks("identifierValue")(moment),
      ),
    ),
  ];
}

/** What a customer who does not exist comes to. */
function unknownDefects(): readonly Defect[] {
  const requirement = "histories.identifier.unknown";
  return [
    makeDefect(
      requirement,
      "histories.unknown-customer-is-somebody",
      "An unknown customer is answered with the first one with programs.",
      replaceResult(askForSomebody, isUnknownCustomer),
    ),
    ...["mobile", "email", "externalId", "id"].map((name) =>
      makeDefect(
        requirement,
        `histories.unknown-${name === "externalId" ? "external-id" : name}-is-somebody`,
        `An unknown ${name} is answered with the first customer with programs.`,
        replaceResult(askForSomebody, (moment, result) => isUnknownCustomer(moment, result) && asksBy(name)(moment)),
      ),
    ),
    ...looseMatches.map(([word, statement, matches]) =>
      makeDefect(requirement, `histories.${word}`, statement, lookUpBy(matches)),
    ),
    ...[
      ["8012", refuse(8012, "no customer has this identifier")] as const,
      ["2011", refuse(2011, "the customer has no activity")] as const,
      ["400", refuse(400, "the identifier is not valid")] as const,
      ["404", refuseWithStatus(404, "not found")] as const,
    ].map(([code, refusal]) =>
      makeDefect(
        "histories.identifier.unknown-code",
        `histories.unknown-customer-${code}`,
        `An unknown customer is refused with ${code}.`,
        replaceResult(() => refusal, isUnknownCustomer),
      ),
    ),
    makeDefect(
      "histories.identifier.unknown-code",
      "histories.unknown-email-400",
      "An unknown email is refused with 400.",
      replaceResult(
        () => refuse(400, "the identifier is not valid"),
        (moment, result) => isUnknownCustomer(moment, result) && asksBy("email")(moment),
      ),
    ),
  ];
}

/** Faults in identifierName. */
function nameDefects(): readonly Defect[] {
  return [
    makeDefect(
      "histories.identifier.external-id",
      "histories.external-id-refused",
      "externalId is refused as an identifierName.",
      replaceResult(
        () => refuse(8013, "unknown identifierName"),
        (moment, result) => isAnswer(moment, result) && asksBy("externalId")(moment),
      ),
    ),
    makeDefect(
      "histories.identifier.external-id",
      "histories.external-id-not-found",
      "No customer is found by externalId.",
      replaceResult(
        () => refuse(8015, "no customer has this identifier"),
        (moment, result) => isAnswer(moment, result) && asksBy("externalId")(moment),
      ),
    ),
    makeDefect(
      "histories.identifier-name.unknown",
      "histories.unknown-identifier-name-ignored",
      "With an identifierName that does not exist the customer is found by an identifier of any kind.",
      replaceResult((moment) => moment.ask(nameFor(moment.query, moment)), isUnknownName),
    ),
    makeDefect(
      "histories.identifier-name.unknown",
      "histories.unknown-identifier-name-is-somebody",
      "With an identifierName that does not exist the first customer with programs is answered.",
      replaceResult(askForSomebody, isUnknownName),
    ),
  ];
}

/** Faults in source. */
function sourceDefects(): readonly Defect[] {
  const isUnknown: When = refusesWith(8003);
  const askInStore = ({ ask, query }: Moment): Result => ask(setParameter(query, "source", "INSTORE"));
  const isLowerCase: Asked = ({ query }) => /^[a-z_]+$/.test(readParameter(query, "source") ?? "");
  const loseFirst = (entries: readonly JsonMembers[]): readonly JsonMembers[] =>
    entries.length > 1 ? entries.slice(1) : entries;
  return [
    makeDefect(
      "histories.source.unknown",
      "histories.unknown-source-loses-activities",
      "With a source that does not exist the customer is answered without activities.",
      replaceResult((moment) => stripActivities(askInStore(moment)), isUnknown),
    ),
    makeDefect(
      "histories.source.unknown",
      "histories.unknown-source-is-somebody",
      "With a source that does not exist the first customer with programs is answered.",
      replaceResult(
        (moment) => askForSomebody({ ...moment, query: setParameter(moment.query, "source", "INSTORE") }),
        isUnknown,
      ),
    ),
    makeDefect(
      "histories.source.spelling",
      "histories.lower-case-source-loses-program",
      "With the source in lower case the first program is lost.",
      changeEntries(loseFirst, isLowerCase),
    ),
    makeDefect(
      "histories.source.spelling",
      "histories.lower-case-source-refused-for-some",
      "The source in lower case is refused for customers with an odd id.",
      replaceResult(
        () => refuse(8003, "unknown source"),
        (moment, result) =>
          isAnswer(moment, result) && both(isLowerCase, (each) => (findAsked(each)?.id ?? 0) % 2 === 1)(moment),
      ),
    ),
  ];
}

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

/** The query with the kind of identifier that the value is of. */
function nameFor(query: Query, { organisation }: Moment): Query {
  const value = readParameter(query, "identifierValue");
  const name = identifierNames.find((each) =>
    organisation?.customers.some((customer) => readIdentifier(customer, each) === value),
  );
  return name === undefined ? query : setParameter(query, "identifierName", name);
}

function askForSomebody(moment: Moment): Result {
  const somebody = moment.organisation?.customers.find(({ memberships = [] }) => memberships.length > 0);
  const name = identifierNames.find((each) => somebody?.[each] !== undefined) ?? "id";
  const named = setParameter(moment.query, "identifierName", name);
  return moment.ask(setParameter(named, "identifierValue", somebody && readIdentifier(somebody, name)));
}
