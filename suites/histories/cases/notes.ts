import { breach, keep } from "../../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { showJson } from "../../../src/model/json.ts";
import { day } from "../instant.ts";
import { type Look, lookAt, mergeParts } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { readNotes } from "../notes.ts";
import type { HistoryEntry } from "../page.ts";
import { linkingUpdates } from "../request.ts";
import type { Person } from "../subjects.ts";
import { requestWindow, slack, type Window } from "../window.ts";
import { judgePlace, type Place } from "./where.ts";

/** Windows that differ from the default one on both sides. */
function listWindows({ now }: Person): { readonly start: number; readonly end: number }[] {
  return [
    { start: now - 200 * day, end: now - 100 * day },
    { start: now - 600 * day, end: now - 400 * day },
  ];
}

const notesWhere: Place = {
  id: "histories.notes.where",
  title: "Notes stand in answers about benefits availed, in every answer, in none, or in some",
  requirement: "histories.notes.where",
  member: "/notes",
  both: true,
  read: (benefits, linking) => {
    const has = ({ notes }: HistoryEntry): boolean => notes !== undefined;
    const all = [...benefits, ...linking];
    return [
      ...(benefits.every(has) && !linking.some(has) ? ["benefits-only"] : []),
      ...(all.every(has) ? ["always"] : []),
      ...(all.some(has) ? [] : ["never"]),
      "independent",
    ];
  },
};

/** Where notes stand, and what they say. */
export const noteCases = [
  defineHistoriesCase({
    id: notesWhere.id,
    title: notesWhere.title,
    operation: "histories",
    requirements: [notesWhere.requirement, "histories.notes.benefits"],
    needs: "histories:member",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        [person.benefits, linkingUpdates].map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => {
      const looks = lookAt(trace);
      return mergeParts([judgePlace(notesWhere, looks), judgeBenefits(looks[0])]);
    },
  }),
  defineHistoriesCase({
    id: "histories.notes.dates",
    title: "Where dates are sent and notes name two instants, they are those that were sent",
    operation: "histories",
    requirements: ["histories.notes.dates", "histories.notes.benefits"],
    needs: "histories:member",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        listWindows(person).map((window) => requestWindow(person, window)),
      ),
    judge: (person, trace) => {
      const windows = listWindows(person);
      return mergeParts(
        lookAt(trace).flatMap((look, place) => [judgeDates(look, windows[place] ?? {}), judgeBenefits(look)]),
      );
    },
  }),
];

function judgeBenefits(look: Look | undefined): Judgement {
  const requirement = "histories.notes.benefits";
  const [first] = look?.page?.entries ?? [];
  if (look?.page === undefined || first === undefined) return nothingJudged;
  const lacking = look.page.entries.find(({ notes }) => notes === undefined);
  if (lacking === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "missing",
    pointer: `${lacking.pointer}/notes`,
    expected: "notes",
    actual: "nothing",
    exchange: look.index,
  });
}

/** In which zone the dates of a request are is not said, and a plain day may be noted by its last second. */
function judgeDates({ page, index }: Look, { start = 0, end = 0 }: Window): Judgement {
  const requirement = "histories.notes.dates";
  const noted = (page?.entries ?? []).flatMap(({ notes, pointer }) => {
    const time = readNotes(notes);
    return time === undefined ? [] : [{ ...time, notes, pointer }];
  });
  if (noted.length === 0) return nothingJudged;
  const other = noted.find(({ from, until }) => Math.abs(from - start) > slack || Math.abs(until - end) > slack);
  if (other === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "value",
    pointer: `${other.pointer}/notes`,
    expected: `from ${new Date(start).toISOString()} till ${new Date(end).toISOString()}`,
    actual: showJson(other.notes),
    exchange: index,
  });
}
