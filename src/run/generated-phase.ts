import type { Catalog } from "../catalog/catalog.ts";
import type { Standard } from "../check/standard.ts";
import { createDraw } from "../generate/draw.ts";
import { type Draft, nameDraft } from "../generate/draft.ts";
import { type GeneratedOptions, type GeneratedPlan, planGenerated } from "../generate/plan-generated.ts";
import type { DrawFor, Generation } from "../model/generation.ts";
import { listBreaches } from "../generate/name-breach.ts";
import { shrinkRequest } from "../generate/shrink-request.ts";
import type { Case, RequestPlan } from "../model/case.ts";
import type { GeneratedChoices } from "../model/run.ts";
import { nothingJudged, type Verdict } from "../model/verdict.ts";
import type { Target } from "../target/target.ts";
import type { PlannedCase } from "./plan.ts";
import type { RunPhase } from "./run-phase.ts";
import type { OrganisationSession } from "./run-session.ts";
import type { Shrunk, Trial } from "./shrink-case.ts";
import { readRequest, shrinkGenerated } from "./shrink-generated.ts";

/** A generated case, which brings its subject. */
export type PlannedGenerated = PlannedCase<undefined, undefined>;

/** Cases that the phase runs after its own, such as sequences of requests. */
export interface GeneratedSource<World> {
  /** A part of their ids, after `generated.` */
  readonly family: string;
  readonly plan: (world: World, options: SourceOptions) => SourcePlan;
  /** A recorded case again, of what its verdict says that it was made of; undefined where it is none of this source. */
  readonly remake?: (world: World, id: string, made: unknown) => PlannedGenerated | undefined;
}

export interface SourceOptions {
  readonly seed: number;
  /** How many cases are asked for; undefined for the usual number. */
  readonly cases: number | undefined;
  readonly writes: boolean;
  readonly loopback: boolean;
  readonly operations: readonly string[];
  /** Whether the host can be put back to where it was before something was changed. */
  readonly canReset?: boolean;
  /** How many organisations share the cases; one where it is left out. */
  readonly organisations?: number;
}

export interface SourcePlan {
  readonly count: number;
  /** How many requests they take, as an estimate for people. */
  readonly countRequests: () => number;
  readonly list: () => Iterable<PlannedGenerated>;
}

/** So many random cases where the target is on this machine; elsewhere none unless they are asked for. */
const usualCases = 500;

/**
 * Cases that nobody wrote. Off this machine only the boundaries of reads, unless more is asked for.
 * @param only beginnings of ids; empty for all
 * @param sources what else is generated, after the requests
 */
export function createGeneratedPhase<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  choices: GeneratedChoices,
  only: readonly string[] = [],
  sources: readonly GeneratedSource<World>[] = [],
): RunPhase<World, Needs, Subject> {
  const planFor = (organisation: OrganisationSession<World, Needs, Subject>, bounded: Set<string>): SourcePlan => {
    const isFirst = (operation: string): boolean => !bounded.has(operation);
    const plan = planPhase(standard, organisation, choices, { only, sources, hasBoundaries: isFirst });
    for (const operation of plan.operations) bounded.add(operation);
    return plan;
  };
  const [planned, run] = [new Set<string>(), new Set<string>()];
  return {
    name: "generated",
    writes: true,
    plan: (organisation) => {
      const { count, countRequests } = planFor(organisation, planned);
      return { cases: count, requests: countRequests() };
    },
    run: async (organisation) => {
      const plan = planFor(organisation, run);
      organisation.announce("generated", plan.count, plan.countRequests());
      // Planning takes a while in which nothing else is heard, such as that a host has closed a connection.
      await organisation.pause();
      for (const planned of plan.list()) await organisation.run(planned);
    },
  };
}

function planPhase<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  organisation: Pick<OrganisationSession<World, Needs, Subject>, "world" | "seed" | "target" | "trouble">,
  choices: GeneratedChoices,
  {
    only = [],
    sources,
    hasBoundaries = () => true,
  }: {
    readonly only?: readonly string[];
    readonly sources: readonly GeneratedSource<World>[];
    /** The boundaries of an operation are the same in each organisation; once in a run is enough. */
    readonly hasBoundaries?: (operation: string) => boolean;
  },
): SourcePlan & { readonly operations: readonly string[] } {
  const { world, seed, target, trouble = "nothing could be found out about the organisation" } = organisation;
  const { generation } = standard;
  if (world === undefined) {
    return { ...planLacking("all", trouble), operations: [] };
  }
  const options = chooseOptions(seed, choices, target);
  const own =
    generation === undefined
      ? { plans: [], operations: [] }
      : planOwn({ catalog: standard.catalog, generation, world, seed, target }, { ...options, hasBoundaries });
  const others = sources.map((source) =>
    source.plan(world, {
      seed,
      cases: choices.cases,
      writes: options.writes,
      loopback: target.loopback,
      operations: choices.operations ?? [],
      canReset: target.profile.state !== undefined && target.profile.writes,
      organisations: target.profile.organisations.length,
    }),
  );
  const plan = selectPlanned(joinPlans([...own.plans, ...others]), only);
  return { ...plan, operations: own.operations };
}

