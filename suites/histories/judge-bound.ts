import { breach, keep, observe } from "../../src/check/judge.ts";
import type { ReadExchange } from "../../src/model/case.ts";
import { type Judgement, nothingJudged } from "../../src/model/verdict.ts";
import { showActivities, subtractActivities } from "./activities.ts";
import { documentedActivityTypes } from "../world.ts";
import { type DateForm, day, writeDate } from "./instant.ts";
import { type Look, lookAt, mergeParts, placesOf } from "./look.ts";
import type { HistoriesRequest } from "./request.ts";
import type { Person } from "./subjects.ts";
import {
  availedOf,
  clearlyInside,
  clearlyOutside,
  latest,
  noteRefusedDates,
  requestWindow,
  type Window,
} from "./window.ts";

export type Side = "start" | "end";

/** How far the windows about one activity reach. */
const reach = 60 * day;

/** How far before and after it the bound is moved, where the time zone cannot matter. */
const clear = 2.5 * day;

const hour = 3_600_000;

/**
 * The windows whose one bound is moved over an activity while the other stays: far before it, clearly before and after
 * it, then from day to day around it, at the first and the last second where requests have a time of day.
 */
function listBounds(side: Side, person: Person & { readonly instant: number }): Window[] {
  const { instant } = person;
  const [early, late] = [instant - reach, Math.min(latest(person), instant + reach)];
  const bounds = [
    side === "start" ? instant - reach / 2 : late,
    instant - clear,
    instant + clear,
    ...listProbes(person),
  ];
  return bounds
    .filter((bound) => bound <= latest(person))
    .map((bound) => (side === "start" ? { start: bound, end: late } : { start: early, end: bound }));
}

/** What is judged, and with whom. */
interface About {
  readonly requirement: string;
  readonly side: Side;
  readonly person: Person & { readonly instant: number };
}

/** A window and the request for it. */
interface Asked {
  readonly window: Window;
  readonly request: HistoriesRequest;
}

/** Windows as the first three, whose moved bound is written in the other form of dates; the first begins or ends farther. */
function listReformed(side: Side, person: Person & { readonly instant: number }): Asked[] {
  const [widest = {}, ...near] = listBounds(side, person).slice(0, 3);
  const far = person.instant + (side === "start" ? -farther : farther);
  const first = side === "start" ? { ...widest, start: far } : { ...widest, end: Math.min(latest(person), far) };
  const form: DateForm = person.dateForm === "plain-day" ? "date-and-time" : "plain-day";
  return [first, ...near].map((window) => {
    const bound = writeDate((side === "start" ? window.start : window.end) ?? 0, form);
    const changed = side === "start" ? { startDate: bound } : { endDate: bound };
    return { window, request: { ...requestWindow(person, window), ...changed } };
  });
}

/** More than a month from the activity. */
const farther = 45 * day;

/** The first three windows in the other documented spelling of the activity type. */
function listRespelled(side: Side, person: Person & { readonly instant: number }): Asked[] {
  const benefits = documentedActivityTypes.find((type) => type !== person.benefits) ?? person.benefits;
  return listBounds(side, person)
    .slice(0, 3)
    .map((window) => ({ window, request: requestWindow({ ...person, benefits }, window) }));
}

/** The requests of the windows, in the usual form and in the others, which a host may refuse. */
export function requestBounds(side: Side, person: Person & { readonly instant: number }): HistoriesRequest[] {
  const asked = [...listReformed(side, person), ...listRespelled(side, person)];
  return [
    ...listBounds(side, person).map((window) => requestWindow(person, window)),
    ...asked.map(({ request }) => request),
  ];
}

function listProbes({ instant, dateForm }: { readonly instant: number; readonly dateForm: DateForm }): number[] {
  const midnight = Math.floor(instant / day) * day;
  const days = [midnight - day, midnight, midnight + day];
  return dateForm === "plain-day" ? days : days.flatMap((first) => [first, first + day - 1000]);
}

/**
 * Nothing from clearly outside a bound, nothing lost from clearly inside. What becomes of the bound's own day tells how
 * finely dates are read.
 */
export function judgeBounds(
  requirement: string,
  side: Side,
  person: Person & { readonly instant: number },
  trace: readonly ReadExchange[],
): Judgement {
  const windows = listBounds(side, person);
  const all = lookAt(trace);
  const [looks, others] = [all.slice(0, windows.length), all.slice(windows.length)];
  const [widest] = looks;
  const known = availedOf(widest, person);
  if (widest === undefined) return nothingJudged;
  if (known === undefined) return widest.page === undefined ? noteRefusedDates(widest) : nothingJudged;
  const bounded = looks.map((look, place) =>
    judgeWindow({ requirement, side, person }, look, widest, windows[place] ?? {}),
  );
  bounded.push(...judgeOtherwise({ requirement, side, person }, others, widest));
  const isBroken = bounded.some(({ findings }) => findings.length > 0);
  // The activity may be on a later page of the list.
  if (isBroken || !known.some(({ at }) => at === person.instant)) return mergeParts(bounded);
  return mergeParts([...bounded, judgeEdge(requirement, side, person, looks.slice(3), placesOf(looks))]);
}

/**
 * The other form of dates, held against the usual one, and the other spelling, held against itself: what it changes
 * without dates is another requirement's matter.
 */
