import type { Choices } from "../choices.ts";
import { editResponse } from "../edit.ts";
import { isList, isMembers, type JsonTree } from "../json-text.ts";
import type { Result } from "../result.ts";
import type { VariantRow } from "./variant.ts";

/** The other choices for updates of customers. */
export const updateVariants: readonly VariantRow[] = [
  choose("content-type-optional", "A body without content type is read.", { contentTypeMissing: "taken" }),
  choose("byte-order-mark-refused", "A body that begins with a byte order mark is refused.", {
    byteOrderMark: "refused",
  }),
  choose("missing-list-2002", "A request without a list it needs is refused with 2002.", { partMissing: 2002 }),
  choose("empty-lists-answered", "Empty lists of customers and updates are answered with empty lists.", {
    emptyList: "answered",
  }),
  choose("wrong-type-refuses-request", "A member of another JSON type refuses the whole request.", {
    wrongType: "request",
  }),
  choose("limit-counts-programs", "The limit of fifty counts the programs of one customer.", {
    limitCounts: "programs-of-a-customer",
  }),
  choose("limit-counts-customers-and-programs", "The limit of fifty counts customers, and the programs of each.", {
    limitCounts: "customers-and-programs",
  }),
  choose("limit-counts-updates", "The limit of fifty counts all updates of the request.", { limitCounts: "updates" }),
  choose("limit-in-each-update", "Over the limit each update has the code 2008.", { limitPlace: "each-update" }),

  choose("id-as-text", "A customer's id may come as text.", { idAsText: "taken" }),
  choose("unnamed-customer-11013", "A customer without identifier is refused with 11013.", { customerUnnamed: 11013 }),
  choose("unnamed-customer-refuses-request", "A customer without identifier refuses the whole request.", {
    customerUnnamed: "request",
  }),
  choose("first-identifier-counts", "Of several identifiers only the first counts.", {
    identifiersDisagree: "first-given",
  }),
  choose("disagreeing-identifiers-refused", "Identifiers that do not name one customer are refused with 8015.", {
    identifiersDisagree: "refused",
  }),
  choose("unknown-customer-in-each-update", "Each update of an unknown customer has the code 8015.", {
    customerNotFound: "each-update",
  }),
  choose("unknown-customer-refuses-request", "An unknown customer refuses the whole request.", {
    customerNotFound: "request",
  }),
  choose("identifiers-as-sent", "Known customers are answered with the identifiers of the request.", {
    customerEcho: "sent",
  }),
  choose("identifiers-null", "What a known customer has not is answered as null.", { customerEcho: "known-or-null" }),
  choose("customer-twice-refused", "A request that names a customer twice is refused.", { customerTwice: "refused" }),
  choose("program-twice-refused", "A request that names a customer's program twice is refused.", {
    programTwice: "refused",
  }),

  choose("stored-faults-first", "Of several faults the one about what is stored comes first.", {
    faultOrder: "data-first",
  }),
  choose("lowest-code-first", "Of several faults the one with the lowest code comes first.", {
    faultOrder: "by-number",
  }),
  choose("failure-in-customer-status", "A customer's only update is refused in the customer's status.", {
    failurePlace: "customer-status",
  }),
  choose("failure-in-errors", "A request's only update is refused as the request itself would be.", {
    failurePlace: "request",
  }),
  {
    id: "failures-with-http-400",
    statement: "An answer without any accepted update comes with HTTP 400.",
    slots: ["failure-status"],
    operation: "update",
    // No page names the status of an answer with refusals in it.
    ...answerWithStatus(400, (outcomes) => outcomes.length > 0 && !outcomes.includes(true)),
  },
  {
    id: "failures-with-http-207",
    statement: "An answer with a refused update or customer comes with HTTP 207.",
    slots: ["failure-status"],
    operation: "update",
    ...answerWithStatus(207, (outcomes) => outcomes.includes(false)),
  },
  choose("customers-reversed", "The last customer of a request is answered first.", { customersOrder: "reversed" }),
  choose("updates-reversed", "A customer's last update is answered first.", { updatesOrder: "reversed" }),

  choose("missing-update-type-2002", "An update without updateType is refused with 2002.", { updateTypeMissing: 2002 }),
  choose("blank-names-empty", "A name of blanks counts as an empty one.", { blankName: "empty" }),
  choose("name-case-ignored", "Names of programs and tiers are found in any case.", { nameCase: "ignored" }),
  choose("details-of-cancellation-refused", "A cancellation with updateDetails is refused.", {
    cancellationDetails: "refused",
  }),
  choose("due-relink-cancelled", "A relink whose day has come can be cancelled until the batch has run.", {
    dueRelink: "queued",
  }),
  choose("renewal-without-tiers-2007", "A renewal in a program without tiers is refused with 2007.", {
    renewalWithoutTiers: "unknown",
  }),
  choose("renewal-takes-effect-later", "An initiated renewal does not show in tier and expiry.", {
    renewalEffect: "later",
  }),
  choose("tier-direction-enforced", "An upgrade to no higher tier, a downgrade to no lower one is refused with 2007.", {
    tierDirection: "refused",
  }),
  choose("renew-keeps-tier", "RENEW with another tier leaves the tier as it is.", { renewedTier: "kept" }),
  choose("renew-other-tier-refused", "RENEW with another tier is refused with 2007.", { renewedTier: "refused" }),

  choose("expiry-page-form-only", "An expiry date has the page's form, or it cannot be read.", { expiryForms: "page" }),
  choose("unreadable-expiry-2002", "An expiry date that cannot be read is refused with 2002.", {
    expiryUnreadable: 2002,
  }),
  choose("unreadable-expiry-400", "An expiry date that cannot be read is refused with 400.", {
    expiryUnreadable: 400,
  }),
  choose("unreadable-expiry-refuses-request", "An expiry date that cannot be read refuses the whole request.", {
    expiryUnreadable: "request",
  }),
  choose("empty-expiry-unreadable", "An empty expiry date is refused like one that cannot be read.", {
    expiryEmpty: "unreadable",
  }),
  choose("expiry-to-the-second", "An expiry date earlier today has passed.", { expiryPassed: "instant" }),

  choose("membership-ends-with-tier", "A membership whose tier is given an expiry ends then.", {
    membershipEnd: "with-tier",
  }),
  choose("tier-updates-in-histories", "Upgrades, downgrades and renewals are listed in histories.", {
    tierActivities: "recorded",
  }),
];

