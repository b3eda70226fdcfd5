import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import { remember } from "../../model/remember.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import type { ApiPlace } from "./api-operation.ts";
import { resolveReference } from "./resolve-reference.ts";

/** So many steps down, and so many in all: schemas that hold themselves several times over have more places than can be gone through. */
const deepest = 6;
const mostSteps = 5000;

interface Step {
  readonly place: ApiPlace;
  readonly at: string;
  readonly depth: number;
  readonly seen: ReadonlySet<string>;
}

/**
 * The places in the instances of a schema that have `writeOnly`, whatever else is there: not those of one alternative. `*` stands
 * for any entry of a list.
 */
export function listSilent(
  { files }: Pick<OpenapiFiles, "files">,
  start: ApiPlace,
): { readonly at: string; readonly described: ApiPlace }[] {
  const found = new Map<string, ApiPlace>();
  if (!hasSilent(files)) return [];
  const steps: Step[] = [{ place: start, at: "", depth: 0, seen: new Set() }];
  // What is near goes first.
  for (let turn = 0; turn < Math.min(steps.length, mostSteps); turn += 1) {
    const { place, at, depth, seen } = steps[turn] as Step;
    const { file, pointer } = place;
    const schema = resolvePointer(files.get(file), pointer);
    if (!isObject(schema) || depth > deepest) continue;
    if (schema["writeOnly"] === true && at !== "" && !found.has(at)) found.set(at, place);
    const add = (part: string, to: string, further: number): void =>
      void steps.push({ place: { file, pointer: `${pointer}/${part}` }, at: to, depth: depth + further, seen });
    const { $ref: reference, properties, allOf } = schema;
    if (typeof reference === "string") {
      const [target, fragment] = resolveReference(reference, file);
      const key = `${target}#${fragment} ${at}`;
      if (!seen.has(key))
        steps.push({ place: { file: target, pointer: fragment }, at, depth, seen: new Set([...seen, key]) });
    }
    for (const name of isObject(properties) ? Object.keys(properties) : []) {
      const part = formatPointer([name]);
      add(`properties${part}`, at + part, 1);
    }
    if (schema["items"] !== undefined) add("items", `${at}/*`, 1);
    for (const index of Array.isArray(allOf) ? allOf.keys() : []) add(`allOf/${index}`, at, 0);
  }
  return [...found].map(([at, described]) => ({ at, described }));
}

/** Whether anything is only written; most documents have nothing of the kind. */
const hasSilent = remember((files: OpenapiFiles["files"]): boolean => {
  const walk = (node: unknown): boolean =>
    typeof node === "object" &&
    node !== null &&
    ((isObject(node) && node["writeOnly"] === true) || Object.values(node).some(walk));
  return [...files.values()].some(walk);
});
