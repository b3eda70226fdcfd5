import type { Rulebook } from "../../src/check/standard.ts";
import type { Operation } from "../../src/catalog/operations.ts";
import type { Answer } from "../../src/model/answer.ts";
import { isObject, type Json, showJson } from "../../src/model/json.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import { findContradiction } from "./code-conditions.ts";
import { chooseStatus } from "./make-exchange.ts";
import type { HttpInteraction } from "./pact-model.ts";
import type { PactFinding } from "./pact-finding.ts";
import { placeFindings } from "./place-findings.ts";
import { readExpectation } from "./read-expectation.ts";

/** Codes of each operation's own page (error-codes; the numbers of success from response-parameters). */
export const documentedCodes: Readonly<Record<string, readonly number[]>> = {
  points: [8015, 885, 1632],
  histories: [],
  update: [200, 1000, 2002, 2003, 2004, 2006, 2007, 2008, 2009, 2026, 2027, 2028],
};

/** Codes of the vendor's other pages, of which it is not said where they come (status-codes-customer, partner-program, errors-and-warnings). */
const elsewhere: readonly number[] = [
  521, 1060, 1061, 1062, 1064, 1212, 1213, 1214, 1215, 1216, 1217, 2011, 2012, 2013, 2014, 2015, 8003, 8011, 8012, 8013,
  8015, 8045, 8065, 8069, 8089, 11013,
];

/** Whether an interaction expects anything to be refused, and what is wrong with the codes that it insists on. */
export function checkCodes(
  rulebook: Rulebook,
  operation: Operation,
  interaction: HttpInteraction,
  answer: Answer,
): { readonly isRefusal: boolean; readonly findings: readonly PactFinding[] } {
  const { response } = interaction;
  const { body } = response;
  const codes = body.kind === "json" ? listCodes(body.value, []) : [];
  const failing = codes.filter(({ code, refused }) => refused || ![200, 1000].includes(code));
  // Where nothing is expected of the body, the status says it alone.
  const isNoAnswer = body.kind !== "none" && answer.kind !== "answer";
  const isRefusal = isNoAnswer || failing.length > 0 || chooseStatus(response) >= 400;
  if (body.kind !== "json" || !isRefusal) return { isRefusal, findings: [] };
  const { insisted } = readExpectation(body.value, response.rules.body);
  const held = insisted === undefined ? [] : listCodes(insisted, []);
  const findings = held.flatMap(({ code, pointer }) => {
    const requirement = `${operation.id}.code.${code}`;
    const contradiction = findContradiction(operation.id, code, interaction);
    if (contradiction !== undefined && rulebook.catalog.requirements.has(requirement)) {
      return [{ pointer, requirement, kind: "other-code" as const, ...contradiction }];
    }
    if (isListed(operation.id, code)) return [];
    const listed = documentedCodes[operation.id] ?? [];
    const expected =
      listed.length === 0 ? "no code, as the page lists none" : `a code of the page: ${listed.join(", ")}`;
    const owner = operation.id === "update" ? "update.failure.place" : "transport.refusal.envelope";
    return [
      {
        pointer,
        requirement: owner,
        kind: "other-code" as const,
        expected,
        actual: showJson(code),
        unpromised: true as const,
      },
    ];
  });
  return { isRefusal, findings: placeFindings(rulebook.catalog, interaction, body, findings) };
}

/** Numbers of HTTP statuses come from anywhere. */
function isListed(operation: string, code: number): boolean {
  return (code >= 100 && code < 600) || elsewhere.includes(code) || documentedCodes[operation]?.includes(code) === true;
}

interface FoundCode {
  readonly code: number;
  readonly pointer: string;
  /** Whether a status false stands beside it. */
  readonly refused: boolean;
}

/** The codes of a body, wherever they stand but among warnings. */
function listCodes(value: Json, place: readonly (string | number)[]): FoundCode[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry: Json, index) => listCodes(entry, [...place, index]));
  }
  if (!isObject(value)) return [];
  const { code, status } = value;
  const own =
    typeof code === "number" ? [{ code, pointer: formatPointer([...place, "code"]), refused: status === false }] : [];
  const inside = Object.entries(value as Readonly<Record<string, Json>>)
    .filter(([name]) => name !== "warnings")
    .flatMap(([name, member]) => listCodes(member, [...place, name]));
  return [...own, ...inside];
}
