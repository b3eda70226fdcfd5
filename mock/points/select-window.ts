import type { PromisedPoints } from "../fixtures.ts";
import type { OperationContext } from "../operation.ts";
import { type RefusalResult, refuse } from "../result.ts";
import type { Question } from "./read-question.ts";

/** The entries whose day lies in the window asked for, or the refusal of that window. */
export function selectWindow(
  entries: readonly PromisedPoints[],
  { startDate, endDate }: Question,
  { choices, today }: OperationContext,
): readonly PromisedPoints[] | RefusalResult {
  // choice: past-start
  if (startDate !== undefined && startDate < today && choices.pastStart === "refused") {
    return refuse(1215, "startDate lies in the past");
  }
  // choice: far-end
  if (endDate !== undefined && endDate > addYears(today, 100) && choices.farEnd === "refused") {
    return refuse(1217, "endDate lies more than a hundred years ahead");
  }
  // choice: reversed-window
  if (startDate !== undefined && endDate !== undefined && endDate < startDate) {
    return choices.reversedWindow === "refused" ? refuse(1214, "endDate lies before startDate") : [];
  }
  // choice: window-end-default
  const lastDay = endDate ?? (choices.windowEndDefault === "never" ? undefined : addYears(startDate ?? today, 1));
  return entries.filter(({ redeemableFrom }) => {
    // sample: the two requests differ in their entries, and only the second has dates
    if (startDate === undefined) {
      // choice: window-default
      if (choices.windowDefault === "today" && redeemableFrom < today) return false;
      if (choices.windowDefault === "tomorrow" && redeemableFrom <= today) return false;
    } else if (redeemableFrom < startDate) return false;
    // choice: window-start, window-end
    if (redeemableFrom === startDate && choices.windowStart === "exclusive") return false;
    if (redeemableFrom === endDate && choices.windowEnd === "exclusive") return false;
    return lastDay === undefined || redeemableFrom <= lastDay;
  });
}

function addYears(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}
