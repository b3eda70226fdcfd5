import { type Organisation, identifierNames, readIdentifier } from "../fixtures.ts";
import { type Query, readParameter, setParameter } from "../query.ts";
import type { Twist } from "../twist.ts";

/** An identifier. */
interface Named {
  readonly name: string;
  readonly value: string;
}
/** Whether a customer's own identifier is taken for the one asked for. */
export type Match = (own: Named, asked: Named) => boolean;

/** Customers are found by a looser comparison than equality, where equality finds nobody. */
export const looseMatches: readonly (readonly [word: string, statement: string, matches: Match])[] = [
  ["identifier-name-ignored", "An identifier is taken whatever its name.", (own, asked) => own.value === asked.value],
  [
    "identifier-by-its-beginning",
    "The beginning of an identifier finds its customer.",
    (own, asked) => own.name === asked.name && asked.value.length > 3 && own.value.startsWith(asked.value),
  ],
  [
    "mobile-by-its-last-digits",
    "The last nine digits of a mobile find its customer.",
    (own, asked) => own.name === "mobile" && asked.name === "mobile" && own.value.slice(-9) === asked.value.slice(-9),
  ],
];

/** The host finds customers by a comparison of identifiers. */
export function lookUpBy(matches: Match): Twist {
  return { query: (query, { organisation }) => rename(query, organisation, matches) };
}

/** The query with the identifier of the customer whom a looser comparison finds. */
function rename(query: Query, organisation: Organisation | undefined, matches: Match): Query {
  const asked = {
    name: readParameter(query, "identifierName") ?? "",
    value: readParameter(query, "identifierValue") ?? "",
  };
  const owned = (organisation?.customers ?? []).flatMap((customer) =>
    identifierNames.flatMap((name) => {
      const value = readIdentifier(customer, name);
      return value === undefined ? [] : [{ name, value }];
    }),
  );
  if (asked.value === "" || owned.some(({ name, value }) => name === asked.name && value === asked.value)) return query;
  const found = owned.find((own) => matches(own, asked));
  if (found === undefined) return query;
  return setParameter(setParameter(query, "identifierName", found.name), "identifierValue", found.value);
}
