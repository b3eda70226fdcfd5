import { breach, keep } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange, RequestPlan } from "../../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { areComparable, compareEntries, type Difference, everyMember, findDifference } from "../compare.ts";
import { identifyAmong, isComplete, pointerOf } from "../judge-lists.ts";
import { allPages, judgeParts, type Look, mergeParts, type PageLook, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { HistoriesRequest } from "../request.ts";
import type { Person } from "../subjects.ts";
import { judgeLimit } from "./pages.ts";

/** Lengths of pages that a list is walked with. */
const sizes = [1, 2, 3, 4, 7];

const concatenate = "histories.pages.concatenate";

/** So often is the list itself read, to see that its order is not a matter of chance. */
const lists = 4;

/** Pages one after another, for lists of up to ten. */
export const walkCases = [
  defineHistoriesCase({
    id: "histories.pages.offset",
    title: "An offset leaves out that many entries from the beginning of the list",
    operation: "histories",
    requirements: ["histories.offset.skips"],
    needs: "histories:member",
    next: (person, trace) => askBetween(person, trace, listOffsets(person)),
    judge: (person, trace) =>
      judgeParts(trace, listOffsets(person).length + lists, (part) => judgeOffsets(part, listOffsets(person))),
  }),
  defineHistoriesCase({
    id: "histories.pages.concatenate",
    title: "Pages one after another hold each entry of the list once, whatever their length",
    operation: "histories",
    requirements: [concatenate, "histories.limit.heeded"],
    needs: "histories:member",
    next: (person, trace) => askBetween(person, trace, [{ offset: 1 }, ...listWalks(person).flat()]),
    judge: (person, trace) => {
      const walks = listWalks(person);
      return judgeParts(trace, walks.flat().length + 1 + lists, (part) =>
        judgeWalks(part, walks, countEntries(person)),
      );
    },
  }),
];

/** Half of the lists, then the requests, then the other half, for each kind. */
function askBetween(
  person: Person,
  trace: readonly ReadExchange[],
  requests: readonly HistoriesRequest[],
): RequestPlan | undefined {
  const half = Array.from({ length: lists / 2 }, () => ({}));
  return askInTurn(
    person,
    trace,
    person.kinds.flatMap((activityType) =>
      [...half, ...requests, ...half].map((request) => ({ ...request, activityType })),
    ),
  );
}

function countEntries({ customer }: Person): number {
  return Math.min(10, customer.histories.memberships.length);
}

function listOffsets(person: Person): { offset: number }[] {
  const count = countEntries(person);
  const offsets = [1, 2, Math.floor(count / 2), count - 1].filter((offset) => offset > 0 && offset < count);
  return [...new Set(offsets)].map((offset) => ({ offset }));
}

function listWalks(person: Person): { limit: number; offset: number }[][] {
  const count = countEntries(person);
  return sizes
    .filter((limit) => limit < count)
    .map((limit) =>
      Array.from({ length: Math.ceil(count / limit) }, (_unused, page) => ({ limit, offset: page * limit })),
    );
}

/**
 * The list and the pages between, if every read of the list was the same and in the same order. An order is not promised;
 * where a list is short, its reads may be in one order by chance, and what its pages hold is not judged.
 */
function readOrdered(
  part: readonly Look[],
): { readonly list: PageLook; readonly pages: readonly Look[]; readonly isOrdered: boolean } | undefined {
  const reads = allPages([...part.slice(0, lists / 2), ...part.slice(-lists / 2)]);
  const [list] = reads ?? [];
  if (reads === undefined || list === undefined || !areComparable(...reads.map(({ page }) => page))) return undefined;
  const isSteady = reads.every(
    ({ page }) =>
      page.total === list.page.total && findDifference(list.page.entries, page.entries, everyMember) === undefined,
  );
  if (!isSteady) return undefined;
  const keyOf = identifyAmong(...reads.map(({ page }) => page.entries));
  const orders = new Set(reads.map(({ page }) => page.entries.map(keyOf).join("\n")));
  return {
    list,
    pages: part.slice(lists / 2, -lists / 2),
    isOrdered: orders.size === 1 && list.page.entries.length >= 3,
  };
}

function judgeOffsets(part: readonly Look[], offsets: readonly { readonly offset: number }[]): Judgement {
  const { list, pages = [], isOrdered = false } = readOrdered(part) ?? {};
  if (list === undefined) return nothingJudged;
  return mergeParts(pages.map((look, place) => judgeOffset(list, look, offsets[place]?.offset ?? 0, isOrdered)));
}

/** Beyond the first ten a list may go on or not; up to there it has to be the same. */
export function judgeOffset(list: PageLook, look: Look, offset: number, isOrdered: boolean): Judgement {
  const requirement = "histories.offset.skips";
  if (look.page === undefined || offset >= list.page.entries.length) return nothingJudged;
  const { entries } = list.page;
  const expected = entries.slice(offset);
  const broken = (wanted: string, actual: string): Judgement =>
    breach({
      requirement,
      kind: "disagreement",
      pointer: "/data",
      expected: wanted,
      actual,
      exchange: look.index,
      rests: placesOf([list, look]),
    });
  const count = look.page.entries.length;
  const isWhole = isComplete(list.page);
  if (count < expected.length || (isWhole && count > expected.length)) {
    return broken(`${expected.length} of ${entries.length} entries with offset=${offset}`, `${count} entries`);
  }
  if (!isOrdered) return keep(requirement);
  const found = look.page.entries.slice(0, expected.length);
  const keyOf = identifyAmong(entries, found);
  if (expected.map(keyOf).join("\n") === found.map(keyOf).join("\n")) return keep(requirement);
  return broken(
    `program ${expected[0]?.key} first and the rest in the order of the list`,
    `program ${look.page.entries[0]?.key} first`,
  );
}

function judgeWalks(
  part: readonly Look[],
  walks: readonly (readonly { readonly limit: number; readonly offset: number }[])[],
  count: number,
): Judgement {
  const { list, pages = [], isOrdered = false } = readOrdered(part) ?? {};
  const [probe, ...walked] = pages;
  // The walks were planned for a list of that length.
  if (list?.page.entries.length !== count || probe === undefined || walks.length === 0) return nothingJudged;
  // Offsets that do not work by themselves are another requirement's matter.
  if (judgeOffset(list, probe, 1, isOrdered).exercised.length === 0) return nothingJudged;
  if (judgeOffset(list, probe, 1, isOrdered).findings.length > 0) return nothingJudged;
  let first = 0;
  return mergeParts(
    walks.map((walk) => {
      const own = walked.slice(first, first + walk.length);
      first += walk.length;
      const limits = mergeParts(own.map((look, place) => judgeLimit(list, look, walk[place] ?? {})));
      const read = allPages(own);
      if (limits.findings.length > 0 || !isOrdered) return limits;
      const found = read === undefined ? judgeRefused(own, list) : judgePages(read, list);
      return mergeParts([limits, found]);
    }),
  );
}

/** All pages together against the list: the same entries, and each the same in all its members. */
function judgePages(pages: readonly PageLook[], list: PageLook): Judgement {
  const rests = placesOf([list, ...pages]);
  const broken = (exchange: number, { pointer, expected, actual }: Difference): Judgement =>
    breach({ requirement: concatenate, kind: "disagreement", pointer, expected, actual, exchange, rests });
  const entries = pages.flatMap(({ page }) => page.entries).slice(0, list.page.entries.length);
  const difference = findDifference(list.page.entries, entries, []);
  if (difference !== undefined) {
    const expected = `in all pages together: ${difference.expected}`;
    return broken(pages.at(-1)?.index ?? 0, { ...difference, expected });
  }
  const keyOf = identifyAmong(list.page.entries, entries);
  for (const { page, index } of pages) {
    for (const entry of page.entries) {
      const same = list.page.entries.find((other) => keyOf(other) === keyOf(entry));
      const changed = same === undefined ? undefined : compareEntries(same, entry, everyMember);
      if (changed !== undefined) return broken(index, { ...changed, expected: `as in the list: ${changed.expected}` });
    }
  }
  return keep(concatenate);
}

/** A page within the list that is refused, though a limit and an offset alone are not. */
function judgeRefused(walk: readonly Look[], list: PageLook): Judgement {
  const refused = walk.find(({ read }) => read.answer.kind === "refusal");
  // A limit and an offset that are refused wherever they go together are another requirement's matter.
  if (refused === undefined || walk.every(({ page }) => page === undefined)) return nothingJudged;
  return breach({
    requirement: concatenate,
    kind: "refused",
    pointer: pointerOf(refused),
    expected: "the next page of the list",
    actual: describeAnswer(refused.read.answer),
    exchange: refused.index,
    rests: placesOf([list, refused]),
  });
}
