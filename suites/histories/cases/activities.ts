import { breach, keep, observe } from "../../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { initiated } from "../activities.ts";
import { readInstant } from "../instant.ts";
import { type Look, lookAt, mergeParts } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import { slack } from "../window.ts";

/** What the activities of an answer are like. */
export const activityCases = [
  defineHistoriesCase({
    id: "histories.activities.order",
    title: "Activities come newest first, or in another order",
    operation: "histories",
    requirements: ["histories.history.order"],
    needs: "histories:member",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        person.kinds.map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => mergeParts(lookAt(trace).map(judgeOrder)),
  }),
  defineHistoriesCase({
    id: "histories.activities.past",
    title: "Activities are of the past, and so is a relink's initiation",
    operation: "histories",
    requirements: ["histories.activity-date.past", "histories.initiated.date"],
    needs: "histories:activities",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        person.kinds.map((activityType) => ({ activityType })),
      ),
    judge: ({ now }, trace) => mergeParts(lookAt(trace).map((look) => judgePast(look, now))),
  }),
];

function judgeOrder({ page, index }: Look): Judgement {
  const requirement = "histories.history.order";
  const lists = (page?.entries ?? []).filter(
    ({ activities = [], unsound }) => activities.length > 1 && !unsound.has("activities"),
  );
  const [first] = lists;
  if (first === undefined) return nothingJudged;
  const unsorted = lists.find(({ activities = [] }) => {
    const dates = activities.map(({ date = "" }) => readInstant(date));
    return dates.some((date, place) => place > 0 && date > (dates[place - 1] ?? date));
  });
  return observe(requirement, unsorted === undefined ? ["newest-first", "no-order"] : ["no-order"], {
    actual: unsorted === undefined ? "the newest comes first" : "an activity comes before a newer one",
    pointer: `${(unsorted ?? first).pointer}/customerActivityHistory`,
    exchange: index,
  });
}

function judgePast({ page, index }: Look, now: number): Judgement {
  const activities = (page?.entries ?? []).flatMap((entry) => entry.activities ?? []);
  const requirementOf = (type: string | undefined): string =>
    type === initiated ? "histories.initiated.date" : "histories.activity-date.past";
  const dated = activities.filter(({ date }) => date !== undefined);
  const future = dated.filter(({ date = "" }) => readInstant(date) > now + slack);
  return mergeParts([
    keep(...new Set(dated.map(({ type }) => requirementOf(type)))),
    ...future.map(({ type, date, pointer }) =>
      breach({
        requirement: requirementOf(type),
        kind: "value",
        pointer: `${pointer}/activityDate`,
        expected: `an instant of the past; the host's present is ${new Date(now).toISOString()}`,
        actual: String(date),
        exchange: index,
      }),
    ),
  ]);
}
