import { nothingJudged } from "../model/verdict.ts";
import type { PlannedCase } from "./plan.ts";

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
  /** @param isOver whether those that are left will not be run, and need nothing but a name */
  readonly list: (isOver?: () => boolean) => Iterable<PlannedGenerated>;
}

/** One case that says why there are no others. */
export function planLacking(operation: string, reason: string): SourcePlan {
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

/** Several plans as one, in their order. */
export function joinPlans(plans: readonly SourcePlan[]): SourcePlan {
  return {
    count: plans.reduce((sum, { count }) => sum + count, 0),
    countRequests: () => plans.reduce((sum, plan) => sum + plan.countRequests(), 0),
    list: function* (isOver) {
      for (const { list } of plans) yield* list(isOver);
    },
  };
}

/** The cases whose ids are these or begin with them; all where none is named. */
export function selectPlanned(plan: SourcePlan, only: readonly string[]): SourcePlan {
  if (only.length === 0) return plan;
  const chosen = [...plan.list()].filter(({ id }) => only.some((name) => id === name || id.startsWith(`${name}.`)));
  return { count: chosen.length, countRequests: () => chosen.length * 2, list: () => chosen };
}
