import type { Draw } from "../model/case.ts";
import type { GeneratedRelation } from "../model/generation.ts";
import { isObject, type Json } from "../model/json.ts";
import { type Draft, type Family, nameDraft, type RequestDraft } from "./draft.ts";
import { createDraw } from "./draw.ts";
import { keepSafe } from "./keep-safe.ts";
import { mutate } from "./mutations.ts";
import { coverPairs } from "./pairs.ts";
import type { Generated, GeneratedOptions, GeneratorParts } from "./plan-generated.ts";
import { createPool } from "./pool.ts";
import { listRaw } from "./raw.ts";
import { drawSound } from "./valid.ts";
import { writeRequest } from "./write-request.ts";

/**
 * Families in the order in which they take turns. Those that have an end leave their turn to others then. Properties relate
 * what several answers say, which finds most by far, and each is wanted with more subjects than one.
 */
const turns: readonly Family[] = [
  "valid",
  "relations",
  "mutations",
  "relations",
  "raw",
  "valid",
  "relations",
  "mutations",
  "relations",
  "pairs",
];

/** As many drafts as are asked for, family after family and operation after operation in turn. Each has a seed of its own. */
export function* drawDrafts<World>(
  parts: GeneratorParts<World>,
  world: World,
  options: GeneratedOptions,
  generated: readonly Generated<World>[],
): Generator<Draft> {
  if (generated.length === 0) return;
  const { families } = options;
  const wanted = families === undefined ? turns : turns.filter((family) => families.includes(family));
  const makers = new Map(
    wanted.map((family) => [family, createMaker(family, { ...parts, world, seed: options.seed, generated, options })]),
  );
  let count = 0;
  while (count < options.cases) {
    const before = count;
    for (const family of wanted) {
      const draft = makers.get(family)?.();
      if (draft === undefined) continue;
      yield draft;
      count += 1;
      if (count === options.cases) return;
    }
    // Each of them has come to its end.
    if (count === before) return;
  }
}

interface MakerParts<World> extends GeneratorParts<World> {
  readonly world: World;
  readonly seed: number;
  readonly generated: readonly Generated<World>[];
  readonly options: GeneratedOptions;
}

/** Makes a family's next draft; undefined where it has come to its end. */
type Maker = () => Draft | undefined;

function createMaker<World>(family: Family, parts: MakerParts<World>): Maker {
  switch (family) {
    case "boundaries":
      return () => undefined;
    case "valid":
      return makeInTurn(parts, (one) => makeValid(parts, one));
    case "mutations":
      return makeInTurn(parts, (one) => makeMutant(parts, one));
    case "relations":
      return makeRelations(parts);
    case "raw":
      return makeFrom(parts, ({ operation, source }) =>
        listRaw(operation, source.draw(parts.world, createDraw(parts.seed, `${operation.id} raw`)), source.writes),
      );
    case "pairs":
      return makeFrom(parts, (one) => listPairs(parts, one));
  }
}

/** Operations one after another, each with the number of its draft. */
function makeInTurn<World>(
  { generated }: MakerParts<World>,
  make: (one: Generated<World>) => (number: number) => Draft,
): Maker {
  const makes = generated.map(make);
  let count = 0;
  return () => {
    const draft = makes[count % makes.length]?.(Math.floor(count / makes.length));
    count += 1;
    return draft;
  };
}

/** Drafts of lists that end, one of each operation's in turn, in an order of the seed. */
function makeFrom<World>(parts: MakerParts<World>, list: (one: Generated<World>) => readonly RequestDraft[]): Maker {
  const { seed, generated } = parts;
  const lists = generated.map((one) => {
    const safe = keepSafe(parts, one, list(one));
    return shuffle(safe, createDraw(seed, `${one.operation.id} order`));
  });
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const drafts = Array.from({ length: longest }, (_unused, index) =>
    lists.flatMap((drafts) => drafts.slice(index, index + 1)),
  ).flat();
  let next = 0;
  return () => drafts[next++];
}

function makeValid<World>(
  { catalog, generation, world, seed }: MakerParts<World>,
  { operation, source }: Generated<World>,
): (number: number) => Draft {
  const pool = createPool(catalog, operation.body ?? operation.query ?? "");
  // Short runs with different seeds come upon different texts.
  const start = createDraw(seed, `${operation.id} awkward texts`).integer(0, 99);
  return (number) => {
    const head = { family: "valid", operation: operation.id, name: String(number) } as const;
    const draw = createDraw(seed, nameDraft({ ...head, title: "", requirements: [""], writes: false }));
    const sound = drawSound(catalog, operation, source, pool, world, draw, start + number);
    const isSafe = generation.isSafe(writeRequest(operation, sound.instance), world);
    const { instance, title } = isSafe
      ? sound
      : { instance: source.draw(world, draw), title: "A sound request gets what is documented for it" };
    const request = writeRequest(operation, instance);
    return { ...head, title, requirements: ["transport.answer.arrives"], writes: source.writes, request };
  };
}

