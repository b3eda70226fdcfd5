import { replaceResult } from "../../edit.ts";
import type { Customer } from "../../fixtures.ts";
import { refuse } from "../../result.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Which, listAsked } from "./asked.ts";
import { answerWith, changeOthers, editCustomers, editMemberships, leaveUnmade } from "./change-updates.ts";
import { type Identifier, hasEmpty, hasSeveral, identifiers, isConflict, isNamedBy, listNamed } from "./identifiers.ts";
import { takeCustomersFor } from "./perform-as.ts";
import { all, hasType, isMade } from "./which.ts";

const words: Readonly<Record<Identifier, string>> = {
  id: "id",
  mobile: "mobile",
  email: "email",
  externalId: "external-id",
};

const isTierUpdate = hasType("UPGRADE", "DOWNGRADE", "RENEW");

/** Nobody is found. */
const findNobody = (which: Which): Twist => takeCustomersFor(which, () => ({}));

/** Faults in how the customer is found whom an update is for. */
export const identifierDefects: readonly Defect[] = [
  ...identifiers.map((name) =>
    makeDefect(
      `update.identifier.${words[name]}`,
      `update.by-${words[name]}-nobody-found`,
      `Nobody is found by ${name} alone.`,
      findNobody(isNamedBy(name)),
    ),
  ),
  ...identifiers.map((name) =>
    makeDefect(
      `update.identifier.${words[name]}`,
      `update.by-${words[name]}-not-linked`,
      `For an update of its tier a customer named by ${name} alone counts as linked to nothing.`,
      answerWith(2004, all(isMade, isTierUpdate, isNamedBy(name))),
    ),
  ),
  // By mobile most requests are made: what is not made for them is no update at all.
  ...(["id", "email", "externalId"] as const).map((name) =>
    makeDefect(
      `update.identifier.${words[name]}`,
      `update.by-${words[name]}-not-made`,
      `An update of the tier of a customer named by ${name} alone is reported and not made.`,
      leaveUnmade(all(isMade, isTierUpdate, isNamedBy(name))),
    ),
  ),

  makeDefect(
    "update.identifier.empty-unused",
    "update.empty-identifiers-unknown",
    "With an empty identifier beside the one that is used nobody is found.",
    findNobody(hasEmpty(...identifiers)),
  ),
  ...(["email", "externalId"] as const).map((name) =>
    makeDefect(
      "update.identifier.empty-unused",
      `update.empty-${words[name]}-unknown`,
      `With an empty ${name} beside the identifier that is used nobody is found.`,
      findNobody(hasEmpty(name)),
    ),
  ),
  makeDefect(
    "update.identifier.empty-unused",
    "update.empty-identifiers-refuse-request",
    "With an empty identifier the whole request is refused.",
    {
      ...replaceResult(
        () => refuse(400, "an identifier is empty"),
        (moment) => listAsked(moment).some((asked) => hasEmpty(...identifiers)(asked, moment)),
      ),
    },
  ),
  makeDefect(
    "update.identifier.empty-unused",
    "update.empty-identifiers-not-made",
    "With an empty identifier beside the one that is used an update is reported and not made.",
    leaveUnmade(all(isMade, hasEmpty(...identifiers))),
  ),

  makeDefect(
    "update.identifier.several",
    "update.several-identifiers-unknown",
    "By several identifiers nobody is found.",
    findNobody(hasSeveral),
  ),
  makeDefect(
    "update.identifier.several",
    "update.several-identifiers-2002",
    "An update of a customer with several identifiers is refused with 2002.",
    answerWith(2002, all(isMade, hasSeveral)),
  ),
  makeDefect(
    "update.identifier.several",
    "update.several-identifiers-not-made",
    "An update of a customer with several identifiers is reported and not made.",
    leaveUnmade(all(isMade, hasSeveral)),
  ),

  makeDefect(
    "update.identifier.conflict",
    "update.conflict-updates-both",
    "Identifiers of two customers update both.",
    changeOthers(all(isMade, isConflict), (organisation, asked, moment) => {
      const named = listNamed(asked, moment);
      const made = organisation.customers
        .find(({ id }) => id === asked.customer?.id)
        ?.memberships?.find(({ program, linked }) => program === asked.program?.id && linked);
      return editCustomers(organisation, (customer) =>
        named.some(({ id }) => id === customer.id) ? copyTier(customer, made) : customer,
      );
    }),
  ),
  makeDefect(
    "update.identifier.conflict",
    "update.conflict-updates-neither",
    "Identifiers of two customers are reported as updated and update neither.",
    leaveUnmade(all(isMade, isConflict)),
  ),
];

function copyTier(
  customer: Customer,
  from: { readonly program: number; readonly tier?: string; readonly tierExpiry?: string } | undefined,
): Customer {
  return editMemberships(customer, (membership) =>
    membership.program === from?.program && membership.linked
      ? {
          ...membership,
          ...(from.tier === undefined ? {} : { tier: from.tier }),
          ...(from.tierExpiry === undefined ? {} : { tierExpiry: from.tierExpiry }),
        }
      : membership,
  );
}