/** The requests of a Standard, and one case for each operation that nothing can be generated for. */
function planOwn<World>(
  parts: DraftParts<World>,
  options: GeneratedOptions,
): { readonly plans: readonly SourcePlan[]; readonly operations: readonly string[] } {
  const { generation, world, seed } = parts;
  const drafts = keepDrafts(planGenerated(parts, world, options));
  const own: SourcePlan = {
    count: drafts.count,
    countRequests: () => countRequests(generation, world, seed, drafts),
    list: function* () {
      for (const draft of drafts.list()) yield planDraft(parts, draft);
    },
  };
  const lacking = drafts.lacking.map(({ operation, reason }) => planLacking(operation, reason));
  return { plans: [own, ...lacking], operations: drafts.operations };
}

/** So many drafts are kept once they were made; of more, each is made when its turn comes, so that memory stays flat. */
const mostKept = 3000;

/** The plan, which is not made anew for whoever looks at it: to say how many requests it takes, then to run it. */
function keepDrafts(plan: GeneratedPlan): GeneratedPlan {
  if (plan.count > mostKept) return plan;
  let drafts: readonly Draft[] | undefined;
  return { ...plan, list: () => (drafts ??= [...plan.list()]) };
}

/** So many cases of all are looked at to tell how many requests they will take. */
const mostCounted = 200;
/** A property is about so many. */
const requestsOfRelation = 5;

function countRequests<World>(
  generation: Generation<World>,
  world: World,
  seed: number,
  { count, list }: GeneratedPlan,
): number {
  const every = Math.max(1, Math.floor(count / mostCounted));
  let [at, looked, requests] = [0, 0, 0];
  for (const draft of list()) {
    if (looked >= mostCounted) break;
    at += 1;
    if (at % every !== 0) continue;
    looked += 1;
    requests +=
      "request" in draft
        ? generation.examine(draft.request, world, drawFor(seed, nameDraft(draft))).requests
        : requestsOfRelation;
  }
  return looked === 0 ? 0 : Math.round((requests / looked) * count);
}

/** The options of a run on this target: what was chosen, and what is usual where nothing was. */
function chooseOptions(
  seed: number,
  { cases, operations = [] }: GeneratedChoices,
  target: {
    readonly loopback: boolean;
    readonly profile: { readonly writes: boolean; readonly organisations: readonly unknown[] };
  },
): GeneratedOptions {
  const all = cases ?? (target.loopback ? usualCases : 0);
  return {
    seed,
    // They are shared by the organisations.
    cases: Math.ceil(all / Math.max(1, target.profile.organisations.length)),
    // Elsewhere nothing is updated by default, even where the profile would allow it.
    writes: target.profile.writes && (target.loopback || cases !== undefined),
    operations,
  };
}

/** What drafts become cases with. */
interface DraftParts<World> {
  readonly catalog: Catalog;
  readonly generation: Generation<World>;
  readonly world: World;
  readonly seed: number;
  readonly target: Pick<Target, "loopback" | "profile">;
}

/** A draft as a case of this organisation. */
function planDraft<World>(parts: DraftParts<World>, draft: Draft): PlannedGenerated {
  const id = nameDraft(draft);
  if ("relation" in draft) {
    const { relation, subject } = draft;
    const { case: property } = relation;
    // A property is run with a subject of its own and no other.
    return { id, phase: "generated", case: { ...property, id }, state: { kind: "ready", subject } } as PlannedGenerated;
  }
  const { title, operation, requirements, request } = draft;
  const head = { id, title, operation, requirements };
  return {
    id,
    phase: "generated",
    case: makeCase(parts, head, request),
    shrink: (trial) => shrink(parts, head, request, trial),
    state: { kind: "ready", subject: undefined },
  };
}

type CaseHead = Pick<Case<undefined, undefined>, "id" | "title" | "operation" | "requirements">;

/** A request as a case, judged as the Standard says. */
function makeCase<World>(
  { generation, world, seed }: Pick<DraftParts<World>, "generation" | "world" | "seed">,
  head: CaseHead,
  request: RequestPlan,
): Case<undefined, undefined> {
  const { next, judge, writes } = generation.examine(request, world, drawFor(seed, head.id));
  return {
    ...head,
    needs: undefined,
    ...(writes === undefined ? {} : { writes }),
    next: (_subject, trace) => next(trace),
    judge: (_subject, trace) => judge(trace),
  };
}

