import { isObject } from "../../src/model/json.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type { DivergenceKind } from "../../src/model/verdict.ts";
import { readPlace } from "../pact/read-place.ts";
import { readMark } from "./plan-interactions.ts";

/** One thing that Pact found otherwise than expected. */
export interface PactMismatch {
  /** What part of the message. */
  readonly part: "status" | "header" | "body" | "metadata" | "other";
  /** JSON Pointer into the body; empty for the other parts. */
  readonly pointer: string;
  readonly kind: DivergenceKind;
  readonly expected: string;
  readonly actual: string;
  /** Pact's own words. */
  readonly text: string;
}

/** What Pact says of one interaction. */
export interface PactResult {
  readonly mismatches: readonly PactMismatch[];
  /** Why there is nothing to compare, such as a request that failed. */
  readonly trouble?: string;
}

/** The verifier's results by the number of the interaction. Throws an Error where the text is none of its results. */
export function readVerification(text: string): ReadonlyMap<number, PactResult> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`Pact's verifier broke off: ${text.slice(0, 500)}`);
  }
  const results = new Map<number, PactResult>();
  const lists = isObject(value) ? value : {};
  for (const one of listOf(lists["interactionResults"])) {
    const index = readMark(String(one["description"]));
    if (index !== undefined) results.set(index, { mismatches: [] });
  }
  for (const error of [...listOf(lists["errors"]), ...listOf(lists["pendingErrors"])]) {
    const index = readMark(String(error["interaction"]));
    const { mismatch } = error;
    if (index === undefined || !isObject(mismatch)) continue;
    const mismatches = listOf(mismatch["mismatches"]).flatMap(readMismatch);
    const message = typeof mismatch["message"] === "string" ? mismatch["message"] : undefined;
    results.set(index, { mismatches, ...(message === undefined ? {} : { trouble: message }) });
  }
  return results;
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

const parts: Readonly<Record<string, PactMismatch["part"]>> = {
  StatusMismatch: "status",
  HeaderMismatch: "header",
  BodyMismatch: "body",
  BodyTypeMismatch: "body",
  MetadataMismatch: "metadata",
};

function readMismatch(one: Readonly<Record<string, unknown>>): PactMismatch[] {
  const text = typeof one["mismatch"] === "string" ? one["mismatch"] : "";
  const part = parts[String(one["type"])] ?? "other";
  const pointer = part === "body" && typeof one["path"] === "string" ? formatPointer(readPlace(one["path"])) : "";
  const [expected, actual] = [show(one["expected"]), show(one["actual"])];
  // A difference that only the writing of a number makes: bodies are compared as JSON, and 390.000 is 390.
  if (isSameNumber(expected, actual) && / \((Decimal|Integer)\) /.test(text)) return [];
  const missing = /^Actual map is missing the following keys: (.+)$/.exec(text)?.[1];
  if (missing !== undefined) {
    return missing.split(", ").map((name) => ({
      part,
      pointer: pointer + formatPointer([name]),
      kind: "missing" as const,
      expected: `a member ${name}`,
      actual: "no such member",
      text,
    }));
  }
  const kind = /type|\bnot a list|number|integer|decimal|boolean/i.test(text) && !/equal/.test(text) ? "type" : "value";
  return [{ part, pointer, kind, expected, actual, text }];
}

function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isSameNumber(left: string, right: string): boolean {
  return left.trim() !== "" && Number.isFinite(Number(left)) && Number(left) === Number(right);
}
