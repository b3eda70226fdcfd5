import type { Json } from "../../src/model/json.ts";
import type { OperationContext } from "../operation.ts";

/** An expiry date as it was asked for. */
export type Expiry =
  | { readonly kind: "omitted" }
  | { readonly kind: "unreadable" }
  /** `instant` is ISO 8601 in UTC, the form in which memberships keep it. */
  | { readonly kind: "passed" | "ahead"; readonly instant: string };

/** The form of the page: date, time and offset, all extended. */
const pageForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/;

/** Forms of ISO 8601 with a calendar date: extended or basic; the time may stop early, have a fraction or be left out. */
const extended =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?(Z|[+-]\d{2}(?::\d{2})?)?)?$/;
const basic = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(?:(\d{2})(?:(\d{2})(?:[.,](\d+))?)?)?(Z|[+-]\d{2}(?:\d{2})?)?)?$/;

/** Reads `updatedTierExpiryDate`. */
export function readExpiry(value: Json | undefined, { choices, now }: OperationContext): Expiry {
  // body parameter: updatedTierExpiryDate is optional; null counts as left out. choice: expiry-empty
  if (value === undefined || value === null) return { kind: "omitted" };
  if (value === "" && choices.expiryEmpty === "omitted") return { kind: "omitted" };
  // choice: expiry-forms
  const isTaken = typeof value === "string" && (choices.expiryForms === "iso" || pageForm.test(value));
  const parsed = isTaken ? parseDateTime(value) : undefined;
  if (parsed === undefined) return { kind: "unreadable" };

  const { day, instant, offset } = parsed;
  const today = new Date(now.getTime() + offset).toISOString().slice(0, 10);
  // body parameter: a current or future date; error code 2003: today or later. choice: expiry-passed
  const passed = choices.expiryPassed === "instant" ? instant < now.getTime() : day < today;
  return {
    kind: passed ? "passed" : "ahead",
    instant: new Date(instant).toISOString(),
  };
}

/** The day as it is written, and in milliseconds the instant and the offset. */
function parseDateTime(
  text: string,
): { readonly day: string; readonly instant: number; readonly offset: number } | undefined {
  const match = extended.exec(text) ?? basic.exec(text);
  if (match === null) return undefined;
  const [, year, month, date, hourText, minuteText = "0", secondText = "0", fraction = "", zone = "Z"] = match;
  const day = `${year}-${month}-${date}`;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;

  // A date without a time lasts until its day is over; without an offset it is read as UTC.
  const [hour, minute, second] =
    hourText === undefined ? [23, 59, 59] : [Number(hourText), Number(minuteText), Number(secondText)];
  // ISO 8601: 24:00 is the end of the day, second 60 a leap second
  const endsDay = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !endsDay) || minute > 59 || second > 60) return undefined;

  const digits = zone === "Z" ? "0000" : zone.slice(1).replace(":", "").padEnd(4, "0");
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 23 || minutes > 59) return undefined;
  const offset = (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + Math.trunc(Number(`0.${fraction || "0"}`) * 1000);
  return { day, instant: midnight + time - offset, offset };
}
