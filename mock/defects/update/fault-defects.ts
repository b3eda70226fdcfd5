import { replaceResult } from "../../edit.ts";
import { recordActivity } from "../../histories/record-activity.ts";
import { isMembers } from "../../json-text.ts";
import { makeMembership } from "../../make-membership.ts";
import { refuse } from "../../result.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { cancelledType } from "../histories/relinking.ts";
import { listAsked, listPerformed } from "./asked.ts";
import {
  type WhichPerformed,
  answerWith,
  changeOthers,
  editCustomers,
  keepOtherwise,
  makeStatus,
} from "./change-updates.ts";
import { hasExpiry, hasSeveralFaults, hasStrangeType, namesUnknownTier, wasLinked } from "./faults.ts";
import { writeBody } from "./perform-as.ts";
import { refuseYetPerform } from "./refuse-yet-perform.ts";
import { editOwner, updatesList } from "./results.ts";
import { all, hasType, isAlone, isRefusedWith, not } from "./which.ts";

const expiryAndTier: WhichPerformed = all(hasSeveralFaults, hasExpiry("passed"), namesUnknownTier);
/** Relinking is an affair of supplementary programs, wherever it is recorded. */
const concerns =
  (activity: string): WhichPerformed =>
  ({ program }) =>
    activity !== cancelledType || program?.type === "SUPPLEMENTARY";
const typeAndTier: WhichPerformed = all(hasSeveralFaults, hasStrangeType, namesUnknownTier);