function makeMutant<World>(
  { catalog, generation, world, seed }: MakerParts<World>,
  { operation, source }: Generated<World>,
): (number: number) => Draft {
  return (number) => {
    const head = { family: "mutations", operation: operation.id, name: String(number) } as const;
    const draw = createDraw(seed, nameDraft({ ...head, title: "", requirements: [""], writes: false }));
    for (let attempt = 0; attempt < mostTries; attempt += 1) {
      const sound = source.draw(world, draw);
      const isFault = source.faults.length > 0 && draw.integer(0, 1) === 0;
      const mutant = isFault ? putFault(sound) : mutate(catalog, operation, sound, draw);
      if (mutant === undefined) continue;
      const request = writeRequest(operation, mutant.instance);
      if (!generation.isSafe(request, world)) continue;
      const { title, requirement } = mutant;
      return { ...head, title, requirements: [requirement], writes: source.writes, request };
    }
    const request = writeRequest(operation, source.draw(world, draw));
    const title = "A sound request gets what is documented for it";
    return { ...head, title, requirements: ["transport.answer.arrives"], writes: source.writes, request };

    function putFault(sound: Parameters<typeof mutate>[2]): ReturnType<typeof mutate> {
      const fault = draw.pick(source.faults);
      const instance = fault.put(sound, world, draw);
      if (instance === undefined) return undefined;
      const title = `A request with ${fault.words} gets what is documented for it`;
      return { instance, requirement: fault.requirement, title };
    }
  };
}

const mostTries = 12;

/** Every property once in an order of the seed; then, with other subjects, those that have more; then all again. */
function makeRelations<World>(parts: MakerParts<World>): Maker {
  const listAll = function* (): Generator<Draft> {
    const order = orderRelations(parts);
    const most = Math.max(0, ...order.map(({ subjects }) => subjects.length));
    if (most === 0) return;
    for (let round = 0; ; round += 1) {
      const turn = round % most;
      for (const relation of order.filter(({ subjects }) => subjects.length > turn))
        yield draftRelation(relation, round, turn, parts.seed);
    }
  };
  const all = listAll();
  return () => {
    const { value, done } = all.next();
    return done === true ? undefined : value;
  };
}

/** Every property once, as they are drawn first. */
export function listRelations<World>(
  parts: GeneratorParts<World>,
  world: World,
  options: GeneratedOptions,
  generated: readonly Generated<World>[],
): Draft[] {
  const { seed } = options;
  const order = orderRelations({ ...parts, world, seed, options, generated });
  return order.filter(({ subjects }) => subjects.length > 0).map((one) => draftRelation(one, 0, 0, seed));
}

function orderRelations<World>(parts: MakerParts<World>): GeneratedRelation[] {
  const { generation, world, seed, options, generated } = parts;
  const isWanted = ({ case: { operation, writes } }: GeneratedRelation): boolean =>
    generated.some((one) => one.operation.id === operation) && (writes === undefined || options.writes);
  return shuffle(generation.relations(world).filter(isWanted), createDraw(seed, "relations order"));
}

function draftRelation(relation: GeneratedRelation, round: number, turn: number, seed: number): Draft {
  const { id, operation, title, requirements, writes } = relation.case;
  const subject = chooseSubject(relation, turn, seed);
  const head = { family: "relations", operation, name: `${id}.${round}`, title, requirements } as const;
  return { ...head, writes: writes !== undefined, relation, subject };
}

/** So many of a property's subjects differ most, and tell most. */
const firstSubjects = 3;

/** Two that differ much at first, then others, with what is left of the first in between; all in an order of the seed. */
function chooseSubject({ case: { id }, subjects }: GeneratedRelation, turn: number, seed: number): unknown {
  const draw = createDraw(seed, `${id} subjects`);
  const first = shuffle(subjects.slice(0, firstSubjects), draw);
  const others = shuffle(subjects.slice(firstSubjects), draw);
  return [...first.slice(0, 2), ...others.slice(0, 1), ...first.slice(2), ...others.slice(1)][turn];
}

/** Sound and unsound values of every parameter, each pair of them in one query at least. */
function listPairs<World>(
  { seed, world }: MakerParts<World>,
  { operation, source, base }: Generated<World>,
): RequestDraft[] {
  if (operation.body !== undefined) return [];
  const known = source.known(world);
  const draw = createDraw(seed, `${operation.id} pairs`);
  const whose = source.draw(world, draw);
  const names = Object.keys({ ...toMembers(base), ...toMembers(whose) });
  const free = names.filter((name) => !source.tied.includes(name));
  const factors = free.map((name) => ({ name, values: [undefined, ...chooseSome(known[`/${name}`] ?? [], draw)] }));
  return coverPairs(factors, draw).map((row, index) => {
    const all: Readonly<Record<string, Json | undefined>> = { ...toMembers(whose), ...row };
    const members = Object.entries(all).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    return {
      family: "pairs",
      operation: operation.id,
      name: String(index),
      title: `A request with parameters ${members.map(([name]) => name).join(", ")} gets what is documented for it`,
      requirements: ["transport.answer.arrives"],
      writes: source.writes,
      request: writeRequest(operation, Object.fromEntries(members)),
    };
  });
}

/** A few different values are enough for pairs. */
function chooseSome<T>(values: readonly T[], draw: Draw): T[] {
  return shuffle([...new Set(values)], draw).slice(0, 3);
}

function toMembers(value: Json): Readonly<Record<string, Json>> {
  return isObject(value) ? value : {};
}

function shuffle<T>(list: readonly T[], draw: Draw): T[] {
  const left = [...list];
  return list.flatMap(() => left.splice(draw.integer(0, left.length - 1), 1));
}
