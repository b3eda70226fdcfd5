import { editAnswer, editList, promisedList, replaceResult } from "../edit.ts";
import { type JsonMembers, type JsonTree, writeJson } from "../json-text.ts";
import { setParameter } from "../query.ts";
import { type Result, refuseWithStatus } from "../result.ts";
import type { Moment, Twist } from "../twist.ts";
import { allFlag, addDays, hasNoPoints, identify, isAnswer } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";

/** Answers that have the documented shape, or nearly, and say something wrong. */
export const valueDefects: readonly Defect[] = [
  makeDefect("points.resource.served", "points.not-served", "Every customer's read is answered 404.", {
    ...replaceResult(() => refuseWithStatus(404, "nothing is served at this address"), isAnswer),
  }),
  makeDefect(
    "points.resource.served",
    "points.empty-customer-refused",
    "A customer without any points is answered with 404.",
    {
      ...replaceResult(() => refuseWithStatus(404, "no points"), isAboutNobodyWithPoints),
    },
  ),
  makeDefect("points.resource.customer", "points.neighbour-answered", "The answer is about the next customer.", {
    ...replaceResult(askForNeighbour, isAnswer),
  }),
  makeDefect("points.entity-id.unique", "points.entity-id-shared", "The last two customers share one entityId.", {
    ...editAnswer((answer, { organisation }) => {
      const [before, last] = organisation?.customers.slice(-2) ?? [];
      return before !== undefined && answer["entityId"] === last?.id ? { ...answer, entityId: before.id } : answer;
    }),
  }),
  makeDefect("points.answer.object", "points.answer-in-list", "The answer is a list with one object.", {
    ...editAnswer((answer) => [answer]),
  }),
  makeDefect("points.answer.object", "points.answer-as-text", "The answer is JSON text within JSON text.", {
    ...editAnswer((answer) => writeJson(answer)),
  }),
  makeDefect(
    "points.answer.object",
    "points.answer-null-without-points",
    "The answer is null for a customer without points.",
    {
      result: (result, moment) => (hasNoPoints(moment, result) ? { kind: "answer", body: null } : result),
    },
  ),
  makeDefect("points.entity-type.customer", "points.entity-type-fleet", "entityType is FLEET.", {
    ...editAnswer((answer) => ({ ...answer, entityType: "FLEET" })),
  }),
  makeDefect("points.entity-type.customer", "points.entity-type-lower-case", "entityType is in lower case.", {
    ...editAnswer((answer) => ({ ...answer, entityType: "customer" })),
  }),
  makeDefect("points.entity-type.customer", "points.entity-type-empty", "entityType is empty.", {
    ...editAnswer((answer) => ({ ...answer, entityType: "" })),
  }),
  ...dayDefect("epoch", "redeemableFrom is a number of milliseconds.", (day) => Date.parse(`${day}T00:00:00Z`)),
  ...dayDefect("day-first", "redeemableFrom is written DD-MM-YYYY.", (day) => day.split("-").reverse().join("-")),
  ...dayDefect("with-time", "redeemableFrom has a time.", (day) => `${day}T00:00:00Z`),
  ...dayDefect("without-zeros", "redeemableFrom has no leading zeros and slashes for hyphens.", (day) =>
    day.split("-").map(Number).join("/"),
  ),
  ...dayDefect("impossible", "redeemableFrom is a day that no month has.", (day) => `${day.slice(0, 8)}32`),
  ...dayDefect("empty", "redeemableFrom is empty text.", () => ""),
  makeDefect(
    "points.redeemable-from.format",
    "points.redeemable-from-with-time-in-later-entries",
    "redeemableFrom has a time in all entries but the first.",
    {
      ...editList(promisedList, (entries) =>
        entries.map((entry, index) =>
          index === 0 ? entry : { ...entry, redeemableFrom: `${String(entry["redeemableFrom"])} 00:00:00` },
        ),
      ),
    },
  ),
  ...isoDefect("without-offset", "redeemableFromISO has no offset.", (day) => `${day}T00:00:00`),
  ...isoDefect("date-only", "redeemableFromISO is a date without a time.", (day) => day),
  ...isoDefect("epoch", "redeemableFromISO is a number.", (day) => Date.parse(`${day}T00:00:00Z`)),
  ...isoDefect("prose", "redeemableFromISO is a date in words.", (day) =>
    new Date(Date.parse(`${day}T00:00:00Z`)).toUTCString(),
  ),
  makeDefect(
    "points.earliest-only.effect",
    "points.earliest-only-adds-entries",
    "fetchEarliestExpiryOnly adds an entry of a day in between.",
    {
      ...editList(
        promisedList,
        (entries, moment) => [
          ...entries,
          ...entries.slice(0, 1).map((entry) => ({ ...entry, redeemableFrom: addDays(today(moment), 400) })),
        ],
        asksForEarliest,
      ),
    },
  ),
  makeDefect(
    "points.earliest-only.effect",
    "points.earliest-only-moves-dates",
    "fetchEarliestExpiryOnly puts the earliest day on every entry.",
    {
      ...editList(
        promisedList,
        (entries) => {
          const days = entries.map((entry) => String(entry["redeemableFrom"])).sort();
          return entries.map((entry) => ({ ...entry, redeemableFrom: days[0] ?? "" }));
        },
        asksForEarliest,
      ),
    },
  ),
  makeDefect(
    "points.earliest-only.effect",
    "points.earliest-only-halves-points",
    "fetchEarliestExpiryOnly halves the points.",
    {
      ...editList(promisedList, (entries) => entries.map(halvePoints), asksForEarliest),
    },
  ),
];

