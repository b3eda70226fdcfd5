import { rememberRecent } from "../../src/model/remember.ts";

const dateTime = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|z|[+-]\d{2}:?\d{2})$/;

/** A date-time with an offset, of a day that the calendar has. */
export function isInstant(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(readInstant(value));
}

/** Milliseconds since 1970 of a date-time with an offset; NaN for any other text. */
export const readInstant: (text: string) => number = rememberRecent((text) => {
  const [, day = "", hour = "", minute = "", second = "", fraction = "", offset = ""] = dateTime.exec(text) ?? [];
  if (day === "") return Number.NaN;
  // Date.parse alone would take 30 February for 2 March.
  const ofMonth = Number(day.slice(8));
  if (ofMonth > 28 && new Date(Date.parse(`${day}T00:00:00Z`)).getUTCDate() !== ofMonth) return Number.NaN;
  const zone = offset.toUpperCase() === "Z" ? "Z" : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  return Date.parse(`${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${zone}`);
});

export const day = 86_400_000;

/** How a request's dates are written: as the sample request has them, or as days. */
export type DateForm = "date-and-time" | "plain-day";

/** A request's date, in UTC because requests name no zone. */
export function writeDate(instant: number, form: DateForm): string {
  const text = new Date(instant).toISOString();
  return form === "plain-day" ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
