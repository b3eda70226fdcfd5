import { InputError } from "../../model/input-error.ts";
import { resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import type { ApiPlace } from "./api-operation.ts";
import type { OpenapiFiles } from "./load-openapi.ts";
import { resolveReference } from "./resolve-reference.ts";

/** A node and its place, references followed. */
export function followNode(
  { files, locate }: Pick<OpenapiFiles, "files" | "locate">,
  start: ApiPlace,
): { readonly node: unknown; readonly place: ApiPlace } {
  let place = start;
  for (let steps = 0; steps < 50; steps += 1) {
    const node = resolvePointer(files.get(place.file), place.pointer);
    const reference = isObject(node) ? node["$ref"] : undefined;
    if (typeof reference !== "string") return { node, place };
    const [file, pointer] = resolveReference(reference, place.file);
    place = { file, pointer };
  }
  throw new InputError([{ ...locate(start.file, start.pointer), message: "refers to itself" }]);
}

/** The members of what stands at a place; none where that is no object. */
export function readMembers({ files }: OpenapiFiles, { file, pointer }: ApiPlace): Readonly<Record<string, unknown>> {
  const node = resolvePointer(files.get(file), pointer);
  return isObject(node) ? node : {};
}
