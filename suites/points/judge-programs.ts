import { allOf, breach, keep, observe, traceFinding } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { ReadExchange } from "../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import {
  isSameEntries,
  ofProgram,
  readSchedules,
  type Schedule,
  type ScheduleEntry,
  showEntries,
  subtractEntries,
} from "./schedule.ts";

/** The schedules of a trace; undefined where one is refused or cannot be compared, which other requirements report. */
export function readAll(trace: readonly ReadExchange[]): Schedule[] | undefined {
  return readSchedules(trace.map(({ answer }) => answer));
}

/** One program's own entries as that program's read shows them must be among those of all programs. */
export function judgeAllPrograms(
  requirement: string,
  trace: readonly ReadExchange[],
  programs: readonly number[],
): Judgement {
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
export function judgeSelection(
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

export const promised = { of: ({ promised: list }: Schedule) => list, pointer: "/promisedPointsScheduleList" };
export const triggers = { of: ({ triggers: list }: Schedule) => list, pointer: "/triggerBasedPointsList" };

/** The first read of all programs that has nothing of some program, and which. */
export function findNarrowed(
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
export function judgeOmitted(
  part: readonly ReadExchange[],
  trace: readonly ReadExchange[],
  exchange: number,
): Judgement {
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
