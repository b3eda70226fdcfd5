import type { Clock } from "../src/model/clock.ts";
import type { Host, HttpRequest, Reply } from "../src/model/http.ts";
import { type InputProblem, InputError } from "../src/model/input-error.ts";
import { type Told, behave, makeChoices } from "./behave.ts";
import { type Defect } from "./defects/defect.ts";
import { allDefects } from "./defects/defects.ts";
import { type EmitRequest, draftEmitted } from "./events/draft-emitted.ts";
import { draftRelinked } from "./events/draft-relinked.ts";
import { dashId, makeEventId } from "./events/event-ids.ts";
import {
  type EventDelivery,
  changesDeliveries,
  postponeDeliveries,
  writeDeliveries,
} from "./events/write-deliveries.ts";
import type { Fixtures, Organisation } from "./fixtures.ts";
import { runRelinkingBatch } from "./histories/relinking-batch.ts";
import { type Random, createRandom, drawHex } from "./random.ts";
import { createRing } from "./ring.ts";
import { type Emitted, answerStateRequest, isStateRequest } from "./state-endpoint.ts";
import { type ProviderStateRequest, type ProviderStateResult, applyProviderState } from "./provider-states.ts";
import { type MockState, createState, putOrganisation } from "./state.ts";
import type { Circumstances } from "./twist.ts";
import type { Variant } from "./variants/variant.ts";
import { variants as allVariants } from "./variants/variants.ts";

/** What a mock host is made of. */
export interface HostOptions {
  readonly fixtures: Fixtures;
  /** Default: a clock that stands still at the fixtures' instant. `PUT clock` overrides either. */
  readonly clock?: Pick<Clock, "now">;
  /** Ids of variants; those that exclude one another are refused. */
  readonly variants?: readonly string[];
  /** Ids of defects. */
  readonly defects?: readonly string[];
  /** Draws request ids and orders. Default: the integers of seed 1. */
  readonly random?: Random;
  /** How many exchanges are kept, and how many events, the newest ones. Default: 10 000. */
  readonly keep?: number;
  /** How many bytes the bodies of exchanges have at most, and those of events; the newest ones are kept. Default: 64 MiB. */
  readonly keepBytes?: number;
  /** Gets every event as it happens, before the request that brought it about is answered. */
  readonly deliver?: (delivery: EventDelivery) => void;
}

/** A request that the mock got, and what it did with it. */
export interface MockExchange {
  readonly request: HttpRequest;
  readonly reply: Reply;
}

/** A host in this process: mount it directly or on HTTP. */
export interface MockHost {
  readonly handle: Host;
  /** The exchanges since the start or the last reset, oldest first; requests to the state endpoint are none. */
  exchanges(): readonly MockExchange[];
  /** The events since the start or the last reset, oldest first. */
  events(): readonly EventDelivery[];
  /** Back to the fixtures; the record is emptied. */
  reset(): void;
  /** Puts the clock to an ISO 8601 instant. Throws a RangeError where the text is none, or one before 1970 or after 9999. */
  setClock(now: string): void;
  /**
   * Brings a provider state about; undefined where the mock does not know it. Throws a RangeError where a parameter cannot be
   * read.
   */
  setState(request: ProviderStateRequest): ProviderStateResult | undefined;
  /** Runs the daily relinking batch, in one organisation or in all; false where there is none of that name. */
  runBatch(organisation?: string): boolean;
  /** Tells webhooks of an event without anything having happened. */
  emit(request: EmitRequest): Emitted;
  /** What the host remembers at present. */
  state(): MockState;
}

