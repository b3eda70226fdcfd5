import type { OperationName } from "../../operation.ts";
import { type When, editResponse } from "../../edit.ts";
import { findRepeatedParameters, readParameter } from "../../query.ts";
import { breakOff, crash, hang } from "../break-reply.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { isAnswer } from "../conditions.ts";
import { holdsKey, listNumbers, listTexts } from "./list-sent.ts";

type Row = readonly [word: string, words: string, when: When];

const someText =
  (matches: (text: string) => boolean): When =>
  (moment) =>
    listTexts(moment).some(matches);

/** Values at which hosts break that served every value which somebody thought of. */
const values: readonly Row[] = [
  ["emoji", "A character beyond the first 65,536", someText((text) => /[\u{10000}-\u{10ffff}]/u.test(text))],
  ["long-value", "A value of ten thousand characters", someText(({ length }) => length >= 10_000)],
  ["control-character", "A NUL", someText((text) => text.includes("\u0000"))],
  ["line-break", "A line break within a value", someText((text) => /\S[\r\n]+\S/.test(text))],
  ["single-quote", "A single quote", someText((text) => text.includes("'"))],
  ["double-quote", "A double quote", someText((text) => text.includes('"'))],
  ["backslash", "A backslash", someText((text) => text.includes("\\"))],
  ["markup", "A tag of HTML", someText((text) => /<[a-z]+>/i.test(text))],
  ["percent-sign", "A percent sign that is data", someText((text) => text.includes("%"))],
  ["braces", "Braces as templates have them", someText((text) => /[$#]\{|\{\{/.test(text))],
  ["right-to-left", "Letters that are written from right to left", someText((text) => /[\u0590-\u06ff]/.test(text))],
  ["word-null", "The word null", someText((text) => text === "null")],
];

/** Numbers that do not fit where hosts keep them. */
const numbers: readonly Row[] = [
  ["integer-of-32-bits", "A whole number from 2³¹ on", (moment) => listNumbers(moment).some((each) => each >= 2 ** 31)],
  ["integer-of-53-bits", "A whole number from 2⁵³ on", (moment) => listNumbers(moment).some((each) => each >= 2 ** 53)],
  ["fraction", "A number with a fraction", (moment) => listNumbers(moment).some((each) => !Number.isInteger(each))],
  ["negative-number", "A negative number", (moment) => listNumbers(moment).some((each) => each < 0)],
];

const names =
  (...wanted: readonly string[]): When =>
  ({ query }) =>
    wanted.every((name) => readParameter(query, name) !== undefined);

const known = [
  ["source", "identifierName", "identifierValue", "activityType", "startDate", "endDate", "partnerProgramId"],
  ["partnerProgramType", "limit", "offset", "programId", "entityType", "fetchDataForAllPrograms"],
  ["fetchEarliestExpiryOnly", "accountId"],
].flat();

/** Requests that are each fine by themselves, and together are not. */
const queries: readonly Row[] = [
  ["repeated-parameter", "A parameter that comes twice", ({ query }) => findRepeatedParameters(query).length > 0],
  [
    "unknown-parameter",
    "A parameter of the client's own",
    ({ query }) => query.some(([name]) => !known.includes(name)),
  ],
  ["empty-parameter", "A parameter without a value", ({ query }) => query.some(([, value]) => value === "")],
  ["both-dates", "startDate together with endDate", names("startDate", "endDate")],
  ["leap-day", "The 29th of February", ({ query }) => query.some(([, value]) => value.includes("-02-29"))],
];

const ofPoints: readonly Row[] = [
  ["program-and-start", "programId together with startDate", names("programId", "startDate")],
  [
    "program-and-earliest",
    "programId together with fetchEarliestExpiryOnly",
    names("programId", "fetchEarliestExpiryOnly"),
  ],
];

const ofHistories: readonly Row[] = [
  [
    "program-and-type",
    "partnerProgramId together with partnerProgramType",
    names("partnerProgramId", "partnerProgramType"),
  ],
  ["type-and-offset", "partnerProgramType together with offset", names("partnerProgramType", "offset")],
  [
    "leading-zeros",
    "A limit or offset with leading zeros",
    ({ query }) => query.some(([name, value]) => (name === "limit" || name === "offset") && /^0\d/.test(value)),
  ],
];

const ofBodies: readonly Row[] = [
  [
    "null-entry",
    "A null in a list",
    (moment) => holdsKey(moment.body, (_, value) => Array.isArray(value) && value.includes(null)),
  ],
  ["empty-object", "An object without members", (moment) => holdsKey(moment.body, (_, value) => isEmptyObject(value))],
  [
    "unknown-member",
    "A member of the client's own",
    (moment) => holdsKey(moment.body, (name) => name !== undefined && !members.includes(name)),
  ],
  ["empty-name", "A member without a name", (moment) => holdsKey(moment.body, (name) => name === "")],
  [
    "prototype-member",
    "A member called __proto__",
    ({ request }) => new TextDecoder().decode(request.body).includes('"__proto__"'),
  ],
  ["lone-surrogate", "Half a character", someText((text) => /[\ud800-\udfff]/u.test(text))],
  ["byte-order-mark", "A byte order mark", ({ request: { body } }) => body[0] === 0xef && body[1] === 0xbb],
  ["deep-nesting", "Lists a thousand deep", ({ request }) => /\[{1000}/.test(new TextDecoder().decode(request.body))],
];

const members = [
  ["customersPartnerUpdates", "customer", "id", "mobile", "email", "externalId", "partnerProgramUpdates"],
  ["partnerProgramName", "updateType", "updateDetails", "updatedTierName", "updatedTierExpiryDate"],
].flat();

/** Faults that hardly a written case looks for: those that generated requests come upon. */
export const rareDefects: readonly Defect[] = [
  ...spoil("points", [...values, ...numbers, ...queries, ...ofPoints]),
  ...spoil("histories", [...values, ...numbers, ...queries, ...ofHistories]),
  ...spoil("update", [...values, ...numbers, ...ofBodies]),
];

/** For each situation a crash; for some a connection that breaks, a request never answered, a body that is no JSON. */
function spoil(operation: OperationName, rows: readonly Row[]): readonly Defect[] {
  const make = (
    breaks: string,
    how: string,
    statement: string,
    twist: Omit<Defect, "id" | "statement" | "breaks">,
  ): Defect => ({
    ...makeDefect(breaks, `${operation}.${how}`, statement, twist),
    operation,
  });
  const some = (every: number, of: number): readonly Row[] => rows.filter((_, index) => index % every === of);
  return [
    ...rows.map(([word, words, when]) =>
      make("transport.status.no-crash", `rare-${word}-crashes`, `${words} is answered 500.`, crash(when)),
    ),
    ...some(4, 1).map(([word, words, when]) =>
      make(
        "transport.answer.arrives",
        `rare-${word}-resets`,
        `${words} breaks the connection.`,
        breakOff({ kind: "reset" }, when),
      ),
    ),
    ...some(4, 2).map(([word, words, when]) =>
      make("transport.answer.arrives", `rare-${word}-hangs`, `${words} is never answered.`, hang(when)),
    ),
    ...some(4, 3).map(([word, words, when]) =>
      make("transport.body.json", `rare-${word}-truncates`, `${words} cuts the body off.`, truncate(when)),
    ),
    // Answers about points have no letters of anybody's own.
    ...(operation === "points"
      ? []
      : [
          make("transport.body.json", "rare-text-in-latin-1", "Answers are written in Latin-1.", {
            ...editResponse((response) => ({ ...response, body: writeLatin(response.body) }), isAnswer),
          }),
        ]),
  ];
}

function truncate(when: When): Pick<Defect, "reply"> {
  return editResponse(
    (response) => ({ ...response, body: response.body.subarray(0, response.body.byteLength >> 1) }),
    when,
  );
}

/** The text with the letters of Latin-1 in one byte each, which UTF-8 has not. */
function writeLatin(body: Uint8Array): Uint8Array {
  return Uint8Array.from(Buffer.from(new TextDecoder().decode(body), "latin1"));
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
