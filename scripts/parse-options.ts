import { InvalidArgumentError } from "commander";
import { parseDuration } from "../src/target/units.ts";

// Values of options, for commander: each gives the value or throws an InvalidArgumentError that says what is needed.

export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count))
    throw new InvalidArgumentError("a whole number from 0 on is needed.");
  return count;
}

export function parsePercent(text: string): number {
  const percent = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || percent > 100) throw new InvalidArgumentError("a number from 0 to 100 is needed.");
  return percent;
}

export function parseTime(text: string): number {
  const ms = parseDuration(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("a duration such as 500ms, 90s or 10m is needed.");
  return ms;
}

export function parseInstant(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("an instant such as 2027-06-01T00:00:00Z is needed.");
  return new Date(text).toISOString();
}

/** A day, `YYYY-MM-DD`, that the calendar has. */
export function parseDay(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError("a day such as 2027-06-30 is needed.");
  return text;
}
