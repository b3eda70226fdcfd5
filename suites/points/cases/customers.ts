import { breach, keep, traceFinding } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { Expectation, ReadExchange } from "../../../src/model/case.ts";
import { canonicalJson, isObject, showJson } from "../../../src/model/json.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { definePointsCase, drawUnknownIdentifier } from "../needs.ts";
import { requestPoints } from "../request.ts";
import { isSameEntries, readSchedules, type Schedule, showEntries, subtractEntries } from "../schedule.ts";

/** The outcomes of an unknown identifier by reading: 1632 speaks of external ids and primary users (error-codes). */
function expectUnknown(name: string): Expectation {
  return {
    kind: "readings",
    outcomes: { "8015": [8015], "1632-for-external-ids": [name === "externalId" ? 1632 : 8015], "1632": [1632] },
  };
}

function isSameSchedule(left: Schedule, right: Schedule): boolean {
  return (
    canonicalJson(left.entityId) === canonicalJson(right.entityId) &&
    isSameEntries(left.promised, right.promised) &&
    isSameEntries(left.triggers, right.triggers)
  );
}

/** Exchanges in pairs: both of a pair must answer the same. */
function judgePairs(requirement: string, trace: readonly ReadExchange[], what: string): Judgement {
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
  if (canonicalJson(left.entityId) !== canonicalJson(right.entityId)) {
    return { pointer: "/entityId", expected: `, entityId ${showJson(left.entityId)}`, actual: `, entityId ${showJson(right.entityId)}` };
  }
  const list = isSameEntries(left.promised, right.promised) ? "triggers" : "promised";
  const pointer = list === "promised" ? "/promisedPointsScheduleList" : "/triggerBasedPointsList";
  const [lost, added] = [subtractEntries(left[list], right[list]), subtractEntries(right[list], left[list])];
  return { pointer, expected: lost.length === 0 ? "" : `, ${showEntries(lost)}`, actual: added.length === 0 ? ", without them" : `, ${showEntries(added)}` };
}

