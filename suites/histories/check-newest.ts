import type { RuleFinding } from "../../src/check/standard.ts";
import { showJson } from "../../src/model/json.ts";
import { relinked } from "./activities.ts";
import { readInstant } from "./instant.ts";
import { type Activity, type HistoryEntry, placeOf } from "./page.ts";

/**
 * The last update is the newest activity, by type and by date. A relink may be shown before the batch has acted, so where
 * it is the newest the one before it may stand too.
 */
export function checkNewest({ details, activities = [], pointer, unsound }: HistoryEntry): RuleFinding[] | undefined {
  const { lastUpdatedDate: date, lastUpdatedActivity: type } = details;
  if (activities.length === 0 || unsound.has("activities")) return undefined;
  const candidates = [listNewest(activities), listNewest(activities.filter((one) => one.type !== relinked))];
  const allowed = candidates[0]?.some((one) => one.type === relinked) ? candidates.flat() : (candidates[0] ?? []);
  const shown = allowed.map((one) => `${one.type} of ${one.date}`).join(" or ");
  const findings: RuleFinding[] = [];
  if (type !== undefined && allowed.every((one) => one.type !== type)) {
    findings.push({
      pointer: pointer + placeOf("lastUpdatedActivity"),
      kind: "disagreement",
      expected: `the newest activity, ${shown}`,
      actual: showJson(type),
    });
  }
  if (date !== undefined && allowed.every((one) => !isSameSecond(one.date ?? "", date))) {
    findings.push({
      pointer: pointer + placeOf("lastUpdatedDate"),
      kind: "disagreement",
      expected: `the date of the newest activity, ${shown}`,
      actual: showJson(date),
    });
  }
  return (date ?? type) === undefined ? undefined : findings;
}

/** The activities with the latest date. */
function listNewest(activities: readonly Activity[]): Activity[] {
  const latest = Math.max(...activities.map(({ date = "" }) => readInstant(date)));
  return activities.filter(({ date = "" }) => readInstant(date) === latest);
}

/** One of the two may be written without its milliseconds. */
function isSameSecond(left: string, right: string): boolean {
  return Math.abs(readInstant(left) - readInstant(right)) < 1000;
}
