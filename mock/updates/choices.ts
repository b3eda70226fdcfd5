/** What the page about updates leaves open. */
export interface UpdatesChoices {
  /** Whether a body without a declared media type is read. */
  readonly contentTypeMissing: "refused" | "taken";
  /** A body that begins with a byte order mark, which a reader of JSON may ignore or refuse. */
  readonly byteOrderMark: "ignored" | "refused";
  /** The code of a request that lacks a list it needs, or is no object at all. */
  readonly partMissing: 400 | 2002;
  /** What a list without entries is, of customers or of updates. */
  readonly emptyList: "refused" | "answered";
  /** What a member of another JSON type spoils: its customer or update, or the request as a whole. */
  readonly wrongType: "its-own-part" | "request";
  /** What the limit of fifty counts: the page says both program and customer. */
  readonly limitCounts: "customers" | "programs-of-a-customer" | "customers-and-programs" | "updates";
  /** Where the code of the limit stands. */
  readonly limitPlace: "request" | "each-update";

  /** Whether an id may come as text. */
  readonly idAsText: "refused" | "taken";
  /** The code of a customer without a usable identifier; `request` refuses the request as a whole. */
  readonly customerUnnamed: 8015 | 11013 | "request";
  /** Who is meant where identifiers do not belong to one customer. */
  readonly identifiersDisagree: "first-found" | "first-given" | "refused";
  /** What an unknown customer brings about: a status of its own, a status of each update, a refusal of the request. */
  readonly customerNotFound: "customer-status" | "each-update" | "request";
  /** Which identifiers a known customer is answered with: those the host knows, with null for the others or not, or those of the request. */
  readonly customerEcho: "known" | "known-or-null" | "sent";
  /** What a customer is who comes twice in one request. */
  readonly customerTwice: "each" | "refused";
  /** What a program is that comes twice for one customer in one request. */
  readonly programTwice: "each" | "refused";

  /** Which of several faults of one update is answered. */
  readonly faultOrder: "form-first" | "data-first" | "by-number";
  /**
   * Where the code of a refused update stands. The customer's status and the request's errors are taken only where the
   * customer, or the request, has no other update.
   */
  readonly failurePlace: "update-status" | "customer-status" | "request";
  /** The order of the results. */
  readonly customersOrder: "as-sent" | "reversed";
  readonly updatesOrder: "as-sent" | "reversed";

  /** The code of an update without an updateType. */
  readonly updateTypeMissing: 2009 | 2002;
  /** What a name of blanks alone is. */
  readonly blankName: "unknown" | "empty";
  /** Whether upper and lower case count in names of programs and tiers. */
  readonly nameCase: "counts" | "ignored";
  /** What updateDetails with a cancellation are. */
  readonly cancellationDetails: "ignored" | "refused";
  /** What a queued relink is whose day has come and which the daily batch has not seen yet. */
  readonly dueRelink: "gone" | "queued";
  /** What a tier's name means for a renewal in a program without tiers. */
  readonly renewalWithoutTiers: "ignored" | "unknown";
  /** Whether an initiated renewal shows in tier and expiry at once. */
  readonly renewalEffect: "at-once" | "later";
  /** Whether an upgrade has to go up and a downgrade down. */
  readonly tierDirection: "as-asked" | "refused";
  /** What RENEW with another tier than the present one is. */
  readonly renewedTier: "as-asked" | "refused" | "kept";

  /** Which forms of an expiry date are read: several of ISO 8601, or the page's own alone. */
  readonly expiryForms: "iso" | "page";
  /** The code of an expiry date in no such form; `request` refuses the request as a whole. */
  readonly expiryUnreadable: 2003 | 2002 | 400 | "request";
  /** What an empty expiry date is. */
  readonly expiryEmpty: "omitted" | "unreadable";
  /** What may not have passed: the expiry's day, as its own offset counts, or its instant. */
  readonly expiryPassed: "day" | "instant";

  /** When a membership ends whose tier is given an expiry: as before, or with the tier. */
  readonly membershipEnd: "kept" | "with-tier";

  /** Whether histories list updates of tiers. */
  readonly tierActivities: "none" | "recorded";
}

export const defaultUpdatesChoices: UpdatesChoices = {
  contentTypeMissing: "refused",
  byteOrderMark: "ignored",
  partMissing: 400,
  emptyList: "refused",
  wrongType: "its-own-part",
  limitCounts: "customers",
  limitPlace: "request",
  idAsText: "refused",
  customerUnnamed: 8015,
  identifiersDisagree: "first-found",
  customerNotFound: "customer-status",
  customerEcho: "known",
  customerTwice: "each",
  programTwice: "each",
  faultOrder: "form-first",
  failurePlace: "update-status",
  customersOrder: "as-sent",
  updatesOrder: "as-sent",
  updateTypeMissing: 2009,
  blankName: "unknown",
  nameCase: "counts",
  cancellationDetails: "ignored",
  dueRelink: "gone",
  renewalWithoutTiers: "ignored",
  renewalEffect: "at-once",
  tierDirection: "as-asked",
  renewedTier: "as-asked",
  expiryForms: "iso",
  expiryUnreadable: 2003,
  expiryEmpty: "omitted",
  expiryPassed: "day",
  membershipEnd: "kept",
  tierActivities: "none",
};
