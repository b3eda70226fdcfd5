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

/** Which date bounds the entries, and whether the request carries the other date as well. */
export interface Bound {
  readonly requirement: string;
  readonly side: "start" | "end";
  readonly day: string;
  readonly hasBoth: boolean;
}

/** Without a time zone in the documents, a day more or less at the bound is nobody's fault. */
const unclearDays = 1;

/** A host that answers nothing of so many days after its bound has lost them, whatever the other bound is by default. */
const nearDays = 31;

/**
 * The read with a bound, held against the read without: nothing from clearly outside it, nothing lost from clearly
 * inside. Entries of the bound's own day tell whether it is inclusive. Dates that are refused are noted: no page says
 * which ones may be sent.
 */
export function judgeBound(bound: Bound, trace: readonly ReadExchange[]): Judgement {
  const { requirement, day } = bound;
  const [bounded, plain] = trace;
  if (plain?.answer.kind !== "answer") return nothingJudged;
  if (bounded?.answer.kind === "refusal") return noteRefusedDates(bounded);
  const [entries, base] = readDated(trace) ?? [];
  if (entries === undefined || base === undefined) return nothingJudged;
  const [outside] = entries.filter(({ date }) => daysInside(bound, date) < -unclearDays);
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
  const inside = base.filter(({ date }) => daysInside(bound, date) > unclearDays);
  const lost = subtractEntries(inside, entries);
  if (lost.length > 0 && !isOtherDefault(bound, lost, entries)) {
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

/** A note that a host refuses the dates of a request, once for each code. */
export function noteRefusedDates({ answer }: ReadExchange): Judgement {
  return { ...nothingJudged, notes: [{ text: `dates of a request are not taken: ${describeAnswer(answer)}` }] };
}

/** How many days inside the bound a day lies; negative outside, 0 on the bound. */
function daysInside({ side, day }: Bound, date: string): number {
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
  return side === "start" ? days : -days;
}

/** Whether what is lost lies beyond all that is kept, as a default of the date that was not sent would have it. */
function isOtherDefault(bound: Bound, lost: readonly DatedEntry[], kept: readonly DatedEntry[]): boolean {
  if (bound.hasBoth) return false;
  const nearestLost = Math.min(...lost.map(({ date }) => daysInside(bound, date)));
  const farthestKept = Math.max(nearDays, ...kept.map(({ date }) => daysInside(bound, date)));
  return nearestLost > farthestKept;
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

/** The readings of the default window that agree with what a read without dates shows of all there is. */
export function readDefaultWindow(shown: readonly DatedEntry[], all: readonly DatedEntry[]): string[] {
  const hidden = subtractEntries(all, shown);
  if (hidden.length === 0) return ["everything", "from-a-day-on", "up-to-a-day", "between-days"];
  if (shown.length === 0) return ["from-a-day-on", "up-to-a-day", "between-days"];
  const days = shown.map(({ date }) => date).sort();
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  const [before, after] = [hidden.filter(({ date }) => date < first), hidden.filter(({ date }) => date > last)];
  if (before.length + after.length < hidden.length) return [];
  if (after.length === 0) return ["from-a-day-on", "between-days"];
  return before.length === 0 ? ["up-to-a-day", "between-days"] : ["between-days"];
}
