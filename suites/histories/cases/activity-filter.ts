import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { documentedActivityTypes } from "../../world.ts";
import { listActivities, showActivities, subtractActivities } from "../activities.ts";
import { everyMember, findDifference } from "../compare.ts";
import { isComplete, pointerOf, readSteady } from "../judge-lists.ts";
import { judgeParts, type Look, lookAt, mergeParts, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { HistoryEntry } from "../page.ts";
import { linkingUpdates, requestHistories } from "../request.ts";
import { lastMonth } from "./reads.ts";

const [camelCase = "", upperCase = ""] = documentedActivityTypes;

/** activityType as a request has it: which values are understood, and what they select. */
export const activityFilterCases = [
  ...[
    { id: "camel-case", value: camelCase, other: "upper-case" },
    { id: "upper-case", value: upperCase, other: "camel-case" },
  ].map(({ id, value, other }) =>
    defineHistoriesCase({
      id: `histories.filter.${id}`,
      title: `A request for ${value} is answered, or only the other spelling is`,
      operation: "histories",
      requirements: ["histories.activity-filter.spelling"],
      needs: "histories:member",
      next: (person, trace) =>
        askInTurn(
          person,
          trace,
          [value, value === camelCase ? upperCase : camelCase].map((activityType) => ({ activityType })),
        ),
      judge: (person, trace) => {
        const [look, opposite] = lookAt(trace);
        if (look === undefined || opposite === undefined) return nothingJudged;
        const { answer } = look.read;
        // A customer who is refused both, where others are answered, is not refused for the spelling.
        const isRefused = [look, opposite].every(({ read }) => read.answer.kind === "refusal");
        if (isRefused && person.kinds.includes(person.benefits)) return nothingJudged;
        return observe("histories.activity-filter.spelling", answer.kind === "answer" ? ["both", id] : [other], {
          actual: `${value}: ${describeAnswer(answer)}`,
          pointer: pointerOf(look),
          exchange: 0,
        });
      },
    }),
  ),
  defineHistoriesCase({
    id: "histories.filter.spellings-agree",
    title: "Both documented spellings are answered alike, where both are answered",
    operation: "histories",
    requirements: ["histories.activity-filter.spellings-agree"],
    needs: "histories:customer",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        [camelCase, upperCase, camelCase].map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => {
      const requirement = "histories.activity-filter.spellings-agree";
      const looks = lookAt(trace);
      const { list, middle: [other] = [] } = readSteady(looks) ?? {};
      if (list === undefined || other?.page === undefined) return nothingJudged;
      const difference = findDifference(list.page.entries, other.page.entries, everyMember);
      if (difference === undefined) return keep(requirement);
      return breach({
        requirement,
        kind: "disagreement",
        pointer: difference.pointer,
        expected: `as for ${camelCase}: ${difference.expected}`,
        actual: difference.actual,
        exchange: other.index,
        rests: placesOf(looks),
      });
    },
  }),
  defineHistoriesCase({
    id: "histories.filter.program-and-dates",
    title: "Benefits availed may be asked for with one program and with dates at once",
    operation: "histories",
    requirements: ["histories.activity-filter.combined", "histories.program-filter.one"],
    needs: "histories:member",
    next: (person, trace) => {
      const [membership] = person.customer.histories.memberships;
      const { benefits: activityType } = person;
      const program = membership === undefined ? {} : { partnerProgramId: membership.programId };
      return askInTurn(person, trace, [
        { activityType, ...program, ...lastMonth(person) },
        { activityType, ...lastMonth(person) },
        { activityType, ...program },
      ]);
    },
    judge: (person, trace) => {
      const requirement = "histories.activity-filter.combined";
      const [both, ...single] = lookAt(trace);
      // What is refused by itself says nothing about being asked for together.
      if (both === undefined || single.some(({ read }) => read.answer.kind !== "answer")) return nothingJudged;
      if (both.read.answer.kind === "answer") {
        const [membership] = person.customer.histories.memberships;
        return mergeParts([keep(requirement), judgeOne(membership?.programId, both, single[1])]);
      }
      return breach({
        requirement,
        kind: "refused",
        pointer: pointerOf(both),
        expected: "answered, as it is with the program alone and with the dates alone",
        actual: describeAnswer(both.read.answer),
        exchange: 0,
        rests: placesOf([both, ...single]),
      });
    },
  }),
  defineHistoriesCase({
    id: "histories.filter.linking-updates",
    title: "A request for linkingUpdates is answered",
    operation: "histories",
    requirements: ["histories.activity-filter.linking-updates"],
    needs: "histories:member",
    request: ({ identifier, source }) => requestHistories({ identifier, source, activityType: linkingUpdates }),
    expect: { kind: "answered" },
  }),
  defineHistoriesCase({
    id: "histories.filter.same-programs",
    title: "linkingUpdates and benefits availed list the same programs",
    operation: "histories",
    requirements: ["histories.activity-filter.same-programs"],
    needs: "histories:customer",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        [person.benefits, linkingUpdates, person.benefits].map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => judgeSamePrograms(lookAt(trace)),
  }),
  defineHistoriesCase({
    id: "histories.filter.disjoint",
    title: "An activity that is answered for linkingUpdates is not answered for benefits availed",
    operation: "histories",
    requirements: ["histories.activity-filter.disjoint"],
    needs: "histories:member",
    next: (person, trace) =>
      askInTurn(
        person,
        trace,
        [person.benefits, linkingUpdates].map((activityType) => ({ activityType })),
      ),
    judge: (_person, trace) => judgeParts(trace, 2, judgeDisjoint),
  }),
  defineHistoriesCase({
    id: "histories.filter.unknown",
    title: "An activityType that does not exist is refused with 2014",
    operation: "histories",
    requirements: ["histories.activity-filter.unknown-value"],
    needs: "histories:few-members",
    request: ({ identifier, source }, draw) =>
      requestHistories({ identifier, source, activityType: `${draw.letters(8)}Updates` }),
    expect: { kind: "refused", codes: [2014] },
  }),
];

/** Beside dates a program is asked for as it is without them: no other one is answered. */
function judgeOne(programId: number | undefined, both: Look, alone: Look | undefined): Judgement {
  const requirement = "histories.program-filter.one";
  const isOther = ({ details }: HistoryEntry): boolean =>
    details.programId !== undefined && details.programId !== programId;
  // What is answered beside the program without dates is seen where that is tried.
  if (programId === undefined || alone?.page === undefined || alone.page.entries.some(isOther)) return nothingJudged;
  const other = both.page?.entries.find(isOther);
  if (other === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "value",
    pointer: `${other.pointer}/partnerProgramDetails/partnerProgramId`,
    expected: `${programId}, which was asked for, as without dates`,
    actual: String(other.details.programId),
    exchange: both.index,
    rests: placesOf([both, alone]),
  });
}

