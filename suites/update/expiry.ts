import type { Draw } from "../../src/model/case.ts";
import { readInstant } from "../histories/instant.ts";

export const day = 86_400_000;

/** Past and future mean so long before and after the present, because no zone of a day is given. */
export const grace = 2 * day;

/** ISO 8601 dates and date-times in any form, as the body's schema has them. */
const anyForm =
  /^\d{4}(-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])|-?W([0-4]\d|5[0-3])-?[1-7]|-?[0-3]\d\d)([Tt ]([01]\d|2[0-4])(:?[0-5]\d(:?[0-6]\d)?)?([.,]\d+)?([Zz]|[+-]\d{2}(:?\d{2})?)?)?$/;
/** The form of the page's sample, in which any offset has to be understood. */
const sampleForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/;

/** Whether an expiry is past: for sure two days or more before the present, perhaps where it is nearer or has no offset. */
export function isPast(expiry: string, now: string): "yes" | "perhaps" | "no" {
  const instant = sampleForm.test(expiry) ? readInstant(expiry) : Number.NaN;
  if (Number.isNaN(instant)) return anyForm.test(expiry) ? "perhaps" : "no";
  const ahead = instant - Date.parse(now);
  return ahead <= -grace ? "yes" : ahead < grace ? "perhaps" : "no";
}

/** Whether an expiry is in a form that has to be refused; perhaps where it is ISO 8601 and not as the sample is. */
export function isUnknownForm(expiry: string): "yes" | "perhaps" | "no" {
  if (sampleForm.test(expiry) && !Number.isNaN(readInstant(expiry))) return "no";
  return anyForm.test(expiry) ? "perhaps" : "yes";
}

/** An instant in the form of the page's sample, in an offset such as +05:30. */
export function writeExpiry(instant: number, offset = "+00:00"): string {
  return writeClock(instant + readOffset(offset)) + offset;
}

function writeClock(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19);
}

/** The present moved by so many days. */
export function shiftDays(now: string, days: number): number {
  return Date.parse(now) + days * day;
}

/**
 * An expiry some weeks after the one that is there, so that it is plausible and neither past nor on its day, at an odd
 * time of day in its own offset: a host that rounds to the edges of days cannot come upon it by chance.
 */
export function drawExpiry(present: string, draw: Draw, offset = "+00:00"): string {
  const date = new Date(readInstant(present) + draw.integer(5, 60) * day).toISOString().slice(0, 10);
  const [hours, minutes, seconds] = [draw.integer(9, 15), draw.integer(1, 58), draw.integer(1, 58)];
  const time = [hours, minutes, seconds].map((part) => String(part).padStart(2, "0")).join(":");
  return `${date}T${time}${offset}`;
}

/** An expiry some decades ahead, beyond what thirty-two bits count in seconds. */
export function drawFarExpiry(now: string, draw: Draw): string {
  const year = Math.max(2039, new Date(now).getUTCFullYear() + 10) + draw.integer(0, 20);
  return drawExpiry(`${year}-02-01T00:00:00Z`, draw);
}

/**
 * How an expiry that was sent, at no time of day that hosts round to, comes back, as the readings of update.expiry.set: the instant, or the clock time without
 * its offset, or another time on the day that was sent, in whatever zone the host counts days. None where it is a whole
 * number of days off, which no zone explains.
 */
export function readExpiry(sent: string, shown: string): string[] {
  const [wanted, found] = [readInstant(sent), readInstant(shown)];
  const readings: string[] = [];
  if (toSeconds(wanted) === toSeconds(found)) readings.push("same-instant");
  const isClockTime = sent.slice(0, 19) === shown.slice(0, 19).replace(" ", "T");
  if (isClockTime) readings.push("same-clock-time");
  const start = Date.parse(`${sent.slice(0, 10)}T00:00:00Z`);
  const isOnDay = found >= start - 14 * hour && found < start + day + 12 * hour;
  const hasSameTime = toSeconds(found - wanted) % (day / 1000) === 0 || sent.slice(11, 19) === shown.slice(11, 19);
  if (isOnDay && !hasSameTime) readings.push("same-day");
  return readings;
}

/**
 * Whether an expiry comes back with no more of the time that was sent than its hour or its minute: of the instant, by
 * whole hours or half ones of a zone, or of the clock time.
 */
export function isCut(sent: string, shown: string): boolean {
  const found = readInstant(shown);
  return [readInstant(sent), Date.parse(`${sent.slice(0, 19)}Z`)].some((wanted) => {
    const cuts = [minute, hour].map((unit) => Math.floor(wanted / unit) * unit);
    const half = Math.floor((wanted + hour / 2) / hour) * hour - hour / 2;
    return wanted !== found && [...cuts, half].includes(found);
  });
}

/** An expiry of the day after, at another hour and minute, in the same offset. */
export function shiftExpiry(expiry: string): string {
  const at = Date.parse(`${expiry.slice(0, 19)}Z`);
  const hours = new Date(at).getUTCHours() < 12 ? 3 : -3;
  return writeClock(at + day + hours * hour + 7 * minute) + expiry.slice(19);
}

const minute = 60_000;
const hour = 3_600_000;

function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function readOffset(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
