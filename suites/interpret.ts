import type { Answer, RefusalCode } from "../src/model/answer.ts";
import type { Exchange } from "../src/model/exchange.ts";
import { isObject, type Json, parseJson } from "../src/model/json.ts";
import { isJsonMediaType, mediaType, type Outcome } from "../src/model/http.ts";
import { createRecent } from "../src/model/remember.ts";
import { hasFailure, listResults } from "./update/results.ts";

/** Members of which a documented answer has at least one; a refusal has none of them. */
const answerMembers: Readonly<Record<string, readonly string[]>> = {
  points: ["promisedPointsScheduleList", "triggerBasedPointsList", "entityId"],
  histories: ["pagination", "data"],
  update: ["customersPartnerUpdates"],
};

/** Codes that stand for success wherever they appear (update-customer, response-parameters). */
const successCodes: readonly number[] = [200, 1000];

/**
 * What a reply amounts to. The documents print codes but neither a failing answer nor an HTTP status, so a refusal is
 * known by a code at a request-level place, or by a 4xx status on something that is no documented answer.
 */
export function interpretExchange({ operation, outcome }: Exchange): Answer {
  const known = answers.get(outcome);
  if (known?.operation === operation && known !== undefined) return known.answer;
  const answer = interpretOutcome(operation, outcome);
  answers.set(outcome, { operation, answer });
  return answer;
}

/** What replies amount to is asked for by every check of an exchange, and by the case that made it. */
const answers = new WeakMap<Outcome, { readonly operation: string | undefined; readonly answer: Answer }>();

function interpretOutcome(operation: string | undefined, outcome: Outcome): Answer {
  if (outcome.kind === "failure") return { kind: "failure", reason: outcome.reason, detail: outcome.detail };
  const { status, headers, body } = outcome.response;
  if (status >= 500) return { kind: "crash", status };
  const type = mediaType(headers);
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");
  return recent.get(`${operation} ${status} ${type} ${text}`, () => interpretBody(operation, status, type, body));
}

/**
 * Hosts mostly say what they have said before. What a reply amounts to is then the same value, by which checks know again
 * what they have read and found in it.
 */
const recent = createRecent<Answer>({ most: 300, longest: 20_000 });

function interpretBody(
  operation: string | undefined,
  status: number,
  type: string | undefined,
  body: Uint8Array,
): Answer {
  const parsed = parseJson(body);
  if (parsed.kind !== "json") {
    // A proxy's or gateway's page is a refusal without a code; what calls itself JSON has to be JSON.
    const claimsJson = parsed.kind === "invalid" && isJsonMediaType(type);
    if (status >= 300 && !claimsJson) return { kind: "refusal", status, codes: [], value: undefined };
    return { kind: "unreadable", status, reason: describeUnreadable(parsed, type) };
  }
  const { value } = parsed;
  const codes = findCodes(value);
  if (codes.length > 0 || hasErrors(value)) return { kind: "refusal", status, codes, value };
  if (status >= 300 && !hasAnswerMembers(operation, value)) return { kind: "refusal", status, codes, value };
  // Where every update has a result of its own, a status that is no success goes with those that were not made.
  const isEmptyOrFailed = operation === "update" && (listResults(value).length === 0 || hasFailure(value));
  if (status >= 300 && isEmptyOrFailed) return { kind: "refusal", status, codes, value };
  return { kind: "answer", status, value };
}

function describeUnreadable(
  parsed: { kind: "empty" } | { kind: "invalid"; reason: string },
  type: string | undefined,
): string {
  if (parsed.kind === "empty") return "the body is empty";
  return `the body is no JSON text (${type ?? "no content type"}): ${parsed.reason}`;
}

/** The codes at the request-level places: `errors[].code`, `code`, `status.code`, and one error object without a list. */
function findCodes(value: Json): RefusalCode[] {
  if (!isObject(value)) return [];
  const errors = Array.isArray(value["errors"]) ? value["errors"] : [];
  const listed = errors.map((error: unknown, index) => readCode(error, `/errors/${index}/code`));
  const single = (["errors", "error", "status"] as const).map((name) => readCode(value[name], `/${name}/code`));
  return [...listed, readCode(value, "/code"), ...single].filter((code) => code !== undefined);
}

function readCode(holder: unknown, pointer: string): RefusalCode | undefined {
  if (!isObject(holder)) return undefined;
  const code = holder["code"];
  const number = typeof code === "string" && /^\d{3,5}$/.test(code) ? Number(code) : code;
  if (typeof number !== "number" || successCodes.includes(number)) return undefined;
  return { code: number, pointer };
}

function hasErrors(value: Json): boolean {
  return isObject(value) && Array.isArray(value["errors"]) && value["errors"].length > 0;
}

function hasAnswerMembers(operation: string | undefined, value: Json): boolean {
  return isObject(value) && (answerMembers[operation ?? ""] ?? []).some((member) => Object.hasOwn(value, member));
}
