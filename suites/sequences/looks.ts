import type { HistoriesPage, HistoryEntry } from "../histories/page.ts";
import { findEntry, readPage } from "../histories/page.ts";
import { requestHistories } from "../histories/request.ts";
import type { Identifier } from "../world.ts";
import type { Steps } from "../update/flow.ts";
import type { Shown, ShownEntry } from "../update/steps.ts";
import { type Model, withPage } from "./model.ts";
import type { Scene, ScenePerson } from "./scene.ts";

/** Reads a person's programs, until they are as they should be where that is said; undefined where they are not answered. */
export function* look(
  person: ScenePerson,
  activityType: string,
  until?: (page: HistoriesPage) => boolean,
  identifier: Identifier = person.reader,
): Steps<Shown | undefined> {
  const sent = yield requestHistories({
    identifier,
    source: person.source,
    activityType,
    ...(until === undefined ? {} : { until: ({ answer }) => until(readPage(answer) ?? { entries: [] }) }),
  });
  const page = readPage(sent.answer);
  return page === undefined ? undefined : { position: sent.position, page };
}

/** What a person's programs are before something is done: as they were read last, or else read now. */
export function* lookBefore(
  scene: Scene,
  model: Model,
  place: number,
  activityType: string,
): Steps<{ readonly model: Model; readonly shown: Shown | undefined }> {
  const known = model.people[place]?.pages.get(activityType);
  const person = scene.people[place];
  if (known !== undefined || person === undefined) return { model, shown: known?.shown };
  const shown = yield* look(person, activityType);
  return { model: shown === undefined ? model : withPage(model, place, activityType, shown, false), shown };
}

/** The entry of a program in a page that was read. */
export function entryIn(shown: Shown, program: string): ShownEntry | undefined {
  const entry = findEntry(shown.page, program);
  return entry === undefined ? undefined : { ...shown, entry };
}

/** A page with some of its entries. */
export function keepEntries(shown: Shown, isKept: (entry: HistoryEntry) => boolean): Shown {
  return { ...shown, page: { ...shown.page, entries: shown.page.entries.filter(isKept) } };
}

/** A person as reads of one activity type see it. */
export function readingBy<P extends ScenePerson>(person: P, activityType: string): P {
  return { ...person, activityType };
}