/** Off this machine so many requests are sent to make one smaller; here there is no need to be sparing. */
export const mostRequests = { elsewhere: 50, here: 400 };

/**
 * Looks for a smaller request that breaks the same requirements, or none if this one breaks none, and is as safe. One
 * that changes something is left as it was found where the host cannot be reset.
 */
async function shrink<World>(
  parts: DraftParts<World>,
  head: CaseHead,
  request: RequestPlan,
  trial: Trial<undefined, undefined>,
): Promise<Shrunk<undefined, undefined> | undefined> {
  const { catalog, generation, world, target } = parts;
  const operation = catalog.operations.get(request.operation);
  const plan = (one: RequestPlan): Case<undefined, undefined> => makeCase(parts, head, one);
  const canReset = target.profile.state !== undefined && target.profile.writes;
  if (plan(request).writes !== undefined && !canReset) return undefined;
  const classOf = (one: RequestPlan): string =>
    operation === undefined ? "" : JSON.stringify(listBreaches(catalog, operation, one) ?? "no JSON");
  const own = classOf(request);
  return shrinkGenerated(
    {
      request,
      plan,
      most: target.loopback ? mostRequests.here : mostRequests.elsewhere,
      smaller: function* (from) {
        for (const one of shrinkRequest(from)) if (generation.isSafe(one, world) && classOf(one) === own) yield one;
      },
    },
    trial,
  );
}

function drawFor(seed: number, id: string): DrawFor {
  return (part = "") => createDraw(seed, `${id} ${part}`);
}

/** Every case that the phase would run in an organisation, in its order, made from world, seed and choices. */
export function listGenerated<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  found: Pick<OrganisationSession<World, Needs, Subject>, "world" | "seed" | "target" | "trouble">,
  choices: GeneratedChoices,
  sources: readonly GeneratedSource<World>[],
): Iterable<PlannedGenerated> {
  return planPhase(standard, found, choices, { sources }).list();
}

/** The case with this id, made anew from world, seed and choices; undefined where these give none. */
export function findGenerated<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  found: Pick<OrganisationSession<World, Needs, Subject>, "world" | "seed" | "target" | "trouble">,
  choices: GeneratedChoices,
  sources: readonly GeneratedSource<World>[],
  id: string,
): PlannedGenerated | undefined {
  for (const planned of listGenerated(standard, found, choices, sources)) if (planned.id === id) return planned;
  return undefined;
}

/** The case of a recorded request, such as one that was shrunk; undefined where the verdict has none. */
export function remakeRequest<Organisation, World, Needs, Subject>(
  { generation }: Standard<Organisation, World, Needs, Subject>,
  { world, seed }: { readonly world: World; readonly seed: number },
  {
    case: id,
    title,
    operation,
    requirements,
    made,
  }: Pick<Verdict, "case" | "title" | "operation" | "requirements" | "made">,
): PlannedGenerated | undefined {
  const request = readRequest(made);
  const [first, ...others] = requirements;
  if (request === undefined || generation === undefined || first === undefined) return undefined;
  const head: CaseHead = { id, title, operation, requirements: [first, ...others] };
  const one = makeCase({ generation, world, seed }, head, request);
  return { id, phase: "generated", case: one, state: { kind: "ready", subject: undefined } };
}

/** One case that says why there are no others. */
function planLacking(operation: string, reason: string): SourcePlan {
  const id = `generated.${operation}`;
  const none: PlannedGenerated = {
    id,
    phase: "generated",
    case: {
      id,
      title: "Generated cases",
      operation,
      requirements: ["transport.status.no-crash"],
      needs: undefined,
      next: () => undefined,
      judge: () => nothingJudged,
    },
    state: { kind: "couldNotRun", reason },
  };
  return { count: 1, countRequests: () => 0, list: () => [none] };
}

function joinPlans(plans: readonly SourcePlan[]): SourcePlan {
  return {
    count: plans.reduce((sum, { count }) => sum + count, 0),
    countRequests: () => plans.reduce((sum, plan) => sum + plan.countRequests(), 0),
    list: function* () {
      for (const { list } of plans) yield* list();
    },
  };
}

function selectPlanned(plan: SourcePlan, only: readonly string[]): SourcePlan {
  if (only.length === 0) return plan;
  const chosen = [...plan.list()].filter(({ id }) => only.some((name) => id === name || id.startsWith(`${name}.`)));
  return { count: chosen.length, countRequests: () => chosen.length * 2, list: () => chosen };
}
