import { type When, editResponse, editText, setHeader } from "../../edit.ts";
import { breakOff, crash, editEnvelope, envelopeEdits, hang, spoilText } from "../break-reply.ts";
import { isAnswer, isBlank, isRefusal, lacks, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { asksForLinking, hasDates, hasNoEntries, isMember, namesUnknownProgram, readNumber } from "./conditions.ts";
import { isLater } from "./page.ts";
import { isLongPeriod } from "./select-benefits.ts";

/** Situations in which hosts break rather than refuse or answer. */
const situations: readonly (readonly [word: string, words: string, when: When])[] = [
  ["unknown-customer", "An unknown customer", refusesWith(8015)],
  ["unknown-program", "An unknown partnerProgramId", namesUnknownProgram],
  ["no-programs", "A customer without programs", (moment, result) => isAnswer(moment, result) && !isMember(moment)],
  ["unknown-activity-type", "An unknown activityType", refusesWith(2014)],
  ["no-activity-type", "A missing activityType", lacks("activityType")],
  ["empty-identifier", "An empty identifierValue", isBlank("identifierValue")],
  ["unknown-identifier-name", "An unknown identifierName", refusesWith(8013)],
  ["unknown-source", "An unknown source", refusesWith(8003)],
  ["long-window", "Dates more than a year apart", isLongPeriod],
  ["linking-dates", "Dates with linkingUpdates", (moment) => asksForLinking(moment) && hasDates(moment)],
  ["limit-zero", "A limit of zero", ({ query }) => readNumber(query, "limit") === 0],
  ["high-limit", "A limit above ten", ({ query }) => (readNumber(query, "limit") ?? 0) > 10],
  ["negative-limit", "A negative limit", ({ query }) => (readNumber(query, "limit") ?? 0) < 0],
  ["beyond-the-end", "An offset beyond the end", (moment, result) => isLater(moment) && hasNoEntries(moment, result)],
];

/** Faults of HTTP and JSON where histories are asked for. */
export const transportDefects: readonly Defect[] = [
  ...situations.flatMap(([word, words, when]) => [
    makeDefect(
      "transport.answer.arrives",
      `histories.${word}-resets`,
      `${words} breaks the connection.`,
      breakOff({ kind: "reset" }, when),
    ),
    makeDefect("transport.status.no-crash", `histories.${word}-crashes`, `${words} is answered 500.`, crash(when)),
  ]),
  makeDefect(
    "transport.answer.arrives",
    "histories.no-entries-hangs",
    "Histories without entries never arrive.",
    hang(hasNoEntries),
  ),
  makeDefect("transport.status.success", "histories.answers-with-400", "Histories come with HTTP 400.", {
    ...editResponse((response) => ({ ...response, status: 400 }), isAnswer),
  }),
  makeDefect(
    "transport.status.success",
    "histories.no-entries-with-404",
    "Histories without entries come with HTTP 404.",
    editResponse((response) => ({ ...response, status: 404 }), hasNoEntries),
  ),
  makeDefect(
    "transport.body.json",
    "histories.body-truncated",
    "Histories stop before the end.",
    editText((text) => text.slice(0, -7), isAnswer),
  ),
  makeDefect(
    "transport.body.json",
    "histories.body-truncated-for-linking",
    "Histories of linkingUpdates stop before the end.",
    editText(
      (text) => text.slice(0, -7),
      (moment, result) => isAnswer(moment, result) && asksForLinking(moment),
    ),
  ),
  makeDefect(
    "transport.body.json",
    "histories.no-entries-body-empty",
    "Histories without entries have no body.",
    editText(() => "", hasNoEntries),
  ),
  makeDefect("transport.body.json", "histories.body-not-utf-8", "Histories hold a byte that is not UTF-8.", {
    ...editResponse((response) => ({ ...response, body: spoilText(response.body, "partnerProgramName") }), isAnswer),
  }),
  ...(
    [
      ["html", "text/html;charset=UTF-8"],
      ["plain-text", "text/plain"],
    ] as const
  ).map(([word, type]) =>
    makeDefect("transport.content-type.json", `histories.content-type-${word}`, `Histories are declared as ${type}.`, {
      ...editResponse((response) => ({ ...response, headers: setHeader(response.headers, "Content-Type", type) })),
    }),
  ),
  makeDefect(
    "transport.content-type.json",
    "histories.content-type-html-for-refusals",
    "Refusals of histories are declared as HTML.",
    editResponse(
      (response) => ({ ...response, headers: setHeader(response.headers, "Content-Type", "text/html") }),
      isRefusal,
    ),
  ),
  ...envelopeEdits.map(([word, statement, edit]) =>
    makeDefect("transport.refusal.envelope", `histories.refusal-${word}`, statement, editEnvelope(edit)),
  ),
];
