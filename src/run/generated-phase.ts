import type { Standard } from "../check/standard.ts";
import { type Draft, nameDraft } from "../generate/draft.ts";
import { type GeneratedOptions, type GeneratedPlan, planGenerated } from "../generate/plan-generated.ts";
import type { GeneratedChoices } from "../model/run-choices.ts";
import { type DraftParts, drawFor, planDraft } from "./generated-case.ts";
import { canReset } from "./reset-host.ts";
import type { RunPhase } from "./run-phase.ts";
import type { OrganisationSession } from "./run-session.ts";
import {
  type GeneratedSource,
  joinPlans,
  planLacking,
  type PlannedGenerated,
  selectPlanned,
  type SourcePlan,
} from "./source-plan.ts";

/** So many random cases where the target is on this machine; elsewhere none unless they are asked for. */
const usualCases = 500;

export interface PhaseScope<World> {
  /** Beginnings of ids; empty for all. */
  readonly only?: readonly string[] | undefined;
  /** What else is generated, after the requests. */
  readonly sources?: readonly GeneratedSource<World>[];
  /** Whether the same run has held every property before: then those that are drawn are enough. */
  readonly isAfterSuites?: boolean;
}

/**
 * Cases that nobody wrote. Off this machine only the boundaries of reads, unless more is asked for.
 */
export function createGeneratedPhase<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  choices: GeneratedChoices,
  { only = [], sources = [], isAfterSuites = false }: PhaseScope<World> = {},
): RunPhase<World, Needs, Subject> {
  const planFor = (organisation: OrganisationSession<World, Needs, Subject>, bounded: Set<string>): SourcePlan => {
    const isFirst = (operation: string): boolean => !bounded.has(operation);
    const plan = planPhase(standard, organisation, choices, { only, sources, isAfterSuites, hasBoundaries: isFirst });
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
      for (const planned of plan.list(() => organisation.isOver())) await organisation.run(planned);
    },
  };
}

function planPhase<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  organisation: Pick<OrganisationSession<World, Needs, Subject>, "world" | "seed" | "target" | "trouble">,
  choices: GeneratedChoices,
  {
    only = [],
    sources = [],
    isAfterSuites = false,
    hasBoundaries = () => true,
  }: PhaseScope<World> & {
    /** The boundaries of an operation are the same in each organisation; once in a run is enough. */
    readonly hasBoundaries?: (operation: string) => boolean;
  },
): SourcePlan & { readonly operations: readonly string[] } {
  const { world, seed, target, trouble = "nothing could be found out about the organisation" } = organisation;
  const { generation } = standard;
  if (world === undefined) {
    return { ...planLacking("all", trouble), operations: [] };
  }
  const options = { ...chooseOptions(seed, choices, target), isAfterSuites };
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
      canReset: canReset(target.profile),
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
  const drafts = keepDrafts(planGenerated(parts, parts.world, options));
  const own: SourcePlan = {
    count: drafts.count,
    countRequests: () => countRequests(parts, drafts),
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

function countRequests<World>(parts: DraftParts<World>, { count, list }: GeneratedPlan): number {
  const { generation, world, seed, target } = parts;
  const resets = canReset(target.profile) ? 1 : 0;
  const step = Math.max(1, count / mostCounted);
  let [at, looked, requests] = [0, 0, 0];
  for (const draft of list()) {
    at += 1;
    // Families stand one after another: all of the plan has to be looked at alike.
    if (at < (looked + 1) * step) continue;
    looked += 1;
    if ("request" in draft) {
      const examined = generation.examine(draft.request, world, drawFor(seed, nameDraft(draft)));
      requests += examined.requests + (examined.writes === undefined ? 0 : resets);
    } else {
      requests += requestsOfRelation + (draft.writes ? resets : 0);
    }
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
    rest: cases === undefined && target.loopback,
    // They are shared by the organisations.
    cases: Math.ceil(all / Math.max(1, target.profile.organisations.length)),
    // Elsewhere nothing is updated by default, even where the profile would allow it.
    writes: target.profile.writes && (target.loopback || cases !== undefined),
    operations,
  };
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
