import type { Answer } from "../../src/model/answer.ts";
import { canonicalJson, isObject } from "../../src/model/json.ts";

/** One entry of a list in a promised-points answer. */
export interface ScheduleEntry {
  /** Its documented members as canonical text: numbers by value, unknown members left out. */
  readonly key: string;
  readonly programId: number;
  /** The day, for a promised entry whose date has the page's form. */
  readonly date?: string;
  readonly pointer: string;
}

/** A promised-points answer as far as comparisons need it. */
export interface Schedule {
  readonly entityId: unknown;
  readonly promised: readonly ScheduleEntry[];
  readonly triggers: readonly ScheduleEntry[];
}

const members = ["points", "redeemableFrom", "programId", "pointsType"] as const;

/**
 * Reads an answer for comparison. Undefined where it is no answer or its lists cannot be compared, because they are not
 * there or an entry has no whole number as programId: the schema reports that, and nothing else is concluded from it.
 */
export function readSchedule(answer: Answer): Schedule | undefined {
  if (answer.kind !== "answer" || !isObject(answer.value)) return undefined;
  const promised = readEntries(answer.value["promisedPointsScheduleList"], "/promisedPointsScheduleList");
  const triggers = readEntries(answer.value["triggerBasedPointsList"], "/triggerBasedPointsList");
  if (promised === undefined || triggers === undefined) return undefined;
  return { entityId: answer.value["entityId"], promised, triggers };
}

function readEntries(list: unknown, pointer: string): ScheduleEntry[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries: ScheduleEntry[] = [];
  for (const [index, entry] of list.entries() as Iterable<[number, unknown]>) {
    if (!isObject(entry)) return undefined;
    const programId = entry["programId"];
    if (typeof programId !== "number") return undefined;
    const date = entry["redeemableFrom"];
    const documented = members.filter((name) => Object.hasOwn(entry, name)).map((name) => [name, entry[name]]);
    entries.push({
      key: canonicalJson(Object.fromEntries(documented)),
      programId,
      ...(typeof date === "string" && /^\d{4}-\d{2}-\d{2}$/.test(date) ? { date } : {}),
      pointer: `${pointer}/${index}`,
    });
  }
  return entries;
}

/** The entries of `left` that `right` does not hold; each entry counts as often as it occurs. */
export function subtractEntries(left: readonly ScheduleEntry[], right: readonly ScheduleEntry[]): ScheduleEntry[] {
  const counts = new Map<string, number>();
  for (const { key } of right) counts.set(key, (counts.get(key) ?? 0) + 1);
  return left.filter(({ key }) => {
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
}

/** Whether both hold the same entries, whatever their order. */
export function isSameEntries(left: readonly ScheduleEntry[], right: readonly ScheduleEntry[]): boolean {
  return left.length === right.length && subtractEntries(left, right).length === 0;
}

/** The entries of one program. */
export function ofProgram(entries: readonly ScheduleEntry[], programId: number): ScheduleEntry[] {
  return entries.filter((entry) => entry.programId === programId);
}

/** A few entries as text for a message. */
export function showEntries(entries: readonly ScheduleEntry[]): string {
  const shown = entries.slice(0, 3).map(({ key }) => key);
  const more = entries.length > shown.length ? ` and ${entries.length - shown.length} more` : "";
  return shown.length === 0 ? "nothing" : shown.join(", ") + more;
}
