import { createHash } from "node:crypto";
import { generalizePointer } from "../model/json-pointer.ts";
import { operationOf } from "../model/requirement.ts";
import type { Finding } from "../model/verdict.ts";

/**
 * The same breach has the same fingerprint in every run: no value, id, index or seed is in it. 16 hex digits.
 * @param operation of the case; it is heeded where the requirement holds for every operation, since what a case about updates
 *   sees of histories is the same breach that a case about histories sees
 */
export function fingerprintFinding(
  operation: string,
  { requirement, pointer, kind }: Pick<Finding, "requirement" | "pointer" | "kind">,
): string {
  const text = [requirement, operationOf(requirement) ?? operation, generalizePointer(pointer), kind].join("\n");
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
