import type { Choices } from "./choices.ts";
import { type Customer, identifierNames, readIdentifier } from "./fixtures.ts";
import type { OperationContext } from "./operation.ts";
import { type Query, readParameter } from "./query.ts";
import { type RefusalResult, refuse } from "./result.ts";

/** Whom a request asks for, in form: identifierName, identifierValue and source. */
export interface Lookup {
  readonly identifierName: string;
  readonly identifierValue: string;
  /** In upper case; undefined where none is given, or none that is known, and that is accepted. */
  readonly source: string | undefined;
}

/** What an operation demands of the source. */
export interface SourceDemands {
  readonly missing: "refused" | "accepted";
  /** `upper`: the names are compared as they stand. */
  readonly letters: "any" | "upper";
}

/** Names by which customers can be asked for, as the wider API lists them; the mock's own customers have the first few. */
const lookupNames = [
  "mobile",
  "email",
  "externalId",
  "id",
  "cardnumber",
  "cardExternalId",
  "wechat",
  "martjackId",
  "fbId",
];

/** Sources as the wider API lists them. */
const sources = [
  "INSTORE",
  "ALL",
  "FACEBOOK",
  "WEB_ENGAGE",
  "WECHAT",
  "MARTJACK",
  "TMALL",
  "TAOBAO",
  "JD",
  "ECOMMERCE",
  "WEBSITE",
  "LINE",
];

/** Reads whom a request asks for, or refuses it. */
export function readLookup(query: Query, choices: Choices, demands: SourceDemands): Lookup | RefusalResult {
  // Blanks around a value are left out: a plus sign that was not escaped is one by now.
  const identifierName = readParameter(query, "identifierName")?.trim() ?? "";
  const identifierValue = readParameter(query, "identifierValue")?.trim() ?? "";
  // choice: identifier-missing
  if (identifierName === "" || identifierValue === "") {
    return refuse(choices.identifierMissing, "identifierName and identifierValue are needed");
  }
  // choice: identifier-unknown
  if (!lookupNames.includes(identifierName)) return refuse(choices.identifierUnknown, "unknown identifierName");

  const given = readParameter(query, "source")?.trim() ?? "";
  const source = demands.letters === "any" ? given.toUpperCase() : given;
  // error code 11013 of the wider API
  if (source === "" && demands.missing === "refused") return refuse(11013, "source is needed");
  // choice: source-unknown
  if (source !== "" && choices.sourceUnknown === "refused" && !sources.includes(source)) {
    return refuse(8003, "unknown source");
  }
  return { identifierName, identifierValue, source: sources.includes(source) ? source : undefined };
}

/** The customer who is asked for, or undefined where there is none. */
export function findCustomer(
  { identifierName, identifierValue, source }: Lookup,
  { organisation, choices }: Pick<OperationContext, "organisation" | "choices">,
): Customer | undefined {
  const name = identifierNames.find((known) => known === identifierName);
  return organisation.customers.find(
    (each) =>
      name !== undefined &&
      readIdentifier(each, name) === identifierValue &&
      // choice: source-scope
      (choices.sourceScope === "any" || source === undefined || isKnownIn(each, source)),
  );
}

function isKnownIn({ sources: known }: Customer, source: string): boolean {
  return known === undefined || source === "ALL" || known.includes(source);
}
