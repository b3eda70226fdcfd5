import { replaceResult } from "../../edit.ts";
import { type JsonTree, isMembers } from "../../json-text.ts";
import { refuse } from "../../result.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, type Which, listAsked } from "./asked.ts";
import { editEntries, makeResult, reportAsMade } from "./edit-entries.ts";
import { findSomebody, isAllEmpty, isNamedBy, isUnknown, isUnnamed } from "./identifiers.ts";
import { takeCustomersFor, writeBody } from "./perform-as.ts";
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
    "update.identifier.required",
    "update.null-customer-answered",
    "A customer whose identifiers are all null is answered as updated.",
    reportAsMade(({ named }) => isAllNull(named)),
  ),
  makeDefect(
    "update.identifier.nobody",
    "update.unnamed-customer-updates-somebody",
    "A customer without any identifier is refused, and somebody is updated all the same.",
    refuseAndUpdate(isUnnamed),
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
    "update.empty-customer-updates-somebody",
    "A customer whose identifiers are all empty is refused, and somebody is updated all the same.",
    refuseAndUpdate(isAllEmpty),
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
  makeDefect(
    "update.unknown-customer.code",
    "update.unknown-customer-code-varies",
    "An unknown customer is refused with 8015 by mobile, and with 8013 by anything else.",
    editEntries(
      all(isUnknown, ({ named }) => typeof named["mobile"] !== "string"),
      (entry) => ({ ...entry, customer: withCode(entry["customer"], 8013) }),
    ),
  ),
  makeDefect(
    "update.unknown-customer.place",
    "update.unknown-customer-place-varies",
    "A request's only customer, where nobody has the identifiers, is refused as the request by mobile alone.",
    {
      ...replaceResult(
        () => refuse(8015, "no customer has this identifier"),
        (moment) =>
          listAsked(moment).some(
            (asked) => isAlone(asked, moment) && isUnknown(asked, moment) && isNamedBy("mobile")(asked, moment),
          ),
      ),
    },
  ),
];

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

/** Customers are refused, and somebody is updated all the same. */
function refuseAndUpdate(which: Which): Twist {
  return {
    result: (result, moment) => {
      const asked = listAsked(moment);
      if (result.kind === "refusal" || !asked.some((each) => which(each, moment, asked))) return result;
      const other = writeBody(
        asked.map((each) =>
          which(each, moment, asked) ? { ...each, named: { id: findSomebody(each, moment)?.id ?? 0 } } : each,
        ),
      );
      const made = moment.ask(moment.query, other);
      return made.kind === "refusal" ? result : { ...made, body: result.body };
    },
  };
}
