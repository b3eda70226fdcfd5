import { observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { day, type DateForm } from "../instant.ts";
import { judgeBounds, requestBounds } from "../judge-bound.ts";
import { pointerOf } from "../judge-lists.ts";
import { lookAt, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { Person } from "../subjects.ts";
import { availedOf, clearlyInside, latest, noteRefusedDates, requestWindow, type Window } from "../window.ts";

/** Most of the year that is answered without dates, and clearly less than a year, which is all that some hosts take. */
function lastYear(person: Person): Window {
  const end = latest(person);
  return { start: end - 330 * day, end };
}

/** startDate and endDate: how they are written, and what each of them leaves out. */
export const boundCases = [
  ...(
    [
      ["date-and-time", "plain-day"],
      ["plain-day", "date-and-time"],
    ] as const satisfies readonly (readonly [DateForm, DateForm])[]
  ).map(([form, other]) =>
    defineHistoriesCase({
      id: `histories.window.${form}`,
      title: `Dates written as a ${form === "plain-day" ? "plain day" : "day and a time of day"} are understood, or only the others are`,
      operation: "histories",
      requirements: ["histories.dates.form"],
      needs: "histories:member",
      next: (person, trace) => {
        return askInTurn(person, trace, [
          requestWindow({ ...person, dateForm: form }, lastYear(person)),
          { activityType: person.benefits },
        ]);
      },
      judge: (person, trace) => {
        const [dated, plain] = lookAt(trace);
        if (dated === undefined || plain?.read.answer.kind !== "answer") return nothingJudged;
        const { answer } = dated.read;
        const [shown, known] = [availedOf(dated, person), availedOf(plain, person)];
        // What is availed in between and not answered was not looked for there.
        const isEmpty = shown?.length === 0 && clearlyInside(known ?? [], lastYear(person)).length > 0;
        return observe("histories.dates.form", answer.kind === "answer" && !isEmpty ? ["both", form] : [other], {
          actual: isEmpty
            ? "no activity, although some of these days are answered without dates"
            : describeAnswer(answer),
          pointer: pointerOf(dated),
          exchange: 0,
          rests: [0, 1],
        });
      },
    }),
  ),
  ...(["start", "end"] as const).map((side) =>
    defineHistoriesCase({
      id: `histories.window.${side}`,
      title: `With ${side === "start" ? "a startDate earlier" : "an endDate later"} activities are left out and no others`,
      operation: "histories",
      requirements: [`histories.window.${side}`],
      needs: "histories:benefit",
      next: (person, trace) => askInTurn(person, trace, requestBounds(side, person)),
      judge: (person, trace) => judgeBounds(`histories.window.${side}`, side, person, trace),
    }),
  ),
  defineHistoriesCase({
    id: "histories.window.reversed",
    title: "An endDate before the startDate is refused or gives no activities",
    operation: "histories",
    requirements: ["histories.window.reversed"],
    needs: "histories:benefit",
    next: (person, trace) => {
      const [before, after] = [person.instant - 20 * day, Math.min(latest(person), person.instant + 20 * day)];
      return askInTurn(person, trace, [
        requestWindow(person, { start: after, end: before }),
        requestWindow(person, { start: before, end: after }),
      ]);
    },
    judge: (person, trace) => {
      const requirement = "histories.window.reversed";
      const [reversed, right] = lookAt(trace);
      if (reversed === undefined || right === undefined) return nothingJudged;
      if (right.read.answer.kind === "refusal") return noteRefusedDates(right);
      const seen = { exchange: 0, rests: placesOf([reversed, right]) };
      if (reversed.read.answer.kind === "refusal") {
        const actual = describeAnswer(reversed.read.answer);
        return observe(requirement, ["refused"], { ...seen, actual, pointer: pointerOf(reversed) });
      }
      const activities = availedOf(reversed, person);
      if (activities === undefined) return nothingJudged;
      return observe(requirement, activities.length === 0 ? ["empty"] : [], {
        ...seen,
        actual: `${activities.length} activities`,
        pointer: activities[0]?.pointer ?? "/data",
      });
    },
  }),
];