/** Whose data is answered: unknown and unnamed customers, several customers, one customer by several identifiers. */
export const customerCases = [
  definePointsCase({
    id: "points.customer.unknown",
    title: "A customer that does not exist is refused",
    operation: "points",
    requirements: ["points.code.8015"],
    needs: "points:identifier-name",
    request: ({ name, source }, draw) => requestPoints({ identifier: drawUnknownIdentifier(name, draw), source, all: true }),
    expect: ({ name }) => expectUnknown(name),
  }),
  definePointsCase({
    id: "points.customer.unknown-in-one-program",
    title: "A customer that does not exist is refused where one program is asked for",
    operation: "points",
    requirements: ["points.code.8015"],
    needs: "points:identifier-name",
    request: ({ name, source, programId }, draw) =>
      requestPoints({ identifier: drawUnknownIdentifier(name, draw), source, all: false, ...(programId === undefined ? {} : { programId }) }),
    expect: ({ name }) => expectUnknown(name),
  }),
  definePointsCase({
    id: "points.customer.unknown-again",
    title: "A customer that does not exist is refused a second time too",
    operation: "points",
    requirements: ["points.code.8015"],
    needs: "points:identifier-name",
    next: ({ name, source }, trace, draw) =>
      trace.length < 2 ? requestPoints({ identifier: drawUnknownIdentifier(name, draw), source, all: true }) : undefined,
    judge: (_subject, trace) => {
      const [first, second] = trace;
      if (first?.answer.kind !== "refusal" || second === undefined) return nothingJudged;
      if (second.answer.kind === "refusal") return keep("points.code.8015");
      return breach(
        traceFinding(trace, 1, {
          requirement: "points.code.8015",
          kind: "accepted",
          pointer: "",
          expected: "refused as the first time",
          actual: describeAnswer(second.answer),
        }),
      );
    },
  }),
  ...(["empty", "absent", "absent-name"] as const).map((what) =>
    definePointsCase({
      id: `points.identifier.${what}`,
      title: `A request whose identifier is ${what === "empty" ? "empty" : "not there"} is not answered with somebody's data`,
      operation: "points",
      requirements: ["points.identifier.nobody"],
      needs: "points:identifier-name",
      next: ({ name, source }, trace) => {
        const identifier = { empty: { name, value: "" }, absent: { name }, "absent-name": {} }[what];
        return trace.length === 0 ? requestPoints({ identifier, source, all: true }) : undefined;
      },
      judge: (_subject, trace) => judgeNobody(trace),
    }),
  ),
  definePointsCase({
    id: "points.customer.two-customers",
    title: "Two customers have their own data and their own entityId",
    operation: "points",
    requirements: ["points.resource.customer", "points.entity-id.unique"],
    needs: "points:several-customers",
    next: ({ people }, trace) => {
      const person = people[trace.length];
      return person === undefined ? undefined : requestPoints({ identifier: person.identifier, source: person.source, all: true });
    },
    judge: (_subject, trace) => judgeCustomers(trace),
  }),
  definePointsCase({
    id: "points.customer.own-data",
    title: "The answer is about the customer asked for, and not about another one",
    operation: "points",
    requirements: ["points.resource.customer"],
    needs: "points:customer-among-ids",
    next: ({ identifier, source }, trace) => (trace.length === 0 ? requestPoints({ identifier, source, all: true }) : undefined),
    judge: ({ otherIds }, [read]) => {
      const requirement = "points.resource.customer";
      if (read?.answer.kind !== "answer" || !isObject(read.answer.value)) return nothingJudged;
      const { entityId } = read.answer.value;
      // An id that the profile gives to nobody proves nothing: that entityId is a customer's id stands on no page.
      if (!otherIds.includes(String(entityId))) return keep(requirement);
      return breach({
        requirement,
        kind: "value",
        pointer: "/entityId",
        expected: "the data of the customer that was asked for",
        actual: `entityId ${showJson(entityId)}, which is another customer's id`,
        exchange: 0,
      });
    },
  }),
  definePointsCase({
    id: "points.reads.equal",
    title: "The same read twice in a row answers the same",
    operation: "points",
    requirements: ["points.reads.equal"],
    needs: "points:customer",
    next: ({ customer, identifier, source }, trace) => {
      const programId = customer.points.programs.at(-1);
      const startDate = customer.points.dates.at(-1);
      const forms = [
        { all: true },
        { all: false },
        ...(programId === undefined ? [] : [{ all: false, programId }]),
        ...(startDate === undefined ? [] : [{ all: true, startDate }]),
      ];
      const form = forms[Math.floor(trace.length / 2)];
      return form === undefined ? undefined : requestPoints({ identifier, source, ...form });
    },
    judge: (_person, trace) => judgePairs("points.reads.equal", trace, "the same as the first time"),
  }),
  definePointsCase({
    id: "points.identifiers.equal",
    title: "The same customer by another identifier answers the same",
    operation: "points",
    requirements: ["points.identifiers.equal"],
    needs: "points:second-identifier",
    next: ({ identifier, second, source, programId, day }, trace) => {
      const forms = [
        { all: true },
        { all: false },
        ...(programId === undefined ? [] : [{ all: false, programId }]),
        ...(day === undefined ? [] : [{ all: true, startDate: day }]),
      ];
      const form = forms[Math.floor(trace.length / 2)];
      return form === undefined ? undefined : requestPoints({ identifier: trace.length % 2 === 0 ? identifier : second, source, ...form });
    },
    judge: ({ second }, trace) => judgePairs("points.identifiers.equal", trace, `by ${second.name} the same as by the first identifier`),
  }),
];

/** Any refusal will do, and so will an answer that is about nobody; what is not allowed is a customer's id or points. */
function judgeNobody([read]: readonly ReadExchange[]): Judgement {
  const requirement = "points.identifier.nobody";
  if (read?.answer.kind !== "answer" || !isObject(read.answer.value)) return keep(requirement);
  const { entityId, promisedPointsScheduleList: promised, triggerBasedPointsList: triggers } = read.answer.value;
  const hasId = typeof entityId === "number" ? entityId > 0 : typeof entityId === "string" && entityId !== "";
  const hasPoints = [promised, triggers].some((list) => Array.isArray(list) && list.length > 0);
  if (!hasId && !hasPoints) return keep(requirement);
  return breach({
    requirement,
    kind: "accepted",
    pointer: hasId ? "/entityId" : "/promisedPointsScheduleList",
    expected: "a refusal, or an answer about nobody",
    actual: hasId ? `the data of entityId ${showJson(entityId)}` : "somebody's points",
    exchange: 0,
  });
}

/**
 * Customers named by different values of the same kind of identifier are different people. Where two share an entityId
 * and all else, the host answers about one of them whoever is asked for; where the rest differs, the id is not unique.
 */
function judgeCustomers(trace: readonly ReadExchange[]): Judgement {
  const requirements = ["points.resource.customer", "points.entity-id.unique"] as const;
  const schedules = readSchedules(trace.map(({ answer }) => answer)) ?? [];
  const pairs = schedules.flatMap((left, index) =>
    schedules.slice(index + 1).flatMap((right, offset) => {
      if (left.entityId === undefined || left.entityId === null) return [];
      if (canonicalJson(left.entityId) !== canonicalJson(right.entityId)) return [];
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
