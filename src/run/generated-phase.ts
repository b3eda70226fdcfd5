import type { Catalog } from "../catalog/catalog.ts";
import type { Standard } from "../check/standard.ts";
import { createDraw } from "../generate/draw.ts";
import { type Draft, nameDraft } from "../generate/draft.ts";
import { type GeneratedOptions, type GeneratedPlan, planGenerated } from "../generate/plan-generated.ts";
import type { Examination, Generation } from "../model/generation.ts";
import type { GeneratedChoices } from "../model/run.ts";
import type { PlannedCase } from "./plan.ts";
import type { RunPhase } from "./run-phase.ts";
import type { OrganisationSession } from "./run-session.ts";

/** A generated case; its subject is part of it. */
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
}

export interface SourcePlan {
  readonly count: number;
  /** How many requests they take, as an estimate for people. */
  readonly requests: number;
  readonly list: () => Iterable<PlannedGenerated>;
}

/** So many random cases where the target is on this machine; elsewhere none unless they are asked for. */
export const usualCases = 500;

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
  const planFor = (organisation: OrganisationSession<World, Needs, Subject>): SourcePlan =>
    planPhase(standard, organisation, choices, only, sources);
  return {
    name: "generated",
    writes: true,
    plan: (organisation) => {
      const { count, requests } = planFor(organisation);
      return { cases: count, requests };
    },
    run: async (organisation) => {
      const plan = planFor(organisation);
      organisation.announce("generated", plan.count, plan.requests);
      for (const planned of plan.list()) await organisation.run(planned);
    },
  };
}

function planPhase<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  organisation: Pick<OrganisationSession<World, Needs, Subject>, "world" | "seed" | "target">,
  choices: GeneratedChoices,
  only: readonly string[],
  sources: readonly GeneratedSource<World>[],
): SourcePlan {
  const { world, seed, target } = organisation;
  const { generation } = standard;
  if (world === undefined) return planUnable("nothing could be found out about the organisation");
  const options = chooseOptions(seed, choices, target);
  const own = generation === undefined ? nothingPlanned : planOwn(standard.catalog, generation, world, options);
  const others = sources.map((source) =>
    source.plan(world, {
      seed,
      cases: choices.cases,
      writes: options.writes,
      loopback: target.loopback,
      operations: choices.operations ?? [],
    }),
  );
  return selectPlanned(joinPlans([own, ...others]), only);
}

const nothingPlanned: SourcePlan = { count: 0, requests: 0, list: () => [] };

function planOwn<World>(
  catalog: Catalog,
  generation: Generation<World>,
  world: World,
  options: GeneratedOptions,
): SourcePlan {
  const { seed } = options;
  const drafts = planGenerated({ catalog, generation }, world, options);
  return {
    count: drafts.count,
    requests: countRequests(generation, world, seed, drafts),
    list: function* () {
      for (const draft of drafts.list()) yield planDraft(generation, world, seed, draft);
    },
  };
}

/** So many cases are looked at to tell how many requests all will take. */
const mostCounted = 1000;

function countRequests<World>(
  generation: Generation<World>,
  world: World,
  seed: number,
  { count, list }: GeneratedPlan,
): number {
  let looked = 0;
  let requests = 0;
  for (const draft of list()) {
    if (looked >= mostCounted) break;
    looked += 1;
    requests += examineDraft(generation, world, seed, draft).requests;
  }
  return looked === 0 ? 0 : Math.round((requests / looked) * count);
}

function examineDraft<World>(generation: Generation<World>, world: World, seed: number, draft: Draft): Examination {
  const draw = () => createDraw(seed, nameDraft(draft));
  return "request" in draft ? generation.examine(draft.request, world, draw) : draft.relation.examine(draw);
}

/** The options of a run on this target: what was chosen, and what is usual where nothing was. */
export function chooseOptions(
  seed: number,
  { cases, operations = [] }: GeneratedChoices,
  target: { readonly loopback: boolean; readonly profile: { readonly writes: boolean } },
): GeneratedOptions {
  return {
    seed,
    cases: cases ?? (target.loopback ? usualCases : 0),
    // Elsewhere nothing is updated by default, even where the profile would allow it.
    writes: target.profile.writes && (target.loopback || cases !== undefined),
    operations,
  };
}

/** A draft as a case of this organisation. */
export function planDraft<World>(
  generation: Generation<World>,
  world: World,
  seed: number,
  draft: Draft,
): PlannedGenerated {
  return planExamination(nameDraft(draft), draft, examineDraft(generation, world, seed, draft));
}

function planExamination(
  id: string,
  { title, operation, requirements }: Pick<Draft, "title" | "operation" | "requirements">,
  { next, judge, writes }: Examination,
): PlannedGenerated {
  return {
    id,
    phase: "generated",
    case: {
      id,
      title,
      operation,
      requirements,
      needs: undefined,
      ...(writes === undefined ? {} : { writes }),
      next: (_subject, trace) => next(trace),
      judge: (_subject, trace) => judge(trace),
    },
    state: { kind: "ready", subject: undefined },
  };
}

/** The case of a recorded run with this id, made again; undefined where the same choices give none. */
export function findGenerated<Organisation, World, Needs, Subject>(
  standard: Standard<Organisation, World, Needs, Subject>,
  found: Pick<OrganisationSession<World, Needs, Subject>, "world" | "seed" | "target">,
  choices: GeneratedChoices,
  sources: readonly GeneratedSource<World>[],
  id: string,
): PlannedGenerated | undefined {
  for (const planned of planPhase(standard, found, choices, [], sources).list()) if (planned.id === id) return planned;
  return undefined;
}

function planUnable(reason: string): SourcePlan {
  const id = "generated.all";
  return {
    count: 1,
    requests: 0,
    list: () => [
      {
        id,
        phase: "generated",
        case: {
          id,
          title: "Generated cases",
          operation: "all",
          requirements: ["transport.status.no-crash"],
          needs: undefined,
          next: () => undefined,
          judge: () => ({ findings: [], notes: [], readings: [], exercised: [] }),
        },
        state: { kind: "couldNotRun", reason },
      },
    ],
  };
}

function joinPlans(plans: readonly SourcePlan[]): SourcePlan {
  return {
    count: plans.reduce((sum, { count }) => sum + count, 0),
    requests: plans.reduce((sum, { requests }) => sum + requests, 0),
    list: function* () {
      for (const { list } of plans) yield* list();
    },
  };
}

function selectPlanned(plan: SourcePlan, only: readonly string[]): SourcePlan {
  if (only.length === 0) return plan;
  const chosen = [...plan.list()].filter(({ id }) => only.some((name) => id === name || id.startsWith(`${name}.`)));
  return { count: chosen.length, requests: chosen.length * 2, list: () => chosen };
}
