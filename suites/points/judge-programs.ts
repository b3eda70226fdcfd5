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

const agree = "points.programs.agree";

/**
 * One program's own entries, as that program's read shows them, must be among those of all programs. The trace begins
 * with the read that is judged and the other form of it; the reads of single programs follow.
 *
 * Where the two sides differ, the documents alone do not say which is wrong. A program that is missing altogether, or
 * that the other form shows, is missing from this one; anything else is a disagreement of its own.
 */
export function judgeAllPrograms(
  requirement: string,
  trace: readonly ReadExchange[],
  programs: readonly number[],
): Judgement {
  const [all, other, ...ones] = readAll(trace) ?? [];
  if (all === undefined || other === undefined || ones.length === 0) return nothingJudged;
  for (const [index, one] of ones.entries()) {
    const program = programs[index];
    if (program === undefined) continue;
    const own = ofProgram(one.promised, program);
    const [here, there] = [ofProgram(all.promised, program), ofProgram(other.promised, program)];
    const missing = subtractEntries(own, here);
    const extra = subtractEntries(here, own);
    if (missing.length === 0 && extra.length > 0 && isSameEntries(own, there)) {
      return breach({
        requirement: agree,
        kind: "disagreement",
        pointer: "/promisedPointsScheduleList",
        expected: `the entries of program ${program} as its own read and the other read of all programs show them`,
        actual: `also ${showEntries(extra)}`,
        exchange: 0,
        rests: [0, 1, index + 2],
      });
    }
    if (missing.length === 0) continue;
    const isMissingHere = here.length === 0 || isSameEntries(own, there);
    return breach({
      requirement: isMissingHere ? requirement : agree,
      kind: isMissingHere ? "missing" : "disagreement",
      pointer: "/promisedPointsScheduleList",
      expected: `the entries of program ${program} as its own read shows them, also ${showEntries(missing)}`,
      actual: `${here.length} entries of it without them`,
      exchange: 0,
      rests: [0, 1, index + 2],
    });
  }
  return keep(requirement, agree);
}

/** No entry of another program, and none lost that every read of all programs shows. The trace begins with the selection. */
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
  const [sample] = differences;
  if (sample === undefined || differences.some(({ lost }) => lost.length === 0)) return keep(requirement);
  // Entries that differ on both sides were changed rather than lost, and there is no telling on which.
  const isLost = differences.every(({ extra }) => extra.length === 0);
  return breach(
    traceFinding(trace, 0, {
      requirement: isLost ? requirement : agree,
      kind: isLost ? "missing" : "disagreement",
      pointer: lists.pointer,
      expected: `the entries of program ${programId} as the read of all programs shows them, also ${showEntries(sample.lost)}`,
      actual: isLost ? `${entries.length} entries without them` : showEntries(sample.extra),
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
  // Where true and false make no difference, though there are other programs, one of the two is broken by itself.
  if (isSameEntries(withFalse.promised, withTrue.promised) && !isSameEntries(without.promised, withFalse.promised)) {
    return nothingJudged;
  }
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
