import { type InputProblem, InputError } from "../src/model/input-error.ts";
import { formatPointer } from "../src/model/json-pointer.ts";
import { checkMembership } from "./checks/check-membership.ts";
import { checkPartnerPrograms, checkReference } from "./checks/check-partner-programs.ts";
import { checkCredentials, checkTexts } from "./checks/check-texts.ts";
import { type Place, findRepetitions } from "./checks/find-repetitions.ts";
import { checkInstant, isDay } from "./checks/read-instant.ts";
import { type Customer, type Fixtures, type Organisation, identifierNames, readIdentifier } from "./fixtures.ts";

/**
 * What a schema cannot say of fixtures: programs, tiers and benefits that are referred to exist; ids, names, identifiers and
 * tills are unique; instants exist and fit one another. Throws an InputError that names every offending place.
 */
export function checkFixtures(fixtures: Fixtures, file?: string): Fixtures {
  const { organisations, clock } = fixtures;
  const problems = [
    ...checkInstant(clock, ["clock"]),
    ...findRepetitions(
      organisations.map(({ name }, index) => [name, ["organisations", index, "name"]]),
      "organisation",
    ),
    ...findRepetitions(
      organisations.map(({ orgId }, index) => [orgId?.toString(), ["organisations", index, "orgId"]]),
      "orgId",
    ),
    ...checkCredentials(fixtures),
    ...organisations.flatMap((organisation, index) => checkOrganisation(organisation, clock, ["organisations", index])),
  ];
  if (problems.length > 0) {
    throw new InputError(problems.map((problem) => (file === undefined ? problem : { ...problem, file })));
  }
  return fixtures;
}

function checkOrganisation(organisation: Organisation, clock: string, place: Place): InputProblem[] {
  const { programs, defaultProgram, customers } = organisation;
  return [
    ...checkReference(
      programs.map(({ id }) => id),
      defaultProgram,
      "program",
      [...place, "defaultProgram"],
    ),
    ...findRepetitions(
      programs.map(({ id }, index) => [String(id), [...place, "programs", index, "id"]]),
      "program",
    ),
    ...checkPartnerPrograms(organisation, place),
    ...checkTexts(organisation, place),
    ...identifierNames.flatMap((name) =>
      findRepetitions(
        customers.map((customer, index) => [readIdentifier(customer, name), [...place, "customers", index, name]]),
        name,
      ),
    ),
    ...customers.flatMap((customer, index) => [
      ...checkPoints(customer, organisation, [...place, "customers", index]),
      ...checkMemberships(customer, organisation, clock, [...place, "customers", index, "memberships"]),
    ]),
  ];
}

function checkPoints(customer: Customer, { programs }: Organisation, place: Place): InputProblem[] {
  const known = programs.map(({ id }) => id);
  return [
    ...(["promisedPoints", "triggerBasedPoints"] as const).flatMap((list) =>
      (customer[list] ?? []).flatMap(({ programId }, entry) =>
        checkReference(known, programId, "program", [...place, list, entry, "programId"]),
      ),
    ),
    ...(customer.promisedPoints ?? []).flatMap(({ redeemableFrom }, entry) =>
      isDay(redeemableFrom)
        ? []
        : [
            {
              message: `${redeemableFrom} is no day`,
              pointer: formatPointer([...place, "promisedPoints", entry, "redeemableFrom"]),
              hint: 'write a day that exists, such as "2026-12-10"',
            },
          ],
    ),
  ];
}

function checkMemberships(
  { memberships = [] }: Customer,
  organisation: Organisation,
  clock: string,
  place: Place,
): InputProblem[] {
  return [
    // Past ones there may be several of; an update has to find the present one.
    ...findRepetitions(
      memberships.map(({ linked, program }, index) => [
        linked ? String(program) : undefined,
        [...place, index, "program"],
      ]),
      "present membership in partner program",
    ),
    ...memberships.flatMap((membership, index) => checkMembership(membership, organisation, clock, [...place, index])),
  ];
}