function judgeOtherwise(about: About, looks: readonly Look[], widest: Look): Judgement[] {
  const [reformed, respelled] = [listReformed(about.side, about.person), listRespelled(about.side, about.person)];
  const [dated, spelled] = [looks.slice(0, reformed.length), looks.slice(reformed.length)];
  const judgeEach = (asked: readonly Asked[], these: readonly Look[], against: Look | undefined): Judgement[] =>
    against === undefined
      ? []
      : these
          .filter(({ page }) => page !== undefined)
          .map((look) => judgeWindow(about, look, against, asked[these.indexOf(look)]?.window ?? {}));
  return [
    ...(isHeeded(about, dated) ? judgeEach(reformed, dated, widest) : []),
    ...judgeEach(respelled, spelled, spelled[0]),
  ];
}

/** Dates in a form that a host does not read may be ignored: only where a bound hides the activity it is read. */
function isHeeded({ side, person }: About, [far, before, after]: readonly Look[]): boolean {
  const shows = (look: Look | undefined) => availedOf(look, person)?.some(({ at }) => at === person.instant);
  return shows(far) === true && shows(side === "start" ? after : before) === false;
}

function judgeWindow({ requirement, side, person }: About, look: Look, widest: Look, window: Window): Judgement {
  const [known, activities] = [availedOf(widest, person), availedOf(look, person)];
  if (known === undefined) return nothingJudged;
  if (activities === undefined) return look.page === undefined ? noteRefusedDates(look) : nothingJudged;
  const bound = side === "start" ? { start: window.start ?? 0 } : { end: window.end ?? 0 };
  const shown = new Date(bound.start ?? bound.end ?? 0).toISOString();
  const [outside] = clearlyOutside(activities, bound);
  if (outside !== undefined) {
    return breach({
      requirement,
      kind: "value",
      pointer: `${outside.pointer}/activityDate`,
      expected: `no activity ${side === "start" ? "before" : "after"} the ${side}Date ${shown}`,
      actual: showActivities([outside]),
      exchange: look.index,
    });
  }
  const lost = subtractActivities(clearlyInside(known, window), activities);
  if (lost.length === 0) return keep(requirement);
  return breach({
    requirement,
    kind: "missing",
    pointer: "/data",
    expected: `every activity ${side === "start" ? "after" : "before"} the ${side}Date ${shown}, also ${showActivities(lost)}`,
    actual: `${activities.length} activities without them`,
    exchange: look.index,
    rests: placesOf([widest, look]),
  });
}

/** Whether the activity is there with each probe, as the readings that some time zone lets agree with that. */
function judgeEdge(
  requirement: string,
  side: Side,
  person: Person & { readonly instant: number },
  probes: readonly Look[],
  rests: readonly number[],
): Judgement {
  const { instant, dateForm } = person;
  const shown = probes.map((look) => availedOf(look, person)?.some(({ at }) => at === instant));
  const [first] = probes;
  if (first === undefined || shown.length < listProbes({ instant, dateForm }).length) return nothingJudged;
  // A later start shows no more and a later end no less, or the data have moved.
  const ordered = side === "start" ? shown : shown.toReversed();
  const count = ordered.filter(Boolean).length;
  if (ordered.includes(undefined) || ordered.slice(0, count).includes(false)) return nothingJudged;
  return observe(requirement, readEdge(side, dateForm, instant, count), {
    actual: `the activity of ${new Date(instant).toISOString()} is there with ${count} of ${shown.length} bounds about it`,
    pointer: "/data",
    exchange: first.index,
    rests,
  });
}

/**
 * The readings that agree with so many of the probes showing the activity, in one of the world's time zones.
 * @param count of the earliest starts, or of the latest ends, that show it
 */
export function readEdge(side: Side, form: DateForm, instant: number, count: number): string[] {
  const perDay = form === "plain-day" ? 1 : 2;
  const offset = instant - Math.floor(instant / day) * day;
  const zones = Array.from({ length: 26 * 4 + 1 }, (_unused, step) => -12 + step / 4);
  const locals = [...new Set(zones.map((zone) => Math.floor((offset + zone * hour) / day)))];
  // The last day as start, or the first day as end, with which the activity is there: 0 is its own day in UTC.
  const edge = side === "start" ? Math.ceil(count / perDay) - 2 : 2 - Math.ceil(count / perDay);
  const whole = locals.includes(edge);
  const leftOut = locals.includes(side === "start" ? edge + 1 : edge - 1);
  if (form === "plain-day") {
    // A day without a time of day is its first second, which takes in the day as a start and leaves it out as an end.
    const exact = side === "start" ? whole : leftOut;
    return [
      ...(exact ? ["to-the-second"] : []),
      ...(whole ? ["whole-days"] : []),
      ...(leftOut ? ["day-left-out"] : []),
    ];
  }
  if (count % 2 === 1) return locals.includes(edge) ? ["to-the-second"] : [];
  // At the turn of a day in some zone the second itself may fall on either side.
  const quarter = offset % (hour / 4);
  const exact = (quarter < 1000 || quarter >= hour / 4 - 1000) && (whole || leftOut);
  return [...(exact ? ["to-the-second"] : []), ...(whole ? ["whole-days"] : []), ...(leftOut ? ["day-left-out"] : [])];
}
