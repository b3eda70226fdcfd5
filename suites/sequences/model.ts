import { day } from "../histories/instant.ts";
import { findEntry, type HistoriesPage } from "../histories/page.ts";
import type { Reading, Schedule } from "../histories/relinks.ts";
import type { KnownState } from "../update/oracle.ts";
import type { Shown } from "../update/steps.ts";
import type { Scene, ScenePerson } from "./scene.ts";

/**
 * What a host has to show by now, of everything that a sequence has asked it to do: made of what was read before, the
 * updates that were reported as made, and what they are documented to do. Where the documents are silent it knows nothing
 * and takes over what is read next. It is a value: every step makes a new one.
 */
export interface Model {
  /** The host's present, in milliseconds since 1970. */
  readonly now: number;
  /** Relinks that activities show as carried out by then are settled; later ones may be shown before their batch has run. */
  readonly settledUntil: number;
  /** By the person's place in the scene. */
  readonly people: readonly PersonModel[];
}

export interface PersonModel {
  /** What is to be read by an activity type; none where that is not known. */
  readonly pages: ReadonlyMap<string, Expected>;
  /** By the name of a program. */
  readonly relinks: ReadonlyMap<string, Relink>;
}

/** A page as it was read, and what has been done since, to others. */
export interface Expected {
  readonly shown: Shown;
  readonly since: "nothing" | "refused updates" | "updates";
}

/** What is known of a relink: whether one waits, and how it came about. */
export interface Relink {
  readonly waits: boolean | undefined;
  /** When it is to be carried out, and what was read when it was queued; unknown of relinks that the host had before. */
  readonly queued?: { readonly schedule: Schedule; readonly before: Reading };
  /** That it was cancelled by an update that was reported as made. */
  readonly isCancelled?: true;
}

/** A start that is two days away or more is ahead in every time zone. */
export const ahead = 2 * day;

/**
 * Before the first step nothing is known, but that programs of partners have no relinks. Of the others activities tell
 * whether one waits, and these are the histories' matter: only what the sequence itself has queued and cancelled is known.
 */
export function startModel({ people, now }: Scene): Model {
  return {
    now,
    // The batch of yesterday has run.
    settledUntil: now - day,
    people: people.map(({ links }) => ({
      pages: new Map(),
      relinks: new Map(
        links.map(({ program, membership }) => [
          program,
          { waits: membership.type === "EXTERNAL" ? false : undefined },
        ]),
      ),
    })),
  };
}

/** The model with something else known of one person. */
export function withPerson(model: Model, place: number, change: Partial<PersonModel>): Model {
  return { ...model, people: model.people.map((one, index) => (index === place ? { ...one, ...change } : one)) };
}

/** The model in which a page is what was read just now; what other kinds of reads would show is not known any more. */
export function withPage(model: Model, place: number, type: string, shown: Shown, isChanged: boolean): Model {
  const kept = isChanged ? [] : [...(model.people[place]?.pages ?? [])];
  return withPerson(model, place, { pages: new Map([...kept, [type, { shown, since: "nothing" }]]) });
}

export function withRelink(model: Model, place: number, program: string, relink: Relink): Model {
  const relinks = new Map(model.people[place]?.relinks ?? []);
  return withPerson(model, place, { relinks: relinks.set(program, relink) });
}

/** The model after updates of some people: of the others, pages have to stay as they are. */
export function noteUpdates(model: Model, touched: readonly number[], anyMade: boolean): Model {
  return {
    ...model,
    people: model.people.map((person, place) => {
      if (touched.includes(place)) return person;
      const pages = [...person.pages].map(([type, { shown, since }]): [string, Expected] => [
        type,
        { shown, since: anyMade || since === "updates" ? "updates" : "refused updates" },
      ]);
      return { ...person, pages: new Map(pages) };
    }),
  };
}

/** The model after something that may have changed anybody's programs, such as time. */
export function forgetPages(model: Model): Model {
  return { ...model, people: model.people.map((person) => ({ ...person, pages: new Map() })) };
}

/** The model after something whose outcome is not known: neither pages nor relinks are. */
export function forgetPeople(model: Model): Model {
  const people = model.people.map(({ relinks }) => ({
    pages: new Map(),
    relinks: new Map([...relinks.keys()].map((program): [string, Relink] => [program, { waits: undefined }])),
  }));
  return { ...model, people };
}

/** What is known about a person, for the oracle of updates. */
export function tellState(model: Model, place: number, person: ScenePerson, page: HistoriesPage): KnownState {
  const relinks = model.people[place]?.relinks;
  return {
    ...person.state,
    now: new Date(model.now).toISOString(),
    programs: person.state.programs.map((program) => {
      const { tier: _tier, ...rest } = program;
      const entry = findEntry(page, program.name);
      if (entry === undefined) return program;
      const { linked, tierName } = entry.details;
      const relink = relinks?.get(program.name);
      return {
        ...rest,
        linked: linked ?? program.linked,
        ...(tierName === undefined ? {} : { tier: tierName }),
        pending: relink === undefined ? program.pending : tellWaiting(relink, model.now),
      };
    }),
  };
}

/** Whether a relink can be cancelled: on the day of its start and after it no page says. */
function tellWaiting({ waits, queued }: Relink, now: number): boolean | undefined {
  if (waits !== true || queued === undefined) return waits;
  return queued.schedule.start - now >= ahead ? true : undefined;
}

/** The next start of a relink that the sequence has had queued, cancelled or not, in milliseconds since 1970. */
export function findNextStart({ people, now }: Model): number | undefined {
  const starts = people.flatMap(({ relinks }) =>
    [...relinks.values()].flatMap(({ queued }) => queued?.schedule.start ?? []),
  );
  return starts.filter((start) => start > now).toSorted((a, b) => a - b)[0];
}

/** The model at a later time: of relinks that the host had before nobody knows whether they still wait. */
export function advanceTo(model: Model, now: number): Model {
  const people = forgetPages(model).people.map((person) => {
    const relinks = [...person.relinks].map(([program, relink]): [string, Relink] => [
      program,
      relink.waits === true && relink.queued === undefined ? { waits: undefined } : relink,
    ]);
    return { ...person, relinks: new Map(relinks) };
  });
  return { ...model, now, people };
}
