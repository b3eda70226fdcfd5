import type { Twist } from "../twist.ts";

/** Another way of behaving that the documents leave open. */
export interface Variant extends Twist {
  /** kebab-case, never renamed. */
  readonly id: string;
  /** One line. */
  readonly statement: string;
  /** Ids of the variants that cannot be taken together with it. */
  readonly excludes: readonly string[];
}

/** A variant as it is written down: those that share a slot, or a choice, exclude one another. */
export interface VariantRow extends Twist {
  readonly id: string;
  readonly statement: string;
  readonly slots?: readonly string[];
}
