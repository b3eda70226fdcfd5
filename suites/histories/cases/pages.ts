import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange, RequestPlan } from "../../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { everyMember, findDifference } from "../compare.ts";
import { lengthOf, observeNothing, pointerOf, readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, mergeParts, type PageLook, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { readPage } from "../page.ts";
import type { HistoriesRequest } from "../request.ts";
import type { Person } from "../subjects.ts";

interface Cut {
  readonly limit?: number;
  readonly offset?: number;
}

/** Pages of every length, with and without an offset, and some that begin later. */
const cuts: readonly Cut[] = [
  ...[1, 3, 9].map((limit) => ({ limit, offset: 0 })),
  ...[2, 5, 10].map((limit) => ({ limit })),
  { limit: 1, offset: 1 },
  { limit: 2, offset: 1 },
  { limit: 3, offset: 2 },
  { limit: 10, offset: 1 },
];

/** The list of each kind, the same list cut in some ways, and the list again. */
function askCuts(
  person: Person,
  trace: readonly ReadExchange[],
  requests: readonly HistoriesRequest[],
): RequestPlan | undefined {
  return askInTurn(
    person,
    trace,
    person.kinds.flatMap((activityType) => [
      { activityType },
      ...requests.map((request) => ({ activityType, ...request })),
      { activityType },
    ]),
  );
}

/** limit and offset, each by itself. */
export const pageCases = [
  defineHistoriesCase({
    id: "histories.pages.served",
    title: "A limit and an offset within the list are accepted",
    operation: "histories",
    requirements: ["histories.resource.pagination"],
    needs: "histories:member",
    next: (person, trace) => askCuts(person, trace, listServed(person)),
    judge: (person, trace) => judgeParts(trace, listServed(person).length + 2, (part) => judgeServed(part)),
  }),
  defineHistoriesCase({
    id: "histories.pages.limit",
    title: "With a limit as many entries are answered as the list has, up to that limit, and total is that of the list",
    operation: "histories",
    requirements: ["histories.limit.heeded", "histories.total.steady"],
    needs: "histories:member",
    next: (person, trace) => askCuts(person, trace, [...cuts, { offset: 1 }]),
    judge: (_person, trace) =>
      judgeParts(trace, cuts.length + 3, (part) => mergeParts([judgeLimits(part), judgeTotals(part)])),
  }),
  defineHistoriesCase({
    id: "histories.pages.default-offset",
    title: "Without an offset the answer is the same as with an offset of zero",
    operation: "histories",
    requirements: ["histories.offset.default"],
    needs: "histories:customer",
    next: (person, trace) => askCuts(person, trace, [{ offset: 0 }]),
    judge: (_person, trace) => judgeParts(trace, 3, judgeDefaultOffset),
  }),
  defineHistoriesCase({
    id: "histories.pages.beyond-the-end",
    title: "An offset at or beyond the end gives an empty list or a refusal",
    operation: "histories",
    requirements: ["histories.offset.beyond"],
    needs: "histories:member",
    next: (person, trace) => {
      const activityType = person.kinds[Math.floor(trace.length / beyond)];
      const list = trace[trace.length - (trace.length % beyond)];
      const { entries = [], total = 0 } = (list === undefined ? undefined : readPage(list.answer)) ?? {};
      const end = Math.max(entries.length, total);
      if (activityType === undefined) return undefined;
      const offsets = [undefined, end + 1, end, end + 1000, 1, undefined];
      const offset = offsets[trace.length % beyond];
      return askInTurn(person, [], [{ activityType, ...(offset === undefined ? {} : { offset }) }]);
    },
    judge: (_person, trace) => judgeParts(trace, beyond, judgeBeyond),
  }),
  ...(
    [
      ["zero", 0, "histories.limit.zero", "A limit of zero gives no entries, counts as not sent, or is refused"],
      [
        "negative",
        -1,
        "histories.limit.under-range",
        "A negative limit is refused, gives no entries, or counts as not sent",
      ],
    ] as const
  ).map(([id, limit, requirement, title]) =>
    defineHistoriesCase({
      id: `histories.pages.limit-${id}`,
      title,
      operation: "histories",
      requirements: [requirement],
      needs: "histories:member",
      next: (person, trace) => askCuts(person, trace, [{ limit }]),
      judge: (_person, trace) => judgeParts(trace, 3, (part) => judgeOddLimit(requirement, part)),
    }),
  ),
  defineHistoriesCase({
    id: "histories.pages.limit-eleven",
    title: "A limit above ten is refused, or no more than ten entries are answered",
    operation: "histories",
    requirements: ["histories.limit.over-range"],
    needs: "histories:member",
    next: (person, trace) => askCuts(person, trace, [{ limit: 11 }, { limit: 1000 }]),
    judge: (_person, trace) =>
      judgeParts(trace, 4, (part) => {
        const { list, middle = [] } = readSteady(part) ?? {};
        return list === undefined ? nothingJudged : mergeParts(middle.map(judgeOverRange));
      }),
  }),
];

/** The list, three offsets beyond it and one within, and the list again. */
const beyond = 6;

function listServed({ customer }: Person): Cut[] {
  const isSeveral = customer.histories.memberships.length > 1;
  return [
    { limit: 1, offset: 0 },
    { limit: 10, offset: 0 },
    ...(isSeveral ? [{ limit: 1, offset: 1 }, { offset: 1 }] : []),
  ];
}

function judgeServed(part: readonly Look[]): Judgement {
  const requirement = "histories.resource.pagination";
  const { list, middle = [] } = readSteady(part) ?? {};
  if (list === undefined) return nothingJudged;
  return mergeParts(
    middle.map((look, place) => {
      const isWithin = place < 2 || list.page.entries.length > 1;
      if (!isWithin) return nothingJudged;
      if (look.read.answer.kind !== "refusal") return keep(requirement);
      return breach({
        requirement,
        kind: "refused",
        pointer: pointerOf(look),
        expected: "a page of the list",
        actual: describeAnswer(look.read.answer),
        exchange: look.index,
        rests: placesOf([list, look]),
      });
    }),
  );
}

/** Only the offset after the end tells the reading: the end itself, and very high ones, may be treated by themselves. */
function judgeBeyond(part: readonly Look[]): Judgement {
  const { list, middle: [after, ...others] = [] } = readSteady(part) ?? {};
  const probe = others.pop();
  const total = list?.page.total;
  if (list === undefined || after === undefined || probe === undefined || total === undefined) return nothingJudged;
  if (total === 0 || list.page.entries.length > total || !skips(list, probe)) return nothingJudged;
  const requirement = "histories.offset.beyond";
  const withEntries = others.filter(({ page }) => (page?.entries.length ?? 0) > 0);
  return mergeParts([after, ...withEntries].map((look) => observeNothing(requirement, look, [list, look])));
}

/** How many entries a page has to hold; undefined where the list may or may not go on beyond its first ten. */
export function countExpected({ page }: PageLook, { limit = 10, offset = 0 }: Cut): number | undefined {
  const isKnown = page.entries.length < lengthOf(page) || offset + limit <= lengthOf(page);
  return isKnown ? Math.max(0, Math.min(limit, page.entries.length - offset)) : undefined;
}

function judgeLimits(part: readonly Look[]): Judgement {
  const { list, middle = [] } = readSteady(part) ?? {};
  const probe = middle.at(-1);
  if (list === undefined || probe === undefined) return nothingJudged;
  const isSkipping = skips(list, probe);
  return mergeParts(
    middle.slice(0, -1).map((look, place) => {
      const cut: Cut = cuts[place] ?? {};
      return (cut.offset ?? 0) > 0 && !isSkipping ? nothingJudged : judgeLimit(list, look, cut);
    }),
  );
}

/** Whether an offset of one, by itself, leaves one entry out; one that does not is another requirement's matter. */
function skips({ page: { entries } }: PageLook, { page }: Look): boolean {
  if (page === undefined) return entries.length === 1;
  if (entries.length < 10) return page.entries.length === entries.length - 1;
  // There may be an eleventh entry, which the first page does not hold.
  return findDifference(entries, page.entries, []) !== undefined;
}

/** A page that is longer than what it calls its limit is a rule's matter, and a refusal that of pages at all. */
export function judgeLimit(list: PageLook, look: Look, cut: Cut): Judgement {
  const requirement = "histories.limit.heeded";
  const expected = countExpected(list, cut);
  const { page } = look;
  if (page === undefined || expected === undefined) return nothingJudged;
  const count = page.entries.length;
  if (count === expected) return keep(requirement);
  if (count > expected && page.limit !== undefined && page.limit >= 1 && count > page.limit) return nothingJudged;
  return breach({
    requirement,
    kind: count < expected ? "missing" : "value",
    pointer: "/data",
    expected: `${expected} of ${list.page.entries.length} entries with limit=${cut.limit ?? 10} and offset=${cut.offset ?? 0}`,
    actual: `${count} entries`,
    exchange: look.index,
    rests: placesOf([list, look]),
  });
}

/** Whether every page counts as many as the list that a part begins and ends with. */
export function judgeTotals(part: readonly Look[]): Judgement {
  const requirement = "histories.total.steady";
  const { list, middle = [] } = readSteady(part) ?? {};
  const total = list?.page.total;
  if (list === undefined || total === undefined) return nothingJudged;
  return mergeParts(
    middle.map((look) => {
      if (look.page?.total === undefined) return nothingJudged;
      if (look.page.total === total) return keep(requirement);
      return breach({
        requirement,
        kind: "disagreement",
        pointer: "/pagination/total",
        expected: `${total}, as without limit and offset`,
        actual: String(look.page.total),
        exchange: look.index,
        rests: placesOf([list, look]),
      });
    }),
  );
}

function judgeDefaultOffset(part: readonly Look[]): Judgement {
  const requirement = "histories.offset.default";
  const { list, middle: [zero] = [] } = readSteady(part) ?? {};
  if (list === undefined || zero === undefined) return nothingJudged;
  const difference =
    zero.page === undefined
      ? { pointer: pointerOf(zero), expected: "an answer", actual: describeAnswer(zero.read.answer) }
      : findDifference(list.page.entries, zero.page.entries, everyMember);
  if (difference === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "disagreement",
    pointer: difference.pointer,
    expected: `as without an offset: ${difference.expected}`,
    actual: difference.actual,
    exchange: zero.index,
    rests: placesOf([list, zero]),
  });
}

