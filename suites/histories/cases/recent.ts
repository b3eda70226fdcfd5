import { observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange, RequestPlan } from "../../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { newestOf } from "../activities.ts";
import { readInstant } from "../instant.ts";
import { identifyAmong, isPast, lengthOf, readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, mergeParts, type PageLook, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { HistoryEntry } from "../page.ts";
import type { Person } from "../subjects.ts";

/** So many programs are asked for alone, to find out whether the list leaves some out. */
const mostAlone = 12;

/** Each kind: the list, what an offset of ten and of twenty reaches, programs alone, and the list again. */
function askBeyond(person: Person, trace: readonly ReadExchange[]): RequestPlan | undefined {
  return askInTurn(
    person,
    trace,
    person.kinds.flatMap((activityType) => [
      { activityType },
      { activityType, offset: 10 },
      { activityType, offset: 20 },
      ...listIds(person).map((partnerProgramId) => ({ activityType, partnerProgramId })),
      { activityType },
    ]),
  );
}

/** Programs that the list may have left out come first. */
function listIds({ customer, programIds }: Person): number[] {
  const own = [...new Set(customer.histories.memberships.map(({ programId }) => programId))];
  return [...programIds.filter((id) => !own.includes(id)), ...own.toReversed()].slice(0, mostAlone);
}

interface Reach {
  readonly list: PageLook;
  readonly second: Look;
  /** Entries that an offset reaches. */
  readonly reached: readonly HistoryEntry[];
  /** Entries that only their program alone shows. */
  readonly hidden: readonly HistoryEntry[];
}

/** What lies beyond the first ten; undefined where the first ten are not ten, or nothing beyond them is known. */
function readReach(part: readonly Look[]): Reach | undefined {
  const { list, middle } = readSteady(part) ?? {};
  const [second, third, ...alone] = middle ?? [];
  if (list?.page.entries.length !== 10 || second === undefined) return undefined;
  const keyOf = identifyAmong(list.page.entries, ...(middle ?? []).map((look) => look.page?.entries ?? []));
  const known = new Set(list.page.entries.map(keyOf));
  const beyond = (looks: readonly (Look | undefined)[]): HistoryEntry[] =>
    looks.flatMap((look) => look?.page?.entries ?? []).filter((entry) => !known.has(keyOf(entry)));
  const reached = beyond([second, third]);
  for (const entry of reached) known.add(keyOf(entry));
  return { list, second, reached, hidden: beyond(alone) };
}

/** Customers with more than ten programs: how far an offset reaches, what total counts, and which ten come first. */
export const recentCases = [
  defineHistoriesCase({
    id: "histories.programs.beyond-ten",
    title:
      "Of more than ten programs the recent ones come first, an offset reaches others or none does, and total counts them or not",
    operation: "histories",
    requirements: ["histories.programs.recent-ten", "histories.total.counts", "histories.programs.most-recent"],
    needs: "histories:ten-programs",
    next: askBeyond,
    judge: (person, trace) =>
      judgeParts(trace, listIds(person).length + 4, (part) =>
        mergeParts([judgeBeyondTen(part, person.now), judgeTotal(part), judgeMostRecent(part)]),
      ),
  }),
];

function judgeBeyondTen(part: readonly Look[], now: number): Judgement {
  const short = judgeShort(part, now);
  if (short !== undefined) return short;
  const { list, second, reached, hidden } = readReach(part) ?? {};
  if (list === undefined || second === undefined || reached === undefined || hidden === undefined) return nothingJudged;
  const isMore = (list.page.total ?? 0) > 10 || hidden.length > 0;
  if (reached.length === 0 && !isMore) return nothingJudged;
  // Beyond two more pages there may be others that were not asked for.
  const isCut = reached.length > 0 && reached.length < 20 && isCutOff([...list.page.entries, ...reached], hidden, now);
  const readings = isCut ? [] : [reached.length > 0 ? "ten-in-a-page" : "ten-in-all"];
  const more = `${reached.length} more entries${isCut ? `, and not those of ${hidden.length} older ones` : ""}`;
  return observe("histories.programs.recent-ten", readings, {
    actual: reached.length > 0 ? more : `none more: ${describeAnswer(second.read.answer)}`,
    pointer: "/data",
    exchange: second.index,
    rests: placesOf(part),
  });
}

/** A first page that is neither full nor all there is, though ten programs are known; undefined for any other. */
function judgeShort(part: readonly Look[], now: number): Judgement | undefined {
  const { list, middle = [] } = readSteady(part) ?? {};
  if (list === undefined || list.page.entries.length >= lengthOf(list.page)) return undefined;
  const keyOf = identifyAmong(list.page.entries, ...middle.map(({ page }) => page?.entries ?? []));
  const shown = new Set(list.page.entries.map(keyOf));
  const alone = middle.slice(2).flatMap(({ page }) => page?.entries ?? []);
  const hidden = [...new Map(alone.map((entry) => [keyOf(entry), entry])).values()].filter(
    (entry) => !shown.has(keyOf(entry)),
  );
  if (shown.size + hidden.length < 10 || !isCutOff(list.page.entries, hidden, now)) return undefined;
  return observe("histories.programs.recent-ten", [], {
    actual: `${list.page.entries.length} entries without ${hidden.length} others, such as program ${hidden[0]?.key}`,
    pointer: "/data",
    exchange: list.index,
    rests: placesOf(part),
  });
}

/**
 * Whether entries are left out for their place in the list: they are the least recent, and not of another kind than those
 * that are shown, for which they may be left out by another requirement.
 */
function isCutOff(shown: readonly HistoryEntry[], hidden: readonly HistoryEntry[], now: number): boolean {
  const kindOf = (entry: HistoryEntry): string => `${entry.details.type} ${isPast(entry, now)}`;
  const kinds = new Set(shown.map(kindOf));
  const isAlike = hidden.some((entry) => kinds.has(kindOf(entry)));
  return isAlike && Object.values(recency).some((measure) => isRecent(shown.map(measure), hidden.map(measure)));
}

function judgeTotal(part: readonly Look[]): Judgement {
  const { list, reached, hidden } = readReach(part) ?? {};
  const total = list?.page.total;
  // Further pages than were read may hold the rest.
  if (list === undefined || total === undefined || reached === undefined || reached.length >= 20) return nothingJudged;
  const held = 10 + reached.length;
  const isMore = (hidden?.length ?? 0) > 0;
  const readings =
    total === held
      ? ["of-the-pages", ...(isMore ? [] : ["of-all-programs"])]
      : total > held && held === 10
        ? ["of-all-programs"]
        : [];
  return observe("histories.total.counts", readings, {
    actual: `${total}, where all pages hold ${held}${isMore ? " and there are more" : ""}`,
    pointer: "/pagination/total",
    exchange: list.index,
    rests: placesOf(part),
  });
}

/** What makes a program recent, by reading; undefined where an entry does not tell. */
const recency: Readonly<Record<string, (entry: HistoryEntry) => number | undefined>> = {
  "by-start": ({ details: { start } }) => (start === undefined ? undefined : readInstant(start)),
  "by-activity": ({ activities = [], details: { lastUpdatedDate } }) => {
    const dates = [newestOf(activities)?.date, lastUpdatedDate].filter((date) => date !== undefined).map(readInstant);
    return dates.length === 0 ? undefined : Math.max(...dates);
  },
  "by-end": ({ details: { end } }) => (end === undefined ? undefined : readInstant(end)),
  "by-id": ({ details: { programId } }) => programId,
};

function judgeMostRecent(part: readonly Look[]): Judgement {
  // What a later page holds is answered too, and no order of pages is promised.
  const { list, hidden: others = [] } = readReach(part) ?? {};
  if (list === undefined || others.length === 0) return nothingJudged;
  const readings = Object.entries(recency)
    .filter(([, measure]) => isRecent(list.page.entries.map(measure), others.map(measure)))
    .map(([name]) => name);
  return observe("histories.programs.most-recent", readings, {
    actual: `${others.length} entries are left for later, such as program ${others[0]?.key}`,
    pointer: "/data",
    exchange: list.index,
    rests: placesOf(part),
  });
}

/** Whether nothing that is left for later is more recent than what comes first, as far as the entries tell. */
function isRecent(first: readonly (number | undefined)[], later: readonly (number | undefined)[]): boolean {
  const shown = first.filter((value) => value !== undefined);
  const left = later.filter((value) => value !== undefined);
  if (shown.length < first.length || left.length < later.length) return true;
  return Math.max(...left) <= Math.min(...shown);
}
