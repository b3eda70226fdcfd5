import { breach, keep } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import { pointerOf } from "../judge-lists.ts";
import { type Look, lookAt, mergeParts } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { HistoriesRequest } from "../request.ts";
import type { Person } from "../subjects.ts";
import { lastMonth } from "./reads.ts";

/** The parameters with a star, each of which is left out by itself. */
export const mandatory = [
  { name: "source", id: "source", requirement: "histories.source.mandatory", names: true },
  { name: "identifierName", id: "identifier-name", requirement: "histories.identifier-name.mandatory", names: true },
  {
    name: "identifierValue",
    id: "identifier-value",
    requirement: "histories.identifier-value.mandatory",
    names: false,
  },
  { name: "activityType", id: "activity-type", requirement: "histories.activity-filter.mandatory", names: true },
] as const;

/** Requests that name nobody, in a way that a host may take for somebody. */
const nobodies = [
  { id: "empty", words: "is empty", identifier: (name: string) => ({ name, value: "" }) },
  { id: "absent", words: "has no value", identifier: (name: string) => ({ name }) },
  { id: "absent-altogether", words: "is not there", identifier: () => ({}) },
  { id: "wildcard.%", words: "is %", identifier: (name: string) => ({ name, value: "%" }) },
  { id: "wildcard.*", words: "is *", identifier: (name: string) => ({ name, value: "*" }) },
] as const;

/**
 * Every kind of activities, and the forms of request that other code of a host may serve. One program is asked for only
 * of a customer who is named: it says nothing of somebody else.
 */
function listForms(person: Person, names: boolean): HistoriesRequest[] {
  const activityType = person.benefits;
  const [membership] = person.customer.histories.memberships;
  return [
    ...person.kinds.map((kind) => ({ activityType: kind })),
    ...(membership === undefined || !names ? [] : [{ activityType, partnerProgramId: membership.programId }]),
    { activityType, limit: 10, offset: 0 },
    { activityType, ...lastMonth(person) },
  ];
}

/** Parameters that are marked as mandatory, and requests without a customer. */
export const mandatoryCases = [
  ...mandatory.map(({ name, id, requirement, names }) =>
    defineHistoriesCase({
      id: `histories.mandatory.${id}`,
      title: `A request without ${name} is refused`,
      operation: "histories",
      requirements: [requirement],
      needs: "histories:few-customers",
      next: (person, trace) => {
        const plan = askInTurn(person, trace, listForms(person, names));
        return plan === undefined ? plan : { ...plan, query: (plan.query ?? []).filter(([each]) => each !== name) };
      },
      judge: (_person, trace) => mergeParts(lookAt(trace).map((look) => judgeMandatory(requirement, names, look))),
    }),
  ),
  ...nobodies.map(({ id, words, identifier }) =>
    defineHistoriesCase({
      id: `histories.identifier.${id}`,
      title: `A request whose identifier ${words} is not answered with somebody's data`,
      operation: "histories",
      requirements: ["histories.identifier.nobody"],
      needs: "histories:identifier-name",
      next: ({ name, source, kinds }, trace) => {
        const activityType = kinds[trace.length];
        return activityType === undefined
          ? undefined
          : askInTurn(
              { identifier: { name, value: "" }, source },
              [],
              [{ activityType, identifier: identifier(name) }],
            );
      },
      judge: (_subject, trace) => mergeParts(lookAt(trace).map(judgeNobody)),
    }),
  ),
];

/**
 * A request without a parameter that has a star has to be refused.
 * @param names whether the request still names a customer; where it does not, data are another requirement's matter
 */
export function judgeMandatory(requirement: string, names: boolean, look: Look): Judgement {
  const { answer } = look.read;
  if (answer.kind !== "answer") return keep(requirement);
  if (!names && (look.page?.entries.length ?? 0) > 0) return nothingJudged;
  return breach({
    requirement,
    kind: "accepted",
    pointer: pointerOf(look),
    expected: "a refusal",
    actual: describeAnswer(answer),
    exchange: look.index,
  });
}

/** Any refusal will do, and so will an empty list. */
export function judgeNobody({ page, index }: Look): Judgement {
  const requirement = "histories.identifier.nobody";
  if (page === undefined || page.entries.length === 0) return keep(requirement);
  return breach({
    requirement,
    kind: "accepted",
    pointer: "/data",
    expected: "a refusal, or an empty list",
    actual: `${page.entries.length} entries of somebody's`,
    exchange: index,
  });
}
