import type { Choices } from "../choices.ts";
import type { OperationContext } from "../operation.ts";
import { type Query, readParameter } from "../query.ts";
import { type RefusalResult, refuse } from "../result.ts";

/** The time between two instants, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly till: number;
}

export const dayLength = 86_400_000;
/** notes of the samples: 365 days lie between its two instants. */
export const yearLength = 365 * dayLength;

/** Reads startDate and endDate, or refuses them. */
export function readPeriod(
  query: Query,
  { choices, now }: Pick<OperationContext, "choices" | "now">,
): Period | RefusalResult {
  const start = readDate(query, "startDate", choices);
  if (typeof start === "object") return start;
  const end = readDate(query, "endDate", choices);
  if (typeof end === "object") return end;

  const period = completePeriod(start, end, now.getTime(), choices);
  // choice: period-reversed
  if (period.till < period.from && choices.periodReversed === "refused") {
    return refuse(400, "endDate lies before startDate");
  }
  // error code 2013 of the wider API; the page's sample URL asks for more. choice: period-long
  if (period.till > addYear(period.from) && choices.periodLong === "refused") {
    return refuse(2013, "the period is longer than a year");
  }
  return period;
}

/** Whether an instant lies in a period. */
export function isWithin(instant: number, { from, till }: Period, { periodBounds }: Choices): boolean {
  // choice: period-bounds
  return periodBounds === "inclusive" ? from <= instant && instant <= till : from < instant && instant < till;
}

function completePeriod(start: number | undefined, end: number | undefined, now: number, choices: Choices): Period {
  if (start !== undefined) {
    // choice: period-of-start
    const rest = choices.periodOfStart === "until-now" ? now : start + yearLength;
    return { from: start, till: end ?? rest };
  }
  // notes of the samples: the last year, where no dates are given. choice: period-of-end
  const last = choices.periodOfEnd === "year-before-end" ? (end ?? now) : now;
  return { from: last - yearLength, till: end ?? now };
}

function readDate(query: Query, name: "startDate" | "endDate", choices: Choices): number | undefined | RefusalResult {
  const text = readParameter(query, name);
  if (text === undefined) return undefined;
  const instant = parseDate(text, choices, name === "endDate" && choices.endDay === "whole");
  // choice: period-unreadable
  if (instant === undefined && choices.periodUnreadable === "refused") return refuse(400, `${name} is no date`);
  return instant;
}

/** The instant a text means; its zone is UTC, as that of the sample's notes is. */
function parseDate(text: string, { periodForms }: Choices, isLast: boolean): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:([ T])(\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[ +-]\d{2}:\d{2})?)?$/.exec(text);
  if (parts === null) return undefined;
  const [, day = "", separator, time = "00:00:00", fraction = "", zone = ""] = parts;
  const wall = Date.parse(`${day}T${time}Z`);
  // A day that no month has would otherwise slip into the next one.
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(day)) return undefined;

  if (separator === undefined) {
    // parameter: startDate, endDate are of the type Date. choice: period-forms, end-day
    if (periodForms === "none") return undefined;
    return isLast ? wall + dayLength - 1 : wall;
  }
  // sample: the request URL has dates in this form
  if (separator === " " && fraction === "" && zone === "") return wall;
  // A plus that was not escaped is a blank by now. choice: period-forms
  const instant = Date.parse(`${day}T${time}${fraction}${zone === "" ? "Z" : zone.replace(" ", "+")}`);
  return periodForms !== "days-and-iso" || separator !== "T" || Number.isNaN(instant) ? undefined : instant;
}

function addYear(instant: number): number {
  const date = new Date(instant);
  return date.setUTCFullYear(date.getUTCFullYear() + 1);
}