/** Faults in how refused updates are refused, and in what comes of them. */
export const faultDefects: readonly Defect[] = [
  ...(
    [
      ["expiry-and-tier", "A past expiry with an unknown tier", expiryAndTier],
      ["type-and-tier", "An unknown updateType with an unknown tier", typeAndTier],
    ] as const
  ).flatMap(([word, words, which]) =>
    (
      [
        [200, "accepted", "is accepted"],
        [2002, "2002", "is refused with 2002"],
        [2004, "2004", "is refused with 2004"],
      ] as const
    ).map(([code, how, what]) =>
      makeDefect("update.code.several-faults", `update.${word}-${how}`, `${words} ${what}.`, answerWith(code, which)),
    ),
  ),

  makeDefect(
    "update.failure.place",
    "update.unknown-tier-of-renewal-refuses-request",
    "A request's only update, where it is a RENEW with an unknown tier, is refused as the request, other ones in their updateStatus.",
    {
      ...replaceResult(
        () => refuse(2007, "the program has no such tier"),
        (moment, result) =>
          listPerformed(moment, result).some(
            (each) => all(isAlone, hasType("RENEW"))(each, moment, []) && each.code === 2007,
          ),
      ),
    },
  ),
  makeDefect(
    "update.failure.place",
    "update.unknown-tier-of-downgrade-in-customer-status",
    "That a tier is unknown is said in the customer's status with DOWNGRADE, with other types in the updateStatus.",
    moveToCustomer(all(isAlone, isRefusedWith(2007), hasType("DOWNGRADE"))),
  ),

  makeDefect(
    "update.linked.first",
    "update.not-linked-gets-linked",
    "An update for a customer who is not linked is refused, and links the customer.",
    link(isRefusedWith(2004)),
  ),
  makeDefect(
    "update.linked.first",
    "update.no-longer-linked-gets-linked",
    "An update for a customer who is linked no longer is refused, and links the customer again.",
    link(all(isRefusedWith(2004), wasLinked)),
  ),
  makeDefect(
    "update.linked.first",
    "update.never-linked-gets-linked",
    "An update for a customer who was never linked is refused, and links the customer.",
    link(all(isRefusedWith(2004), not(wasLinked))),
  ),

  ...(
    [
      [2007, "unknown-tier", "An update to an unknown tier"],
      [2003, "past-expiry", "An update with a past expiry"],
      [2009, "unknown-type", "An update of an unknown kind"],
      [2028, "renewal-not-allowed", "A renewal initiation where relinking is allowed"],
    ] as const
  ).flatMap(([code, word, words]) => [
    makeDefect(
      "update.refused.unchanged",
      `update.${word}-changes-tier`,
      `${words} is refused, and the tier is another one.`,
      keepOtherwise(isRefusedWith(code), (membership, { program, details }) => {
        const others = (program?.tiers ?? []).filter((tier) => tier !== membership.tier);
        const tier = others.find((name) => name === details["updatedTierName"]) ?? others[0];
        return tier === undefined ? membership : { ...membership, tier };
      }),
    ),
    makeDefect(
      "update.refused.unchanged",
      `update.${word}-changes-expiry`,
      `${words} is refused, and the expiry is another one.`,
      keepOtherwise(isRefusedWith(code), (membership, { details }) => {
        const sent = Date.parse(String(details["updatedTierExpiryDate"]));
        const { tierExpiry } = membership;
        if (tierExpiry === undefined) return membership;
        const next = Number.isNaN(sent) ? Date.parse(tierExpiry) + 31 * 86_400_000 : sent;
        return { ...membership, tierExpiry: new Date(next).toISOString() };
      }),
    ),
  ]),
  ...(
    [
      [2027, "nothing-pending", "A cancellation where nothing is pending", cancelledType],
      [2026, "not-enabled", "A cancellation where relinking is off", cancelledType],
      [2028, "renewal-not-allowed", "A renewal initiation where relinking is allowed", "MEMBERSHIP_RENEWAL_INITIATED"],
      [2007, "unknown-tier", "An update to an unknown tier", "TIER_UPDATED"],
      [2003, "past-expiry", "An update with a past expiry", "TIER_UPDATED"],
    ] as const
  ).map(([code, word, words, type]) =>
    makeDefect(
      "update.refused.unchanged",
      `update.${word}-recorded`,
      `${words} is refused, and ${type} stands among the activities.`,
      keepOtherwise(all(isRefusedWith(code), concerns(type)), (membership, _performed, { circumstances }) =>
        recordActivity(membership, type, circumstances.now),
      ),
    ),
  ),
  ...(
    [
      [2002, "no-details", "An update without details"],
      [2003, "past-expiry", "A past expiry"],
      [2006, "unknown-program", "An unknown program"],
      [2007, "unknown-tier", "An unknown tier"],
      [2009, "unknown-type", "An unknown updateType"],
    ] as const
  ).map(([code, word, words]) =>
    makeDefect(
      `update.code.${code}`,
      `update.${word}-accepted-again`,
      `${words} is refused, and accepted where the same request comes directly again.`,
      answerWith(
        200,
        all(isRefusedWith(code), (_performed, { repeated }) => repeated),
      ),
    ),
  ),
  makeDefect(
    "update.refused.unchanged",
    "update.past-expiry-of-downgrade-changes-tier",
    "A DOWNGRADE with a past expiry is refused, and the tier is the one named.",
    keepOtherwise(all(isRefusedWith(2003), hasType("DOWNGRADE")), (membership, { details }) => ({
      ...membership,
      tier: String(details["updatedTierName"]),
    })),
  ),
  makeDefect(
    "update.refused.unchanged",
    "update.over-the-limit-made",
    "More than fifty customers are refused, and the first fifty are updated.",
    refuseYetPerform(refuse(2008, "one request takes no more than 50"), (moment) => {
      const asked = listAsked(moment);
      if ((asked[0]?.entries ?? 0) <= 50) return undefined;
      const made = moment.ask(moment.query, writeBody(asked.filter(({ entry }) => entry < 50)));
      return made.kind === "answer" ? (made.organisation ?? moment.organisation) : undefined;
    }),
  ),
];

/** What is wrong is said in the status of the customer, who then has no results. */
function moveToCustomer(which: WhichPerformed): Twist {
  return {
    result: (result, moment) => {
      if (result.kind === "refusal") return result;
      const request = listPerformed(moment, result);
      const body = request
        .filter((each) => which(each, moment, request))
        .reduce((answer, each) => {
          const status = makeStatus(each.code);
          return isMembers(answer)
            ? editOwner(answer, "entry", each, ({ customer }) => ({
                customer: isMembers(customer) ? { ...customer, status } : { status },
                [updatesList]: [],
              }))
            : answer;
        }, result.body);
      return { ...result, body };
    },
  };
}

/** The customers of updates are linked to the programs that the updates name. */
function link(which: WhichPerformed): Twist {
  return changeOthers(which, (organisation, { customer, program }, { circumstances }) =>
    customer === undefined || program === undefined
      ? organisation
      : editCustomers(organisation, (each) => {
          if (each.id !== customer.id) return each;
          const memberships = each.memberships ?? [];
          return {
            ...each,
            memberships: memberships.some((own) => own.program === program.id)
              ? memberships.map((own) => (own.program === program.id ? { ...own, linked: true } : own))
              : [...memberships, makeMembership(program, circumstances.now)],
          };
        }),
  );
}
