import { breach, keep } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { Draw, ReadExchange, RequestPlan } from "../../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { everyMember, findDifference } from "../compare.ts";
import { isComplete, observeNothing, pointerOf, readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, lookAt, mergeParts, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { readPage } from "../page.ts";
import type { Person } from "../subjects.ts";

/** The list of each kind, then each of the customer's programs alone, then the list again. */
function askOwn(person: Person, trace: readonly ReadExchange[]): RequestPlan | undefined {
  return askInTurn(
    person,
    trace,
    person.kinds.flatMap((activityType) => [
      { activityType },
      ...listOwn(person).map((partnerProgramId) => ({ activityType, partnerProgramId })),
      { activityType },
    ]),
  );
}

function listOwn({ customer }: Person): number[] {
  return [...new Set(customer.histories.memberships.map(({ programId }) => programId))].slice(0, 12);
}

/** Of each kind a page beyond the first ten, each program on it alone, then the page again; and so the pages after it. */
function askLater(person: Person, trace: readonly ReadExchange[]): RequestPlan | undefined {
  return askInTurn(
    person,
    trace,
    splitLater(person, trace).flatMap(({ activityType, offset, ids }) => [
      { activityType, offset },
      ...ids.map((partnerProgramId) => ({ activityType, partnerProgramId })),
      { activityType, offset },
    ]),
  );
}

/** The last page that is looked at begins there. */
const lastOffset = 40;

interface Part {
  readonly activityType: string;
  readonly offset: number;
  /** The programs that the page shows; of a part to come none are known. */
  readonly ids: readonly number[];
  /** Where in the trace it begins. */
  readonly start: number;
}

/** The pages of each kind, one after another as long as they are full, and where in the trace they begin. */
function splitLater({ kinds }: Person, trace: readonly ReadExchange[]): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const activityType of kinds) {
    for (let [offset, isFull] = [10, true]; isFull && offset <= lastOffset; offset += 10) {
      const first = trace[start];
      const entries = first === undefined ? [] : (readPage(first.answer)?.entries ?? []);
      const ids = [...new Set(entries.flatMap(({ details: { programId } }) => programId ?? []))].slice(0, 10);
      parts.push({ activityType, offset, ids, start });
      start += ids.length + 2;
      isFull = entries.length === 10;
    }
  }
  return parts;
}

/** Ids are integers of unknown width: one beyond 31 bits may be cut off by a host that keeps it in fewer. */
const unknownPrograms = [
  {
    suffix: "",
    what: "",
    draw: (draw: Draw, ids: readonly number[]) => draw.integerNotIn(ids, 900_000_000, 999_999_999),
  },
  {
    suffix: "-beyond-31-bits",
    what: " and needs more than 31 bits",
    draw: (draw: Draw, ids: readonly number[]) => 2 ** 32 + (ids.length === 0 ? draw.integer(1, 1e9) : draw.pick(ids)),
  },
] as const;

/** partnerProgramId: that program and no other. */
export const oneProgramCases = [
  defineHistoriesCase({
    id: "histories.program.one",
    title:
      "With a partnerProgramId that program is answered and no other, with the same details and activities as among all",
    operation: "histories",
    requirements: ["histories.program-filter.one", "histories.program-filter.contained"],
    needs: "histories:member",
    next: askOwn,
    judge: (person, trace) =>
      judgeParts(trace, listOwn(person).length + 2, (part) =>
        mergeParts([judgeOne(part, listOwn(person)), judgeContained(part)]),
      ),
  }),
  defineHistoriesCase({
    id: "histories.program.beyond-ten",
    title: "A program that a later page shows is answered where it is asked for alone",
    operation: "histories",
    requirements: ["histories.program-filter.one"],
    needs: "histories:ten-programs",
    next: askLater,
    judge: (person, trace) => {
      const looks = lookAt(trace);
      return mergeParts(
        splitLater(person, trace).map(({ ids, start }) => judgeOne(looks.slice(start, start + ids.length + 2), ids)),
      );
    },
  }),
  ...unknownPrograms.map(({ suffix, what, draw: drawProgram }) =>
    defineHistoriesCase({
      id: `histories.program.unknown${suffix}`,
      title: `A partnerProgramId that does not exist${what} gives an empty list or a refusal`,
      operation: "histories",
      requirements: ["histories.program-filter.unknown"],
      needs: "histories:few-members",
      next: (person, trace, draw) => {
        const partnerProgramId = drawProgram(draw, person.programIds);
        return askInTurn(
          person,
          trace,
          person.kinds.flatMap((activityType) => [{ activityType }, { activityType, partnerProgramId }]),
        );
      },
      judge: (_person, trace) =>
        judgeParts(trace, 2, ([plain, look]) =>
          plain?.page === undefined || look === undefined
            ? nothingJudged
            : observeNothing("histories.program-filter.unknown", look),
        ),
    }),
  ),
  defineHistoriesCase({
    id: "histories.program.not-joined",
    title: "A program that the customer was never part of gives an empty list or a refusal",
    operation: "histories",
    requirements: ["histories.program-filter.not-joined"],
    needs: "histories:not-joined",
    next: (person, trace) => {
      const foreign = person.foreign.slice(0, mostForeign);
      return askInTurn(
        person,
        trace,
        person.kinds.flatMap((activityType) => [
          { activityType },
          ...foreign.map((partnerProgramId) => ({ activityType, partnerProgramId })),
          { activityType },
        ]),
      );
    },
    judge: (person, trace) => {
      const foreign = person.foreign.slice(0, mostForeign);
      return judgeParts(trace, foreign.length + 2, (part) => judgeNotJoined(part, foreign));
    },
  }),
];

