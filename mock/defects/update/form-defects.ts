import { type Json, isObject } from "../../../src/model/json.ts";
import { type When, replaceResult } from "../../edit.ts";
import type { AnswerResult } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";
import { readMembers } from "../../updates/read-request.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Condition, listAsked } from "./asked.ts";
import { writeBody } from "./perform-as.ts";
import { resultsList, updatesList } from "./results.ts";

const nothing: AnswerResult = { kind: "answer", body: { [resultsList]: [], warnings: [] } };

const isUnreadable: When = ({ body }, result) =>
  body === undefined && result.kind === "refusal" && result.status === 400;
const isEmpty: When = ({ request }) => request.body.byteLength === 0;

/** Whether a customer's id is text that spells a number. */
const hasIdText: Condition = ({ named }) => typeof named["id"] === "string" && /^\d+$/.test(named["id"]);

/** Faults where a request has another form than it should. */
export const formDefects: readonly Defect[] = [
  makeDefect(
    "update.body.malformed",
    "update.malformed-answered",
    "A body that is no JSON is answered without results.",
    {
      ...replaceResult(() => nothing, isUnreadable),
    },
  ),
  makeDefect(
    "update.body.malformed",
    "update.no-body-answered",
    "A request without a body is answered without results.",
    {
      ...replaceResult(
        () => nothing,
        (moment, result) => isUnreadable(moment, result) && isEmpty(moment, result),
      ),
    },
  ),
  makeDefect(
    "update.body.malformed",
    "update.broken-json-answered",
    "A body of broken JSON is answered without results.",
    {
      ...replaceResult(
        () => nothing,
        (moment, result) => isUnreadable(moment, result) && !isEmpty(moment, result),
      ),
    },
  ),

  makeDefect(
    "update.types.lists",
    "update.object-for-list-answered",
    "A request with an object in the place of the list of customers is answered without results.",
    {
      ...replaceResult(
        () => nothing,
        ({ body }) => isObject(readMembers(body)[resultsList]),
      ),
    },
  ),
  makeDefect(
    "update.types.lists",
    "update.object-for-list-not-made",
    "A request with an object in the place of the list of customers is answered as made and is not.",
    performUnkept(({ body }) => {
      const only = readMembers(body)[resultsList];
      return isObject(only) ? { [resultsList]: [only] } : undefined;
    }),
  ),
  makeDefect(
    "update.types.lists",
    "update.object-for-updates-not-made",
    "An object in the place of a customer's list of updates is answered as made and is not.",
    performUnkept(({ body }) => {
      const list = readMembers(body)[resultsList];
      if (!Array.isArray(list)) return undefined;
      const entries = (list as readonly Json[]).map(readMembers);
      const wrap = (updates: Json | undefined): Json => (isObject(updates) ? [updates] : (updates ?? null));
      return entries.some((entry) => isObject(entry[updatesList]))
        ? { [resultsList]: entries.map((entry) => ({ ...entry, [updatesList]: wrap(entry[updatesList]) })) }
        : undefined;
    }),
  ),
  makeDefect(
    "update.types.texts",
    "update.id-as-text-not-made",
    "A customer whose id comes as text is answered as updated and is not.",
    performUnkept((moment) => {
      const asked = listAsked(moment);
      return asked.some((each) => hasIdText(each, moment))
        ? writeBody(
            asked.map((each) =>
              hasIdText(each, moment) ? { ...each, named: { ...each.named, id: Number(each.named["id"]) } } : each,
            ),
          )
        : undefined;
    }),
  ),
];

/** What another body would be answered with, and nothing is kept of it. */
function performUnkept(rewrite: (moment: Moment) => Json | undefined): Twist {
  return {
    result: (result, moment) => {
      const body = rewrite(moment);
      const made = body === undefined ? result : moment.ask(moment.query, body);
      return made.kind === "refusal" || body === undefined ? made : { kind: "answer", body: made.body };
    },
  };
}
