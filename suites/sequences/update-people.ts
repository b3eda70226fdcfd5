import type { Draw } from "../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { initiated, newestRelinking } from "../histories/activities.ts";
import { linkingUpdates } from "../histories/request.ts";
import { drawFiller } from "../update/batch.ts";
import { drawTier } from "../update/draw-names.ts";
import type { Steps } from "../update/flow.ts";
import { foldIdentifier, readIdentifiers } from "../update/match.ts";
import type { KnownState } from "../update/oracle.ts";
import type { AskedCustomer } from "../update/request.ts";
import { sendUpdates, type Shown } from "../update/steps.ts";
import { type Item, makeItem, nameBy, type Wanted } from "./items.ts";
import { judgeEffects, judgeOthers, readingOf, showsAll } from "./judge-effects.ts";
import { askOf, type Batch, foreseeItem, isCancellation, judgeItem, type Sent } from "./judge-items.ts";
import { entryIn, look, lookBefore } from "./looks.ts";
import { forgetPeople, type Model, noteUpdates, type Relink, tellState, withPage, withRelink } from "./model.ts";
import type { Scene, ScenePerson } from "./scene.ts";

/** What a step of a sequence came to. */
export interface Taken {
  readonly model: Model;
  readonly judgement: Judgement;
}

/** A request for updates of some people. */
export interface UpdateStep {
  readonly wanted: readonly Wanted[];
  /** Which of their identifiers name them. */
  readonly identifier: number;
  /** Whether somebody who does not exist stands beside them. */
  readonly withStranger: boolean;
  readonly activityType: string;
}

/** Somebody who is updated, as things are before it. */
interface Touched {
  readonly place: number;
  readonly before: Shown;
  readonly items: readonly Item[];
}

/** Sends updates of some people in one request and looks at everybody whom they are about. */
export function* updatePeople(scene: Scene, start: Model, step: UpdateStep, draw: Draw): Steps<Taken> {
  const { activityType, identifier, withStranger } = step;
  let model = start;
  const touched: Touched[] = [];
  for (const place of new Set(step.wanted.map((one) => one.place))) {
    const known = yield* lookBefore(scene, model, place, activityType);
    ({ model } = known);
    if (known.shown === undefined) continue;
    const items = makeItems(scene, model, place, known.shown, step, draw);
    touched.push({ place, before: known.shown, items });
  }
  if (touched.length === 0) return { model, judgement: nothingJudged };

  const asked = touched.map(({ place, items }) => askPerson(scene, place, items, identifier));
  const [first] = step.wanted;
  const filler =
    withStranger && first !== undefined
      ? [drawFiller({ program: first.link.program, tier: drawTier(draw) }, draw)]
      : [];
  const whole = [...asked, ...filler];
  const { position, results } = yield* sendUpdates(whole);
  const sents = touched.map(({ place, before, items }, customer) =>
    items.flatMap((item, update): Sent[] => {
      const person = scene.people[place];
      const result = results.customers[customer]?.updates[update];
      if (person === undefined || result === undefined) return [];
      const state = tellState(model, place, person, before.page);
      const { identifier: named } = nameBy(person, identifier);
      const relink = model.people[place]?.relinks.get(item.program);
      return [
        {
          item,
          person: { ...person, own: findOwn(state, item.program) },
          identifier: named,
          state,
          relink,
          foreseen: foreseeItem(item, state),
          result,
        },
      ];
    }),
  );
  const all = sents.flat();
  const batch: Batch = {
    position,
    customers: whole.length,
    updates: all.length + filler.length,
    hasUnsound: withStranger || all.some(({ foreseen }) => !foreseen.made),
    beside: (sent) => leaveOut(sent, touched, scene, identifier, filler),
  };
  // Results that are taken for another customer's say nothing of what became of an update.
  const isMixed = touched.some(({ place }, customer) =>
    isOfAnotherPerson(scene, place, results.customers[customer]?.customer),
  );
  const judged: Judgement[] = [];
  let others = 0;
  for (const sent of isMixed ? [] : all) {
    const { found, count } = yield* countSteps(judgeItem(sent, batch));
    judged.push(found);
    others += count;
  }
  if (isMixed || others > 0 || judged.some(({ findings }) => findings.length > 0)) {
    // Requests that tell what a result is about may have changed things once more.
    return { model: forgetPeople(model), judgement: mergeJudgements(judged) };
  }

  for (const [index, { place, before }] of touched.entries()) {
    const own = sents[index] ?? [];
    const person = scene.people[place];
    if (person === undefined) continue;
    const after = yield* look(person, activityType, showsAll(before, own, activityType));
    model = noteResults(model, place, own, activityType === linkingUpdates ? before : undefined);
    if (after === undefined) {
      model = { ...model, people: model.people.map((one, at) => (at === place ? { ...one, pages: new Map() } : one)) };
      continue;
    }
    const effects = yield* judgeEffects({ person, activityType, before, after }, own, batch);
    judged.push(effects);
    model = withPage(model, place, activityType, after, true);
    if (effects.findings.length > 0) break;
    model = noteCancelled(model, place, own, after, activityType);
  }
  const isMade = all.some(({ result }) => result.outcome !== "refused");
  const places = touched.map(({ place }) => place);
  return { model: noteUpdates(model, places, isMade), judgement: mergeJudgements(judged) };
}

