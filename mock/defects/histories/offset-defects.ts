import { type When, editAnswer, readEntries } from "../../edit.ts";
import { setParameter } from "../../query.ts";
import type { Result } from "../../result.ts";
import type { Twist } from "../../twist.ts";
import { isAnswer, lacks } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, both, has, isMember, readNumber } from "./conditions.ts";
import { changeEntries, editPagination, entryList, listEntriesOf } from "./edit-history.ts";
import { hasLimit, isAtOrAfter, isLater, isNextPage, putEntries, readTotal } from "./page.ts";

const noOffset: Asked = lacks("offset");
const isZero: Asked = ({ query }) => readNumber(query, "offset") === 0;
/** Whether an offset within the list is sent without a limit. */
const isWithinAlone: When = (moment, result) =>
  both(isLater, lacks("limit"))(moment) && !isAtOrAfter(moment, readTotal(result));
const isBeyond =
  (margin: number): When =>
  (moment, result) =>
    both(isMember, lacks("limit"))(moment) &&
    isAnswer(moment, result) &&
    isAtOrAfter(moment, readTotal(result) + margin);

/** Faults in offset, and in what one page after another amounts to. */
export const offsetDefects: readonly Defect[] = [
  makeDefect(
    "histories.offset.default",
    "histories.offset-zero-skips-one",
    "An offset of zero, without a limit, leaves out the first entry of several.",
    changeEntries((entries) => (entries.length > 1 ? entries.slice(1) : entries), both(isZero, lacks("limit"))),
  ),
  makeDefect(
    "histories.offset.default",
    "histories.offset-zero-loses-activities",
    "With an offset of zero, and without a limit, entries have no activities.",
    editAnswer(
      (answer) => ({
        ...answer,
        [entryList]: readEntries(answer, entryList).map((entry) => ({ ...entry, customerActivityHistory: [] })),
      }),
      both(isZero, lacks("limit")),
    ),
  ),
  makeDefect(
    "histories.offset.default-echoed",
    "histories.default-offset-said-one",
    "Without an offset pagination.offset is 1.",
    editPagination((pagination) => ({ ...pagination, offset: 1 }), noOffset),
  ),
  makeDefect(
    "histories.offset.default-echoed",
    "histories.default-offset-said-as-limit",
    "With a limit and without an offset pagination.offset is the limit.",
    editPagination(
      (pagination) => ({ ...pagination, offset: pagination["limit"] ?? 0 }),
      (moment) => both(noOffset, has("limit"))(moment) && hasLimit(moment, 1, 10),
    ),
  ),
  makeDefect(
    "histories.offset.skips",
    "histories.offset-alone-ignored",
    "An offset without a limit leaves out nothing.",
    readAsOffset(() => 0, isWithinAlone),
  ),
  makeDefect(
    "histories.offset.skips",
    "histories.offset-alone-one-short",
    "An offset without a limit leaves out one entry less.",
    readAsOffset((offset) => offset - 1, isWithinAlone),
  ),
  makeDefect(
    "histories.offset.skips",
    "histories.offset-alone-counts-pages",
    "An offset without a limit leaves out twice as many entries.",
    readAsOffset((offset) => offset * 2, isWithinAlone),
  ),
  makeDefect(
    "histories.offset.echoed",
    "histories.offset-said-one-more",
    "An offset that is sent comes back as one more.",
    editPagination((pagination) => ({ ...pagination, offset: Number(pagination["offset"]) + 1 }), isLater),
  ),
  makeDefect(
    "histories.offset.echoed",
    "histories.offset-said-zero",
    "An offset that is sent comes back as 0.",
    editPagination((pagination) => ({ ...pagination, offset: 0 }), isLater),
  ),
  makeDefect(
    "histories.offset.echoed",
    "histories.offset-zero-said-one",
    "An offset of zero that is sent comes back as 1.",
    editPagination((pagination) => ({ ...pagination, offset: 1 }), isZero),
  ),
  makeDefect(
    "histories.offset.beyond",
    "histories.offset-beyond-answers-first-page",
    "An offset at or beyond the end gives the first page.",
    readAsOffset(() => 0, isBeyond(0)),
  ),
  makeDefect(
    "histories.offset.beyond",
    "histories.offset-at-the-end-answers-last",
    "An offset at or beyond the end gives the last entry.",
    readAsOffset((_, result) => readTotal(result) - 1, isBeyond(0)),
  ),
  makeDefect(
    "histories.offset.beyond",
    "histories.offset-far-beyond-answers-first-page",
    "An offset far beyond the end gives the first page.",
    readAsOffset(() => 0, isBeyond(50)),
  ),
  makeDefect(
    "histories.pages.concatenate",
    "histories.next-page-repeats-entry",
    "A page that is read after the one before it begins with that one's last entry, instead of its own first.",
    readFirstEntryAs((offset) => offset - 1),
  ),
  makeDefect(
    "histories.pages.concatenate",
    "histories.next-page-begins-the-list",
    "A page that is read after the one before it begins with the first entry of the list, instead of its own.",
    readFirstEntryAs(() => 0),
  ),
];

type Offset = (offset: number, result: Result) => number;

/** Answers the entries of another offset, and says what was sent. */
function readAsOffset(read: Offset, when: When): Twist {
  return {
    result: (result, moment) => {
      if (!isAnswer(moment, result) || !when(moment, result)) return result;
      const offset = read(readNumber(moment.query, "offset") ?? 0, result);
      const other = moment.ask(setParameter(moment.query, "offset", String(Math.max(0, offset))));
      return putEntries(result, listEntriesOf(other));
    },
  };
}

/** A page that follows another one has another entry in the place of its first. */
function readFirstEntryAs(read: (offset: number) => number): Twist {
  return {
    result: (result, moment) => {
      const entries = listEntriesOf(result);
      if (entries.length === 0 || !isNextPage(moment)) return result;
      const offset = String(read(readNumber(moment.query, "offset") ?? 0));
      const others = listEntriesOf(moment.ask(setParameter(moment.query, "offset", offset)));
      return putEntries(result, [...others.slice(0, 1), ...entries.slice(1)]);
    },
  };
}
