import type { RequestPlan } from "../../../src/model/case.ts";
import { allOf, breach, keep, observe, traceFinding } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { definePointsCase, type Person } from "../needs.ts";
import { farAhead, longAgo, type PointsRequest, requestInTurn } from "../request.ts";
import { judgeBound, noteRefusedDates, readDated, readDefaultWindow } from "../judge-window.ts";
import { isSameEntries, readSchedules, subtractEntries } from "../schedule.ts";

/** The requests of a case, for all programs unless one says otherwise. */
function ask(person: Person, trace: readonly unknown[], requests: readonly PointsRequest[]): RequestPlan | undefined {
  return requestInTurn(
    person,
    trace,
    requests.map((request) => ({ all: true, ...request })),
  );
}

/** startDate, endDate and fetchEarliestExpiryOnly, which the page shows in requests and does not explain. */
export const windowCases = [
  definePointsCase({
    id: "points.window.start",
    title: "With a startDate earlier entries are left out and later ones kept",
    operation: "points",
    requirements: ["points.window.start"],
    needs: "points:day",
    next: (person, trace) => ask(person, trace, [{ startDate: person.day }, {}]),
    judge: ({ day }, trace) =>
      judgeBound({ requirement: "points.window.start", side: "start", day, hasBoth: false }, trace),
  }),
  definePointsCase({
    id: "points.window.start-with-end",
    title: "With both dates the startDate bounds the entries, and none between the two is lost",
    operation: "points",
    requirements: ["points.window.start"],
    needs: "points:day",
    next: (person, trace) => {
      const endDate = farAhead(person.customer.points.dates);
      return ask(person, trace, [{ startDate: person.day, endDate }, { endDate }]);
    },
    judge: ({ day }, trace) =>
      judgeBound({ requirement: "points.window.start", side: "start", day, hasBoth: true }, trace),
  }),
  definePointsCase({
    id: "points.window.start-in-one-program",
    title: "With a startDate and one program earlier entries are left out and later ones kept",
    operation: "points",
    requirements: ["points.window.start"],
    needs: "points:day",
    next: (person, trace) => {
      const programId = person.customer.points.programs[0];
      const one: PointsRequest = programId === undefined ? {} : { all: false, programId };
      return ask(person, trace, [{ ...one, startDate: person.day }, one]);
    },
    judge: ({ day }, trace) =>
      judgeBound({ requirement: "points.window.start", side: "start", day, hasBoth: false }, trace),
  }),
  definePointsCase({
    id: "points.window.end",
    title: "With an endDate later entries are left out and earlier ones kept",
    operation: "points",
    requirements: ["points.window.end"],
    needs: "points:day",
    next: (person, trace) => ask(person, trace, [{ endDate: person.day }, {}]),
    judge: ({ day }, trace) =>
      judgeBound({ requirement: "points.window.end", side: "end", day, hasBoth: false }, trace),
  }),
  definePointsCase({
    id: "points.window.end-with-start",
    title: "With both dates the endDate bounds the entries, and none between the two is lost",
    operation: "points",
    requirements: ["points.window.end"],
    needs: "points:day",
    next: (person, trace) => {
      const startDate = person.customer.points.dates[0] ?? person.day;
      return ask(person, trace, [{ endDate: person.day, startDate }, { startDate }]);
    },
    judge: ({ day }, trace) => judgeBound({ requirement: "points.window.end", side: "end", day, hasBoth: true }, trace),
  }),
  definePointsCase({
    id: "points.window.far-ahead",
    title: "With an endDate far ahead nothing is lost",
    operation: "points",
    requirements: ["points.window.end"],
    needs: "points:customer",
    next: (person, trace) => {
      const { dates } = person.customer.points;
      const startDate = dates[0] === undefined ? {} : { startDate: dates[0] };
      return ask(person, trace, [{ endDate: farAhead(dates), ...startDate }, startDate]);
    },
    judge: ({ customer }, trace) => {
      const day = farAhead(customer.points.dates);
      return judgeBound({ requirement: "points.window.end", side: "end", day, hasBoth: true }, trace);
    },
  }),
  definePointsCase({
    id: "points.window.default",
    title: "Without dates everything is answered, or everything from some day on, up to some day, or between two",
    operation: "points",
    requirements: ["points.window.default"],
    needs: "points:customer",
    next: (person, trace) =>
      ask(person, trace, [{}, { startDate: longAgo, endDate: farAhead(person.customer.points.dates) }]),
    judge: (_person, trace) => {
      const requirement = "points.window.default";
      const [without, early] = trace;
      if (without?.answer.kind !== "answer") return nothingJudged;
      if (early?.answer.kind === "refusal") return noteRefusedDates(early);
      const [shown, all] = readDated(trace) ?? [];
      // Entries that only the read without dates shows were lost by the dates, which is another requirement.
      if (shown === undefined || all === undefined || subtractEntries(shown, all).length > 0) return nothingJudged;
      return observe(requirement, readDefaultWindow(shown, all), {
        actual: `${shown.length} entries without dates, ${all.length} from ${longAgo} on`,
        pointer: "/promisedPointsScheduleList",
        exchange: 0,
        rests: allOf(trace),
      });
    },
  }),
  definePointsCase({
    id: "points.earliest-only.true",
    title: "fetchEarliestExpiryOnly=true changes nothing, narrows the answer, or is refused",
    operation: "points",
    requirements: ["points.earliest-only.effect"],
    needs: "points:customer",
    next: (person, trace) => ask(person, trace, [{ earliestOnly: true }, {}]),
    judge: (_person, trace) => {
      const requirement = "points.earliest-only.effect";
      const [asked, plain] = trace;
      if (plain?.answer.kind !== "answer") return nothingJudged;
      if (asked?.answer.kind === "refusal") {
        return observe(requirement, ["refused"], { actual: describeAnswer(asked.answer), exchange: 0 });
      }
      const [narrowed, all] = readSchedules(trace.map(({ answer }) => answer)) ?? [];
      if (narrowed === undefined || all === undefined) return nothingJudged;
      const part = subtractEntries(narrowed.promised, all.promised).length === 0;
      const same = part && isSameEntries(narrowed.promised, all.promised);
      return observe(requirement, [...(same ? ["ignored"] : []), ...(part ? ["narrowed"] : [])], {
        actual: `${narrowed.promised.length} entries with it, ${all.promised.length} without`,
        pointer: "/promisedPointsScheduleList",
        exchange: 0,
        rests: allOf(trace),
      });
    },
  }),
  definePointsCase({
    id: "points.earliest-only.false",
    title: "fetchEarliestExpiryOnly=false, as a sample's caption has it, changes nothing",
    operation: "points",
    requirements: ["points.earliest-only.effect"],
    needs: "points:customer",
    next: (person, trace) => ask(person, trace, [{ earliestOnly: false }, {}]),
    judge: (_person, trace) => {
      const [asked, plain] = readSchedules(trace.map(({ answer }) => answer)) ?? [];
      if (asked === undefined || plain === undefined) return nothingJudged;
      const same = isSameEntries(asked.promised, plain.promised);
      return same
        ? keep("points.earliest-only.effect")
        : breach(
            traceFinding(trace, 0, {
              requirement: "points.earliest-only.effect",
              kind: "disagreement",
              pointer: "/promisedPointsScheduleList",
              expected: `the ${plain.promised.length} entries answered without it`,
              actual: `${asked.promised.length} entries`,
            }),
          );
    },
  }),
];
