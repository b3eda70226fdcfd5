import { breach, keep, observe, traceFinding, allOf } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange } from "../../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../../src/model/verdict.ts";
import { definePointsCase, type Person } from "../needs.ts";
import { type PointsRequest, requestPoints } from "../request.ts";
import { isSameEntries, ofProgram, readSchedules, type Schedule, type ScheduleEntry, showEntries, subtractEntries } from "../schedule.ts";

/** The requests of a case in order, for one person. */
function ask(person: Person, trace: readonly unknown[], requests: readonly PointsRequest[]): ReturnType<typeof requestPoints> | undefined {
  const request = requests[trace.length];
  return request === undefined ? undefined : requestPoints({ identifier: person.identifier, source: person.source, ...request });
}

/** The schedules of a trace; undefined where one is refused or cannot be compared, which other requirements report. */
function readAll(trace: readonly ReadExchange[]): Schedule[] | undefined {
  return readSchedules(trace.map(({ answer }) => answer));
}

/** One program's own entries as that program's read shows them must be among those of all programs. */
function judgeAllPrograms(requirement: string, trace: readonly ReadExchange[], programs: readonly number[]): Judgement {
  const schedules = readAll(trace);
  const [all, ...ones] = schedules ?? [];
  if (all === undefined || ones.length === 0) return nothingJudged;
  const missing = ones.flatMap((one, index) => {
    const program = programs[index];
    return program === undefined ? [] : subtractEntries(ofProgram(one.promised, program), all.promised);
  });
  if (missing.length === 0) return keep(requirement);
  return breach(
    traceFinding(trace, 0, {
      requirement,
      kind: "missing",
      pointer: "/promisedPointsScheduleList",
      expected: `the schedules of all programs, also ${showEntries(missing)}`,
      actual: `no such entry among ${all.promised.length}`,
    }),
  );
}

/** No entry of another program, and none lost that the read of all programs shows. */
function judgeSelection(
  requirement: string,
  trace: readonly ReadExchange[],
  programId: number,
  lists: { readonly of: (schedule: Schedule) => readonly ScheduleEntry[]; readonly pointer: string },
  witnesses: readonly Schedule[],
  selected: Schedule,
): Judgement {
  const entries = lists.of(selected);
  const foreign = entries.filter((entry) => entry.programId !== programId);
  const [first] = foreign;
  if (first !== undefined) {
    return breach({
      requirement,
      kind: "value",
      pointer: `${first.pointer}/programId`,
      expected: `entries of program ${programId} alone`,
      actual: `${foreign.length} of ${entries.length} of other programs, such as ${showEntries([first])}`,
      exchange: 0,
    });
  }
  const differences = witnesses.map((witness) => {
    const own = ofProgram(lists.of(witness), programId);
    return { lost: subtractEntries(own, entries), extra: subtractEntries(entries, own) };
  });
  const agrees = differences.some(({ lost, extra }) => lost.length === 0 && extra.length === 0);
  const lost = differences.every((difference) => difference.lost.length > 0) ? (differences[0]?.lost ?? []) : [];
  if (agrees || lost.length === 0) return keep(requirement);
  return breach(
    traceFinding(trace, 0, {
      requirement,
      kind: "missing",
      pointer: lists.pointer,
      expected: `all entries of program ${programId}, also ${showEntries(lost)}`,
      actual: `${entries.length} entries without them`,
    }),
  );
}

const promised = { of: ({ promised: list }: Schedule) => list, pointer: "/promisedPointsScheduleList" };
const triggers = { of: ({ triggers: list }: Schedule) => list, pointer: "/triggerBasedPointsList" };

