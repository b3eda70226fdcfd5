import { type Customer, readIdentifier } from "../../fixtures.ts";
import { findNamedCustomer } from "../../updates/find-named-customer.ts";
import type { Moment } from "../../twist.ts";
import type { Match } from "../look-up-loosely.ts";
import { type Asked, type Condition, makeContext } from "./asked.ts";

/** The identifiers that a request can name a customer by. */
export const identifiers = ["id", "mobile", "email", "externalId"] as const;
export type Identifier = (typeof identifiers)[number];

/** Those that are sent and not empty. */
export function listGiven({ named }: Asked): readonly Identifier[] {
  return identifiers.filter((name) => named[name] !== undefined && named[name] !== null && named[name] !== "");
}

/** Whether a customer is named by this identifier and nothing else is sent. */
export function isNamedBy(name: Identifier): Condition {
  return ({ named }) => Object.keys(named).length === 1 && named[name] !== undefined && named[name] !== "";
}

/** Whether a customer is named by one identifier, and this one is sent empty. */
export function hasEmpty(...names: readonly Identifier[]): Condition {
  return (asked) => listGiven(asked).length === 1 && names.some((name) => asked.named[name] === "");
}

/** The customers whom the identifiers of an entry name, each once. */
export function listNamed(asked: Asked, moment: Moment): readonly Customer[] {
  const context = makeContext(moment);
  if (context === undefined) return [];
  const found = listGiven(asked).flatMap((name) => {
    const customer = findNamedCustomer({ [name]: asked.named[name] ?? null }, context);
    return "code" in customer ? [] : [customer];
  });
  return found.filter((customer, place) => found.findIndex(({ id }) => id === customer.id) === place);
}

/** Whether several identifiers of one customer are sent. */
export const hasSeveral: Condition = (asked, moment) =>
  listGiven(asked).length > 1 && listNamed(asked, moment).length === 1;

/** Whether identifiers of several customers are sent. */
export const isConflict: Condition = (asked, moment) => listNamed(asked, moment).length > 1;

/** Whether identifiers are sent that are more than the wildcard of some language, and no customer has them. */
export const isUnknown: Condition = (asked) =>
  asked.customer === undefined && listGiven(asked).some((name) => /\w{3}/.test(String(asked.named[name])));

/** Whether a customer is there who has no identifier at all, not even an empty one. */
export const isUnnamed: Condition = ({ hasCustomer, named }) => hasCustomer && Object.keys(named).length === 0;

/** Whether all identifiers of a customer are empty. */
export const isAllEmpty: Condition = (asked) => Object.keys(asked.named).length > 0 && listGiven(asked).length === 0;

/** The customer whom a looser comparison of identifiers finds where an exact one finds nobody. */
export function findLoosely(matches: Match, asked: Asked, { organisation }: Moment): Customer | undefined {
  return organisation?.customers.find((customer) =>
    identifiers.some((name) => {
      const value = readIdentifier(customer, name);
      return (
        value !== undefined &&
        listGiven(asked).some((given) => matches({ name, value }, { name: given, value: String(asked.named[given]) }))
      );
    }),
  );
}

/** A customer who is linked to the program that an update names; the first of all where there is none. */
export function findSomebody({ sent }: Asked, { organisation }: Moment): Customer | undefined {
  const program = organisation?.partnerPrograms?.find(({ name }) => name === sent["partnerProgramName"]);
  return (
    organisation?.customers.find(({ memberships = [] }) =>
      memberships.some((each) => each.linked && each.program === program?.id),
    ) ?? organisation?.customers[0]
  );
}
