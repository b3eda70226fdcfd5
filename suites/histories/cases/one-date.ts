import { breach, keep, observe } from "../../../src/check/judge.ts";
import { describeAnswer } from "../../../src/model/answer.ts";
import type { ReadExchange } from "../../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../../src/model/verdict.ts";
import type { DatedActivity } from "../activities.ts";
import { day } from "../instant.ts";
import { pointerOf } from "../judge-lists.ts";
import { type Look, lookAt, mergeParts, placesOf } from "../look.ts";
import { askInTurn, defineHistoriesCase } from "../needs.ts";
import type { Person } from "../subjects.ts";
import { availedOf, clearlyInside, fitsWindow, latest, requestWindow, type Window } from "../window.ts";

const year = 365 * day;

/** Two windows, each shorter than a year, that show what is known of two years. */
function listKnown(person: Person): Window[] {
  return [
    { start: person.now - 2 * year + 2 * day, end: person.now - year },
    { start: person.now - year + day, end: latest(person) },
  ];
}

/** Bounds near the present and more than a year ago. */
const distances = [100 * day, 500 * day];

/** One date without the other, and dates more than a year apart. */
export const oneDateCases = [
  defineHistoriesCase({
    id: "histories.window.start-alone",
    title: "A startDate alone reaches to now, for a year, counts for nothing, or is refused",
    operation: "histories",
    requirements: ["histories.window.start-alone"],
    needs: "histories:benefits",
    next: (person, trace) =>
      ask(
        person,
        trace,
        distances.map((distance) => ({ start: person.now - distance })),
      ),
    judge: (person, trace) =>
      judgeAlone("histories.window.start-alone", person, trace, (place) => {
        const start = person.now - (distances[place] ?? 0);
        return {
          windows: {
            "until-now": { start },
            "for-a-year": { start, end: start + year },
            "default-window": { start: person.now - year },
          },
          // More than a year may be refused for its length.
          refused: start < person.now - year ? ["refused", "until-now"] : ["refused"],
        };
      }),
  }),
  defineHistoriesCase({
    id: "histories.window.end-alone",
    title: "An endDate alone bounds a year, the last year or all there is, counts for nothing, or is refused",
    operation: "histories",
    requirements: ["histories.window.end-alone"],
    needs: "histories:benefits",
    next: (person, trace) =>
      ask(
        person,
        trace,
        distances.map((distance) => ({ end: person.now - distance })),
      ),
    judge: (person, trace) =>
      judgeAlone("histories.window.end-alone", person, trace, (place) => {
        const end = person.now - (distances[place] ?? 0);
        return {
          windows: {
            "for-a-year": { start: end - year, end },
            "from-a-year-ago": { start: person.now - year, end },
            "from-the-beginning": { end },
            "default-window": { start: person.now - year },
          },
          // More than a year may be refused for its length, and an end before the beginning for their order.
          refused: ["refused", "from-the-beginning", ...(end < person.now - year ? ["from-a-year-ago"] : [])],
        };
      }),
  }),
  defineHistoriesCase({
    id: "histories.window.long",
    title: "Dates more than a year apart are served, cut short, or refused with 2013",
    operation: "histories",
    requirements: ["histories.window.long", "histories.window.long-code"],
    needs: "histories:benefits",
    next: (person, trace) => ask(person, trace, [listLong(person)]),
    judge: (person, trace) => judgeLong(person, trace),
  }),
];

function ask(person: Person, trace: readonly ReadExchange[], windows: readonly Window[]): ReturnType<typeof askInTurn> {
  return askInTurn(
    person,
    trace,
    [...listKnown(person), ...windows].map((window) => requestWindow(person, window)),
  );
}

/** As long as the sample request's own. */
function listLong(person: Person): Window {
  return { start: person.now - 640 * day, end: latest(person) };
}

/** What the first two windows show; undefined where the present year's is refused. */
function readKnown(person: Person, looks: readonly Look[]): DatedActivity[] | undefined {
  const [older, recent] = [availedOf(looks[0], person), availedOf(looks[1], person)];
  return recent === undefined ? undefined : [...(older ?? []), ...recent];
}

interface AloneReadings {
  readonly windows: Readonly<Record<string, Window>>;
  readonly refused: readonly string[];
}

function judgeAlone(
  requirement: string,
  person: Person,
  trace: readonly ReadExchange[],
  read: (place: number) => AloneReadings,
): Judgement {
  const looks = lookAt(trace);
  const known = readKnown(person, looks);
  if (known === undefined) return nothingJudged;
  return mergeParts(
    looks.slice(2).map((look, place) => {
      const { windows, refused } = read(place);
      const seen = { exchange: look.index, rests: placesOf([...looks.slice(0, 2), look]) };
      const { answer } = look.read;
      if (answer.kind === "refusal")
        return observe(requirement, refused, { ...seen, actual: describeAnswer(answer), pointer: pointerOf(look) });
      const activities = availedOf(look, person);
      if (activities === undefined) return nothingJudged;
      const readings = Object.entries(windows)
        .filter(([, window]) => fitsWindow(activities, known, window))
        .map(([name]) => name);
      return observe(requirement, readings, { ...seen, actual: describeSpan(activities), pointer: "/data" });
    }),
  );
}

function describeSpan(activities: readonly DatedActivity[]): string {
  const dates = activities.map(({ at }) => at).toSorted((a, b) => a - b);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return "no activity";
  return `${dates.length} activities from ${new Date(first).toISOString()} to ${new Date(last).toISOString()}`;
}

function judgeLong(person: Person, trace: readonly ReadExchange[]): Judgement {
  const [requirement, code] = ["histories.window.long", "histories.window.long-code"];
  const looks = lookAt(trace);
  const [known, asked] = [readKnown(person, looks), looks[2]];
  if (known === undefined || asked === undefined) return nothingJudged;
  const { answer } = asked.read;
  const seen = { exchange: asked.index, rests: placesOf(looks) };
  if (answer.kind === "refusal") {
    const actual = describeAnswer(answer);
    const coded: Judgement = answer.codes.some((each) => each.code === 2013)
      ? keep(code)
      : breach({
          requirement: code,
          kind: "other-code",
          pointer: pointerOf(asked),
          expected: "refused with 2013",
          actual,
          exchange: asked.index,
        });
    return mergeParts([coded, observe(requirement, ["refused"], { ...seen, actual, pointer: pointerOf(asked) })]);
  }
  const activities = availedOf(asked, person);
  if (activities === undefined) return nothingJudged;
  const window = listLong(person);
  const isWhole = fitsWindow(activities, known, window);
  const isPart = fitsWindow(activities, [], window);
  const [older, recent] = [
    known.filter(({ at }) => at < person.now - year),
    known.filter(({ at }) => at >= person.now - year),
  ];
  // Only where there is something in both years does the whole tell itself from a part.
  const couldBeCut = !isWhole || [older, recent].some((list) => clearlyInside(list, window).length === 0);
  const readings = [...(isWhole ? ["served"] : []), ...(isPart && couldBeCut ? ["cut"] : [])];
  return observe(requirement, readings, { ...seen, actual: describeSpan(activities), pointer: "/data" });
}
