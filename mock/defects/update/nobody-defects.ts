import { replaceResult } from "../../edit.ts";
import { type JsonTree, isMembers } from "../../json-text.ts";
import { refuse } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { looseMatches } from "../look-up-loosely.ts";
import { type Asked, type Which, listAsked } from "./asked.ts";
import { editEntries, makeResult, reportAsMade } from "./edit-entries.ts";
import { findLoosely, findSomebody, isAllEmpty, isNamedBy, isUnknown, isUnnamed } from "./identifiers.ts";
import { takeCustomersFor } from "./perform-as.ts";
import { updatesList } from "./results.ts";
import { all, isAlone } from "./which.ts";

/** Faults where an update is for nobody, or for somebody who is not there. */
export const nobodyDefects: readonly Defect[] = [
  makeDefect(
    "update.identifier.required",
    "update.unnamed-customer-answered",
    "A customer without any identifier is answered as updated.",
    reportAsMade(isUnnamed),
  ),
  makeDefect(
    "update.identifier.nobody",
    "update.null-customer-answered",
    "A customer whose identifiers are all null is answered as updated.",
    reportAsMade(({ named }) => isAllNull(named)),
  ),
  makeDefect(
    "update.identifier.nobody",
    "update.unnamed-customer-shows-somebody",
    "A customer without any identifier is refused with the identifiers of somebody.",
    showSomebody(isUnnamed),
  ),
  makeDefect(
    "update.identifier.nobody",
    "update.empty-customer-is-somebody",
    "A customer whose identifiers are all empty is taken for somebody.",
    takeCustomersFor(isAllEmpty, (asked, moment) => ({ id: findSomebody(asked, moment)?.id ?? 0 })),
  ),
  makeDefect(
    "update.identifier.nobody",
    "update.empty-customer-shows-somebody",
    "A customer whose identifiers are all empty is refused with the identifiers of somebody.",
    showSomebody(isAllEmpty),
  ),

  makeDefect(
    "update.unknown-customer.refused",
    "update.unknown-customer-answered",
    "An unknown customer is answered as updated.",
    reportAsMade(isUnknown),
  ),
  ...(["mobile", "id"] as const).map((name) =>
    makeDefect(
      "update.unknown-customer.refused",
      `update.unknown-${name}-answered`,
      `An unknown ${name} is answered as updated.`,
      reportAsMade(all(isUnknown, isNamedBy(name))),
    ),
  ),
  makeDefect(
    "update.unknown-customer.refused",
    "update.unknown-customer-updates-reported",
    "An unknown customer has status false, and its updates are reported as made.",
    editEntries(isUnknown, (entry, asked) => ({ ...entry, [updatesList]: asked.map(makeResult) })),
  ),
  ...looseMatches.map(([word, statement, matches]) =>
    makeDefect(
      "update.unknown-customer.refused",
      `update.${word}`,
      statement,
      takeCustomersFor(
        (asked, moment) => isUnknown(asked, moment) && findLoosely(matches, asked, moment) !== undefined,
        (asked, moment) => ({ id: findLoosely(matches, asked, moment)?.id ?? 0 }),
      ),
    ),
  ),
  makeDefect(
    "update.unknown-customer.code",
    "update.unknown-customer-code-varies",
    "An unknown customer is refused with 8015 for some programs, and with 8013 for others.",
    editEntries(all(isUnknown, isAboutOddProgram), (entry) => ({
      ...entry,
      customer: withCode(entry["customer"], 8013),
    })),
  ),
  makeDefect(
    "update.unknown-customer.place",
    "update.unknown-customer-place-varies",
    "An unknown customer is refused in the customer's status for some programs, and as the request for others.",
    {
      ...replaceResult(
        () => refuse(8015, "no customer has this identifier"),
        (moment) =>
          listAsked(moment).some(
            (asked) => isAlone(asked, moment) && isUnknown(asked, moment) && isAboutOddProgram(asked, moment),
          ),
      ),
    },
  ),
];

/** Whether the program that an update names has an odd id. */
function isAboutOddProgram({ sent }: Asked, { organisation }: Moment): boolean {
  const program = organisation?.partnerPrograms?.find(({ name }) => name === sent["partnerProgramName"]);
  return (program?.id ?? 0) % 2 === 1;
}

function withCode(customer: JsonTree | undefined, code: number): JsonTree {
  const status = isMembers(customer) ? customer["status"] : undefined;
  return isMembers(customer) && isMembers(status) ? { ...customer, status: { ...status, code } } : (customer ?? null);
}

function isAllNull(named: Asked["named"]): boolean {
  const values = Object.values(named);
  return values.length > 0 && values.every((value) => value === null);
}

/** Customers are refused with the identifiers of somebody. */
function showSomebody(which: Which): Twist {
  return editEntries(which, (entry, [asked], moment) => {
    const somebody = asked === undefined ? undefined : findSomebody(asked, moment);
    const { id, mobile, email } = somebody ?? {};
    const customer = entry["customer"];
    return {
      ...entry,
      customer: {
        ...(id === undefined ? {} : { id }),
        ...(mobile === undefined ? {} : { mobile }),
        ...(email === undefined ? {} : { email }),
        status: isMembers(customer) ? (customer["status"] ?? null) : null,
      },
    };
  });
}
