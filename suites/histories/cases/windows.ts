import { breach, keep } from "../../../src/check/judge.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { showActivities, subtractActivities } from "../activities.ts";
import { detailMembers, findDifference } from "../compare.ts";
import { day, readInstant } from "../instant.ts";
import { isComplete, readSteady } from "../judge-lists.ts";
import { type Look, lookAt, mergeParts, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { Member } from "../page.ts";
import type { HistoriesRequest } from "../request.ts";
import type { Person } from "../subjects.ts";
import {
  availedOf,
  clearlyInside,
  clearlyOutside,
  latest,
  noteRefusedDates,
  requestWindow,
  slack,
  type Window,
} from "../window.ts";

const year = 365 * day;

/** Dates with which the details and the counts must be what they are without; one in the other form, and one date alone. */
function listElsewhere(person: Person): HistoriesRequest[] {
  const { now } = person;
  const dateForm = person.dateForm === "plain-day" ? "date-and-time" : "plain-day";
  return [
    requestWindow(person, { start: now - 30 * day, end: latest(person) }),
    requestWindow({ ...person, dateForm }, { start: now - 300 * day, end: now - 200 * day }),
    requestWindow(person, { start: now - 700 * day, end: now - 400 * day }),
    requestWindow(person, { start: now - 100 * day }),
    requestWindow(person, { end: now - 100 * day }),
  ];
}

/** What dates select as a whole: the default, windows within and beside one another, and what they leave alone. */
export const windowCases = [
  defineHistoriesCase({
    id: "histories.window.default",
    title: "Without dates the benefits availed during 365 days up to now are answered, and no others",
    operation: "histories",
    requirements: ["histories.window.default"],
    needs: "histories:member",
    next: (person, trace) => {
      const { now, benefits: activityType } = person;
      const dated = requestWindow(person, { start: now - 364 * day, end: latest(person) });
      return askInTurn(person, trace, [{ activityType }, dated, { activityType }]);
    },
    judge: (person, trace) => judgeDefault(person, lookAt(trace)),
  }),
  defineHistoriesCase({
    id: "histories.window.subset",
    title: "A window within another one gives a part of the other one's activities",
    operation: "histories",
    requirements: ["histories.window.subset"],
    needs: "histories:benefit",
    next: (person, trace) => {
      const { instant } = person;
      const end = Math.min(latest(person), instant + 100 * day);
      const outer = { start: instant - 100 * day, end };
      const inner = [
        { start: instant - 5 * day, end: Math.min(end, instant + 5 * day) },
        { start: instant - 50 * day, end: Math.min(end, instant + 3 * day) },
        { start: instant - 3 * day, end },
      ];
      return askInTurn(
        person,
        trace,
        [outer, ...inner, outer].map((window) => requestWindow(person, window)),
      );
    },
    judge: (person, trace) => judgeSubset(person, lookAt(trace)),
  }),
  defineHistoriesCase({
    id: "histories.window.adjoining",
    title: "Two windows that meet between activities hold together what the window over both holds",
    operation: "histories",
    requirements: ["histories.window.adjoining"],
    needs: "histories:benefits",
    next: (person, trace) => {
      const joint = findJoint(person);
      if (joint === undefined) return { unable: "no four days without a benefit availed between two of them" };
      return askInTurn(
        person,
        trace,
        listJoined(person, joint).map((window) => requestWindow(person, window)),
      );
    },
    judge: (person, trace) => judgeAdjoining(person, lookAt(trace)),
  }),
  defineHistoriesCase({
    id: "histories.window.details",
    title: "Dates select activities only: programs, their details and countAvailedInLast365Days stay",
    operation: "histories",
    requirements: ["histories.window.details", "histories.window.benefit-count"],
    needs: "histories:member",
    next: (person, trace) => {
      const plain = { activityType: person.benefits };
      return askInTurn(person, trace, [plain, ...listElsewhere(person), plain]);
    },
    judge: (_person, trace) => {
      const looks = lookAt(trace);
      return mergeParts([
        judgeLeftAlone("histories.window.details", withoutCounts(detailMembers), looks),
        judgeLeftAlone("histories.window.benefit-count", ["benefitCounts"], looks),
      ]);
    },
  }),
];

function withoutCounts(members: readonly Member[]): readonly Member[] {
  return members.filter((member) => member !== "benefitCounts");
}

function judgeDefault(person: Person, looks: readonly Look[]): Judgement {
  const { now } = person;
  const requirement = "histories.window.default";
  const { list, middle: [dated] = [] } = readSteady(looks) ?? {};
  const shown = availedOf(list, person);
  if (list === undefined || shown === undefined || dated === undefined) return nothingJudged;
  // An activity of the future is another requirement's matter.
  const [older] = clearlyOutside(shown, { start: now - year });
  if (older !== undefined) {
    return breach({
      requirement,
      kind: "value",
      pointer: `${older.pointer}/activityDate`,
      expected: "no activity of more than a year ago where no dates are sent",
      actual: showActivities([older]),
      exchange: list.index,
    });
  }
  const known = availedOf(dated, person);
  if (known === undefined) return dated.page === undefined ? noteRefusedDates(dated) : nothingJudged;
  const lost = subtractActivities(clearlyInside(known, { start: now - 364 * day, end: now - day }), shown);
  if (lost.length === 0) return keep(requirement);
  return breach({
    requirement,
    kind: "missing",
    pointer: "/data",
    expected: `every activity of the last 365 days, also ${showActivities(lost)}`,
    actual: `${shown.length} activities without them`,
    exchange: list.index,
    rests: placesOf([list, dated]),
  });
}

/** The activities of a window that is read first and last, if both reads show the same. */
function readSteadyActivities(person: Person, looks: readonly Look[]): ReturnType<typeof availedOf> {
  const [first, last] = [availedOf(looks[0], person), availedOf(looks.at(-1), person)];
  if (first === undefined || last === undefined || looks.length < 2) return undefined;
  const isSame = first.length === last.length && subtractActivities(first, last).length === 0;
  return isSame ? first : undefined;
}

function judgeSubset(person: Person, looks: readonly Look[]): Judgement {
  const requirement = "histories.window.subset";
  const outer = readSteadyActivities(person, looks);
  if (outer === undefined) return nothingJudged;
  return mergeParts(
    looks.slice(1, -1).map((look) => {
      const inner = availedOf(look, person);
      if (inner === undefined) return nothingJudged;
      const more = subtractActivities(inner, outer);
      if (more.length === 0) return keep(requirement);
      return breach({
        requirement,
        kind: "disagreement",
        pointer: more[0]?.pointer ?? "/data",
        expected: "no activity that a longer window about it does not hold",
        actual: showActivities(more),
        exchange: look.index,
        rests: [0, look.index],
      });
    }),
  );
}

/** The whole, its two parts, and the whole again. */
function listJoined(person: Person, joint: number): Window[] {
  const [start, end] = [person.now - 360 * day, latest(person)];
  return [
    { start, end },
    { start, end: joint },
    { start: joint, end },
    { start, end },
  ];
}

/** The middle of the longest time without a benefit availed, in the last year. */
function findJoint({ customer, now }: Person): number | undefined {
  const [start, end] = [now - 350 * day, now - 4 * day];
  const dates = customer.histories.benefitDates.map(readInstant).filter((date) => date > start && date < end);
  const points = [start, ...dates, end];
  const gaps = points
    .slice(1)
    .map((point, place) => ({ from: points[place] ?? point, length: point - (points[place] ?? point) }));
  const longest = gaps.reduce((best, gap) => (gap.length > best.length ? gap : best), { from: 0, length: 0 });
  return dates.length === 0 || longest.length <= 2 * slack ? undefined : longest.from + longest.length / 2;
}

function judgeAdjoining(person: Person, looks: readonly Look[]): Judgement {
  const requirement = "histories.window.adjoining";
  const joint = findJoint(person) ?? 0;
  const whole = readSteadyActivities(person, looks);
  const [before, after] = [availedOf(looks[1], person), availedOf(looks[2], person)];
  const last = looks[2];
  if (whole === undefined || before === undefined || after === undefined || last === undefined) return nothingJudged;
  // A part that heeds its bounds nowhere is another requirement's matter, and so is one at the outer bounds.
  const [, first, second] = listJoined(person, joint);
  if (clearlyOutside(before, first ?? {}).length + clearlyOutside(after, second ?? {}).length > 0) return nothingJudged;
  if (whole.some(({ at }) => Math.abs(at - joint) <= slack)) return nothingJudged;
  const parts = [...before, ...after];
  const lost = subtractActivities(whole, parts);
  const more = subtractActivities(parts, whole);
  if (lost.length + more.length === 0) return keep(requirement);
  return breach({
    requirement,
    kind: "disagreement",
    pointer: "/data",
    expected: `what the window over both holds${lost.length === 0 ? "" : `, also ${showActivities(lost)}`}`,
    actual: more.length === 0 ? `${parts.length} of ${whole.length} activities` : `also ${showActivities(more)}`,
    exchange: last.index,
    rests: placesOf(looks),
  });
}

function judgeLeftAlone(requirement: string, members: readonly Member[], looks: readonly Look[]): Judgement {
  const { list, middle = [] } = readSteady(looks) ?? {};
  if (list === undefined || !isComplete(list.page)) return nothingJudged;
  return mergeParts(
    middle.map((look, place) => {
      // The other form of dates and one date alone may be refused.
      if (look.page === undefined) return place === 0 ? noteRefusedDates(look) : nothingJudged;
      const [lost, moved] = [
        findDifference(list.page.entries, look.page.entries, []),
        findDifference(list.page.entries, look.page.entries, members),
      ];
      // Programs that are lost are not the counts' matter.
      const difference = members.includes("benefitCounts") && lost !== undefined ? undefined : moved;
      if (difference === undefined) return keep(requirement);
      return breach({
        requirement,
        kind: "disagreement",
        pointer: difference.pointer,
        expected: `as without dates: ${difference.expected}`,
        actual: difference.actual,
        exchange: look.index,
        rests: placesOf([list, look]),
      });
    }),
  );
}
