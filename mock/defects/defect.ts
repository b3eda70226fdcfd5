import type { Twist } from "../twist.ts";

/** A fault, put into the mock on purpose. */
export interface Defect extends Twist {
  /** `<operation|transport|authentication>.<what is wrong>`, never renamed. */
  readonly id: string;
  /** One line. */
  readonly statement: string;
  /** The requirement that it breaks, and no other. */
  readonly breaks: string;
}

/** A defect from its parts. */
export function makeDefect(breaks: string, id: string, statement: string, twist: Twist): Defect {
  return { id, statement, breaks, ...twist };
}
