import { type When, editResponse, editText, setHeader } from "../edit.ts";
import { readParameter } from "../query.ts";
import { breakOff, crash, editEnvelope, envelopeEdits, hang, spoilText } from "./break-reply.ts";
import { hasNoPoints, isAnswer, isBlank, isRefusal, refusesWith } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";

/** Situations in which hosts break rather than refuse. */
const situations: readonly (readonly [word: string, words: string, when: When])[] = [
  ["unknown-program", "An unknown program", refusesWith(885)],
  ["unknown-customer", "An unknown customer", refusesWith(8015)],
  ["bad-date", "A date in another form", refusesWith(1216)],
  ["reversed-window", "endDate before startDate", refusesWith(1214)],
  ["unknown-identifier-name", "An unknown identifierName", refusesWith(8013)],
  ["empty-identifier", "An empty identifierValue", isBlank("identifierValue")],
  [
    "program-no-number",
    "A programId that is no number",
    ({ query }) => /[^\d]/.test(readParameter(query, "programId") ?? ""),
  ],
];

/** Faults of HTTP and JSON, whatever is answered. */
export const transportDefects: readonly Defect[] = [
  ...situations.flatMap(([word, words, when]) => [
    makeDefect(
      "transport.answer.arrives",
      `transport.${word}-resets`,
      `${words} breaks the connection.`,
      breakOff({ kind: "reset" }, when),
    ),
    makeDefect("transport.status.no-crash", `transport.${word}-crashes`, `${words} is answered 500.`, crash(when)),
  ]),
  makeDefect("transport.answer.arrives", "transport.unknown-program-hangs", "An unknown program is never answered.", {
    ...hang(refusesWith(885)),
  }),
  makeDefect("transport.answer.arrives", "transport.no-points-hangs", "A customer without points is never answered.", {
    ...hang(hasNoPoints),
  }),
  makeDefect(
    "transport.status.no-crash",
    "transport.no-points-crashes",
    "A customer without points is answered 500.",
    crash(hasNoPoints),
  ),
  makeDefect("transport.status.success", "transport.answers-with-400", "Good answers come with HTTP 400.", {
    ...editResponse((response) => ({ ...response, status: 400 }), isAnswer),
  }),
  makeDefect(
    "transport.status.success",
    "transport.no-points-with-404",
    "A good answer without points comes with HTTP 404.",
    {
      ...editResponse((response) => ({ ...response, status: 404 }), hasNoPoints),
    },
  ),
  makeDefect(
    "transport.body.json",
    "transport.body-truncated",
    "Good answers stop before the end.",
    editText((text) => text.slice(0, -7), isAnswer),
  ),
  makeDefect(
    "transport.body.json",
    "transport.no-points-body-truncated",
    "The answer about a customer without points stops before the end.",
    {
      ...editText((text) => text.slice(0, -7), hasNoPoints),
    },
  ),
  makeDefect(
    "transport.body.json",
    "transport.body-empty",
    "Good answers have no body.",
    editText(() => "", isAnswer),
  ),
  makeDefect("transport.body.json", "transport.body-html", "Good answers are an HTML page declared as JSON.", {
    ...editText(() => "<!doctype html><title>Sign in</title>", isAnswer),
  }),
  makeDefect("transport.body.json", "transport.body-trailing-comma", "Lists of good answers end in a comma.", {
    ...editText((text) => text.replaceAll("}]", "},]"), isAnswer),
  }),
  makeDefect("transport.body.json", "transport.body-nan", "Points are NaN, which JSON has not.", {
    ...editText((text) => text.replaceAll(/("points": ?)[-+.\deE]+/g, "$1NaN"), isAnswer),
  }),
  makeDefect("transport.body.json", "transport.body-not-utf-8", "Good answers hold a byte that is not UTF-8.", {
    ...editResponse((response) => ({ ...response, body: spoilText(response.body, "CUSTOMER") }), isAnswer),
  }),
  makeDefect(
    "transport.body.json",
    "transport.refusal-truncated",
    "The refusal of an unknown program stops before the end.",
    {
      ...editText((text) => text.slice(0, -2), refusesWith(885)),
    },
  ),
  ...(
    [
      ["html", "text/html;charset=UTF-8"],
      ["plain-text", "text/plain"],
      ["octets", "application/octet-stream"],
    ] as const
  ).map(([word, type]) =>
    makeDefect("transport.content-type.json", `transport.content-type-${word}`, `JSON is declared as ${type}.`, {
      ...editResponse((response) => ({ ...response, headers: setHeader(response.headers, "Content-Type", type) })),
    }),
  ),
  makeDefect("transport.content-type.json", "transport.content-type-missing", "No content type is declared.", {
    ...editResponse((response) => ({
      ...response,
      headers: response.headers.filter(([name]) => name.toLowerCase() !== "content-type"),
    })),
  }),
  makeDefect(
    "transport.content-type.json",
    "transport.content-type-html-for-refusals",
    "Refusals in JSON are declared as HTML.",
    {
      ...editResponse(
        (response) => ({ ...response, headers: setHeader(response.headers, "Content-Type", "text/html") }),
        isRefusal,
      ),
    },
  ),
  ...envelopeEdits.map(([word, statement, edit]) =>
    makeDefect("transport.refusal.envelope", `transport.refusal-${word}`, statement, editEnvelope(edit)),
  ),
];
