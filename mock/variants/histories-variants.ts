import type { HistoriesChoices } from "../histories/choices.ts";
import type { VariantRow } from "./variant.ts";

/** The other choices for what the page about histories leaves open. */
export const historiesVariants: readonly VariantRow[] = [
  choose("activity-type-in-any-spelling", "activityType is taken in any letters, with or without underscores.", {
    activityTypeSpelling: "any",
  }),
  choose("activity-type-as-in-the-sample", "activityType is taken in camel case alone.", {
    activityTypeSpelling: "sample",
  }),
  choose("activity-type-as-in-the-table", "Benefits are asked for by BENEFITS_AVAILED alone.", {
    activityTypeSpelling: "table",
  }),
  choose("missing-activity-type-11013", "A request without activityType is refused with 11013.", {
    activityTypeMissing: 11013,
  }),
  choose("source-in-capitals", "The source of histories is known in upper case alone.", { sourceLetters: "upper" }),
  choose("histories-at-both-addresses", "Histories are served at the address of the page's sample URL too.", {
    singularPath: "served",
  }),

  choose("period-of-iso-dates", "startDate and endDate may be ISO 8601 date-times.", { periodForms: "days-and-iso" }),
  choose("period-of-sample-form-alone", "startDate and endDate have a time, as in the page's sample URL.", {
    periodForms: "none",
  }),
  choose("unreadable-period-ignored", "A startDate or endDate of histories in another form is ignored.", {
    periodUnreadable: "ignored",
  }),
  choose("end-day-at-its-beginning", "A plain day as endDate of histories means its first instant.", {
    endDay: "beginning",
  }),
  choose("period-of-start-one-year", "With startDate alone a year of benefits is answered.", {
    periodOfStart: "for-a-year",
  }),
  choose("period-of-end-from-a-year-ago", "With endDate alone the benefits of the last year until then are answered.", {
    periodOfEnd: "year-before-now",
  }),
  choose("period-exclusive", "The instants startDate and endDate are outside the period.", {
    periodBounds: "exclusive",
  }),
  choose("reversed-period-empty", "endDate before startDate gives no activities.", { periodReversed: "empty" }),
  choose("long-period-refused", "A period over a year is refused with 2013.", { periodLong: "refused" }),
  choose("linking-dates-refused", "startDate and endDate with linkingUpdates are refused with 2015.", {
    datesWithLinking: "refused",
  }),

  choose("program-type-as-number-too", "partnerProgramType is also taken as a number.", {
    programTypeForm: "words-and-numbers",
  }),
  choose("program-type-as-number-alone", "partnerProgramType is taken as a number alone.", {
    programTypeForm: "numbers",
  }),
  choose("subscription-means-external", "Subscription means external programs, Coalition supplementary ones.", {
    subscription: "EXTERNAL",
  }),
  choose("unknown-program-type-empty", "A partnerProgramType that nobody knows has no entries.", {
    programTypeUnknown: "empty",
  }),
  choose("unknown-program-type-ignored", "A partnerProgramType that nobody knows is ignored.", {
    programTypeUnknown: "ignored",
  }),
  choose("unknown-partner-program-refused", "An unknown partnerProgramId is refused with 2006.", {
    unknownPartnerProgram: "refused",
  }),
  choose("program-not-joined-refused", "A program the customer was never part of is refused with 2011.", {
    programNotJoined: "refused",
  }),
  choose("no-programs-refused", "A customer without programs is refused with 2011.", { noPrograms: "refused" }),

  choose("recent-by-start", "The most recent program is the one whose membership began last.", { recentBy: "start" }),
  choose("recent-ten-first-page", "The recent ten programs are but the first page.", { recentTen: "first-page" }),
  choose("recent-ten-of-a-total", "Ten programs are reached, and total counts all.", { recentTen: "of-a-total" }),
  choose("entry-per-membership", "Each membership is an entry of its own.", { entriesPer: "membership" }),
  choose("entries-by-program-id", "Entries come in the order of their partnerProgramId.", {
    entryOrder: "by-program-id",
  }),
  choose("activities-oldest-first", "Activities come with the oldest first.", { activityOrder: "oldest-first" }),

  choose("limit-zero-means-default", "A limit of 0 is taken as if it were left out.", { limitZero: "default" }),
  choose("high-limit-capped", "A limit above 10 is taken as 10.", { limitTooHigh: "capped" }),
  choose("unreadable-limit-means-default", "A limit that is negative or no number is taken as if it were left out.", {
    limitUnreadable: "default",
  }),
  choose("unreadable-offset-means-default", "An offset that is negative or no number is taken as 0.", {
    offsetUnreadable: "default",
  }),

  choose("early-relinked-hidden", "A relinking is not shown before the daily batch has run.", {
    earlyRelinked: "hidden",
  }),
  choose("early-relinked-at-start", "A relinking that is shown early has the date of its scheduled start.", {
    earlyRelinkedDate: "start",
  }),
  choose("early-relinked-now", "A relinking that is shown early has the present instant for a date.", {
    earlyRelinkedDate: "now",
  }),

  choose(
    "early-relinked-in-dates-too",
    "A relinking that is shown early shows in the membership's start and end too.",
    {
      earlyRelinkedDetails: "dates-too",
    },
  ),
  choose("early-relinked-in-activities-alone", "A relinking that is shown early is not the membership's last update.", {
    earlyRelinkedDetails: "none",
  }),
  choose("relink-days-in-india", "The day of a relink's start is a day in India, not in UTC.", { relinkDay: "indian" }),

  choose("last-update-with-benefits", "Entries of benefits have the membership's last update too.", {
    lastUpdatedWith: "both",
  }),
  choose("last-update-of-external", "External memberships have their last update too.", { lastUpdatedOf: "all" }),
  choose("benefits-of-all-external", "External programs without tiers have partnerMembershipId and benefitsSummary.", {
    benefitsOf: "EXTERNAL",
  }),
  choose("histories-with-milliseconds", "The instants of histories have milliseconds.", {
    instantScale: "milliseconds",
  }),
];

function choose(id: string, statement: string, choices: Partial<HistoriesChoices>): VariantRow {
  return { id, statement, choices };
}
