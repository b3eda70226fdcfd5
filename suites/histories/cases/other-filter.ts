import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { everyMember, findDifference } from "../compare.ts";
import { day } from "../instant.ts";
import { pointerOf, readSteady } from "../judge-lists.ts";
import { type Look, lookAt, mergeParts, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { linkingUpdates } from "../request.ts";
import type { Person } from "../subjects.ts";
import { activitiesOf, fitsWindow, latest, requestWindow, type Window } from "../window.ts";

/** A time in which most activities are not. */
function listWindow(person: Person): Window {
  return { start: person.now - 10 * day, end: latest(person) };
}

/** Dates with another activityType than the one that they are described for. */
export const otherFilterCases = [
  defineHistoriesCase({
    id: "histories.window.other-filter",
    title: "Dates sent with linkingUpdates are ignored, heeded, or refused with 2015",
    operation: "histories",
    requirements: ["histories.window.other-filter", "histories.window.other-filter-code"],
    needs: "histories:member",
    next: (person, trace) => {
      const plain = { activityType: linkingUpdates };
      return askInTurn(person, trace, [plain, { ...requestWindow(person, listWindow(person)), ...plain }, plain]);
    },
    judge: (person, trace) => judgeOtherFilter(person, lookAt(trace)),
  }),
];

function judgeOtherFilter(person: Person, looks: readonly Look[]): Judgement {
  const [requirement, code] = ["histories.window.other-filter", "histories.window.other-filter-code"];
  const { list, middle: [dated] = [] } = readSteady(looks) ?? {};
  const plain = activitiesOf(list, person);
  if (list === undefined || dated === undefined || plain === undefined) return nothingJudged;
  const { answer } = dated.read;
  const seen = { actual: describeAnswer(answer), exchange: dated.index, rests: placesOf(looks) };
  if (answer.kind === "refusal") {
    const refused: Judgement = answer.codes.some((each) => each.code === 2015)
      ? keep(code)
      : breach({
          requirement: code,
          kind: "other-code",
          pointer: pointerOf(dated),
          expected: "refused with 2015",
          actual: describeAnswer(answer),
          exchange: dated.index,
        });
    return mergeParts([refused, observe(requirement, ["refused"], { ...seen, pointer: pointerOf(dated) })]);
  }
  const activities = activitiesOf(dated, person);
  if (activities === undefined || dated.page === undefined) return nothingJudged;
  const isSame = findDifference(list.page.entries, dated.page.entries, everyMember) === undefined;
  const readings = [
    ...(isSame ? ["ignored"] : []),
    ...(fitsWindow(activities, plain, listWindow(person)) ? ["heeded"] : []),
  ];
  return observe(requirement, readings, {
    ...seen,
    actual: `${activities.length} of ${plain.length} activities`,
    pointer: "/data",
  });
}
