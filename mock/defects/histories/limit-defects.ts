import { editAnswer, readEntries, replaceResult } from "../../edit.ts";
import { setParameter } from "../../query.ts";
import type { Twist } from "../../twist.ts";
import { rewrite } from "../ask-otherwise.ts";
import { lacks, refusesWith } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import {
  type Asked,
  both,
  countEntries,
  has,
  hasDates,
  listOwnPrograms,
  namesOwnProgram,
  readNumber,
} from "./conditions.ts";
import { editPagination, entryList, listEntriesOf, readPagination } from "./edit-history.ts";
import { hasLimit, isLater, isNextPage, putEntries } from "./page.ts";

const noLimit: Asked = lacks("limit");
const isOver: Asked = ({ query }) => (readNumber(query, "limit") ?? 0) > 10;
const isZero: Asked = ({ query }) => readNumber(query, "limit") === 0;
const isUnder: Asked = ({ query }) => (readNumber(query, "limit") ?? 0) < 0;

/** Faults in limit. */
export const limitDefects: readonly Defect[] = [
  makeDefect(
    "histories.limit.heeded",
    "histories.limit-halved-beside-dates",
    "With dates a page holds half of the entries that its limit allows, and none for a limit of one.",
    editAnswer(
      (answer, { query }) => ({
        ...answer,
        [entryList]: readEntries(answer, entryList).slice(0, Math.floor((readNumber(query, "limit") ?? 10) / 2)),
      }),
      both(has("limit"), hasDates, lacks("partnerProgramId")),
    ),
  ),
  makeDefect(
    "histories.offset.skips",
    "histories.offset-ignored-beside-type",
    "With a partnerProgramType an offset is repeated and leaves nothing out.",
    {
      ...editPagination(
        (pagination, { query }) => ({ ...pagination, offset: readNumber(query, "offset") ?? 0 }),
        both(has("offset"), has("partnerProgramType")),
      ),
      ...rewrite((query) => setParameter(query, "offset", undefined), both(has("offset"), has("partnerProgramType"))),
    },
  ),
  makeDefect(
    "histories.limit.default",
    "histories.default-limit-five",
    "Without a limit the page is one of five.",
    rewrite((query) => setParameter(query, "limit", "5"), noLimit),
  ),
  makeDefect(
    "histories.limit.default",
    "histories.default-limit-said-twenty",
    "Without a limit pagination.limit is 20.",
    editPagination((pagination) => ({ ...pagination, limit: 20 }), noLimit),
  ),
  makeDefect(
    "histories.limit.default",
    "histories.default-limit-said-zero",
    "Without a limit pagination.limit is 0.",
    editPagination((pagination) => ({ ...pagination, limit: 0 }), noLimit),
  ),
  makeDefect(
    "histories.limit.default",
    "histories.default-limit-said-of-one-program",
    "Where a program is asked for without a limit, pagination.limit is 1.",
    editPagination((pagination) => ({ ...pagination, limit: 1 }), both(noLimit, namesOwnProgram)),
  ),
  makeDefect(
    "histories.limit.kept",
    "histories.high-limit-said-five",
    "A limit above ten gives a page of ten, and a pagination.limit of 5.",
    {
      choices: { limitTooHigh: "capped" },
      ...editPagination((pagination) => ({ ...pagination, limit: 5 }), isOver),
    },
  ),
  makeDefect(
    "histories.limit.kept",
    "histories.limit-zero-said-one",
    "A limit of zero gives a page of ten, and a pagination.limit of 1.",
    {
      choices: { limitZero: "default" },
      ...editPagination((pagination) => ({ ...pagination, limit: 1 }), isZero),
    },
  ),
  makeDefect(
    "histories.limit.heeded",
    "histories.later-page-one-short",
    "A page with an offset, not read directly after the one before it, lacks its last entry.",
    editAnswer(
      (answer) => ({ ...answer, [entryList]: readEntries(answer, entryList).slice(0, -1) }),
      (moment, result) => has("limit")(moment) && isLater(moment) && !isNextPage(moment) && countEntries(result) > 1,
    ),
  ),
  makeDefect(
    "histories.limit.echoed",
    "histories.limit-said-as-entries",
    "With a limit pagination.limit is the number of entries.",
    editAnswer(
      (answer) => ({
        ...answer,
        pagination: { ...readPagination(answer), limit: readEntries(answer, entryList).length },
      }),
      (moment, result) => hasLimit(moment, 1, 10) && countEntries(result) > 0,
    ),
  ),
  makeDefect(
    "histories.limit.echoed",
    "histories.later-limit-said-ten",
    "On every page but the first pagination.limit is 10.",
    editPagination(
      (pagination) => ({ ...pagination, limit: 10 }),
      both((moment) => hasLimit(moment, 1, 10), isLater),
    ),
  ),
  makeDefect(
    "histories.limit.zero",
    "histories.limit-zero-answers-one",
    "A limit of zero gives one entry.",
    readAsLimit("1", (moment) => isZero(moment) && listOwnPrograms(moment).length > 1, 0),
  ),
  makeDefect(
    "histories.limit.zero",
    "histories.limit-zero-answers-half",
    "A limit of zero gives the first three entries.",
    readAsLimit("3", (moment) => isZero(moment) && listOwnPrograms(moment).length > 3, 0),
  ),
  makeDefect(
    "histories.limit.over-range",
    "histories.high-limit-heeded",
    "A limit above ten gives more than ten entries.",
    answerBeyondTen(both(isOver, lacks("partnerProgramId"))),
  ),
  makeDefect(
    "histories.limit.under-range",
    "histories.negative-limit-leaves-out",
    "A negative limit leaves out that many entries from the end.",
    {
      ...replaceResult(
        (moment) => {
          const limit = listOwnPrograms(moment).length + (readNumber(moment.query, "limit") ?? 0);
          return moment.ask(setParameter(moment.query, "limit", String(Math.max(1, limit))));
        },
        (moment, result) => refusesWith(400)(moment, result) && isUnder(moment) && listOwnPrograms(moment).length > 2,
      ),
    },
  ),
  makeDefect(
    "histories.limit.under-range",
    "histories.negative-limit-answers-one",
    "A negative limit gives one entry of several.",
    {
      ...replaceResult(
        (moment) => moment.ask(setParameter(moment.query, "limit", "1")),
        (moment, result) => refusesWith(400)(moment, result) && isUnder(moment) && listOwnPrograms(moment).length > 1,
      ),
    },
  ),
];

/** Answers as if another limit had been sent, and says another one. */
function readAsLimit(limit: string, when: Asked, said: number): Twist {
  return {
    ...rewrite((query) => setParameter(query, "limit", limit), when),
    ...editPagination((pagination) => ({ ...pagination, limit: said }), when),
  };
}

/** Answers each of the customer's programs, where there are more than ten. */
function answerBeyondTen(when: Asked): Twist {
  return replaceResult(
    (moment) => {
      const query = setParameter(moment.query, "limit", undefined);
      const entries = listOwnPrograms(moment).flatMap((id) =>
        listEntriesOf(moment.ask(setParameter(query, "partnerProgramId", String(id)))),
      );
      const limit = readNumber(moment.query, "limit") ?? 0;
      return putEntries(moment.ask(query), entries.slice(0, limit), { limit, total: entries.length });
    },
    (moment, result) => refusesWith(400)(moment, result) && when(moment) && listOwnPrograms(moment).length > 10,
  );
}
