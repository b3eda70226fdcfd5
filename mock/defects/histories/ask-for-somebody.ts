import { identifierNames, readIdentifier } from "../../fixtures.ts";
import { type Query, readParameter, setParameter } from "../../query.ts";
import { type Result } from "../../result.ts";
import type { Moment } from "../../twist.ts";

/** The query with the kind of identifier that the value is of. */
export function nameFor(query: Query, { organisation }: Moment): Query {
  const value = readParameter(query, "identifierValue");
  const name = identifierNames.find((each) =>
    organisation?.customers.some((customer) => readIdentifier(customer, each) === value),
  );
  return name === undefined ? query : setParameter(query, "identifierName", name);
}

/** The answer about the first customer with programs. */
export function askForSomebody(moment: Moment): Result {
  const somebody = moment.organisation?.customers.find(({ memberships = [] }) => memberships.length > 0);
  const name = identifierNames.find((each) => somebody?.[each] !== undefined) ?? "id";
  const named = setParameter(moment.query, "identifierName", name);
  return moment.ask(setParameter(named, "identifierValue", somebody && readIdentifier(somebody, name)));
}
