import type { InputProblem } from "../../src/model/input-error.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type { Place } from "./find-repetitions.ts";

/** Milliseconds since 1970 of an ISO 8601 instant; undefined where the text is none, or names a day that no month has. */
export function readInstant(text: string): number | undefined {
  const ms = Date.parse(text);
  // `Date.parse` takes the 30th of February for the 2nd of March, and 24:00 for the next day.
  return Number.isNaN(ms) || !isDay(text.slice(0, 10)) || text.slice(11, 13) === "24" ? undefined : ms;
}

/** Whether a text in the form `YYYY-MM-DD` names a day that exists. */
export function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The mistake of an instant that cannot be read. */
export function checkInstant(text: string | undefined, place: Place): InputProblem[] {
  if (text === undefined || readInstant(text) !== undefined) return [];
  return [
    {
      message: `${text} is no instant`,
      pointer: formatPointer(place),
      hint: 'write a day and a time that exist, such as "2026-11-20T09:30:00Z"',
    },
  ];
}

/** The mistake of an instant that does not lie after another. */
export function checkOrder(start: string, end: string, place: Place): InputProblem[] {
  const [from, to] = [readInstant(start), readInstant(end)];
  if (from === undefined || to === undefined || from < to) return [];
  return [
    {
      message: `${end} does not lie after the start ${start}`,
      pointer: formatPointer(place),
      hint: "write an end that lies after the start",
    },
  ];
}
