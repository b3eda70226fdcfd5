import { formatPointer, parsePointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import { resolveReference } from "./resolve-reference.ts";

interface Place {
  readonly file: string;
  readonly pointer: string;
}

/**
 * A place whose description leads back to itself without a step into the value: a reference to a reference, or a schema
 * that is one of its own alternatives. One that holds itself in a member or an entry is recursive, which is sound.
 */
export function findCircularReference(files: ReadonlyMap<string, unknown>, root: string): Place | undefined {
  const finished = new Set<string>();
  const follow = (place: Place, path: ReadonlySet<string>): Place | undefined => {
    const key = `${place.file}#${place.pointer}`;
    if (path.has(key)) return place;
    if (finished.has(key)) return undefined;
    const further = new Set([...path, key]);
    for (const next of listInPlace(files, place)) {
      const circle = follow(next, further);
      if (circle !== undefined) return circle;
    }
    finished.add(key);
    return undefined;
  };
  for (const [file, value] of [...files].toSorted(([a], [b]) => Number(b === root) - Number(a === root))) {
    for (const pointer of listObjects(value)) {
      const circle = follow({ file, pointer }, new Set());
      if (circle !== undefined) return circle;
    }
  }
  return undefined;
}

/** Descriptions that apply to the very value which this one describes. */
function listInPlace(files: ReadonlyMap<string, unknown>, { file, pointer }: Place): Place[] {
  const node = resolvePointer(files.get(file), pointer);
  if (!isObject(node)) return [];
  const found: Place[] = [];
  const reference = node["$ref"];
  if (typeof reference === "string") {
    const [target, fragment] = resolveReference(reference, file);
    found.push({ file: target, pointer: fragment });
  }
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const list = node[keyword];
    if (Array.isArray(list))
      for (const index of list.keys()) found.push({ file, pointer: `${pointer}/${keyword}/${index}` });
  }
  for (const keyword of ["not", "if", "then", "else"]) {
    if (isObject(node[keyword])) found.push({ file, pointer: `${pointer}/${keyword}` });
  }
  return found;
}

function listObjects(value: unknown): string[] {
  const found: string[] = [];
  const walk = (node: unknown, parts: readonly string[]): void => {
    if (typeof node !== "object" || node === null) return;
    if (isObject(node) && ["$ref", "allOf", "anyOf", "oneOf"].some((keyword) => Object.hasOwn(node, keyword)))
      found.push(formatPointer(parts));
    for (const [name, one] of Object.entries(node)) walk(one, [...parts, name]);
  };
  walk(value, []);
  return found.filter((pointer) => !parsePointer(pointer).some((part) => part === "example" || part === "examples"));
}
