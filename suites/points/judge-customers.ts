import { breach, keep } from "../../src/check/judge.ts";
import { describeAnswer } from "../../src/model/answer.ts";
import type { Expectation, ReadExchange } from "../../src/model/case.ts";
import { isObject, showJson } from "../../src/model/json.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import {
  isComparableId,
  isSameEntries,
  readSchedules,
  type Schedule,
  showEntries,
  subtractEntries,
} from "./schedule.ts";

/** The outcomes of an unknown identifier by reading: 1632 speaks of external ids and primary users (error-codes). */
export function expectUnknown(name: string): Expectation {
  return {
    kind: "readings",
    outcomes: {
      "code-8015": [8015],
      "code-1632-for-external-ids": [name === "externalId" ? 1632 : 8015],
      "code-1632": [1632],
    },
  };
}

/** Ids that cannot be compared are not held to differ: the schema reports those that are no whole numbers. */
function isOtherId(left: Schedule, right: Schedule): boolean {
  return isComparableId(left.entityId) && isComparableId(right.entityId) && left.entityId !== right.entityId;
}

function isSameSchedule(left: Schedule, right: Schedule): boolean {
  return (
    !isOtherId(left, right) &&
    isSameEntries(left.promised, right.promised) &&
    isSameEntries(left.triggers, right.triggers)
  );
}

/** Exchanges in pairs: both of a pair must answer the same. */
export function judgePairs(requirement: string, trace: readonly ReadExchange[], what: string): Judgement {
  for (let index = 0; index + 1 < trace.length; index += 2) {
    const [first, second] = [trace[index], trace[index + 1]];
    if (first === undefined || second === undefined) break;
    const difference = describeDifference(first, second);
    if (difference !== undefined) {
      return breach({
        requirement,
        kind: "disagreement",
        pointer: difference.pointer,
        expected: `${what} (${describeAnswer(first.answer)}${difference.expected})`,
        actual: `${describeAnswer(second.answer)}${difference.actual}`,
        exchange: index + 1,
        rests: [index, index + 1],
      });
    }
  }
  return keep(requirement);
}

interface Difference {
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
}

function describeDifference(first: ReadExchange, second: ReadExchange): Difference | undefined {
  if (first.answer.kind !== second.answer.kind) return { pointer: "", expected: "", actual: "" };
  const [left, right] = readSchedules([first.answer, second.answer]) ?? [];
  if (left === undefined || right === undefined || isSameSchedule(left, right)) return undefined;
  if (isOtherId(left, right)) {
    return {
      pointer: "/entityId",
      expected: `, entityId ${showJson(left.entityId)}`,
      actual: `, entityId ${showJson(right.entityId)}`,
    };
  }
  const list = isSameEntries(left.promised, right.promised) ? "triggers" : "promised";
  const pointer = list === "promised" ? "/promisedPointsScheduleList" : "/triggerBasedPointsList";
  const [lost, added] = [subtractEntries(left[list], right[list]), subtractEntries(right[list], left[list])];
  return {
    pointer,
    expected: lost.length === 0 ? "" : `, ${showEntries(lost)}`,
    actual: added.length === 0 ? ", without them" : `, ${showEntries(added)}`,
  };
}

/** Any refusal will do, and so will an answer that is about nobody; what is not allowed is a customer's id or points. */
export function judgeNobody([read]: readonly ReadExchange[]): Judgement {
  const requirement = "points.identifier.nobody";
  if (read?.answer.kind !== "answer" || !isObject(read.answer.value)) return keep(requirement);
  const { entityId, promisedPointsScheduleList: promised, triggerBasedPointsList: triggers } = read.answer.value;
  const hasId = typeof entityId === "number" ? entityId > 0 : typeof entityId === "string" && entityId !== "";
  const hasPromised = Array.isArray(promised) && promised.length > 0;
  const hasTriggers = Array.isArray(triggers) && triggers.length > 0;
  if (!hasId && !hasPromised && !hasTriggers) return keep(requirement);
  return breach({
    requirement,
    kind: "accepted",
    pointer: hasId ? "/entityId" : hasPromised ? "/promisedPointsScheduleList" : "/triggerBasedPointsList",
    expected: "a refusal, or an answer about nobody",
    actual: hasId ? `the data of entityId ${showJson(entityId)}` : "somebody's points",
    exchange: 0,
  });
}

/**
 * Customers named by different values of the same kind of identifier are different people. Where two share an entityId
 * and all else, the host answers about one of them whoever is asked for; where the rest differs, the id is not unique.
 */
export function judgeCustomers(trace: readonly ReadExchange[]): Judgement {
  const requirements = ["points.resource.customer", "points.entity-id.unique"] as const;
  const schedules = readSchedules(trace.map(({ answer }) => answer)) ?? [];
  const pairs = schedules.flatMap((left, index) =>
    schedules.slice(index + 1).flatMap((right, offset) => {
      if (!isComparableId(left.entityId) || left.entityId !== right.entityId) return [];
      return [{ first: index, second: index + 1 + offset, same: isSameSchedule(left, right), entityId: left.entityId }];
    }),
  );
  const pair = pairs.find(({ same }) => !same) ?? pairs[0];
  if (pair === undefined) return schedules.length < 2 ? nothingJudged : keep(...requirements);
  return breach({
    requirement: pair.same ? requirements[0] : requirements[1],
    kind: "disagreement",
    pointer: "/entityId",
    expected: "an entityId of its own for each customer",
    actual: `entityId ${showJson(pair.entityId)} for two customers`,
    exchange: pair.second,
    rests: [pair.first, pair.second],
  });
}

/** Every form of request about one customer answers with the same entityId. */
export function judgeOneId(trace: readonly ReadExchange[]): Judgement {
  const requirement = "points.entity-id.unique";
  const ids = trace.flatMap(({ answer }, exchange) => {
    const id = answer.kind === "answer" && isObject(answer.value) ? answer.value["entityId"] : undefined;
    return isComparableId(id) ? [{ id, exchange }] : [];
  });
  const [first] = ids;
  const other = ids.find(({ id }) => id !== first?.id);
  if (first === undefined || ids.length < 2) return nothingJudged;
  if (other === undefined) return keep(requirement);
  return breach({
    requirement,
    kind: "disagreement",
    pointer: "/entityId",
    expected: `the customer's entityId ${showJson(first.id)}`,
    actual: `entityId ${showJson(other.id)}`,
    exchange: other.exchange,
    rests: [first.exchange, other.exchange],
  });
}