function judgeSamePrograms(looks: readonly Look[]): Judgement {
  const requirement = "histories.activity-filter.same-programs";
  const { list, middle: [linking] = [] } = readSteady(looks) ?? {};
  if (list === undefined || linking?.page === undefined || !isComplete(list.page)) return nothingJudged;
  const difference = findDifference(list.page.entries, linking.page.entries, []);
  if (difference === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "disagreement",
    pointer: difference.pointer,
    expected: `as for benefits availed: ${difference.expected}`,
    actual: difference.actual,
    exchange: linking.index,
    rests: placesOf(looks),
  });
}

function judgeDisjoint([benefits, linking]: readonly Look[]): Judgement {
  const requirement = "histories.activity-filter.disjoint";
  if (benefits?.page === undefined || linking?.page === undefined) return nothingJudged;
  const [availed, linked] = [listActivities(benefits.page), listActivities(linking.page)];
  if (availed === undefined || linked === undefined) return nothingJudged;
  const alone = new Set(subtractActivities(availed, linked));
  const shared = availed.filter((activity) => !alone.has(activity));
  const [first] = shared;
  if (first === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "disagreement",
    pointer: first.pointer,
    expected: "no activity that is answered for linkingUpdates too",
    actual: showActivities(shared),
    exchange: benefits.index,
    rests: placesOf([benefits, linking]),
  });
}