/** Makes a mock host. Throws an InputError for ids that do not exist and for variants that exclude one another. */
export function createHost(options: HostOptions): MockHost {
  const { fixtures, random = createRandom(1), keep = 10_000, keepBytes = 64 * 1024 * 1024 } = options;
  // Defects change what is answered, variants how it is written, gzip last: each list in its own order.
  const twists = [...pickDefects(options.defects ?? []), ...pickVariants(options.variants ?? [])];
  const choices = makeChoices(twists);
  const clock = options.clock ?? { now: () => new Date(fixtures.clock) };
  let state = createState(fixtures);
  const exchanges = createRing<MockExchange>({ entries: keep, weight: keepBytes, weigh: measureExchange });
  const events = createRing<EventDelivery>({ entries: keep, weight: keepBytes, weigh: ({ body }) => body.byteLength });
  // Nobody listens to most hosts: what they have to tell is written when somebody asks for it, and never where none is kept.
  const canWait = options.deliver === undefined && !changesDeliveries(twists);
  const unwritten = createRing<() => readonly EventDelivery[]>({ entries: keep });

  const reset = (): void => {
    // Whoever holds a token is not logged out by it.
    state = { ...createState(fixtures), tokens: state.tokens };
    exchanges.clear();
    events.clear();
    unwritten.clear();
  };
  const readNow = (): Date => (state.now === undefined ? clock.now() : new Date(state.now));
  const drawCircumstances = (): Circumstances => {
    const digits = drawHex(random, 32);
    return {
      now: readNow(),
      // choice: request-id-form
      requestId: choices.requestIdForm === "dashed" ? dashId(digits) : digits,
      draw: random(0, 0x7fffffff),
    };
  };
  const tell = ({ drafts, twists: telling, moment }: Told): void => {
    if (canWait) {
      if (keep < 1) return;
      for (const write of postponeDeliveries(drafts, moment)) unwritten.add(write);
      return;
    }
    const deliveries = writeDeliveries(drafts, telling, moment);
    for (const delivery of deliveries) events.add(delivery);
    for (const delivery of deliveries) options.deliver?.(delivery);
  };
  const listEvents = (): readonly EventDelivery[] => {
    for (const delivery of unwritten.list().flatMap((write) => write())) events.add(delivery);
    unwritten.clear();
    return events.list();
  };
  const setClock = (now: string): void => {
    const instant = new Date(now);
    const year = instant.getUTCFullYear();
    if (!(year >= 1970 && year <= 9999))
      throw new RangeError(`now is an ISO 8601 instant from 1970 to 9999, not ${now}`);
    state = { ...state, now: instant.toISOString() };
  };
  const setState = (request: ProviderStateRequest): ProviderStateResult | undefined => {
    const result = applyProviderState(state, fixtures, request, { now: readNow(), choices });
    if (result !== undefined) state = result.state;
    return result;
  };

  const general = twists.filter(({ operation }) => operation === undefined);

  const runBatch = (name?: string): boolean => {
    if (name !== undefined && state.organisations.every((each) => each.name !== name)) return false;
    const now = readNow();
    const run = (before: Organisation): Organisation =>
      twists.reduce(
        (after, twist) => twist.batch?.(after, before, now) ?? after,
        runRelinkingBatch(before, now, choices),
      );
    for (const before of state.organisations.filter((each) => name === undefined || each.name === name)) {
      const organisation = run(before);
      state = putOrganisation(state, organisation);
      const drafts = draftRelinked(before, organisation, choices);
      if (drafts.length === 0) continue;
      const circumstances = drawCircumstances();
      tell({
        drafts,
        twists: general,
        moment: { origin: "batch", organisation, choices, circumstances, cause: undefined },
      });
    }
    return true;
  };
  const emit = (request: EmitRequest): Emitted => {
    const circumstances = drawCircumstances();
    const drafted = draftEmitted(state, request, circumstances.now);
    if (typeof drafted === "string") return { unknown: drafted };
    const { draft, organisation } = drafted;
    tell({
      drafts: [draft],
      twists: general,
      moment: { origin: "emit", organisation, choices, circumstances, cause: undefined },
    });
    return { eventId: makeEventId(circumstances.requestId, 0) };
  };

  const handle: Host = async (request) => {
    if (isStateRequest(request)) {
      const reply = answerStateRequest(request, { reset, setClock, setState, runBatch, emit });
      // What comes next is no repetition of what was before.
      state = { ...state, previous: undefined };
      return reply;
    }
    const behaved = behave(state, request, twists, drawCircumstances());
    state = behaved.state;
    exchanges.add({ request, reply: behaved.reply });
    if (behaved.told !== undefined) tell(behaved.told);
    return behaved.reply;
  };

  return {
    handle,
    exchanges: () => exchanges.list(),
    events: listEvents,
    reset,
    setClock,
    setState,
    runBatch,
    emit,
    state: () => state,
  };
}

/** The bytes of an exchange, near enough. */
function measureExchange({ request, reply }: MockExchange): number {
  const answered = reply.kind === "response" ? reply.response.body.byteLength : 0;
  return request.url.length + request.body.byteLength + answered;
}

function pickDefects(ids: readonly string[]): readonly Defect[] {
  return pick(allDefects, ids, "defect");
}

function pickVariants(ids: readonly string[]): readonly Variant[] {
  const picked = pick(allVariants, ids, "variant");
  const clash = picked.find(({ excludes }) => excludes.some((id) => ids.includes(id)));
  if (clash === undefined) return picked;
  const others = clash.excludes.filter((id) => ids.includes(id)).join(", ");
  throw new InputError([{ message: `variant ${clash.id} cannot be taken together with ${others}` }]);
}

function pick<T extends { readonly id: string }>(
  all: readonly T[],
  ids: readonly string[],
  what: string,
): readonly T[] {
  const unknown = ids.filter((id) => all.every((each) => each.id !== id));
  if (unknown.length > 0) throw new InputError(unknown.map((id) => describeUnknown(id, all, what)));
  return all.filter(({ id }) => ids.includes(id));
}

function describeUnknown(id: string, all: readonly { readonly id: string }[], what: string): InputProblem {
  const words = id
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const score = (candidate: string): number => words.filter((word) => candidate.includes(word)).length;
  const near = all
    .map((each) => ({ id: each.id, score: score(each.id) }))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score || a.id.length - b.id.length)
    .slice(0, 3);
  const hint =
    near.length === 0
      ? `the option --list shows every ${what}`
      : `did you mean ${near.map((each) => each.id).join(", ")}?`;
  return { message: `there is no ${what} ${id}`, hint };
}
