import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import type { ApiPlace } from "./read-operations.ts";
import { resolveReference } from "./resolve-reference.ts";

const deepest = 6;

/**
 * The places in the instances of a schema that have `writeOnly`, whatever else is there: not those of one alternative. `*` stands
 * for any entry of a list.
 */
export function listSilent(
  { files }: Pick<OpenapiFiles, "files">,
  start: ApiPlace,
): { readonly at: string; readonly described: ApiPlace }[] {
  const found = new Map<string, ApiPlace>();
  const walk = (place: ApiPlace, at: string, depth: number, seen: ReadonlySet<string>): void => {
    const { file, pointer } = place;
    const schema = resolvePointer(files.get(file), pointer);
    if (!isObject(schema) || depth > deepest) return;
    if (schema["writeOnly"] === true && at !== "" && !found.has(at)) found.set(at, place);
    const within = (part: string): ApiPlace => ({ file, pointer: `${pointer}/${part}` });
    const { $ref: reference, properties, allOf } = schema;
    if (typeof reference === "string") {
      const [target, fragment] = resolveReference(reference, file);
      const key = `${target}#${fragment} ${at}`;
      if (!seen.has(key)) walk({ file: target, pointer: fragment }, at, depth, new Set([...seen, key]));
    }
    for (const name of isObject(properties) ? Object.keys(properties) : []) {
      const part = formatPointer([name]);
      walk(within(`properties${part}`), at + part, depth + 1, seen);
    }
    walk(within("items"), `${at}/*`, depth + 1, seen);
    for (const index of Array.isArray(allOf) ? allOf.keys() : []) walk(within(`allOf/${index}`), at, depth, seen);
  };
  walk(start, "", 0, new Set());
  return [...found].map(([at, described]) => ({ at, described }));
}
