import type { Draw, ReadExchange, RequestPlan, Step } from "./case.ts";
import type { Json } from "./json.ts";
import type { Judgement } from "./verdict.ts";

/**
 * How a request that nobody wrote is carried out: the request itself, and those before and after it that it is compared
 * with. Its functions are pure; replay and the shrinker call them again.
 */
export interface Examination {
  readonly next: (trace: readonly ReadExchange[]) => Step | undefined;
  /** Called only where every reply could be read. */
  readonly judge: (trace: readonly ReadExchange[]) => Judgement;
  /** As of a case. */
  readonly writes?: "restored" | "kept";
  /** How many requests it takes where nothing diverges; an estimate for people. */
  readonly requests: number;
}

/** What a Standard knows of the requests of one operation that no schema says. */
export interface GeneratedOperation<World> {
  readonly operation: string;
  /** Whether its requests change the host's data. */
  readonly writes: boolean;
  /** Why nothing can be generated in this organisation, and what to add to the profile. */
  readonly lacking: (world: World) => string | undefined;
  /** A sound query or body about what exists, so that what is made of it reaches past validation. */
  readonly draw: (world: World, draw: Draw) => Json;
  /** Values that mean something to the host, by the place in a query or body (a JSON Pointer with `*`). */
  readonly known: (world: World) => Readonly<Record<string, readonly Json[]>>;
}

/** A property that relates answers to one another, with a subject that is drawn. */
export interface GeneratedRelation {
  /** Unique within its operation; a part of the case's id. */
  readonly name: string;
  readonly title: string;
  readonly operation: string;
  readonly requirements: readonly [string, ...string[]];
  readonly writes: boolean;
  readonly examine: (draw: () => Draw) => Examination;
}

/** What a Standard contributes to generated cases. */
export interface Generation<World> {
  readonly operations: readonly GeneratedOperation<World>[];
  /** How any request of these operations is carried out and judged, however it was made. */
  readonly examine: (request: RequestPlan, world: World, draw: () => Draw) => Examination;
  /** Whether a request changes nothing but what the profile lets be changed, on a host that takes it in any way. */
  readonly isSafe: (request: RequestPlan, world: World) => boolean;
  /** Properties with subjects that the organisation offers. */
  readonly relations?: (world: World) => readonly GeneratedRelation[];
}
