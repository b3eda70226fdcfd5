import { type When, readAnswer } from "../../edit.ts";
import type { JsonMembers } from "../../json-text.ts";
import type { Result } from "../../result.ts";
import type { Moment } from "../../twist.ts";
import { follows, readNumber, readPrevious } from "./conditions.ts";
import { entryList, readPagination } from "./edit-history.ts";

/** Whether the limit that is sent is in a range. */
export function hasLimit({ query }: Moment, lowest: number, highest: number): boolean {
  const limit = readNumber(query, "limit");
  return limit !== undefined && limit >= lowest && limit <= highest;
}

/** Whether an offset is sent that leaves something out. */
export function isLater({ query }: Moment): boolean {
  return (readNumber(query, "offset") ?? 0) > 0;
}

/** Whether an offset is sent that is no smaller. */
export function isAtOrAfter({ query }: Moment, offset: number): boolean {
  return (readNumber(query, "offset") ?? -1) >= offset;
}

/** Whether the request before was for the page before. */
export function isNextPage(moment: Moment): boolean {
  const before = readPrevious(moment);
  const end = (readNumber(before, "offset") ?? 0) + (readNumber(before, "limit") ?? 10);
  return isLater(moment) && follows(moment, "limit", "offset") && readNumber(moment.query, "offset") === end;
}

/** How many entries there are on all pages; −1 for a refusal. */
export function readTotal(result: Parameters<When>[1]): number {
  const answer = readAnswer(result);
  return answer === undefined ? -1 : Number(readPagination(answer)["total"]);
}

/** The answer with other entries, and other things said of the page. */
export function putEntries(result: Result, entries: readonly JsonMembers[], said: JsonMembers = {}): Result {
  const answer = readAnswer(result);
  if (answer === undefined || result.kind !== "answer") return result;
  return {
    ...result,
    body: { ...answer, pagination: { ...readPagination(answer), ...said }, [entryList]: entries },
  };
}