/** The matrix of the page's note: programId passed or not, fetchDataForAllPrograms true or false. */
export const programCases = [
  definePointsCase({
    id: "points.programs.all-with-id",
    title: "With fetchDataForAllPrograms=true a programId that is passed narrows nothing",
    operation: "points",
    requirements: ["points.programs.all-with-id"],
    needs: "points:points-elsewhere",
    next: (person, trace) =>
      ask(person, trace, [
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
      ask(person, trace, [{ all: true }, ...person.customer.points.programs.map((programId) => ({ all: false, programId }))]),
    judge: ({ customer }, trace) => judgeAllPrograms("points.programs.all-without-id", trace, customer.points.programs),
  }),
  definePointsCase({
    id: "points.programs.one",
    title: "With fetchDataForAllPrograms=false and a programId that program alone is answered, whole",
    operation: "points",
    requirements: ["points.programs.one"],
    needs: "points:customer-and-program",
    next: (person, trace) =>
      ask(person, trace, [{ all: false, programId: person.programId }, { all: true }, { all: true, programId: person.programId }]),
    judge: ({ programId }, trace) => {
      const [one, ...all] = readAll(trace) ?? [];
      return one === undefined ? nothingJudged : judgeSelection("points.programs.one", trace, programId, promised, all, one);
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
      return ask(person, trace, [
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
      ask(person, trace, [{ all: false, programId: person.programId }, { all: true }, { all: true, programId: person.programId }]),
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
      ask(person, trace, [
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
      requestPoints({ identifier, source, all: false, programId: draw.integerNotIn(programs, 900_000_000, 999_999_999) }),
    expect: { kind: "refused", codes: [885] },
  }),
  definePointsCase({
    id: "points.programs.unknown-with-all",
    title: "With fetchDataForAllPrograms=true a program that does not exist is ignored or refused",
    operation: "points",
    requirements: ["points.programs.unknown-with-all"],
    needs: "points:unknown-program",
    next: (person, trace, draw) =>
      ask(person, trace, [
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
        return observe(requirement, known ? ["refused"] : [], { ...seen, pointer: asked.answer.codes[0]?.pointer ?? "" });
      }
      const [left, ...witnesses] = readAll(trace) ?? [];
      if (left === undefined) return nothingJudged;
      const same = witnesses.some((witness) => isSameEntries(left.promised, witness.promised));
      const actual = same ? "all programs are answered" : `${left.promised.length} entries, where all programs have ${witnesses[0]?.promised.length}`;
      return observe(requirement, same ? ["ignored"] : [], { ...seen, actual, pointer: "/promisedPointsScheduleList" });
    },
  }),
];

/** The first read of all programs that has nothing of some program, and which. */
function findNarrowed(
  reads: readonly Schedule[],
  list: (schedule: Schedule) => readonly ScheduleEntry[],
  programs: readonly number[],
): { readonly lost: readonly number[]; readonly exchange: number } | undefined {
  const narrowed = reads.map((schedule, index) => ({
    lost: programs.filter((program) => ofProgram(list(schedule), program).length === 0),
    exchange: index + 1,
  }));
  return narrowed.find(({ lost }) => lost.length > 0);
}

/** The first answer equals the second (flag false), the third (flag true), both or neither. */
function judgeOmitted(part: readonly ReadExchange[], trace: readonly ReadExchange[], exchange: number): Judgement {
  const requirement = "points.programs.flag-omitted";
  const [omitted] = part;
  if (omitted?.answer.kind === "refusal") {
    return observe(requirement, ["refused"], { actual: describeAnswer(omitted.answer), exchange, rests: allOf(trace) });
  }
  const [without, withFalse, withTrue] = readAll(part) ?? [];
  if (without === undefined || withFalse === undefined || withTrue === undefined) return nothingJudged;
  const asFalse = isSameEntries(without.promised, withFalse.promised);
  const asTrue = isSameEntries(without.promised, withTrue.promised);
  const readings = [...(asFalse ? ["as-false"] : []), ...(asTrue ? ["as-true"] : [])];
  const sizes = [without, withFalse, withTrue].map(({ promised: list }) => list.length);
  return observe(requirement, readings, {
    actual: `${sizes[0]} entries without the flag, ${sizes[1]} with false, ${sizes[2]} with true`,
    pointer: "/promisedPointsScheduleList",
    exchange,
    rests: allOf(trace),
  });
}
