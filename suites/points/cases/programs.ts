import { breach, traceFinding } from "../../../src/check/judge.ts";
import { mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { definePointsCase, type Person } from "../needs.ts";
import { type PointsRequest, requestInTurn, spanPoints } from "../request.ts";
import {
  findNarrowed,
  judgeAllPrograms,
  judgeOmitted,
  judgeSelection,
  promised,
  readAll,
  triggers,
} from "../judge-programs.ts";
import { ofProgram, showEntries, subtractEntries } from "../schedule.ts";

/** The same read with some program passed, the first that exists. */
function passFirst({ customer }: Person): PointsRequest {
  const [programId] = customer.points.programs;
  return programId === undefined ? {} : { programId };
}

/** Each form is tried without dates and, as in the page's second sample, with both. */
const spans = [
  { suffix: "", words: "", dates: (_person: Person): PointsRequest => ({}) },
  { suffix: "-with-dates", words: ", with dates too", dates: spanPoints },
] as const;

/** The matrix of the page's note: programId passed or not, fetchDataForAllPrograms true or false. */
export const programCases = [
  ...spans.map(({ suffix, words, dates }) =>
    definePointsCase({
      id: `points.programs.all-with-id${suffix}`,
      title: `With fetchDataForAllPrograms=true a programId that is passed narrows nothing${words}`,
      operation: "points",
      requirements: ["points.programs.all-with-id", "points.programs.agree"],
      needs: "points:points-elsewhere",
      next: (person, trace) =>
        requestInTurn(person, trace, [
          { all: true, programId: person.passed, ...dates(person) },
          { all: true, ...dates(person) },
          ...person.customer.points.programs.map((programId) => ({ all: false, programId, ...dates(person) })),
        ]),
      judge: ({ customer }, trace) => judgeAllPrograms("points.programs.all-with-id", trace, customer.points.programs),
    }),
  ),
  ...spans.map(({ suffix, words, dates }) =>
    definePointsCase({
      id: `points.programs.all-without-id${suffix}`,
      title: `With fetchDataForAllPrograms=true and no programId every program is answered${words}`,
      operation: "points",
      requirements: ["points.programs.all-without-id", "points.programs.agree"],
      needs: "points:points-beyond-default",
      next: (person, trace) =>
        requestInTurn(person, trace, [
          { all: true, ...dates(person) },
          { all: true, ...passFirst(person), ...dates(person) },
          ...person.customer.points.programs.map((programId) => ({ all: false, programId, ...dates(person) })),
        ]),
      judge: ({ customer }, trace) =>
        judgeAllPrograms("points.programs.all-without-id", trace, customer.points.programs),
    }),
  ),
  ...spans.map(({ suffix, words, dates }) =>
    definePointsCase({
      id: `points.programs.one${suffix}`,
      title: `With fetchDataForAllPrograms=false and a programId that program alone is answered, whole${words}`,
      operation: "points",
      requirements: ["points.programs.one", "points.programs.agree"],
      needs: "points:customer-and-program",
      next: (person, trace) =>
        requestInTurn(person, trace, [
          { all: false, programId: person.programId, ...dates(person) },
          { all: true, ...dates(person) },
          { all: true, programId: person.programId, ...dates(person) },
        ]),
      judge: ({ programId }, trace) => {
        const [one, ...all] = readAll(trace) ?? [];
        return one === undefined
          ? nothingJudged
          : judgeSelection("points.programs.one", trace, programId, promised, all, one);
      },
    }),
  ),
  definePointsCase({
    id: "points.programs.default",
    title: "With fetchDataForAllPrograms=false and no programId the default program alone is answered, whole",
    operation: "points",
    requirements: ["points.programs.default"],
    needs: "points:default-program",
    next: (person, trace) => {
      const { defaultProgram } = person;
      return requestInTurn(person, trace, [
        { all: false },
        { all: true },
        ...(defaultProgram === undefined ? [] : [{ all: false, programId: defaultProgram }]),
      ]);
    },
    judge: ({ defaultProgram }, trace) => {
      const [answered, ...witnesses] = readAll(trace) ?? [];
      if (answered === undefined) return nothingJudged;
      const programId = defaultProgram ?? answered.promised[0]?.programId;
      // An empty answer says nothing about which program it is of.
      if (programId === undefined) return nothingJudged;
      return judgeSelection("points.programs.default", trace, programId, promised, witnesses, answered);
    },
  }),
  definePointsCase({
    id: "points.programs.trigger-list",
    title: "Trigger-based points keep to the program that is asked for",
    operation: "points",
    requirements: ["points.programs.trigger-list"],
    needs: "points:trigger-points",
    next: (person, trace) =>
      requestInTurn(person, trace, [
        { all: false, programId: person.programId },
        { all: true },
        { all: true, programId: person.programId },
      ]),
    judge: ({ programId, customer }, trace) => {
      const requirement = "points.programs.trigger-list";
      const [one, ...all] = readAll(trace) ?? [];
      if (one === undefined) return nothingJudged;
      // Where the promised points break the rule for programs as well, that rule is what is broken.
      const { programs, triggerPrograms } = customer.points;
      const same = judgeSelection(requirement, trace, programId, promised, all, one);
      if (same.findings.length > 0 || findNarrowed(all, promised.of, programs) !== undefined) return nothingJudged;
      const selection = judgeSelection(requirement, trace, programId, triggers, all, one);
      const narrowed = findNarrowed(all, triggers.of, triggerPrograms);
      const unseen = ofProgram(one.triggers, programId).filter((entry) =>
        all.every((schedule) => subtractEntries([entry], schedule.triggers).length > 0),
      );
      if (selection.findings.length === 0 && unseen.length > 0) {
        return breach(
          traceFinding(trace, 1, {
            requirement,
            kind: "missing",
            pointer: "/triggerBasedPointsList",
            expected: `the trigger-based points of all programs, also ${showEntries(unseen)}`,
            actual: "no such entry",
          }),
        );
      }
      if (selection.findings.length > 0 || narrowed === undefined) return selection;
      return breach(
        traceFinding(trace, narrowed.exchange, {
          requirement,
          kind: "missing",
          pointer: "/triggerBasedPointsList",
          expected: `trigger-based points of all programs, also of ${narrowed.lost.join(", ")}`,
          actual: "none of these",
        }),
      );
    },
  }),
  definePointsCase({
    id: "points.programs.flag-omitted",
    title: "A request without fetchDataForAllPrograms is answered as with true or as with false",
    operation: "points",
    requirements: ["points.programs.flag-omitted"],
    needs: "points:points-elsewhere",
    next: (person, trace) =>
      requestInTurn(person, trace, [
        { programId: person.passed },
        { all: false, programId: person.passed },
        { all: true, programId: person.passed },
        {},
        { all: false },
        { all: true },
      ]),
    judge: (_person, trace) =>
      mergeJudgements([judgeOmitted(trace.slice(0, 3), trace, 0), judgeOmitted(trace.slice(3), trace, 3)]),
  }),
];
