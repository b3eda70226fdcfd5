import type { InputProblem } from "../../src/model/input-error.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type { Organisation } from "../fixtures.ts";
import { type Place, findRepetitions } from "./find-repetitions.ts";

/** Mistakes in an organisation's partner programs: ids and names that are there twice, loyalty programs that do not exist. */
export function checkPartnerPrograms({ partnerPrograms = [], programs }: Organisation, parent: Place): InputProblem[] {
  const place = [...parent, "partnerPrograms"];
  return [
    ...findRepetitions(
      partnerPrograms.map(({ id }, index) => [String(id), [...place, index, "id"]]),
      "partner program",
    ),
    // body parameter: partnerProgramName, which has to lead to one program
    ...findRepetitions(
      partnerPrograms.map(({ name }, index) => [name, [...place, index, "name"]]),
      "partner program",
    ),
    ...partnerPrograms.flatMap(({ tiers = [], benefits = [], program }, index) => [
      ...checkReference(
        programs.map(({ id }) => id),
        program,
        "program",
        [...place, index, "program"],
      ),
      ...findRepetitions(
        tiers.map((tier, at) => [tier, [...place, index, "tiers", at]]),
        "tier",
      ),
      ...findRepetitions(
        benefits.map(({ name }, at) => [name, [...place, index, "benefits", at, "name"]]),
        "benefit",
      ),
    ]),
  ];
}

/** The mistake of naming something that does not exist. */
export function checkReference<T extends string | number>(
  known: readonly T[],
  named: T | undefined,
  what: string,
  place: Place,
): InputProblem[] {
  if (named === undefined || known.includes(named)) return [];
  return [
    {
      message: `${what} ${named} does not exist`,
      pointer: formatPointer(place),
      hint: known.length === 0 ? `there is no ${what}: add one` : `${what}s: ${known.join(", ")}`,
    },
  ];
}
