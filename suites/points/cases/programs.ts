import { allOf, breach, observe, traceFinding } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { definePointsCase } from "../needs.ts";
import { requestInTurn, requestPoints } from "../request.ts";
import {
  findNarrowed,
  judgeAllPrograms,
  judgeOmitted,
  judgeSelection,
  promised,
  readAll,
  triggers,
} from "../judge-programs.ts";
import { isSameEntries } from "../schedule.ts";

/** The matrix of the page's note: programId passed or not, fetchDataForAllPrograms true or false. */
export const programCases = [
  definePointsCase({
    id: "points.programs.all-with-id",
    title: "With fetchDataForAllPrograms=true a programId that is passed narrows nothing",
    operation: "points",
    requirements: ["points.programs.all-with-id"],
    needs: "points:points-elsewhere",
    next: (person, trace) =>
      requestInTurn(person, trace, [
        { all: true, programId: person.passed },
        ...person.customer.points.programs.map((programId) => ({ all: false, programId })),
      ]),
    judge: ({ customer }, trace) => judgeAllPrograms("points.programs.all-with-id", trace, customer.points.programs),
  }),
  definePointsCase({
    id: "points.programs.all-without-id",
    title: "With fetchDataForAllPrograms=true and no programId every program is answered",
    operation: "points",
    requirements: ["points.programs.all-without-id"],
    needs: "points:points-beyond-default",
    next: (person, trace) =>
      requestInTurn(person, trace, [
        { all: true },
        ...person.customer.points.programs.map((programId) => ({ all: false, programId })),
      ]),
    judge: ({ customer }, trace) => judgeAllPrograms("points.programs.all-without-id", trace, customer.points.programs),
  }),
  definePointsCase({
    id: "points.programs.one",
    title: "With fetchDataForAllPrograms=false and a programId that program alone is answered, whole",
    operation: "points",
    requirements: ["points.programs.one"],
    needs: "points:customer-and-program",
    next: (person, trace) =>
      requestInTurn(person, trace, [
        { all: false, programId: person.programId },
        { all: true },
        { all: true, programId: person.programId },
      ]),
    judge: ({ programId }, trace) => {
      const [one, ...all] = readAll(trace) ?? [];
      return one === undefined
        ? nothingJudged
        : judgeSelection("points.programs.one", trace, programId, promised, all, one);
    },
  }),
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
  definePointsCase({
    id: "points.programs.unknown",
    title: "A program that does not exist is refused with 885",
    operation: "points",
    requirements: ["points.code.885"],
    needs: "points:unknown-program",
    request: ({ identifier, source, programs }, draw) =>
      requestPoints({
        identifier,
        source,
        all: false,
        programId: draw.integerNotIn(programs, 900_000_000, 999_999_999),
      }),
    expect: { kind: "refused", codes: [885] },
  }),
  definePointsCase({
    id: "points.programs.unknown-with-all",
    title: "With fetchDataForAllPrograms=true a program that does not exist is ignored or refused",
    operation: "points",
    requirements: ["points.programs.unknown-with-all"],
    needs: "points:unknown-program",
    next: (person, trace, draw) =>
      requestInTurn(person, trace, [
        { all: true, programId: draw.integerNotIn(person.programs, 900_000_000, 999_999_999) },
        { all: true },
        ...person.programs.slice(0, 1).map((programId) => ({ all: true, programId })),
      ]),
    judge: (_person, trace) => {
      const requirement = "points.programs.unknown-with-all";
      const [asked, plain] = trace;
      // A host that refuses the plain read too is not telling anything about the program.
      if (asked === undefined || plain?.answer.kind !== "answer") return nothingJudged;
      const seen = { actual: describeAnswer(asked.answer), exchange: 0, rests: allOf(trace) };
      if (asked.answer.kind === "refusal") {
        const known = asked.answer.codes.some(({ code }) => code === 885);
        return observe(requirement, known ? ["refused"] : [], {
          ...seen,
          pointer: asked.answer.codes[0]?.pointer ?? "",
        });
      }
      const [left, ...witnesses] = readAll(trace) ?? [];
      if (left === undefined) return nothingJudged;
      const same = witnesses.some((witness) => isSameEntries(left.promised, witness.promised));
      const actual = same
        ? "all programs are answered"
        : `${left.promised.length} entries, where all programs have ${witnesses[0]?.promised.length}`;
      return observe(requirement, same ? ["ignored"] : [], { ...seen, actual, pointer: "/promisedPointsScheduleList" });
    },
  }),
];
