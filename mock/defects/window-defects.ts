import { type When, editList, promisedList } from "../edit.ts";
import type { JsonMembers } from "../json-text.ts";
import { readParameter, setParameter } from "../query.ts";
import type { Moment, Twist } from "../twist.ts";
import { addDays, lacks } from "./conditions.ts";
import { type Defect, makeDefect } from "./defect.ts";

const isUnbounded = ({ query }: Moment): boolean => !hasDay(query, "startDate") && !hasDay(query, "endDate");

/** Faults in the days of which points are answered. */
export const windowDefects: readonly Defect[] = [
  makeDefect(
    "points.window.start",
    "points.start-date-ignored",
    "startDate is ignored.",
    drop("startDate", () => true),
  ),
  makeDefect(
    "points.window.start",
    "points.start-date-ignored-with-end-date",
    "startDate is ignored where there is an endDate.",
    {
      ...drop("startDate", ({ query }) => hasDay(query, "endDate")),
    },
  ),
  makeDefect(
    "points.window.start",
    "points.start-date-loses-next-weeks",
    "Entries of the thirty days after startDate are lost.",
    {
      ...keepDays(
        (day, { query }) => day > addDays(readParameter(query, "startDate") ?? day, 30),
        ({ query }) => hasDay(query, "startDate"),
      ),
    },
  ),
  makeDefect(
    "points.window.end",
    "points.end-date-ignored",
    "endDate is ignored.",
    drop("endDate", () => true),
  ),
  makeDefect(
    "points.window.end",
    "points.end-date-ignored-without-start-date",
    "endDate is ignored where there is no startDate.",
    {
      ...drop("endDate", lacks("startDate")),
    },
  ),
  makeDefect(
    "points.window.end",
    "points.end-date-loses-last-weeks",
    "Entries of the thirty days before endDate are lost.",
    {
      ...keepDays(
        (day, { query }) => day < addDays(readParameter(query, "endDate") ?? day, -30),
        ({ query }) => hasDay(query, "endDate"),
      ),
    },
  ),
  makeDefect(
    "points.window.default",
    "points.default-window-loses-december",
    "Without dates the entries of any December are lost.",
    { ...keepDays((day) => day.slice(5, 7) !== "12", isUnbounded) },
  ),
];

function hasDay(query: Moment["query"], name: string): boolean {
  return readParameter(query, name) !== undefined;
}

function readDay(entry: JsonMembers): string {
  return String(entry["redeemableFrom"]);
}

function drop(name: string, when: (moment: Moment) => boolean): Twist {
  return { query: (query, moment) => (when(moment) ? setParameter(query, name, undefined) : query) };
}

function keepDays(keeps: (day: string, moment: Moment) => boolean, when: When): Twist {
  return editList(promisedList, (entries, moment) => entries.filter((entry) => keeps(readDay(entry), moment)), when);
}
