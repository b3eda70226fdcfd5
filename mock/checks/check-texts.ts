import type { InputProblem } from "../../src/model/input-error.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import { type Fixtures, type Organisation, type Till, identifierNames, readIdentifier } from "../fixtures.ts";
import { type Named, type Place, findRepetitions } from "./find-repetitions.ts";

/** Mistakes in credentials, which stand as defaults in the printed profile, and each of which opens one organisation. */
export function checkCredentials({ organisations }: Fixtures): InputProblem[] {
  const tills = organisations.flatMap(({ till, tillWithoutAccess }, index) => [
    ...listTill(till, ["organisations", index, "till"]),
    ...listTill(tillWithoutAccess, ["organisations", index, "tillWithoutAccess"]),
  ]);
  const keys = organisations.flatMap(({ oauth }, index): Named[] => [
    [oauth?.key, ["organisations", index, "oauth", "key"]],
    [oauth?.secret, ["organisations", index, "oauth", "secret"]],
  ]);
  return [
    ...findRepetitions(
      tills.filter(([, place]) => place.at(-1) === "user"),
      "till",
    ),
    ...findRepetitions(
      keys.filter(([, place]) => place.at(-1) === "key"),
      "key",
    ),
    ...[...tills, ...keys]
      .filter(([text = ""]) => /\}|\$\{/.test(text))
      .map(([, place]) => ({
        message: "has } or ${ in it, which no printed profile can hold",
        pointer: formatPointer(place),
        hint: "use other characters; it is a public sample",
      })),
  ];
}

function listTill(till: Till | undefined, place: Place): readonly Named[] {
  return [
    [till?.user, [...place, "user"]],
    [till?.password, [...place, "password"]],
  ];
}

/** Mistakes in the texts of an organisation that stand in the printed profile as they are, and in those asked for. */
export function checkTexts(organisation: Organisation, place: Place): InputProblem[] {
  const identifiers = organisation.customers.flatMap((customer, index) =>
    identifierNames.map((name): Named => [readIdentifier(customer, name), [...place, "customers", index, name]]),
  );
  const names = (organisation.partnerPrograms ?? []).flatMap(({ name, tiers = [] }, index): Named[] => [
    [name, [...place, "partnerPrograms", index, "name"]],
    ...tiers.map((tier, at): Named => [tier, [...place, "partnerPrograms", index, "tiers", at]]),
  ]);
  return [
    ...[[organisation.name, [...place, "name"]] as const, ...names, ...identifiers]
      .filter(([text = ""]) => text.includes("${"))
      .map(([, where]) => ({
        message: "has ${ in it, which a printed profile takes for the name of a variable",
        pointer: formatPointer(where),
        hint: "use other characters",
      })),
    ...identifiers
      .filter(([text = ""]) => text !== text.trim())
      .map(([, where]) => ({
        message: "begins or ends with a blank, so that no lookup can find it",
        pointer: formatPointer(where),
        hint: "take the blanks away",
      })),
  ];
}
