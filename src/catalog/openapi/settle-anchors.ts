import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { isObject } from "../../model/json.ts";
import { namesBelow, type Names, valueMembers } from "./reference-names.ts";
import { formatFragment } from "./resolve-reference.ts";

/** A part of a file that is a document of its own: one with an `$id`, or else the whole file. */
interface Resource {
  readonly base: string;
  readonly pointer: string;
}

/** A file whose references within itself are JSON pointers from its root, and the anchors that other files may name. */
export interface SettledFile {
  readonly value: unknown;
  readonly anchors: ReadonlyMap<string, string>;
}

type Visit = (node: Readonly<Record<string, unknown>>, pointer: string, resource: Resource) => unknown;

/**
 * References by names (`$anchor`), and to or within what has an `$id`, as JSON pointers (JSON Schema 2020-12 core, 8.2). What leads out
 * of the file is left as it is.
 */
export function settleAnchors(document: unknown, file: string): SettledFile {
  const root: Resource = { base: `file:///${file.split("/").map(encodeURIComponent).join("/")}`, pointer: "" };
  const resources = new Map([[root.base, ""]]);
  const anchors = new Map<string, string>();
  const dynamic = new Map<string, number>();
  visitSchemas(document, root, (node, pointer, resource) => {
    if (resource.pointer === pointer) resources.set(resource.base, pointer);
    for (const name of [node["$anchor"], node["$dynamicAnchor"]])
      if (typeof name === "string") anchors.set(`${resource.base}#${name}`, pointer);
    const name = node["$dynamicAnchor"];
    if (typeof name === "string") dynamic.set(name, (dynamic.get(name) ?? 0) + 1);
    return node;
  });
  const settle = (reference: string, resource: Resource): string => {
    const [absolute, fragment] = resolveUri(reference, resource.base);
    const owner = resources.get(absolute);
    if (owner === undefined) return reference;
    const isPointer = fragment === "" || fragment.startsWith("/");
    const pointer = isPointer ? owner + fragment : anchors.get(`${absolute}#${fragment}`);
    // Many write pointers from the root of the file, whatever has an `$id` on the way.
    const isThere = pointer !== undefined && resolvePointer(document, pointer) !== undefined;
    return isThere ? formatFragment(pointer) : reference;
  };
  const value =
    anchors.size === 0 && resources.size === 1
      ? document
      : visitSchemas(document, root, (node, _pointer, resource) => {
          const { $ref: reference, $dynamicRef: late, ...rest } = node;
          // Which of several anchors of one name is meant depends on where a schema is used; of that nothing is said.
          const isKnown = typeof late === "string" && dynamic.get(late.replace(/^[^#]*#/, "")) === 1;
          const chosen = typeof reference === "string" ? reference : isKnown ? late : undefined;
          if (chosen !== undefined) return { ...rest, $ref: settle(chosen, resource) };
          return typeof late === "string" ? rest : node;
        });
  const own = [...anchors].flatMap(([key, pointer]): [string, string][] =>
    key.startsWith(`${root.base}#`) ? [[key.slice(root.base.length + 1), pointer]] : [],
  );
  return { value, anchors: new Map(own) };
}

/** A file with its references to anchors of other files as JSON pointers. */
export function settleForeign(document: unknown, find: (reference: string) => string): unknown {
  return visitSchemas(document, { base: "file:///", pointer: "" }, (node) =>
    typeof node["$ref"] === "string" ? { ...node, $ref: find(node["$ref"]) } : node,
  );
}

/** The document with each object whose members OpenAPI or JSON Schema name as `visit` has it. */
function visitSchemas(document: unknown, root: Resource, visit: Visit): unknown {
  const walk = (node: unknown, parts: readonly string[], names: Names, holder: Resource): unknown => {
    if (Array.isArray(node))
      return node.map((one: unknown, index) => walk(one, [...parts, String(index)], "known", holder));
    if (!isObject(node)) return node;
    const pointer = formatPointer(parts);
    const id = names === "known" && parts.length > 0 ? node["$id"] : undefined;
    const resource = typeof id === "string" ? { base: resolveUri(id, holder.base)[0], pointer } : holder;
    const seen = names === "free" ? node : visit(node, pointer, resource);
    if (!isObject(seen)) return seen;
    return Object.fromEntries(
      Object.entries(seen).map(([name, one]) => {
        if (names === "known" && (valueMembers.has(name) || name.startsWith("x-"))) return [name, one];
        return [name, walk(one, [...parts, name], names === "known" ? namesBelow(name) : "known", resource)];
      }),
    );
  };
  return walk(document, [], "known", root);
}

/** What a reference names, and the place in it; a reference that is no URI is itself. */
function resolveUri(reference: string, base: string): readonly [absolute: string, fragment: string] {
  const [path = "", fragment = ""] = reference.split("#");
  try {
    return [path === "" ? base : new URL(path, base).href, decodeURIComponent(fragment)];
  } catch {
    return [path, fragment];
  }
}
