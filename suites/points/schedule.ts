import type { Answer } from "../../src/model/answer.ts";
import { canonicalJson, isObject, shortenText } from "../../src/model/json.ts";

/** One entry of a list in a promised-points answer. */
export interface ScheduleEntry {
  /** Its documented members as canonical text: numbers by value, unknown members left out. */
  readonly key: string;
  readonly programId: number;
  /** The day, for an entry that has a date of the page's form. */
  readonly date?: string;
  readonly pointer: string;
}

/** A promised-points answer as far as comparisons need it. */
export interface Schedule {
  readonly entityId: unknown;
  readonly promised: readonly ScheduleEntry[];
  readonly triggers: readonly ScheduleEntry[];
}

type Entry = Readonly<Record<string, unknown>>;

const lists = { promised: "promisedPointsScheduleList", triggers: "triggerBasedPointsList" } as const;

/** What a member has to be for comparisons to count it; anything else is the schema's to report. */
const isSound: Readonly<Record<string, (value: unknown) => boolean>> = {
  points: (value) => typeof value === "number",
  redeemableFrom: isDate,
  pointsType: (value) => typeof value === "string",
};

/**
 * Reads the answers of a trace for comparison with one another. Undefined where one is no answer or its lists cannot be
 * compared, because they are not there or an entry has no whole number as programId. A member that is unsound in any
 * entry is left out of all, so that one malformed value is not reported again as a lost entry.
 */
export function readSchedules(answers: readonly Answer[]): Schedule[] | undefined {
  const read = answers.flatMap((answer) => {
    if (answer.kind !== "answer" || !isObject(answer.value)) return [];
    const [promised, triggers] = [readList(answer.value[lists.promised]), readList(answer.value[lists.triggers])];
    return promised === undefined || triggers === undefined
      ? []
      : [{ entityId: answer.value["entityId"], promised, triggers }];
  });
  if (read.length !== answers.length) return undefined;
  const promisedMembers = soundMembers(
    ["points", "redeemableFrom", "pointsType"],
    read.flatMap(({ promised }) => promised),
  );
  const triggerMembers = soundMembers(
    ["points", "pointsType"],
    read.flatMap(({ triggers }) => triggers),
  );
  return read.map(({ entityId, promised, triggers }) => ({
    entityId,
    promised: promised.map((entry, index) => keyEntry(entry, promisedMembers, `/${lists.promised}/${index}`)),
    triggers: triggers.map((entry, index) => keyEntry(entry, triggerMembers, `/${lists.triggers}/${index}`)),
  }));
}

/** Reads one answer by itself. */
export function readSchedule(answer: Answer): Schedule | undefined {
  return readSchedules([answer])?.[0];
}

function readList(list: unknown): Entry[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries = list.filter((entry): entry is Entry => isObject(entry) && Number.isInteger(entry["programId"]));
  return entries.length === list.length ? entries : undefined;
}

function soundMembers(names: readonly string[], entries: readonly Entry[]): string[] {
  return names.filter((name) => entries.every((entry) => isSound[name]?.(entry[name]) ?? false));
}

function keyEntry(entry: Entry, members: readonly string[], pointer: string): ScheduleEntry {
  const { programId, redeemableFrom: date } = entry;
  return {
    key: canonicalJson(Object.fromEntries(["programId", ...members].map((name) => [name, entry[name]]))),
    programId: Number(programId),
    ...(isDate(date) ? { date } : {}),
    pointer,
  };
}

/** A day of the calendar in the page's form; Date.parse alone would take 30 February for 2 March. */
export function isDate(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/**
 * Whether an id can be compared: a whole number that JSON.parse keeps exact. Ids are longs, and beyond 2^53 two of them
 * can become one number here.
 */
export function isComparableId(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

/** The entries of `left` that `right` does not hold; each entry counts as often as it occurs. */
export function subtractEntries<Entry extends ScheduleEntry>(
  left: readonly Entry[],
  right: readonly ScheduleEntry[],
): Entry[] {
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
  const shown = entries.slice(0, 3).map(({ key }) => shortenText(key, 160));
  const more = entries.length > shown.length ? ` and ${entries.length - shown.length} more` : "";
  return shown.length === 0 ? "nothing" : shown.join(", ") + more;
}
