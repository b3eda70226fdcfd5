import { observe } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { areComparable, everyMember, findDifference } from "./compare.ts";
import { day, readInstant } from "./instant.ts";
import { allPages, type Look, type PageLook, placesOf } from "./look.ts";
import type { HistoriesPage, HistoryEntry } from "./page.ts";

/** The pages of a part that begins and ends with the same read, if both answered the same: nothing has moved between. */
export function readSteady(part: readonly Look[]): { readonly list: PageLook; readonly middle: Look[] } | undefined {
  const [first, last] = [part[0], part.at(-1)];
  const [list, again] = allPages([first, last].filter((look) => look !== undefined)) ?? [];
  if (list === undefined || again === undefined || list === again) return undefined;
  const isSteady =
    areComparable(list.page, again.page) &&
    list.page.total === again.page.total &&
    findDifference(list.page.entries, again.page.entries, everyMember) === undefined;
  return isSteady ? { list, middle: part.slice(1, -1) } : undefined;
}

/** How many entries the page may hold where no limit is sent: ten, or fewer where the host says so of it. */
export function lengthOf({ limit = 10 }: HistoriesPage): number {
  return limit >= 1 && limit < 10 ? limit : 10;
}

/** Whether the page is the whole list: it is not full, and the host counts no more. Beyond a full one there may be others. */
export function isComplete(page: HistoriesPage): boolean {
  const { entries, total = entries.length } = page;
  return entries.length < lengthOf(page) && total === entries.length;
}

/** Where nothing fits a request: whether it is refused or answered with an empty list. Entries agree with neither. */
export function observeNothing(requirement: string, look: Look, rests: readonly Look[] = [look]): Judgement {
  const { read, page, index } = look;
  const seen = { actual: describeAnswer(read.answer), exchange: index, rests: placesOf(rests) };
  if (read.answer.kind === "refusal") {
    return observe(requirement, ["refused"], { ...seen, pointer: read.answer.codes[0]?.pointer ?? "" });
  }
  if (page === undefined) return nothingJudged;
  const { entries } = page;
  return observe(requirement, entries.length === 0 ? ["empty"] : [], {
    ...seen,
    actual: entries.length === 0 ? "an empty list" : `${entries.length} entries`,
    pointer: "/data",
  });
}

/** The pointer of what a refusal says, for a finding about it. */
export function pointerOf({ read: { answer } }: Look): string {
  return answer.kind === "refusal" ? (answer.codes[0]?.pointer ?? "") : "";
}

/** Whether a membership is one of the past: clearly over, or no longer linked. */
export function isPast({ details: { linked, end } }: HistoryEntry, now: number): boolean {
  return linked === false || (end !== undefined && readInstant(end) < now - 2 * day);
}

/**
 * What entries are known by among one another: the program and the start of the membership, which is left out where it is
 * not sound in all of them.
 */
export function identifyAmong(...lists: readonly (readonly HistoryEntry[])[]): (entry: HistoryEntry) => string {
  const isStarted = lists.every((list) => list.every(({ details: { start } }) => start !== undefined));
  return ({ key = "", details: { start = "" } }) => (isStarted ? `${key} ${readInstant(start)}` : key);
}
