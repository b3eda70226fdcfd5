import { omitMember } from "../../json-text.ts";
import { type Period, dayLength, yearLength } from "../../histories/period.ts";
import { renderNotedDate } from "../../histories/render-date.ts";
import type { Moment, Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksForBenefits, both, hasDates, lacksDates } from "./conditions.ts";
import { editEntry } from "./edit-history.ts";
import { editOwners } from "./owners.ts";
import { findPeriod } from "./select-benefits.ts";

type Note = (period: Period, moment: Moment) => readonly [from: number, till: number];

const lastYear: Note = (_, { circumstances }) => {
  const now = circumstances.now.getTime();
  return [now - yearLength, now];
};

/** Notes that are missing, or name other instants than the answer is about. */
export const notesDefects: readonly Defect[] = [
  makeDefect("histories.notes.benefits", "histories.notes-missing", "Entries of benefits availed have no notes.", {
    ...editEntry((entry) => omitMember(entry, "notes")),
  }),
  makeDefect(
    "histories.notes.benefits",
    "histories.notes-missing-with-dates",
    "Entries of benefits availed between dates have no notes.",
    editEntry((entry) => omitMember(entry, "notes"), hasDates),
  ),
  makeDefect(
    "histories.notes.benefits",
    "histories.notes-missing-in-last",
    "The last of several entries of benefits availed has no notes.",
    editOwners("entry", (entry) => omitMember(entry, "notes"), "last"),
  ),
  makeDefect(
    "histories.notes.window",
    "histories.notes-name-a-month",
    "Without dates the notes name the last thirty days.",
    note(({ till }) => [till - 30 * dayLength, till], lacksDates),
  ),
  makeDefect(
    "histories.notes.window",
    "histories.notes-name-two-years",
    "Without dates the notes name the last two years.",
    note(({ till }) => [till - 2 * yearLength, till], lacksDates),
  ),
  makeDefect(
    "histories.notes.dates",
    "histories.notes-ignore-dates",
    "With dates the notes name the last year.",
    note(lastYear, hasDates),
  ),
  makeDefect(
    "histories.notes.dates",
    "histories.notes-end-now",
    "With dates the notes name the startDate and the present instant.",
    note(({ from }, { circumstances }) => [from, circumstances.now.getTime()], hasDates),
  ),
  makeDefect(
    "histories.notes.dates",
    "histories.notes-begin-a-week-early",
    "With dates the notes begin a week before the startDate.",
    note(({ from, till }) => [from - 7 * dayLength, till], hasDates),
  ),
];

function note(name: Note, when: Asked): Twist {
  return editEntry(
    (entry, moment) => {
      const period = findPeriod(moment);
      if (period === undefined) return entry;
      const [from, till] = name(period, moment);
      return {
        ...entry,
        notes: `showing customer activities from ${renderNotedDate(from)} till ${renderNotedDate(till)}`,
      };
    },
    both(asksForBenefits, when),
  );
}
