import { type When, replaceResult } from "../../edit.ts";
import { identifierNames } from "../../fixtures.ts";
import { readParameter } from "../../query.ts";
import { refuse, refuseWithStatus } from "../../result.ts";
import { asksBy, isAnswer, isBlank, isRefusal, lacks, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { looseMatches, lookUpBy } from "../look-up-loosely.ts";
import { findAsked, has } from "./conditions.ts";
import { askForSomebody, nameFor } from "./ask-for-somebody.ts";

const isUnknownCustomer: When = refusesWith(8015);

/** An unknown customer who is named, by more than the wildcard of some language. */
const isUnknownName: When = (moment, result) =>
  isUnknownCustomer(moment, result) && /\w{3}/.test(readParameter(moment.query, "identifierValue") ?? "");

const isUnknownKind: When = (moment, result) =>
  isRefusal(moment, result) &&
  has("identifierName")(moment) &&
  refusesWith(moment.choices.identifierUnknown)(moment, result);

/** Faults where a request names nobody, or somebody who is not there, or by an unknown kind of name. */
export const customerDefects: readonly Defect[] = [...nobodyDefects(), ...unknownDefects(), ...nameDefects()];

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
      "histories.wildcard-answers-somebody",
      "The identifierValue % gives the first customer with programs.",
      replaceResult(
        askForSomebody,
        (moment, result) => isUnknownCustomer(moment, result) && readParameter(moment.query, "identifierValue") === "%",
      ),
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
      replaceResult(askForSomebody, isUnknownName),
    ),
    ...["mobile", "email", "externalId", "id"].map((name) =>
      makeDefect(
        requirement,
        `histories.unknown-${name === "externalId" ? "external-id" : name}-is-somebody`,
        `An unknown ${name} is answered with the first customer with programs.`,
        replaceResult(askForSomebody, (moment, result) => isUnknownName(moment, result) && asksBy(name)(moment)),
      ),
    ),
    ...looseMatches.map(([word, statement, matches]) =>
      makeDefect(
        requirement,
        `histories.${word}`,
        statement,
        // That a name is missing, or is none, is a fault of its own.
        lookUpBy((own, asked) => identifierNames.some((name) => name === asked.name) && matches(own, asked)),
      ),
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
  // Whoever has no other identifier is not answered at all: a fault of its own.
  const isByExternalId: When = (moment, result) =>
    isAnswer(moment, result) && asksBy("externalId")(moment) && findAsked(moment)?.mobile !== undefined;
  return [
    makeDefect(
      "histories.identifier.external-id",
      "histories.external-id-refused",
      "externalId is refused as an identifierName.",
      replaceResult(() => refuse(8013, "unknown identifierName"), isByExternalId),
    ),
    makeDefect(
      "histories.identifier.external-id",
      "histories.external-id-not-found",
      "No customer is found by externalId.",
      replaceResult(() => refuse(8015, "no customer has this identifier"), isByExternalId),
    ),
    makeDefect(
      "histories.identifier-name.unknown",
      "histories.unknown-identifier-name-ignored",
      "With an identifierName that does not exist the customer is found by an identifier of any kind.",
      replaceResult((moment) => moment.ask(nameFor(moment.query, moment)), isUnknownKind),
    ),
    makeDefect(
      "histories.identifier-name.unknown",
      "histories.unknown-identifier-name-is-somebody",
      "With an identifierName that does not exist the first customer with programs is answered.",
      replaceResult(askForSomebody, isUnknownKind),
    ),
  ];
}