function choose(id: string, statement: string, choices: Partial<Choices>): VariantRow {
  return { id, statement, choices };
}

/** Another HTTP status for answers in which customers and updates have such outcomes. */
function answerWithStatus(status: number, when: (outcomes: readonly boolean[]) => boolean): Pick<VariantRow, "reply"> {
  return editResponse(
    (response) => ({ ...response, status }),
    (_moment, result) => when(listOutcomes(result)),
  );
}

/** Whether each update was accepted, and where a customer was refused, that. */
function listOutcomes(result: Result): readonly boolean[] {
  if (result.kind !== "answer" || !isMembers(result.body)) return [];
  return readList(result.body["customersPartnerUpdates"]).flatMap((entry) => {
    if (!isMembers(entry)) return [];
    const updates = readList(entry["partnerProgramUpdates"]);
    const outcomes = updates.map((update) => isMembers(update) && isAccepted(update["updateStatus"]));
    return isMembers(entry["customer"]) && isAccepted(entry["customer"]["status"]) ? outcomes : [...outcomes, false];
  });
}

function isAccepted(status: JsonTree | undefined): boolean {
  return isMembers(status) && status["status"] === true;
}

function readList(tree: JsonTree | undefined): readonly JsonTree[] {
  return isList(tree) ? tree : [];
}
