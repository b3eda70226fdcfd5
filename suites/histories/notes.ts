import { day } from "./instant.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const instant = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) (?:GMT|UTC) (\d{4})/g;

/** The time that a program's activities cover, in milliseconds since 1970. */
export interface NotedTime {
  readonly from: number;
  readonly until: number;
}

/** The two instants that `notes` names as the sample does; undefined for any other text. */
export function readNotes(notes: string | undefined): NotedTime | undefined {
  const [from, until, ...others] = [...(notes ?? "").matchAll(instant)].map(([, month = "", day, time, year]) => {
    const number = String(months.indexOf(month) + 1).padStart(2, "0");
    return Date.parse(`${year}-${number}-${day}T${time}Z`);
  });
  if (from === undefined || until === undefined || others.length > 0) return undefined;
  return Number.isNaN(from) || Number.isNaN(until) ? undefined : { from, until };
}

/** Whether the noted time is a year, give or take what a leap day or a zone can make of it. */
export function isYear({ from, until }: NotedTime): boolean {
  return Math.abs((until - from) / day - 365) <= 2;
}
