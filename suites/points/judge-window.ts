import { allOf, breach, keep, observe, traceFinding } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { ReadExchange } from "../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { isSameEntries, readSchedules, type ScheduleEntry, showEntries, subtractEntries } from "./schedule.ts";

type DatedEntry = ScheduleEntry & { readonly date: string };

/** The dated entries of two answers; undefined where one is refused, cannot be compared or an entry has no date. */
export function readDated(trace: readonly ReadExchange[]): readonly [DatedEntry[], DatedEntry[]] | undefined {
  const [first, second] = readSchedules(trace.map(({ answer }) => answer)) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const [left, right] = [first, second].map(({ promised }) =>
    promised.filter((entry): entry is DatedEntry => entry.date !== undefined),
  );
  if (left?.length !== first.promised.length || right?.length !== second.promised.length) return undefined;
  return [left, right];
}

/**
 * The read with one bound, held against the read without: nothing from outside the bound, nothing lost from inside.
 * Entries of the bound's own day tell whether the bound is inclusive.
 * @param inside whether a day lies clearly inside the bound
 */
export function judgeBound(
  requirement: string,
  trace: readonly ReadExchange[],
  day: string,
  inside: (date: string) => boolean,
): Judgement {
  const [bounded, plain] = trace;
  if (plain?.answer.kind !== "answer") return nothingJudged;
  if (bounded?.answer.kind === "refusal") {
    return observe(requirement, ["refused"], { actual: describeAnswer(bounded.answer), exchange: 0 });
  }
  const [entries, base] = readDated(trace) ?? [];
  if (entries === undefined || base === undefined) return nothingJudged;
  const [outside] = entries.filter(({ date }) => date !== day && !inside(date));
  if (outside !== undefined) {
    return breach({
      requirement,
      kind: "value",
      pointer: `${outside.pointer}/redeemableFrom`,
      expected: `no entry outside the bound ${day}`,
      actual: showEntries([outside]),
      exchange: 0,
    });
  }
  const lost = subtractEntries(
    base.filter(({ date }) => inside(date)),
    entries,
  );
  if (lost.length > 0) {
    return breach(
      traceFinding(trace, 0, {
        requirement,
        kind: "missing",
        pointer: "/promisedPointsScheduleList",
        expected: `every entry inside the bound ${day}, also ${showEntries(lost)}`,
        actual: `${entries.length} entries without them`,
      }),
    );
  }
  return mergeJudgements([keep(requirement), judgeEdge(requirement, trace, day, base, entries)]);
}

function judgeEdge(
  requirement: string,
  trace: readonly ReadExchange[],
  day: string,
  base: readonly DatedEntry[],
  entries: readonly DatedEntry[],
): Judgement {
  const [expected, found] = [base, entries].map((list) => list.filter(({ date }) => date === day));
  if (expected === undefined || found === undefined || expected.length === 0) return nothingJudged;
  const readings = isSameEntries(expected, found) ? ["inclusive"] : found.length === 0 ? ["exclusive"] : [];
  return observe(requirement, readings, {
    actual: `${found.length} of ${expected.length} entries of ${day} itself are answered`,
    pointer: "/promisedPointsScheduleList",
    exchange: 0,
    rests: allOf(trace),
  });
}
