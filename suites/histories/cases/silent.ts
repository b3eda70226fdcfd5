import type { RequestPlan } from "../../../src/model/case.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { Person } from "../subjects.ts";

type Changes = Readonly<Record<string, string | undefined>>;

/** The plain request with some of its parameters replaced, or left out where the value is undefined. */
function alter(person: Person, changes: Changes): RequestPlan {
  const plan = askInTurn(person, [], [{ activityType: person.benefits }]);
  const kept = (plan?.query ?? []).filter(([name]) => !Object.hasOwn(changes, name));
  const added = Object.entries(changes).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return { operation: "histories", query: [...kept, ...added] };
}

const requests: readonly { readonly id: string; readonly what: string; readonly changes: Changes }[] = [
  { id: "date-in-words", what: "a startDate that is no date", changes: { startDate: "tomorrow" } },
  {
    id: "impossible-date",
    what: "dates that no calendar has",
    changes: { startDate: "2026-02-30 12:00:00", endDate: "2026-02-31 25:61:61" },
  },
  { id: "empty-dates", what: "empty dates", changes: { startDate: "", endDate: "" } },
  {
    id: "dates-with-zone",
    what: "dates with a time zone",
    changes: { startDate: "2026-01-01T00:00:00Z", endDate: "2026-02-01T00:00:00+05:30" },
  },
  { id: "program-in-words", what: "a partnerProgramId that is no number", changes: { partnerProgramId: "first" } },
  { id: "negative-program", what: "a negative partnerProgramId", changes: { partnerProgramId: "-1" } },
  {
    id: "huge-program",
    what: "a partnerProgramId beyond 64 bits",
    changes: { partnerProgramId: "99999999999999999999" },
  },
  { id: "empty-program", what: "an empty partnerProgramId", changes: { partnerProgramId: "" } },
  { id: "unknown-type", what: "a partnerProgramType that does not exist", changes: { partnerProgramType: "ORCHARD" } },
  { id: "empty-type", what: "an empty partnerProgramType", changes: { partnerProgramType: "" } },
  { id: "limit-in-words", what: "a limit that is no number", changes: { limit: "many" } },
  { id: "empty-limit", what: "an empty limit", changes: { limit: "" } },
  { id: "huge-limit", what: "a limit beyond 64 bits", changes: { limit: "99999999999999999999" } },
  { id: "offset-in-words", what: "an offset that is no number", changes: { offset: "later" } },
  { id: "negative-offset", what: "a negative offset", changes: { offset: "-1" } },
  { id: "huge-offset", what: "an offset beyond 64 bits", changes: { offset: "99999999999999999999" } },
  { id: "empty-activity-type", what: "an empty activityType", changes: { activityType: "" } },
  {
    id: "lower-case-activity-type",
    what: "an activityType in lower case",
    changes: { activityType: "benefitsavailed" },
  },
  { id: "empty-source", what: "an empty source", changes: { source: "" } },
  { id: "unknown-parameter", what: "a parameter that is not described", changes: { colour: "green" } },
];

/** Requests about which the page is silent: whatever the host says, it answers and does not crash. */
export const silentCases = requests.map(({ id, what, changes }) =>
  defineHistoriesCase({
    id: `histories.silent.${id}`,
    title: `A request with ${what} gets an answer or a refusal`,
    operation: "histories",
    requirements: ["transport.status.no-crash", "transport.answer.arrives"],
    needs: "histories:one-customer",
    request: (person) => alter(person, changes),
    expect: { kind: "anything" },
  }),
);
