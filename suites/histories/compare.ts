import { canonicalJson, shortenText, showJson } from "../../src/model/json.ts";
import { readInstant } from "./instant.ts";
import { type Benefit, type HistoriesPage, type HistoryEntry, type Member, placeOf } from "./page.ts";

/** Members that say what a program is, whoever asks. */
export const programMembers: readonly Member[] = ["programName", "description", "type", "tierBased"];

/** Members that say what the enrolment is. */
export const enrolmentMembers: readonly Member[] = [
  "linked",
  "start",
  "end",
  "membershipId",
  "tierName",
  "tierNumber",
  "tierExpiry",
];

/** The details that no filter and no date selects. */
export const detailMembers: readonly Member[] = [
  ...programMembers,
  "loyaltyProgramName",
  ...enrolmentMembers,
  "benefits",
  "benefitCounts",
];

/** All that two equal reads have in common. */
export const everyMember: readonly Member[] = [
  ...detailMembers,
  "lastUpdatedDate",
  "lastUpdatedActivity",
  "activities",
];

/** How a page differs from what was expected; the pointer is into the page that differs. */
export interface Difference {
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
}

const instants: readonly Member[] = ["start", "end", "tierExpiry", "lastUpdatedDate"];

/**
 * The first difference between two lists of entries, whatever their order: an entry that only one of them has, or a
 * member of an entry. Undefined where there is none, or where an entry cannot be told from others. Members that are
 * unsound on either side are the schema's to report.
 */
export function findDifference(
  left: readonly HistoryEntry[],
  right: readonly HistoryEntry[],
  members: readonly Member[],
): Difference | undefined {
  const [leftGroups, rightGroups] = [groupEntries(left), groupEntries(right)];
  if (leftGroups === undefined || rightGroups === undefined) return undefined;
  const keys = new Set([...leftGroups.keys(), ...rightGroups.keys()]);
  for (const key of keys) {
    const [expected, actual] = [leftGroups.get(key) ?? [], rightGroups.get(key) ?? []];
    if (expected.length !== actual.length) {
      return {
        pointer: "/data",
        expected: `${countEntries(expected)} of program ${key}`,
        actual: `${countEntries(actual)} of it`,
      };
    }
  }
  for (const [key, expected] of leftGroups) {
    for (const [index, entry] of expected.entries()) {
      const other = rightGroups.get(key)?.[index];
      const difference = other === undefined ? undefined : compareEntries(entry, other, members);
      if (difference !== undefined) return difference;
    }
  }
  return undefined;
}

/** Whether the entries of two pages can be told from one another, so that they can be compared at all. */
export function areComparable(...pages: readonly HistoriesPage[]): boolean {
  return pages.every(({ entries }) => entries.every(({ key }) => key !== undefined));
}

/** The first difference between two entries that are about the same program. */
export function compareEntries(
  left: HistoryEntry,
  right: HistoryEntry,
  members: readonly Member[],
): Difference | undefined {
  for (const member of members) {
    if (left.unsound.has(member) || right.unsound.has(member)) continue;
    // What is the same value is the same text.
    if (valueOf(left, member) === valueOf(right, member)) continue;
    const [expected, actual] = [textOf(left, member), textOf(right, member)];
    if (expected === actual) continue;
    return {
      pointer: right.pointer + placeOf(member),
      expected: showMember(left, member),
      actual: showMember(right, member),
    };
  }
  return undefined;
}

function groupEntries(entries: readonly HistoryEntry[]): Map<string, HistoryEntry[]> | undefined {
  const groups = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    if (entry.key === undefined) return undefined;
    groups.set(entry.key, [...(groups.get(entry.key) ?? []), entry]);
  }
  // Several entries of one program are its memberships; their order is not promised.
  for (const [key, group] of groups) {
    groups.set(
      key,
      group.toSorted((a, b) => compareTexts(orderOf(a), orderOf(b))),
    );
  }
  return groups;
}

function orderOf({ details: { start = "", end = "", tierName = "" } }: HistoryEntry): string {
  return `${start} ${end} ${tierName}`;
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function valueOf({ activities, details }: HistoryEntry, member: Member): unknown {
  if (member === "activities") return activities;
  return member === "benefitCounts" ? details.benefits : details[member];
}

/** A member as text that is equal where its value is: instants whatever their zone, lists whatever their order. */
function textOf(entry: HistoryEntry, member: Member): string {
  if (member === "activities") {
    const activities = (entry.activities ?? []).map(({ type, date = "" }) => `${type} ${readInstant(date)}`);
    return activities.toSorted().join("\n");
  }
  if (member === "benefits" || member === "benefitCounts") {
    const { benefits } = entry.details;
    const textOfOne = member === "benefits" ? textOfBenefit : textOfCount;
    return benefits === undefined ? "" : `[${benefits.map(textOfOne).toSorted().join("\n")}]`;
  }
  const value = entry.details[member];
  if (value === undefined) return "";
  return typeof value === "string" && instants.includes(member) ? String(readInstant(value)) : canonicalJson(value);
}

function textOfBenefit({ pointer: _place, count: _count, ...members }: Benefit): string {
  return canonicalJson(members);
}

function textOfCount({ name, type, promotionId, count }: Benefit): string {
  return canonicalJson([name, type, promotionId, count]);
}

function showMember(entry: HistoryEntry, member: Member): string {
  if (member === "activities") {
    const shown = (entry.activities ?? []).map(({ type, date }) => `${type} of ${date}`);
    return shown.length === 0 ? "no activity" : shortenText(shown.join(", "), 240);
  }
  if (member !== "benefits" && member !== "benefitCounts") return showJson(entry.details[member]);
  return showJson(
    entry.details.benefits?.map(({ pointer: _place, ...members }) => members),
    240,
  );
}

function countEntries(entries: readonly HistoryEntry[]): string {
  return entries.length === 0 ? "no entry" : entries.length === 1 ? "an entry" : `${entries.length} entries`;
}
