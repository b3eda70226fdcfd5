import { type When, editResponse, editText, setHeader } from "../../edit.ts";
import { breakOff, crash, editEnvelope, envelopeEdits, hang, spoilText } from "../break-reply.ts";
import { isAnswer, isRefusal, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, listAsked, listPerformed } from "./asked.ts";
import { isUnknown } from "./identifiers.ts";
import { hasType } from "./which.ts";

const some =
  (condition: (asked: Asked) => boolean): When =>
  (moment) =>
    listAsked(moment).some((asked) => condition(asked));
const someCode =
  (code: number): When =>
  (moment, result) =>
    listPerformed(moment, result).some((performed) => performed.code === code);

/** Situations in which hosts break rather than refuse. */
const situations: readonly (readonly [word: string, words: string, when: When])[] = [
  ["unknown-program", "An unknown program", someCode(2006)],
  ["unknown-tier", "An unknown tier", someCode(2007)],
  ["not-linked", "A customer who is not linked", someCode(2004)],
  ["unknown-customer", "An unknown customer", (moment) => listAsked(moment).some((asked) => isUnknown(asked, moment))],
  ["unknown-type", "An unknown updateType", someCode(2009)],
  ["missing-details", "An update without updateDetails", someCode(2002)],
  ["past-expiry", "An expiry in the past", someCode(2003)],
  [
    "expiry-in-words",
    "An expiry in words",
    some(({ details }) => /^\D+$/.test(String(details["updatedTierExpiryDate"] ?? "0"))),
  ],
  ["no-customer-member", "An entry without customer", some(({ hasCustomer }) => !hasCustomer)],
  [
    "unnamed-customer",
    "A customer without identifiers",
    some(({ hasCustomer, named }) => hasCustomer && Object.keys(named).length === 0),
  ],
  ["id-as-text", "A customer's id as text", some(({ named }) => typeof named["id"] === "string" && named["id"] !== "")],
  [
    "malformed-body",
    "A body that is no JSON",
    ({ body, request }) => body === undefined && request.body.byteLength > 0,
  ],
  ["no-body", "A request without a body", ({ request }) => request.body.byteLength === 0],
  ["over-the-limit", "A request of fifty-one customers", refusesWith(2008)],
  ["fifty-customers", "A request of fifty customers", some(({ entries }) => entries === 50)],
  ["cancellation", "A cancellation", some((asked) => asked.sent["updateType"] === "MEMBERSHIP_RELINKING_CANCELLED")],
];

const isMadeOf =
  (type: string): When =>
  (moment, result) =>
    listPerformed(moment, result).some((performed) => performed.code === 200 && hasType(type)(performed, moment));

/** Faults of HTTP and JSON, whatever is updated. */
export const transportDefects: readonly Defect[] = [
  ...situations.flatMap(([word, words, when]) => [
    makeDefect(
      "transport.answer.arrives",
      `update.${word}-resets`,
      `${words} breaks the connection.`,
      breakOff({ kind: "reset" }, when),
    ),
    makeDefect("transport.status.no-crash", `update.${word}-crashes`, `${words} is answered 500.`, crash(when)),
  ]),
  makeDefect(
    "transport.answer.arrives",
    "update.unknown-tier-hangs",
    "An unknown tier is never answered.",
    hang(someCode(2007)),
  ),
  makeDefect("transport.status.success", "update.made-with-400", "Updates that were made come with HTTP 400.", {
    ...editResponse((response) => ({ ...response, status: 400 }), isAllMade),
  }),
  makeDefect("transport.status.success", "update.renew-with-409", "A RENEW that was made comes with HTTP 409.", {
    ...editResponse((response) => ({ ...response, status: 409 }), isMadeOf("RENEW")),
  }),
  makeDefect("transport.status.success", "update.made-with-302", "Updates that were made come with HTTP 302.", {
    ...editResponse((response) => ({ ...response, status: 302 }), isAllMade),
  }),
  makeDefect(
    "transport.body.json",
    "update.body-truncated",
    "Answers stop before the end.",
    editText((text) => text.slice(0, -7), isAllMade),
  ),
  makeDefect(
    "transport.body.json",
    "update.body-empty",
    "Answers have no body.",
    editText(() => "", isAllMade),
  ),
  makeDefect(
    "transport.body.json",
    "update.body-trailing-comma",
    "Lists of answers end in a comma.",
    editText((text) => text.replaceAll("}]", "},]"), isAllMade),
  ),
  makeDefect("transport.body.json", "update.body-not-utf-8", "Answers hold a byte that is not UTF-8.", {
    ...editResponse(
      (response) => ({ ...response, body: spoilText(response.body, "the customer was found") }),
      isAllMade,
    ),
  }),
  makeDefect("transport.body.json", "update.latin-1-body", "Answers are written in Latin-1.", {
    ...editResponse(
      (response) => ({ ...response, body: Buffer.from(new TextDecoder().decode(response.body), "latin1") }),
      isAllMade,
    ),
  }),
  makeDefect(
    "transport.body.json",
    "update.refusal-truncated",
    "The refusal of more than fifty customers stops before the end.",
    editText((text) => text.slice(0, -2), refusesWith(2008)),
  ),
  ...(
    [
      ["html", "text/html;charset=UTF-8", isAnswer],
      ["plain-text-for-refusals", "text/plain", isRefusal],
      ["form", "application/x-www-form-urlencoded", isAnswer],
    ] as const
  ).map(([word, type, when]) =>
    makeDefect("transport.content-type.json", `update.content-type-${word}`, `JSON is declared as ${type}.`, {
      ...editResponse(
        (response) => ({ ...response, headers: setHeader(response.headers, "Content-Type", type) }),
        when,
      ),
    }),
  ),
  makeDefect("transport.content-type.json", "update.content-type-missing", "No content type is declared.", {
    ...editResponse((response) => ({
      ...response,
      headers: response.headers.filter(([name]) => name.toLowerCase() !== "content-type"),
    })),
  }),
  ...envelopeEdits.map(([word, statement, edit]) =>
    makeDefect("transport.refusal.envelope", `update.refusal-${word}`, statement, editEnvelope(edit)),
  ),
];

function isAllMade(...[moment, result]: Parameters<When>): boolean {
  const performed = listPerformed(moment, result);
  return performed.length > 0 && performed.every(({ code }) => code === 200);
}
