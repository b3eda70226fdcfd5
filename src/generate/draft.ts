import type { RequestPlan } from "../model/case.ts";
import type { GeneratedRelation } from "../model/generation.ts";

/**
 * How cases are generated: every keyword and parameter at its bounds, sound requests, sound ones with one thing wrong,
 * properties with drawn subjects, parameters in pairs, and what is no sound message at all.
 */
export const families = ["boundaries", "valid", "mutations", "relations", "pairs", "raw"] as const;
export type Family = (typeof families)[number];

/** A request that was generated, before it is known how it will be judged. */
export interface RequestDraft {
  readonly family: Family;
  readonly operation: string;
  /** Unique within family and operation. */
  readonly name: string;
  /** A sentence about the request. */
  readonly title: string;
  /** What the request breaks, if anything; the requirement that it is about otherwise. */
  readonly requirements: readonly [string, ...string[]];
  readonly writes: boolean;
  readonly request: RequestPlan;
}

/** A property that was drawn. */
interface RelationDraft extends Omit<RequestDraft, "request"> {
  readonly relation: GeneratedRelation;
  /** Which of its subjects it is tried with. */
  readonly subject: unknown;
}

export type Draft = RequestDraft | RelationDraft;

/** The id of a draft's case. */
export function nameDraft({ family, operation, name }: Omit<Draft, "request">): string {
  return `generated.${operation}.${family}.${name}`;
}
