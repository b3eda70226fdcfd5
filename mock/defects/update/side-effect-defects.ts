import type { Customer, Membership, Organisation } from "../../fixtures.ts";
import { type Defect, makeDefect } from "../defect.ts";
import type { Performed } from "./asked.ts";
import { type WhichPerformed, changeOthers, editCustomers, editMemberships } from "./change-updates.ts";
import { all, hasType, isMade } from "./which.ts";

const isTierUpdate: WhichPerformed = all(isMade, hasType("UPGRADE", "DOWNGRADE", "RENEW"));

/** Faults where an update changes what it does not name. */
export const sideEffectDefects: readonly Defect[] = [
  ...(
    [
      ["tiers", "takes the customer's other programs to their highest tier", toHighest],
      ["expiries", "gives the customer's other programs its expiry", toExpiry],
      ["links", "unlinks the customer's other programs", unlink],
      ["ends", "ends the customer's other programs", endNow],
      ["activities", "drops the activities of the customer's other programs", dropActivities],
    ] as const
  ).map(([word, words, edit]) =>
    row(`other-programs-${word}`, `An update ${words}.`, isTierUpdate, editOtherPrograms(edit)),
  ),
  ...(["UPGRADE", "DOWNGRADE", "RENEW"] as const).map((type) =>
    row(
      `other-programs-expiries-by-${type.toLowerCase()}`,
      `A ${type} gives the customer's other programs its expiry.`,
      all(isMade, hasType(type)),
      editOtherPrograms(toExpiry),
    ),
  ),
  row(
    "other-programs-relinks",
    "An update drops what is pending in the customer's other programs.",
    isTierUpdate,
    editOtherPrograms(dropRelink),
  ),
  row(
    "other-programs-relinks-by-upgrade",
    "An UPGRADE drops what is pending in the customer's other programs.",
    all(isMade, hasType("UPGRADE")),
    editOtherPrograms(dropRelink),
  ),
  row(
    "other-programs-relinks-by-cancellation",
    "A cancellation drops what is pending in the customer's other programs too.",
    all(isMade, hasType("MEMBERSHIP_RELINKING_CANCELLED")),
    editOtherPrograms(dropRelink),
  ),
  row(
    "other-customers-relinks-by-cancellation",
    "A cancellation drops what is pending for other customers of the program too.",
    all(isMade, hasType("MEMBERSHIP_RELINKING_CANCELLED")),
    editOtherCustomers(dropRelink),
  ),
  row(
    "other-customers-tiers",
    "An update takes all other customers of the program to the tier that it names.",
    isTierUpdate,
    editOtherCustomers((membership, { details, program }) => {
      const tier = program?.tiers?.find((name) => name === details["updatedTierName"]);
      return tier === undefined ? membership : { ...membership, tier };
    }),
  ),
  row(
    "other-customers-expiries",
    "An update gives all other customers of the program its expiry.",
    isTierUpdate,
    editOtherCustomers(toExpiry),
  ),
  row(
    "other-customers-unlinked",
    "An update unlinks all other customers of the program.",
    isTierUpdate,
    editOtherCustomers(unlink),
  ),
];

type Edit = (membership: Membership, performed: Performed, organisation: Organisation, now: Date) => Membership;

function row(word: string, statement: string, which: WhichPerformed, edit: Parameters<typeof changeOthers>[1]): Defect {
  return makeDefect("update.effect.others", `update.${word}`, statement, changeOthers(which, edit));
}

/** Changes the customer's memberships in all programs that the request does not name. */
function editOtherPrograms(edit: Edit): Parameters<typeof changeOthers>[1] {
  return (organisation, performed, { circumstances }, request) => {
    const named = request
      .filter(({ customer }) => customer?.id === performed.customer?.id)
      .map(({ program }) => program?.id);
    const change = (membership: Membership): Membership =>
      named.includes(membership.program) || !membership.linked
        ? membership
        : edit(membership, performed, organisation, circumstances.now);
    return editCustomers(organisation, (customer) =>
      customer.id === performed.customer?.id ? editMemberships(customer, change) : customer,
    );
  };
}

/** Changes the memberships in the program of all customers whom the request does not name. */
function editOtherCustomers(edit: Edit): Parameters<typeof changeOthers>[1] {
  return (organisation, performed, { circumstances }, request) => {
    const isNamed = (customer: Customer): boolean => request.some((each) => each.customer?.id === customer.id);
    const change = (membership: Membership): Membership =>
      membership.program === performed.program?.id && membership.linked
        ? edit(membership, performed, organisation, circumstances.now)
        : membership;
    return editCustomers(organisation, (customer) =>
      isNamed(customer) ? customer : editMemberships(customer, change),
    );
  };
}

function toHighest(membership: Membership, _performed: Performed, { partnerPrograms = [] }: Organisation): Membership {
  const tiers = partnerPrograms.find(({ id }) => id === membership.program)?.tiers ?? [];
  const tier = tiers.at(-1) === membership.tier ? tiers[0] : tiers.at(-1);
  return tier === undefined ? membership : { ...membership, tier };
}

function toExpiry(membership: Membership, { details }: Performed): Membership {
  const expiry = Date.parse(String(details["updatedTierExpiryDate"]));
  return membership.tierExpiry === undefined || Number.isNaN(expiry)
    ? membership
    : { ...membership, tierExpiry: new Date(expiry).toISOString() };
}

function unlink(membership: Membership): Membership {
  return { ...membership, linked: false };
}

function endNow(membership: Membership, _performed: Performed, _organisation: Organisation, now: Date): Membership {
  return { ...membership, end: now.toISOString() };
}

function dropRelink({ relink: _relink, ...membership }: Membership): Membership {
  return membership;
}

function dropActivities(membership: Membership): Membership {
  return { ...membership, activities: [] };
}
