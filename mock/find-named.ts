import {
  type Customer,
  type IdentifierName,
  type Membership,
  type Organisation,
  type PartnerProgram,
  identifierNames,
  readIdentifier,
} from "./fixtures.ts";

/** What a request to the state endpoint names things by. */
export type Params = Readonly<Record<string, unknown>>;

/** The organisation of that name; the first one where none is named, undefined where the name is nobody's. */
export function findOrganisation(organisations: readonly Organisation[], name: unknown): Organisation | undefined {
  return organisations.find((each) => name === undefined || each.name === name);
}

/** The identifiers that are given. */
export function listGiven(params: Params): readonly IdentifierName[] {
  return identifierNames.filter((name) => params[name] !== undefined);
}

/** The customer whom any of the given identifiers names. */
export function findCustomer(customers: readonly Customer[], params: Params): Customer | undefined {
  const given = listGiven(params);
  return customers.find((customer) => given.some((name) => readIdentifier(customer, name) === String(params[name])));
}

/** The partner program of that name or, where the value is a number or its digits, of that id. */
export function findPartnerProgram(
  { partnerPrograms = [] }: Organisation,
  nameOrId: unknown,
): PartnerProgram | undefined {
  return (
    partnerPrograms.find(({ name }) => name === nameOrId) ??
    partnerPrograms.find(({ id }) => id === nameOrId || String(id) === nameOrId)
  );
}

/** A customer's membership in a partner program, the present one before past ones. */
export function findMembership({ memberships = [] }: Customer, program: PartnerProgram): Membership | undefined {
  const all = memberships.filter((each) => each.program === program.id);
  return all.find(({ linked }) => linked) ?? all[0];
}
