import { type When, editAnswer, editList, readAnswer, readEntries, replaceResult } from "../../edit.ts";
import { type JsonMembers, type JsonTree, isMembers } from "../../json-text.ts";
import { readPage } from "../../histories/page.ts";
import type { Result } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";

/** The list of an answer that has an entry for each program. */
export const entryList = "data";
export const detailsName = "partnerProgramDetails";
export const activityList = "customerActivityHistory";

/** Changes the entries of an answer. */
export function editEntries(edit: (entries: readonly JsonMembers[], moment: Moment) => JsonTree, when?: When): Twist {
  return editList(entryList, edit, when);
}

/** Changes each entry of an answer. */
export function editEntry(edit: (entry: JsonMembers, moment: Moment) => JsonTree, when?: When): Twist {
  return editEntries((entries, moment) => entries.map((entry) => edit(entry, moment)), when);
}

/** Changes what each entry says of its program. */
export function editDetails(
  edit: (details: JsonMembers, moment: Moment, entry: JsonMembers) => JsonMembers,
  when?: When,
): Twist {
  return editEntry((entry, moment) => ({ ...entry, [detailsName]: edit(readDetails(entry), moment, entry) }), when);
}

/** Changes the activities of each entry. */
export function editActivities(
  edit: (activities: readonly JsonMembers[], moment: Moment, entry: JsonMembers) => JsonTree,
  when?: When,
): Twist {
  return editEntry(
    (entry, moment) => ({ ...entry, [activityList]: edit(readEntries(entry, activityList), moment, entry) }),
    when,
  );
}

/** Changes what an answer says of its page. */
export function editPagination(edit: (pagination: JsonMembers, moment: Moment) => JsonMembers, when?: When): Twist {
  return editAnswer((answer, moment) => ({ ...answer, pagination: edit(readPagination(answer), moment) }), when);
}

/** Leaves entries out of an answer, or puts some in, and counts them in total. */
export function changeEntries(
  change: (entries: readonly JsonMembers[], moment: Moment) => readonly JsonMembers[],
  when?: When,
): Twist {
  return editAnswer((answer, moment) => {
    const before = readEntries(answer, entryList);
    const after = change(before, moment);
    const pagination = readPagination(answer);
    const total = Number(pagination["total"]) + after.length - before.length;
    return { ...answer, pagination: { ...pagination, total }, [entryList]: after };
  }, when);
}

/** The entries of a result; none for a refusal. */
export function listEntriesOf(result: Result): readonly JsonMembers[] {
  return readEntries(readAnswer(result) ?? {}, entryList);
}

/** The result without any activity. */
export function stripActivities(result: Result): Result {
  const answer = readAnswer(result);
  if (answer === undefined || result.kind !== "answer") return result;
  const entries = readEntries(answer, entryList).map((entry) => ({ ...entry, [activityList]: [] }));
  return { ...result, body: { ...answer, [entryList]: entries } };
}

/** An empty page is answered, with the limit and the offset that were asked for. */
export function answerNothing(when: When): Twist {
  return replaceResult(({ query, choices }, result) => {
    const page = readPage(query, choices);
    if ("kind" in page) return result;
    const pagination = { ...page, total: 0 };
    return { kind: "answer", body: { pagination, [entryList]: [], warnings: [], errors: [] } };
  }, when);
}

export function readDetails(entry: JsonMembers): JsonMembers {
  const details = entry[detailsName];
  return isMembers(details) ? details : {};
}

export function readPagination(answer: JsonMembers): JsonMembers {
  const { pagination } = answer;
  return isMembers(pagination) ? pagination : {};
}

/** Whether these are the details of a program that the customer is no longer part of. */
export function isPast({ linked }: JsonMembers): boolean {
  return linked === false;
}
