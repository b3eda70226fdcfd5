import type { Clock } from "../src/model/clock.ts";
import type { Host, HttpRequest, Reply } from "../src/model/http.ts";
import { type InputProblem, InputError } from "../src/model/input-error.ts";
import { behave } from "./behave.ts";
import { type Defect } from "./defects/defect.ts";
import { defects as allDefects } from "./defects/defects.ts";
import type { Fixtures } from "./fixtures.ts";
import { type Random, drawHex } from "./random.ts";
import { answerStateRequest, isStateRequest } from "./state-endpoint.ts";
import { type ProviderStateRequest, type ProviderStateResult, applyProviderState } from "./provider-states.ts";
import { type MockState, createState } from "./state.ts";
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
  readonly random: Random;
  /** How many exchanges are kept, the newest ones. Default: 10 000. */
  readonly keep?: number;
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
  /** Back to the fixtures; the record is emptied. */
  reset(): void;
  /** Puts the clock to an ISO 8601 instant. Throws a RangeError where the text is none. */
  setClock(now: string): void;
  /** Brings a provider state about; undefined where the mock does not know it. */
  setState(request: ProviderStateRequest): ProviderStateResult | undefined;
  /** What the host remembers at present. */
  state(): MockState;
}

/** Makes a mock host. Throws an InputError for ids that do not exist and for variants that exclude one another. */
export function createHost(options: HostOptions): MockHost {
  const { fixtures, random, keep = 10_000 } = options;
  // Defects change what is answered, variants how it is written, gzip last: each list in its own order.
  const twists = [...pickDefects(options.defects ?? []), ...pickVariants(options.variants ?? [])];
  const clock = options.clock ?? { now: () => new Date(fixtures.clock) };
  let state = createState(fixtures);
  let exchanges: MockExchange[] = [];

  const reset = (): void => {
    state = createState(fixtures);
    exchanges = [];
  };
  const setClock = (now: string): void => {
    if (Number.isNaN(Date.parse(now))) throw new RangeError(`not an instant: ${now}`);
    state = { ...state, now: new Date(now).toISOString() };
  };
  const setState = (request: ProviderStateRequest): ProviderStateResult | undefined => {
    const result = applyProviderState(state, fixtures, request);
    if (result !== undefined) state = result.state;
    return result;
  };

  const handle: Host = async (request) => {
    if (isStateRequest(request)) return answerStateRequest(request, { reset, setClock, setState });
    const circumstances = {
      now: state.now === undefined ? clock.now() : new Date(state.now),
      requestId: drawHex(random, 32),
      draw: random(0, 0x7fffffff),
    };
    const behaved = behave(state, request, twists, circumstances);
    state = behaved.state;
    exchanges.push({ request, reply: behaved.reply });
    if (exchanges.length > keep) exchanges = exchanges.slice(-keep);
    return behaved.reply;
  };

  return { handle, exchanges: () => [...exchanges], reset, setClock, setState, state: () => state };
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