/** How many steps it takes to find something out. */
function* countSteps<Found>(steps: Steps<Found>): Steps<{ readonly found: Found; readonly count: number }> {
  let count = 0;
  let turn = steps.next();
  while (turn.done !== true) {
    count += 1;
    turn = steps.next(yield turn.value);
  }
  return { found: turn.value, count };
}

/** The person's tier by now, in this program or in another one: an update to it changes nothing. */
function findOwn({ programs }: KnownState, program: string): ScenePerson["own"] {
  const own = programs.flatMap(({ name, tier, linked }) =>
    tier !== undefined && linked === true ? [{ program: name, tier }] : [],
  );
  return own.find((one) => one.program === program) ?? own[0];
}

/** Whether a result shows an identifier that is another one than the person's. */
function isOfAnotherPerson({ people }: Scene, place: number, customer: unknown): boolean {
  const shown = readIdentifiers(customer);
  const own = people[place]?.identifiers ?? [];
  return own.some(({ name, value }) => {
    const text = shown.get(name);
    return text !== undefined && !text.endsWith(foldIdentifier(value)) && !foldIdentifier(value).endsWith(text);
  });
}

/** Looks at somebody's programs: they have to be as they were. */
export function* lookAtPerson(
  scene: Scene,
  model: Model,
  place: number,
  activityType: string,
  identifier: number,
): Steps<Taken> {
  const person = scene.people[place];
  if (person === undefined) return { model, judgement: nothingJudged };
  const expected = model.people[place]?.pages.get(activityType);
  const [, ...others] = person.identifiers;
  const named = identifier === 0 ? person.reader : (others[identifier - 1] ?? person.reader);
  const after = yield* look(person, activityType, undefined, named);
  if (after === undefined) return { model, judgement: nothingJudged };
  if (named !== person.reader) return { model, judgement: nothingJudged };
  const judgement =
    expected === undefined || expected.since === "nothing"
      ? nothingJudged
      : yield* judgeOthers({ person, activityType, before: expected.shown, after }, expected.since);
  return { model: withPage(model, place, activityType, after, false), judgement };
}

function makeItems(
  scene: Scene,
  model: Model,
  place: number,
  shown: Shown,
  { wanted }: UpdateStep,
  draw: Draw,
): Item[] {
  const person = scene.people[place];
  if (person === undefined) return [];
  const state = tellState(model, place, person, shown.page);
  const items = wanted
    .filter((one) => one.place === place)
    .map((one) => makeItem(one, person, state, entryIn(shown, one.link.program)?.entry.details.tierExpiry, draw));
  // Two updates of one customer in one program are read in several ways.
  return items.filter(({ program }, index) => items.findIndex((other) => other.program === program) === index);
}

function askPerson(scene: Scene, place: number, items: readonly Item[], identifier: number): AskedCustomer {
  const person = scene.people[place];
  if (person === undefined) return {};
  return askOf(person, items, nameBy(person, identifier).customer);
}

/** The request without one of its updates. */
function leaveOut(
  sent: Sent,
  touched: readonly Touched[],
  scene: Scene,
  identifier: number,
  filler: readonly AskedCustomer[],
): AskedCustomer[] {
  const rest = touched.flatMap(({ place, items }) => {
    const left = items.filter((item) => item !== sent.item);
    return left.length === 0 ? [] : [askPerson(scene, place, left, identifier)];
  });
  return [...rest, ...filler];
}

/**
 * What updates have made of relinks.
 * @param before activities of linking as they were, where they were read
 */
function noteResults(model: Model, place: number, sents: readonly Sent[], before: Shown | undefined): Model {
  return sents.reduce((noted, { item, result, relink }) => {
    if (isCancellation(item)) {
      const entry = before === undefined ? undefined : entryIn(before, item.program)?.entry;
      const waited = relink?.waits === true || newestRelinking(entry) === initiated;
      return withRelink(noted, place, item.program, noteCancellation(relink, result, waited));
    }
    // What was read when the relink was queued is not how things are any more.
    if (result.outcome === "refused" || relink?.queued === undefined) return noted;
    const { queued: _queued, ...rest } = relink;
    return withRelink(noted, place, item.program, rest);
  }, model);
}

/** @param waited that there was something to cancel; of what nobody knows to have waited nobody knows that it was cancelled */
function noteCancellation(relink: Relink | undefined, { outcome, codes }: Sent["result"], waited: boolean): Relink {
  if (outcome === "made") return { ...relink, waits: false, ...(waited ? { isCancelled: true } : {}) };
  if (outcome === "refused" && codes.includes(2027)) return { ...relink, waits: false };
  return outcome === "refused" && relink !== undefined ? relink : { waits: undefined };
}

/** What is read after a cancellation is what the batch has to leave as it is. */
function noteCancelled(model: Model, place: number, sents: readonly Sent[], after: Shown, activityType: string): Model {
  return sents.reduce((noted, { item, result, relink }) => {
    const queued = relink?.queued;
    if (!isCancellation(item) || result.outcome !== "made" || queued === undefined) return noted;
    const now = activityType === linkingUpdates ? entryIn(after, item.program) : undefined;
    const { queued: _queued, ...rest } = model.people[place]?.relinks.get(item.program) ?? { waits: false };
    const before = now === undefined ? queued.before : readingOf(now);
    return withRelink(noted, place, item.program, { ...rest, queued: { ...queued, before } });
  }, model);
}