const mostForeign = 3;

function judgeOne(part: readonly Look[], ids: readonly number[]): Judgement {
  const requirement = "histories.program-filter.one";
  const { list, middle = [] } = readSteady(part) ?? {};
  return mergeParts(
    middle.map((look, place): Judgement => {
      const id = ids[place];
      const foreign = look.page?.entries.find(({ key, details }) => key !== undefined && details.programId !== id);
      if (foreign !== undefined) {
        return breach({
          requirement,
          kind: "value",
          pointer: `${foreign.pointer}/partnerProgramDetails/partnerProgramId`,
          expected: `entries of program ${id} alone`,
          actual: `an entry of program ${foreign.key}`,
          exchange: look.index,
        });
      }
      if (list?.page.entries.every(({ details }) => details.programId !== id) ?? true) return nothingJudged;
      if ((look.page?.entries.length ?? 0) > 0) return keep(requirement);
      const { answer } = look.read;
      return breach({
        requirement,
        kind: answer.kind === "refusal" ? "refused" : "missing",
        pointer: answer.kind === "refusal" ? pointerOf(look) : "/data",
        expected: `the entry of program ${id}, which is among all programs`,
        actual: answer.kind === "refusal" ? describeAnswer(answer) : "no entry",
        exchange: look.index,
        rests: placesOf(list === undefined ? [look] : [list, look]),
      });
    }),
  );
}

function judgeContained(part: readonly Look[]): Judgement {
  const requirement = "histories.program-filter.contained";
  const { list, middle = [] } = readSteady(part) ?? {};
  if (list === undefined) return nothingJudged;
  return mergeParts(
    middle.map((look) => {
      const entries = look.page?.entries ?? [];
      const keys = new Set(entries.map(({ key }) => key));
      const among = list.page.entries.filter(({ key }) => keys.has(key));
      // What is missing on one side altogether, or is another program, is another requirement's matter.
      if (among.length === 0 || keys.size !== 1) return nothingJudged;
      const difference = findDifference(among, entries, everyMember);
      if (difference === undefined) return keep(requirement);
      return breach({
        requirement,
        kind: "disagreement",
        pointer: difference.pointer,
        expected: `as among all programs: ${difference.expected}`,
        actual: difference.actual,
        exchange: look.index,
        rests: placesOf([list, look]),
      });
    }),
  );
}

/** A program that is answered alone and is not among all is the list's fault rather than the filter's. */
function judgeNotJoined(part: readonly Look[], foreign: readonly number[]): Judgement {
  const { list, middle = [] } = readSteady(part) ?? {};
  if (list === undefined || !isComplete(list.page)) return nothingJudged;
  return mergeParts(
    middle.map((look, place) => {
      const id = foreign[place];
      if (list.page.entries.some(({ details }) => details.programId === id)) return nothingJudged;
      if (look.page?.entries.some(({ details }) => details.programId === id) === true) return nothingJudged;
      return observeNothing("histories.program-filter.not-joined", look, [list, look]);
    }),
  );
}
