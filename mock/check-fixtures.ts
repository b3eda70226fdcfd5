import { type InputProblem, InputError } from "../src/model/input-error.ts";
import { formatPointer } from "../src/model/json-pointer.ts";
import { type Fixtures, type Organisation, identifierNames, readIdentifier } from "./fixtures.ts";

/**
 * What a schema cannot say of fixtures: programs that are referred to exist, and ids, identifiers and tills are unique.
 * Throws an InputError that names every offending place.
 */
export function checkFixtures(fixtures: Fixtures, file?: string): Fixtures {
  const problems = [
    ...findRepetitions(
      fixtures.organisations.map(({ till }, index) => [till.user, ["organisations", index, "till", "user"]]),
      "till",
    ),
    ...findRepetitions(
      fixtures.organisations.map(({ name }, index) => [name, ["organisations", index, "name"]]),
      "organisation",
    ),
    ...fixtures.organisations.flatMap(({ till }, index) =>
      (["user", "password"] as const)
        .filter((name) => /\}|\$\{/.test(till[name]))
        .map((name) => ({
          message: `has } or \${ in it, which no printed profile can hold`,
          pointer: `/organisations/${index}/till/${name}`,
          hint: "use other characters; it is a public sample",
        })),
    ),
    ...(Number.isNaN(Date.parse(fixtures.clock)) ? [{ message: "is no instant", pointer: "/clock" }] : []),
    ...fixtures.organisations.flatMap((organisation, index) =>
      checkOrganisation(organisation, ["organisations", index]),
    ),
  ];
  if (problems.length > 0) {
    throw new InputError(problems.map((problem) => (file === undefined ? problem : { ...problem, file })));
  }
  return fixtures;
}

type Place = readonly (string | number)[];

function checkOrganisation(organisation: Organisation, place: Place): InputProblem[] {
  const programs = organisation.programs.map(({ id }) => id);
  const checkProgram = (id: number, where: Place): InputProblem[] =>
    programs.includes(id)
      ? []
      : [
          {
            message: `program ${id} is not one of the organisation's`,
            pointer: formatPointer(where),
            hint: `programs: ${programs.join(", ")}`,
          },
        ];
  const identifiers = identifierNames.flatMap((name) =>
    findRepetitions(
      organisation.customers.map((customer, index) => [
        readIdentifier(customer, name),
        [...place, "customers", index, name],
      ]),
      name,
    ),
  );
  return [
    ...checkProgram(organisation.defaultProgram, [...place, "defaultProgram"]),
    ...findRepetitions(
      programs.map((id, index) => [String(id), [...place, "programs", index, "id"]]),
      "program",
    ),
    ...identifiers,
    ...organisation.customers.flatMap((customer, index) =>
      (["promisedPoints", "triggerBasedPoints"] as const).flatMap((list) =>
        (customer[list] ?? []).flatMap(({ programId }, entry) =>
          checkProgram(programId, [...place, "customers", index, list, entry, "programId"]),
        ),
      ),
    ),
  ];
}

function findRepetitions(values: readonly (readonly [string | undefined, Place])[], what: string): InputProblem[] {
  const seen = new Set<string>();
  return values.flatMap(([value, place]) => {
    if (value === undefined) return [];
    if (seen.has(value)) return [{ message: `${what} ${value} is there twice`, pointer: formatPointer(place) }];
    seen.add(value);
    return [];
  });
}
