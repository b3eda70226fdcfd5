import { readdirSync, readFileSync } from "node:fs";
import { isObject } from "../src/model/json.ts";

/** A value that a schema describes, or, among the invalid ones, that breaks it. */
export interface Example {
  /** The path of the file below `schemas/`. */
  readonly path: string;
  readonly schema: string;
  readonly value: unknown;
}

/** The examples that stand beside the schemas. */
export function readExamples(folder: string): {
  readonly valid: readonly Example[];
  readonly invalid: readonly Example[];
} {
  const examples = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^[a-z-]+\/examples\/.*\.json$/.test(path))
    .toSorted()
    .map((path): Example => ({ ...(JSON.parse(readFileSync(`${folder}/${path}`, "utf8")) as Example), path }));
  const isInvalid = ({ path }: Example): boolean => path.endsWith(".invalid.json");
  return { valid: examples.filter((example) => !isInvalid(example)), invalid: examples.filter(isInvalid) };
}

/** A copy of a value with another value at a place, or with none. */
export function changeValue(value: unknown, place: readonly string[], by?: () => unknown): unknown {
  const [part, ...rest] = place;
  if (part === undefined) return by?.();
  const isRemoved = (name: string): boolean => by === undefined && rest.length === 0 && name === part;
  const follow = (name: string, member: unknown): unknown => (name === part ? changeValue(member, rest, by) : member);
  if (Array.isArray(value))
    return value.flatMap((entry, index) => (isRemoved(String(index)) ? [] : [follow(String(index), entry)]));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !isRemoved(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, follow(name, member)]));
}