function dayDefect(word: string, statement: string, write: (day: string) => JsonTree): readonly Defect[] {
  const twist = editList(promisedList, (entries) =>
    entries.map((entry) => ({ ...entry, redeemableFrom: write(String(entry["redeemableFrom"])) })),
  );
  return [makeDefect("points.redeemable-from.format", `points.redeemable-from-${word}`, statement, twist)];
}

function isoDefect(word: string, statement: string, write: (day: string) => JsonTree): readonly Defect[] {
  const twist: Twist = editList(promisedList, (entries) =>
    entries.map((entry) => ({ ...entry, redeemableFromISO: write(String(entry["redeemableFrom"])) })),
  );
  return [makeDefect("points.redeemable-from-iso.format", `points.redeemable-from-iso-${word}`, statement, twist)];
}

/** An entry with half of its points. */
export function halvePoints(entry: JsonMembers): JsonMembers {
  return { ...entry, points: Number(writeJson(entry["points"] ?? 0)) / 2 };
}

/** Whether the customer has no points in any program, whatever part of them was asked for. */
function isAboutNobodyWithPoints(moment: Moment, result: Result): boolean {
  const everything = ["programId", "startDate", "endDate"].reduce(
    (query, name) => setParameter(query, name, undefined),
    moment.query,
  );
  return result.kind === "answer" && hasNoPoints(moment, moment.ask(setParameter(everything, allFlag, "true")));
}

function askForNeighbour(moment: Moment, result: Result): Result {
  if (result.kind !== "answer") return result;
  const customers = moment.organisation?.customers ?? [];
  const asked = JSON.parse(writeJson(result.body)) as { readonly entityId?: number };
  const index = customers.findIndex(({ id }) => id === asked.entityId);
  const neighbour = customers[(index + 1) % customers.length];
  if (neighbour === undefined) return result;
  const { name, value } = identify(neighbour);
  return moment.ask(setParameter(setParameter(moment.query, "identifierName", name), "identifierValue", value));
}

function asksForEarliest({ query }: Moment): boolean {
  return query.some(([name, value]) => name === "fetchEarliestExpiryOnly" && value.toLowerCase() === "true");
}

function today({ circumstances }: Moment): string {
  return circumstances.now.toISOString().slice(0, 10);
}