function judgeOddLimit(requirement: string, part: readonly Look[]): Judgement {
  const { list, middle: [asked] = [] } = readSteady(part) ?? {};
  if (list === undefined || asked === undefined) return nothingJudged;
  const seen = { exchange: asked.index, rests: placesOf([list, asked]) };
  const { answer } = asked.read;
  if (answer.kind === "refusal") {
    return observe(requirement, ["refused"], { ...seen, actual: describeAnswer(answer), pointer: pointerOf(asked) });
  }
  if (asked.page === undefined) return nothingJudged;
  const { entries } = asked.page;
  const isDefault = findDifference(list.page.entries, entries, []) === undefined;
  return observe(requirement, [...(entries.length === 0 ? ["no-entries"] : []), ...(isDefault ? ["as-default"] : [])], {
    ...seen,
    actual: `${entries.length} of ${list.page.entries.length} entries`,
    pointer: "/data",
  });
}

function judgeOverRange({ read, page, index }: Look): Judgement {
  const requirement = "histories.limit.over-range";
  const seen = { exchange: index, pointer: "/data" };
  if (read.answer.kind === "refusal") {
    return observe(requirement, ["refused"], { exchange: index, actual: describeAnswer(read.answer) });
  }
  if (page === undefined) return nothingJudged;
  const count = page.entries.length;
  return observe(requirement, count <= 10 ? ["capped"] : [], { ...seen, actual: `${count} entries` });
}
