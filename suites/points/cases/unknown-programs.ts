import { allOf, breach, keep, observe, traceFinding } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { Draw } from "../../../src/model/case.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { definePointsCase } from "../needs.ts";
import { requestInTurn, requestPoints, spanPoints } from "../request.ts";
import { readAll } from "../judge-programs.ts";
import { isSameEntries } from "../schedule.ts";

/** A program id is an integer of unknown width; beyond 31 bits it may be cut off by a host that keeps it in fewer, perhaps to one that exists. */
const unknownPrograms = [
  {
    suffix: "",
    what: "",
    draw: (draw: Draw, programs: readonly number[]) => draw.integerNotIn(programs, 900_000_000, 999_999_999),
  },
  {
    suffix: "-beyond-31-bits",
    what: " and needs more than 31 bits",
    draw: (draw: Draw, programs: readonly number[]) =>
      2 ** 32 + (programs.length === 0 ? draw.integer(1, 2_000_000_000) : draw.pick(programs)),
  },
] as const;

/** Programs that do not exist, and programIds that no program can have. */
export const unknownProgramCases = [
  ...unknownPrograms.map(({ suffix, what, draw: drawProgram }) =>
    definePointsCase({
      id: `points.programs.unknown${suffix}`,
      title: `A program that does not exist${what} is refused with 885`,
      operation: "points",
      requirements: ["points.code.885"],
      needs: "points:unknown-program",
      request: ({ identifier, source, programs }, draw) =>
        requestPoints({ identifier, source, all: false, programId: drawProgram(draw, programs) }),
      expect: { kind: "refused", codes: [885] },
    }),
  ),
  definePointsCase({
    id: "points.programs.unknown-with-dates",
    title: "A program that does not exist is refused with 885, with dates too",
    operation: "points",
    requirements: ["points.code.885"],
    needs: "points:unknown-program",
    // Dates that are refused for their own sake say nothing about the program, so a plain read with the same dates follows.
    next: (person, trace, draw) => {
      const dates = spanPoints(person);
      const programId = draw.integerNotIn(person.programs, 900_000_000, 999_999_999);
      return requestInTurn(person, trace, [
        { all: false, programId, ...dates },
        { all: false, ...dates },
      ]);
    },
    judge: (_person, trace) => {
      const [asked, plain] = trace;
      if (asked === undefined || plain?.answer.kind !== "answer") return nothingJudged;
      if (asked.answer.kind === "refusal" && asked.answer.codes.some(({ code }) => code === 885))
        return keep("points.code.885");
      return breach(
        traceFinding(trace, 0, {
          requirement: "points.code.885",
          kind: asked.answer.kind === "answer" ? "accepted" : "other-code",
          pointer: asked.answer.kind === "refusal" ? (asked.answer.codes[0]?.pointer ?? "") : "",
          expected: "refused with 885",
          actual: describeAnswer(asked.answer),
        }),
      );
    },
  }),
  definePointsCase({
    id: "points.programs.unknown-flag-omitted",
    title: "A program that does not exist is refused with 885 where the flag left out stands for false",
    operation: "points",
    requirements: ["points.code.885"],
    needs: "points:points-elsewhere",
    // What the omitted flag means is a reading, so the first three reads find that out.
    next: (person, trace, draw) =>
      requestInTurn(person, trace, [
        { programId: person.passed },
        { all: false, programId: person.passed },
        { all: true, programId: person.passed },
        { programId: draw.integerNotIn(person.programs, 900_000_000, 999_999_999) },
      ]),
    judge: (_person, trace) => {
      const [, , , asked] = trace;
      const [omitted, one, all] = readAll(trace.slice(0, 3)) ?? [];
      if (asked === undefined || omitted === undefined || one === undefined || all === undefined) return nothingJudged;
      const isFalse = isSameEntries(omitted.promised, one.promised) && !isSameEntries(omitted.promised, all.promised);
      if (!isFalse || asked.answer.kind === "refusal") return isFalse ? keep("points.code.885") : nothingJudged;
      return breach(
        traceFinding(trace, 3, {
          requirement: "points.code.885",
          kind: "accepted",
          pointer: "",
          expected: "refused with 885, as with fetchDataForAllPrograms=false",
          actual: describeAnswer(asked.answer),
        }),
      );
    },
  }),
  ...["0", "-1", "first"].map((programId) =>
    definePointsCase({
      id: `points.programs.invalid.${programId}`,
      title: `A programId of ${programId}, which no program can have, is refused`,
      operation: "points",
      requirements: ["points.code.885"],
      needs: "points:one-customer",
      request: ({ identifier, source }) => {
        const plan = requestPoints({ identifier, source, all: false });
        return { ...plan, query: [["programId", programId], ...(plan.query ?? [])] };
      },
      expect: { kind: "refusedSomehow" },
    }),
  ),
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
      // With which code is another requirement's matter.
      if (asked.answer.kind === "refusal") {
        return observe(requirement, ["refused"], { ...seen, pointer: asked.answer.codes[0]?.pointer ?? "" });
      }
      const [left, ...witnesses] = readAll(trace) ?? [];
      if (left === undefined) return nothingJudged;
      const same = witnesses.some((witness) => isSameEntries(left.promised, witness.promised));
      const actual = same
        ? "all programs are answered"
        : `${left.promised.length} entries, where all programs have ${witnesses[0]?.promised.length}`;
      const isEmpty = left.promised.length === 0 && left.triggers.length === 0;
      const readings = [...(same ? ["ignored"] : []), ...(isEmpty ? ["nothing"] : [])];
      return observe(requirement, readings, { ...seen, actual, pointer: "/promisedPointsScheduleList" });
    },
  }),
];
