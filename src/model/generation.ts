import type { Case, Draw, ReadExchange, RequestPlan, Step } from "./case.ts";
import type { Json } from "./json.ts";
import type { Judgement } from "./verdict.ts";

/** Seeded choices of a generated case; those of different parts are independent of one another. */
export type DrawFor = (part?: string) => Draw;

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

/** A way to break a sound request that no schema tells: what it is about does not exist, or is not allowed. */
export interface Fault<World> {
  /** A part of an id. */
  readonly name: string;
  /** What is wrong then, as the end of a sentence. */
  readonly words: string;
  readonly requirement: string;
  /** A sound query or body with that fault and no other; undefined where the organisation does not offer it. */
  readonly put: (sound: Json, world: World, draw: Draw) => Json | undefined;
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
  /** The sound one that boundaries are made of; left out for the drawn one with the most in it. */
  readonly base?: (world: World) => Json;
  /** Values that mean something to the host, by the place in a query or body (a JSON Pointer with `*`). */
  readonly known: (world: World) => Readonly<Record<string, readonly Json[]>>;
  /** Members that belong together, such as an identifier and its kind: pairs leave them as they were drawn. */
  readonly tied: readonly string[];
  readonly faults: readonly Fault<World>[];
}

/** A property of the host's answers that holds for every subject that an organisation offers. */
export interface GeneratedRelation {
  readonly case: Case<unknown, unknown>;
  /** Not empty; those that differ most first. */
  readonly subjects: readonly unknown[];
}

/** What a Standard contributes to generated cases. */
export interface Generation<World> {
  readonly operations: readonly GeneratedOperation<World>[];
  /** How any request of these operations is carried out and judged, however it was made. */
  readonly examine: (request: RequestPlan, world: World, draw: DrawFor) => Examination;
  /** Whether a request changes nothing but what the profile lets be changed, on a host that takes it in any way. */
  readonly isSafe: (request: RequestPlan, world: World) => boolean;
  /** Properties, with all the subjects that the organisation offers for them. */
  readonly relations: (world: World) => readonly GeneratedRelation[];
}
