import type { Choices } from "../choices.ts";
import type { VariantRow } from "./variant.ts";

/** The other choice for every place where the mock has to choose. */
export const choiceVariants: readonly VariantRow[] = [
  choose("refusals-with-http-200", "Refusals come with HTTP 200.", { refusalStatus: "200" }),
  choose("unknown-customer-with-http-404", "An unknown customer comes with HTTP 404.", { refusalStatus: "by-code" }),
  choose("refusals-at-the-root", "A refusal's code stands at the root of the body.", { refusalForm: "root" }),
  choose("refusals-in-status", "A refusal's code stands in a member status.", { refusalForm: "status" }),
  choose("message-before-code", "A refusal's message comes before its code.", { refusalOrder: "message-first" }),
  choose("unknown-external-id-1632", "An unknown external id is refused with 1632.", { unknownExternalId: 1632 }),
  choose("unknown-program-empty-with-all", "An unknown program has no points even where all programs are asked for.", {
    unknownProgramWithAll: "nothing",
  }),
  choose("unknown-program-refused-with-all", "An unknown program is refused even where all programs are asked for.", {
    unknownProgramWithAll: "refused",
  }),
  choose("flag-omitted-means-all", "Without fetchDataForAllPrograms all programs are answered.", {
    flagOmitted: "true",
  }),
  choose("flag-omitted-refused", "A request without fetchDataForAllPrograms is refused.", { flagOmitted: "refused" }),
  choose("unreadable-flag-means-false", "A flag that is neither true nor false counts as false.", {
    flagUnreadable: "false",
  }),
  choose("start-date-exclusive", "The day startDate itself is outside the window.", { windowStart: "exclusive" }),
  choose("end-date-exclusive", "The day endDate itself is outside the window.", { windowEnd: "exclusive" }),
  choose("default-window-from-tomorrow", "Without startDate entries count from tomorrow on.", {
    windowDefault: "tomorrow",
  }),
  choose("default-window-everything", "Without startDate past entries are answered too.", {
    windowDefault: "everything",
  }),
  choose("default-window-one-year", "Without endDate only a year is answered.", { windowEndDefault: "a-year-later" }),
  choose("past-start-date-refused", "A startDate in the past is refused with 1215.", { pastStart: "refused" }),
  choose("reversed-window-empty", "endDate before startDate gives an empty list.", { reversedWindow: "empty" }),
  choose("far-end-date-refused", "An endDate over a hundred years ahead is refused with 1217.", { farEnd: "refused" }),
  choose("unreadable-dates-ignored", "A date in another form is ignored.", { badDate: "ignored" }),
  choose("missing-identifier-8015", "A request without identifier is refused with 8015.", { identifierMissing: 8015 }),
  choose("missing-identifier-8013", "A request without identifier is refused with 8013.", { identifierMissing: 8013 }),
  choose("unknown-identifier-name-8015", "An unknown identifierName is refused with 8015.", {
    identifierUnknown: 8015,
  }),
  choose("source-optional", "A request without source is answered.", { sourceMissing: "accepted" }),
  choose("unknown-source-accepted", "A source that nobody knows is ignored.", { sourceUnknown: "accepted" }),
  choose("any-source-finds", "Customers are found in every source.", { sourceScope: "any" }),
  choose("entity-type-ignored", "An entityType other than CUSTOMER is ignored.", { entityTypeUnknown: "ignored" }),
  choose("earliest-only-of-each-kind", "fetchEarliestExpiryOnly leaves the earliest of each program and type.", {
    earliestOnly: "of-each-kind",
  }),
  choose("earliest-only-of-all", "fetchEarliestExpiryOnly leaves the entries of the earliest day.", {
    earliestOnly: "of-all",
  }),
  choose("earliest-only-refused", "fetchEarliestExpiryOnly is refused.", { earliestOnly: "refused" }),
  choose("first-of-repeated-parameters", "Of a parameter that comes twice the first counts.", {
    repeatedParameter: "first",
  }),
  choose("last-of-repeated-parameters", "Of a parameter that comes twice the last counts.", {
    repeatedParameter: "last",
  }),
  choose("program-checked-first", "An unknown program is noticed before an unknown customer.", {
    checkedFirst: "program",
  }),
  choose("indented-json", "The JSON text is indented.", { layout: "indented" }),
];

function choose(id: string, statement: string, choices: Partial<Choices>): VariantRow {
  return { id, statement, choices };
}
