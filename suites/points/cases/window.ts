import type { RequestPlan } from "../../../src/model/case.ts";
import { allOf, breach, keep, observe, traceFinding } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import { nothingJudged } from "../../../src/model/verdict.ts";
import { definePointsCase, type Person } from "../needs.ts";
import { type PointsRequest, requestInTurn } from "../request.ts";
import { judgeBound, readDated } from "../judge-window.ts";
import { isSameEntries, readSchedules, subtractEntries } from "../schedule.ts";

/** A day before any points and one after; the sample requests' own endDate lies a hundred years ahead. */
const longAgo = "2000-01-01";
const farAhead = "2120-01-01";

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
    judge: ({ day }, trace) => judgeBound("points.window.start", trace, day, (date) => date > day),
  }),
  definePointsCase({
    id: "points.window.start-with-end",
    title: "With both dates the startDate bounds the entries",
    operation: "points",
    requirements: ["points.window.start"],
    needs: "points:day",
    next: (person, trace) => ask(person, trace, [{ startDate: person.day, endDate: farAhead }, { endDate: farAhead }]),
    judge: ({ day }, trace) => judgeBound("points.window.start", trace, day, (date) => date > day),
  }),
  definePointsCase({
    id: "points.window.end",
    title: "With an endDate later entries are left out and earlier ones kept",
    operation: "points",
    requirements: ["points.window.end"],
    needs: "points:day",
    next: (person, trace) => ask(person, trace, [{ endDate: person.day }, {}]),
    judge: ({ day }, trace) => judgeBound("points.window.end", trace, day, (date) => date < day),
  }),
  definePointsCase({
    id: "points.window.end-with-start",
    title: "With both dates the endDate bounds the entries",
    operation: "points",
    requirements: ["points.window.end"],
    needs: "points:day",
    next: (person, trace) => {
      const startDate = person.customer.points.dates[0];
      return ask(person, trace, [
        { endDate: person.day, ...(startDate === undefined ? {} : { startDate }) },
        startDate === undefined ? {} : { startDate },
      ]);
    },
    judge: ({ day }, trace) => judgeBound("points.window.end", trace, day, (date) => date < day),
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
    judge: ({ day }, trace) => judgeBound("points.window.start", trace, day, (date) => date > day),
  }),
  definePointsCase({
    id: "points.window.far-ahead",
    title: "With an endDate far ahead nothing is lost",
    operation: "points",
    requirements: ["points.window.end"],
    needs: "points:customer",
    next: (person, trace) => ask(person, trace, [{ endDate: farAhead }, {}]),
    judge: (_person, trace) => judgeBound("points.window.end", trace, farAhead, (date) => date < farAhead),
  }),
  definePointsCase({
    id: "points.window.default",
    title: "Without dates everything is answered, or everything from some day on",
    operation: "points",
    requirements: ["points.window.default"],
    needs: "points:customer",
    next: (person, trace) => ask(person, trace, [{}, { startDate: longAgo }]),
    judge: (_person, trace) => {
      const requirement = "points.window.default";
      const [without, early] = trace;
      if (without?.answer.kind !== "answer") return nothingJudged;
      if (early?.answer.kind === "refusal") {
        return observe(requirement, ["refused"], { actual: describeAnswer(early.answer), exchange: 1 });
      }
      const [shown, all] = readDated(trace) ?? [];
      // Entries that only the read without dates shows were lost by the startDate, which is another requirement.
      if (shown === undefined || all === undefined || subtractEntries(shown, all).length > 0) return nothingJudged;
      const hidden = all.filter((entry) => subtractEntries([entry], shown).length > 0).map(({ date }) => date);
      const [latestHidden] = hidden.sort().reverse();
      const fromADayOn = latestHidden === undefined || shown.every(({ date }) => date > latestHidden);
      const readings = [
        ...(latestHidden === undefined ? ["everything"] : []),
        ...(fromADayOn ? ["from-a-day-on"] : []),
      ];
      return observe(requirement, readings, {
        actual: `${shown.length} entries without dates, ${all.length} with startDate ${longAgo}`,
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
