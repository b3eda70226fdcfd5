import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange, RequestPlan } from "../../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { readInstant } from "../instant.ts";
import { identifyAmong, isPast, lengthOf, observeNothing, pointerOf, readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, lookAt, mergeParts } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { HistoriesPage, HistoryEntry } from "../page.ts";
import type { Person } from "../subjects.ts";

/** So many programs of others are asked for beside a customer's own. */
const mostForeign = 6;

/** The list of each kind, then every program alone, then the list again. */
function askEach(person: Person, trace: readonly ReadExchange[]): RequestPlan | undefined {
  return askInTurn(
    person,
    trace,
    person.kinds.flatMap((activityType) => [
      { activityType },
      ...listIds(person).map((partnerProgramId) => ({ activityType, partnerProgramId })),
      { activityType },
    ]),
  );
}

/** The customer's programs, and a few that a list may have lost. */
function listIds({ customer, programIds }: Person): number[] {
  const own = [...new Set(customer.histories.memberships.map(({ programId }) => programId))].slice(0, 10);
  return [...own, ...programIds.filter((id) => !own.includes(id)).slice(0, mostForeign)];
}

/** Which programs are answered where none is asked for. */
export const programCases = [
  defineHistoriesCase({
    id: "histories.programs.each-alone",
    title: "Every program that is answered alone is among all programs: external or supplementary, present or past",
    operation: "histories",
    requirements: ["histories.programs.both-kinds", "histories.programs.past"],
    needs: "histories:member",
    next: askEach,
    judge: (person, trace) =>
      judgeParts(trace, listIds(person).length + 2, (part) =>
        mergeParts([
          judgeContaining("histories.programs.both-kinds", part, (entry) => !isPast(entry, person.now)),
          judgeContaining("histories.programs.past", part, (entry) => isPast(entry, person.now)),
        ]),
      ),
  }),
  defineHistoriesCase({
    id: "histories.programs.none",
    title: "A customer without partner programs gets an empty list or a refusal, with 2011",
    operation: "histories",
    requirements: ["histories.programs.none", "histories.code.2011"],
    needs: "histories:without-programs",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        person.kinds.map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => {
      const looks = lookAt(trace);
      // Where one kind is refused and the other answered, the refusal may be for the kind's sake.
      const isMixed = looks.some(({ page }) => page !== undefined);
      return mergeParts(looks.map((look) => judgeNone(look, isMixed)));
    },
  }),
  defineHistoriesCase({
    id: "histories.programs.entries",
    title:
      "A program has one entry, or one for each membership; they come by the start, the latest first, or in no order",
    operation: "histories",
    requirements: ["histories.entries.per-program", "histories.entries.order"],
    needs: "histories:member",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        person.kinds.map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => mergeParts(lookAt(trace).flatMap((look) => [judgeEntries(look), judgeOrder(look)])),
  }),
];

/** What is answered alone must be among all, where the list is steady and not one of only the recent ten. */
function judgeContaining(
  requirement: string,
  part: readonly Look[],
  isMeant: (entry: HistoryEntry) => boolean,
): Judgement {
  const { list, middle } = readSteady(part) ?? {};
  if (list === undefined || middle === undefined || isPageful(list.page, middle)) return nothingJudged;
  const alone = middle.flatMap((look) =>
    (look.page?.entries ?? []).filter(isMeant).map((entry) => ({ look, entry, key: entry.key })),
  );
  const listed = new Set(list.page.entries.map(({ key }) => key));
  const lost = alone.find(({ key }) => key !== undefined && !listed.has(key));
  if (lost === undefined) return alone.length === 0 ? nothingJudged : keep(requirement);
  return breach({
    requirement,
    kind: "missing",
    pointer: "/data",
    expected: `also an entry of program ${lost.key}, which is answered where it is asked for alone`,
    actual: `${list.page.entries.length} entries without it`,
    exchange: list.index,
    rests: [list.index, lost.look.index],
  });
}

/** Whether a page may hold no more, or has to be one of the recent ten programs, which another requirement is about. */
function isPageful(page: HistoriesPage, alone: readonly Look[]): boolean {
  const all = [page, ...alone.flatMap((look) => look.page ?? [])].flatMap(({ entries }) => entries);
  return page.entries.length >= lengthOf(page) || new Set(all.map(({ key }) => key)).size >= 10;
}

function judgeNone(look: Look, isMixed: boolean): Judgement {
  const { answer } = look.read;
  const codes = answer.kind === "refusal" ? answer.codes.map(({ code }) => code) : [];
  if ((look.page?.entries.length ?? 0) > 0) return nothingJudged;
  if (answer.kind !== "refusal") return observeNothing("histories.programs.none", look);
  if (isMixed && !codes.includes(2011)) return nothingJudged;
  const observed = observeNothing("histories.programs.none", look);
  if (codes.includes(2011)) return mergeParts([observed, keep("histories.code.2011")]);
  return mergeParts([
    observed,
    breach({
      requirement: "histories.code.2011",
      kind: "other-code",
      pointer: pointerOf(look),
      expected: "an empty list, or refused with 2011",
      actual: describeAnswer(answer),
      exchange: look.index,
    }),
  ]);
}

/** Two entries of a program that are alike in everything are no two memberships. */
function judgeEntries({ page, index }: Look): Judgement {
  const requirement = "histories.entries.per-program";
  const entries = (page?.entries ?? []).filter(({ key }) => key !== undefined);
  if (entries.length === 0) return nothingJudged;
  const keys = entries.map(({ key }) => key);
  const first = entries.find(({ key }, place) => keys.indexOf(key) !== place);
  if (first === undefined) {
    // A customer who enrolled twice and has one entry shows that memberships share it.
    const isRejoined = entries.some(
      ({ activities = [] }) => activities.filter(({ type }) => type === "ENROLLMENT").length > 1,
    );
    return observe(requirement, isRejoined ? ["per-program"] : ["per-program", "per-membership"], {
      actual: isRejoined ? "one entry for two enrolments" : "one entry for each program",
      pointer: "/data",
      exchange: index,
    });
  }
  const memberships = entries.map(identifyAmong(entries));
  const isRepeated = new Set(memberships).size < memberships.length;
  return observe(requirement, isRepeated ? [] : ["per-membership"], {
    actual: `several entries of program ${first.key}${isRepeated ? " with the same start" : ""}`,
    pointer: "/data",
    exchange: index,
  });
}

function judgeOrder({ page, index }: Look): Judgement {
  const requirement = "histories.entries.order";
  const starts = (page?.entries ?? []).map(({ details: { start } }) =>
    start === undefined ? Number.NaN : readInstant(start),
  );
  if (starts.length < 2 || starts.some(Number.isNaN)) return nothingJudged;
  const isSorted = starts.every((start, place) => place === 0 || start <= (starts[place - 1] ?? start));
  return observe(requirement, isSorted ? ["latest-start-first", "no-order"] : ["no-order"], {
    actual: isSorted ? "the latest start comes first" : "a later start comes after an earlier one",
    pointer: "/data",
    exchange: index,
  });
}
