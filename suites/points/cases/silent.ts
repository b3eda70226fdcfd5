import type { RequestPlan } from "../../../src/model/case.ts";
import { definePointsCase, type Person } from "../needs.ts";
import { requestPoints } from "../request.ts";

/** The plain request with some of its parameters replaced, or left out where the value is undefined. */
function alter(person: Person, changes: Readonly<Record<string, string | undefined>>): RequestPlan {
  const { identifier, source } = person;
  const plan = requestPoints({ identifier, source, all: true });
  const kept = (plan.query ?? []).filter(([name]) => !Object.hasOwn(changes, name));
  const added = Object.entries(changes).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return { ...plan, query: [...kept, ...added] };
}

const requests: readonly {
  readonly id: string;
  readonly what: string;
  readonly changes: Readonly<Record<string, string | undefined>>;
}[] = [
  { id: "date-in-words", what: "a startDate that is no date", changes: { startDate: "tomorrow" } },
  { id: "impossible-date", what: "a startDate that no calendar has", changes: { startDate: "2026-02-30" } },
  { id: "end-date-in-words", what: "an endDate that is no date", changes: { endDate: "never" } },
  { id: "date-and-time", what: "a startDate with a time", changes: { startDate: "2026-01-01T00:00:00Z" } },
  {
    id: "reversed-dates",
    what: "a startDate after the endDate",
    changes: { startDate: "2100-01-01", endDate: "2090-01-01" },
  },
  {
    id: "program-in-words",
    what: "a programId that is no number",
    changes: { programId: "first", fetchDataForAllPrograms: "false" },
  },
  {
    id: "negative-program",
    what: "a negative programId",
    changes: { programId: "-1", fetchDataForAllPrograms: "false" },
  },
  {
    id: "huge-program",
    what: "a programId beyond 64 bits",
    changes: { programId: "99999999999999999999", fetchDataForAllPrograms: "false" },
  },
  { id: "empty-program", what: "an empty programId", changes: { programId: "", fetchDataForAllPrograms: "false" } },
  {
    id: "flag-in-words",
    what: "a fetchDataForAllPrograms that is neither true nor false",
    changes: { fetchDataForAllPrograms: "perhaps" },
  },
  {
    id: "unknown-identifier-name",
    what: "an identifierName that does not exist",
    changes: { identifierName: "shoeSize" },
  },
  { id: "no-source", what: "no source", changes: { source: undefined } },
  { id: "unknown-source", what: "a source that does not exist", changes: { source: "NOWHERE" } },
  { id: "other-entity-type", what: "an entityType that is not described", changes: { entityType: "ORCHARD" } },
  { id: "no-entity-type", what: "no entityType", changes: { entityType: undefined } },
  { id: "unknown-parameter", what: "a parameter that is not described", changes: { colour: "green" } },
];

/** Requests about which the page is silent: whatever the host says, it answers and does not crash. */
export const silentCases = requests.map(({ id, what, changes }) =>
  definePointsCase({
    id: `points.silent.${id}`,
    title: `A request with ${what} gets an answer or a refusal`,
    operation: "points",
    requirements: ["transport.status.no-crash", "transport.answer.arrives"],
    needs: "points:one-customer",
    request: (person) => alter(person, changes),
    expect: { kind: "anything" },
  }),
);
