import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { everyMember, findDifference } from "../compare.ts";
import { day } from "../instant.ts";
import { pointerOf, readSteady } from "../judge-lists.ts";
import { type Look, lookAt, mergeParts, type PageLook, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { linkingUpdates } from "../request.ts";
import type { Person } from "../subjects.ts";
import { activitiesOf, fitsWindow, latest, requestWindow, slack, type Window } from "../window.ts";

/** A time in which most activities are not, and one about an activity of those that are answered without dates. */
function listWindows(person: Person, list: Look | undefined): Window[] {
  const late = latest(person);
  const settled = (activitiesOf(list, person) ?? []).map(({ at }) => at).filter((at) => at < late - 2 * slack);
  const about = settled.length === 0 ? [] : [Math.max(...settled)];
  return [
    { start: person.now - 10 * day, end: late },
    ...about.map((at) => ({ start: at - 20 * day, end: Math.min(late, at + 20 * day) })),
  ];
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
      const windows = listWindows(person, lookAt(trace)[0]);
      const dated = windows.map((window) => ({ ...requestWindow(person, window), ...plain }));
      return askInTurn(person, trace, [plain, ...dated, plain]);
    },
    judge: (person, trace) => judgeOtherFilter(person, lookAt(trace)),
  }),
];

function judgeOtherFilter(person: Person, looks: readonly Look[]): Judgement {
  const { list, middle = [] } = readSteady(looks) ?? {};
  if (list === undefined) return nothingJudged;
  const windows = listWindows(person, list);
  return mergeParts(middle.map((dated, place) => judgeDated(person, list, dated, windows[place] ?? {})));
}

function judgeDated(person: Person, list: PageLook, dated: Look, window: Window): Judgement {
  const [requirement, code] = ["histories.window.other-filter", "histories.window.other-filter-code"];
  const plain = activitiesOf(list, person);
  if (plain === undefined) return nothingJudged;
  const { answer } = dated.read;
  const seen = { actual: describeAnswer(answer), exchange: dated.index, rests: placesOf([list, dated]) };
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
  const readings = [...(isSame ? ["ignored"] : []), ...(fitsWindow(activities, plain, window) ? ["heeded"] : [])];
  return observe(requirement, readings, {
    ...seen,
    actual: `${activities.length} of ${plain.length} activities`,
    pointer: "/data",
  });
}
