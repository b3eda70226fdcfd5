import { createHash } from "node:crypto";
import { generalizePointer } from "../model/json-pointer.ts";
import type { Finding } from "../model/verdict.ts";

/** The same breach has the same fingerprint in every run: no value, id, index or seed is in it. 16 hex digits. */
export function fingerprintFinding(operation: string, { requirement, pointer, kind }: Finding): string {
  const text = [requirement, operation, generalizePointer(pointer), kind].join("\n");
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
