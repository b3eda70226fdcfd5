import { generalizePointer } from "../../src/model/json-pointer.ts";
import type { DivergenceClass } from "../../src/model/requirement.ts";
import type { DivergenceKind } from "../../src/model/verdict.ts";

/** Something that a pact relies on or sends and that the documents do not promise or allow. */
export interface PactFinding {
  /** JSON Pointer into the pact file. */
  readonly pointer: string;
  readonly requirement: string;
  /** By the requirement's basis where it is broken; a deviation where the documents are only silent. */
  readonly class: DivergenceClass;
  readonly kind: DivergenceKind;
  /** The description of the interaction. */
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
}

/** Each breach once, however many entries of a list show it. */
export function dropRepeated(findings: readonly PactFinding[]): PactFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ requirement, kind, pointer, subject }) => {
    const key = JSON.stringify([requirement, kind, generalizePointer(pointer), subject]);
    return seen.has(key) ? false : seen.add(key);
  });
}
