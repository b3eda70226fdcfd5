import { isObject } from "../../model/json.ts";
import { formatPointer } from "../../model/json-pointer.ts";
import { resolveReference } from "./resolve-reference.ts";

/**
 * The files with parents that name their children (`oneOf` beside a `discriminator`) left without these names where a child refers
 * to its parent (`allOf`): to be a cat says nothing of being a cat or a dog. Generators of documents write such families.
 */
export function breakInheritance(files: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  return new Map([...files].map(([file, value]) => [file, breakFile(file, value)]));
}

function breakFile(file: string, document: unknown): unknown {
  const parents = new Map<string, { readonly plain: unknown; readonly children: ReadonlySet<string> }>();
  const find = (node: unknown, parts: readonly string[]): void => {
    if (typeof node !== "object" || node === null) return;
    if (isObject(node) && isObject(node["discriminator"])) {
      const { oneOf, anyOf, discriminator: _discriminator, ...plain } = node;
      const children = [oneOf, anyOf]
        .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
        .flatMap(pointTo);
      if (children.length > 0) parents.set(formatPointer(parts), { plain, children: new Set(children) });
    }
    for (const [name, one] of Object.entries(node)) find(one, [...parts, name]);
  };
  const pointTo = (node: unknown): string[] => {
    const reference = isObject(node) ? node["$ref"] : undefined;
    if (typeof reference !== "string") return [];
    const [target, pointer] = resolveReference(reference, file);
    return target === file ? [pointer] : [];
  };
  find(document, []);
  if (parents.size === 0) return document;
  const replace = (node: unknown, parts: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((one: unknown, index) => replace(one, [...parts, String(index)]));
    if (!isObject(node)) return node;
    const own = formatPointer(parts);
    return Object.fromEntries(
      Object.entries(node).map(([name, one]) => {
        if (name !== "allOf" || !Array.isArray(one)) return [name, replace(one, [...parts, name])];
        const list = (one as unknown[]).map((part, index) => {
          const parent = parents.get(pointTo(part)[0] ?? "");
          return parent?.children.has(own) === true ? parent.plain : replace(part, [...parts, name, String(index)]);
        });
        return [name, list];
      }),
    );
  };
  return replace(document, []);
}
