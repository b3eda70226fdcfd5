import type { ActionKind, SequenceAction } from "../../src/model/sequence.ts";
import type { Draw } from "../../src/model/case.ts";
import { type Judgement, mergeJudgements, nothingJudged } from "../../src/model/verdict.ts";
import { day } from "../histories/instant.ts";
import { linkingUpdates } from "../histories/request.ts";
import { requestPoints } from "../points/request.ts";
import type { Flow, Steps } from "../update/flow.ts";
import { type Wanted, type Wish, wishes } from "./items.ts";
import { findNextStart, type Model, startModel } from "./model.ts";
import { moveToDay, queueRelink, runBatch } from "./relink-steps.ts";
import type { Scene, SceneLink } from "./scene.ts";
import { lookAtPerson, type Taken, updatePeople } from "./update-people.ts";

/** Every choice has at most so many options; those that there are fewer of come around again. */
const [places, links, tiers, offsets, identifiers, types] = [5, 4, 3, 4, 4, 2];
const [mostItems, days] = [3, [1, 3, 6, 40]];

/** The choices of one update: whom, in which program, what, which tier, which expiry. */
const itemChoices = [places, links, wishes.length, tiers, offsets];

/** A kind of step, and the scenes in which it can be taken. */
interface SceneAction extends ActionKind {
  readonly fits?: (scene: Scene) => boolean;
}

/** What a sequence can do. The first option of every choice is the plainest one. */
export const actionKinds: readonly SceneAction[] = [
  { name: "update", choices: [...itemChoices, identifiers, types, places + 1], weight: 5 },
  {
    name: "batch",
    choices: [mostItems - 1, ...Array.from({ length: mostItems }, () => itemChoices).flat(), types, 2],
    weight: 3,
  },
  {
    name: "cancel",
    choices: [2, places, links, identifiers, types],
    weight: 2,
    fits: ({ relinking }) => relinking !== "off",
  },
  {
    name: "queue",
    choices: [places, links],
    weight: 2,
    // The state endpoint turns relinking on, which is another organisation then.
    fits: ({ relinking, showsLinking, people }) =>
      relinking === "on" && showsLinking && people.some((person) => person.links.some(isSupplementary)),
  },
  { name: "clock", choices: [days.length], weight: 1 },
  { name: "daily", choices: [2], weight: 2 },
  { name: "look", choices: [places, types, identifiers], weight: 2 },
  { name: "points", choices: [places, 2], weight: 1 },
];

/** Carries actions out on a host that was reset, up to the first that does not come to what is documented. */
export function playActions(actions: readonly SequenceAction[]): Flow<Scene> {
  return function* (scene, draw) {
    yield { state: "reset" };
    let model = startModel(scene);
    const parts: Judgement[] = [];
    for (const action of actions) {
      const taken = yield* takeAction(scene, model, action, draw);
      ({ model } = taken);
      parts.push(taken.judgement);
      if (taken.judgement.findings.length > 0) break;
    }
    return mergeJudgements(parts);
  };
}

function* takeAction(scene: Scene, model: Model, { kind, choices }: SequenceAction, draw: Draw): Steps<Taken> {
  const next = readChoices(choices);
  switch (kind) {
    case "update": {
      const wanted = readItem(scene, next);
      const step = { identifier: next(), activityType: readType(scene, next()), withStranger: false };
      const other = next();
      const taken = yield* updatePeople(scene, model, { wanted: [wanted], ...step }, draw);
      if (other === 0 || taken.judgement.findings.length > 0) return taken;
      const looked = yield* lookAtPerson(scene, taken.model, (other - 1) % scene.people.length, step.activityType, 0);
      return { ...looked, judgement: mergeJudgements([taken.judgement, looked.judgement]) };
    }
    case "batch": {
      const count = next() + 2;
      const items = Array.from({ length: mostItems }, () => readItem(scene, next)).slice(0, count);
      const activityType = readType(scene, next());
      return yield* updatePeople(
        scene,
        model,
        { wanted: items, identifier: 0, activityType, withStranger: next() === 1 },
        draw,
      );
    }
    case "cancel": {
      const isAny = next() === 1;
      const { place, link } = readLink(scene, next, (one, at) =>
        isAny ? isSupplementary(one) : isQueued(model, one, at),
      );
      const wanted: Wanted = { place, link, wish: "cancel", tier: 0, expiry: 0 };
      const step = { identifier: next(), activityType: readType(scene, next()), withStranger: false };
      return yield* updatePeople(scene, model, { wanted: [wanted], ...step }, draw);
    }
    case "queue": {
      const { place, link } = readLink(scene, next, isSupplementary);
      return yield* queueRelink(scene, model, place, link);
    }
    case "clock":
      return yield* moveToDay(model, model.now + (days[next()] ?? 1) * day);
    case "daily": {
      const start = next() === 0 ? findNextStart(model) : undefined;
      const moved = start === undefined ? model : (yield* moveToDay(model, start)).model;
      return yield* runBatch(scene, moved);
    }
    case "look":
      return yield* lookAtPerson(scene, model, next() % scene.people.length, readType(scene, next()), next());
    case "points":
      return yield* readPoints(scene, model, next(), next() === 1);
    default:
      throw new RangeError(`a sequence knows no action ${kind}`);
  }
}

/** Promised points are no matter of partner programs; what is answered has to be sound all the same. */
function* readPoints(scene: Scene, model: Model, place: number, isForAll: boolean): Steps<Taken> {
  const person = scene.people[place % scene.people.length];
  if (person !== undefined) {
    yield requestPoints({
      identifier: person.reader,
      source: person.source,
      ...(isForAll ? { all: true } : {}),
    });
  }
  return { model, judgement: nothingJudged };
}

function readItem(scene: Scene, next: () => number): Wanted {
  const { place, link } = readLink(scene, next);
  const wish: Wish = wishes[next() % wishes.length] ?? "keep";
  return { place, link, wish, tier: next(), expiry: next() };
}

/** A person and one of the person's programs; of those that fit, where there are any. */
function readLink(
  { people }: Scene,
  next: () => number,
  fits: (link: SceneLink, place: number) => boolean = () => true,
): { readonly place: number; readonly link: SceneLink } {
  const offered = people.flatMap((person, place) =>
    person.links.some((link) => fits(link, place))
      ? [{ place, links: person.links.filter((link) => fits(link, place)) }]
      : [],
  );
  const all = people.map((person, place) => ({ place, links: person.links }));
  const list = offered.length > 0 ? offered : all;
  const chosen = list[next() % list.length];
  const link = chosen?.links[next() % chosen.links.length];
  if (chosen === undefined || link === undefined) throw new RangeError("a scene without a link");
  return { place: chosen.place, link };
}

/** Whether the sequence has had a relink queued that is not over. */
function isQueued({ people }: Model, { program }: SceneLink, place: number): boolean {
  return people[place]?.relinks.get(program)?.queued !== undefined;
}

function isSupplementary({ membership }: SceneLink): boolean {
  return membership.type === "SUPPLEMENTARY";
}

/** Reads of linking tell the most, and are made where they are answered. */
function readType({ types: answered }: Scene, choice: number): string {
  const ordered = [...answered].toSorted((a, b) => Number(b === linkingUpdates) - Number(a === linkingUpdates));
  return ordered[choice % ordered.length] ?? linkingUpdates;
}

function readChoices(choices: readonly number[]): () => number {
  let at = 0;
  return () => choices[at++] ?? 0;
}
