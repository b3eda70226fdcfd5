/** What the page about histories leaves open. */
export interface HistoriesChoices {
  /**
   * How activityType is spelt: as in the page's sample URL or as in its table, in whatever letters and with or without
   * underscores, or in one of the two alone. `table` takes both spellings of linkingUpdates, which the table has not.
   */
  readonly activityTypeSpelling: "both" | "any" | "sample" | "table";
  /** The code for a request without activityType. */
  readonly activityTypeMissing: 2014 | 11013;
  /** Whether the letters of source matter: the page's sample has it in lower case, other pages in upper case. */
  readonly sourceLetters: "any" | "upper";
  /** Also at the address of the page's sample URL, which is that of an older operation. */
  readonly singularPath: "absent" | "served";

  /** Forms of startDate and endDate besides that of the sample: plain days, ISO 8601 too, or none. */
  readonly periodForms: "days" | "days-and-iso" | "none";
  /** What a date in another form is. */
  readonly periodUnreadable: "refused" | "ignored";
  /** What a plain day means as endDate: all of it, or its beginning. */
  readonly endDay: "whole" | "beginning";
  /** Until when a period lasts of which only the start is given. */
  readonly periodOfStart: "until-now" | "for-a-year";
  /** When a period begins of which only the end is given: a year before that, or before now. */
  readonly periodOfEnd: "year-before-end" | "year-before-now";
  /** Whether the instants startDate and endDate themselves belong to the period. */
  readonly periodBounds: "inclusive" | "exclusive";
  /** What endDate before startDate is. */
  readonly periodReversed: "refused" | "empty";
  /** What a period over a year is: the page's own sample URL has one. */
  readonly periodLong: "refused" | "answered";
  /** What dates with linkingUpdates are. */
  readonly datesWithLinking: "refused" | "ignored";

  /** What partnerProgramType takes: names and words, numbers too, or numbers alone, the page's type for it. */
  readonly programTypeForm: "words" | "words-and-numbers" | "numbers";
  /** Which of the two is a subscription: the page says it both ways. */
  readonly subscription: "SUPPLEMENTARY" | "EXTERNAL";
  /** What a partnerProgramType is that is none of these. */
  readonly programTypeUnknown: "refused" | "empty" | "ignored";
  /** What the id of no program at all is, and that of one the customer was never part of. */
  readonly unknownPartnerProgram: "empty" | "refused";
  readonly programNotJoined: "empty" | "refused";
  /** What a customer is who was never part of any program. */
  readonly noPrograms: "empty" | "refused";

  /** What makes a program recent: the newest activity in it, or the membership's start. */
  readonly recentBy: "activity" | "start";
  /**
   * The recent ten programs: no more than those are reached and counted; no more are reached and all are counted; they
   * are but the first page.
   */
  readonly recentTen: "all-there-is" | "of-a-total" | "first-page";
  /** Whether a customer's memberships in one program are one entry. */
  readonly entriesPer: "program" | "membership";
  readonly entryOrder: "recent-first" | "by-program-id";
  readonly activityOrder: "newest-first" | "oldest-first";

  /** What a limit of 0 is: no entries, or as if it were left out. */
  readonly limitZero: "no-entries" | "default";
  readonly limitTooHigh: "refused" | "capped";
  /** What a limit is that is negative or no number. */
  readonly limitUnreadable: "refused" | "default";
  /** What an offset is that is negative, no number, or one that no JSON number holds. */
  readonly offsetUnreadable: "refused" | "default";

  /** Whether a relinking is shown on its day before the daily batch has run. */
  readonly earlyRelinked: "shown" | "hidden";
  /** What date it has then: the beginning of its day, the scheduled start, or the present instant. */
  readonly earlyRelinkedDate: "day" | "start" | "now";

  /** What else shows it then: the membership's last update, its start and end too, or nothing. */
  readonly earlyRelinkedDetails: "last-update" | "dates-too" | "none";
  /** Whose day is the day of a relink's start: that of UTC, as activityDate is, or that of India. */
  readonly relinkDay: "utc" | "indian";

  /** Which answers have the last update of a membership. */
  readonly lastUpdatedWith: "linkingUpdates" | "both";
  readonly lastUpdatedOf: "SUPPLEMENTARY" | "all";
  /** Which memberships have partnerMembershipId and benefitsSummary: in external programs with tiers, or in all external ones. */
  readonly benefitsOf: "tiered" | "EXTERNAL";
  /** How instants are written. */
  readonly instantScale: "seconds" | "milliseconds";
}

export const defaultHistoriesChoices: HistoriesChoices = {
  activityTypeSpelling: "both",
  activityTypeMissing: 2014,
  sourceLetters: "any",
  singularPath: "absent",
  periodForms: "days",
  periodUnreadable: "refused",
  endDay: "whole",
  periodOfStart: "until-now",
  periodOfEnd: "year-before-end",
  periodBounds: "inclusive",
  periodReversed: "refused",
  periodLong: "answered",
  datesWithLinking: "ignored",
  programTypeForm: "words",
  subscription: "SUPPLEMENTARY",
  programTypeUnknown: "refused",
  unknownPartnerProgram: "empty",
  programNotJoined: "empty",
  noPrograms: "empty",
  recentBy: "activity",
  recentTen: "all-there-is",
  entriesPer: "program",
  entryOrder: "recent-first",
  activityOrder: "newest-first",
  limitZero: "no-entries",
  limitTooHigh: "refused",
  limitUnreadable: "refused",
  offsetUnreadable: "refused",
  earlyRelinked: "shown",
  earlyRelinkedDate: "day",
  earlyRelinkedDetails: "last-update",
  relinkDay: "utc",
  lastUpdatedWith: "linkingUpdates",
  lastUpdatedOf: "SUPPLEMENTARY",
  benefitsOf: "tiered",
  instantScale: "seconds",
};
