import { isObject } from "../../model/json.ts";
import { formatPointer, resolvePointer } from "../../model/json-pointer.ts";
import { formatFragment, resolveReference } from "./resolve-reference.ts";

type Files = ReadonlyMap<string, unknown>;

interface Parent {
  readonly file: string;
  readonly plain: unknown;
  /** Where its children stand. */
  readonly children: ReadonlySet<string>;
}

/**
 * The files with parents that name their children (`oneOf` beside a `discriminator`) left without these names where a child refers
 * to its parent (`allOf`): to be a cat says nothing of being a cat or a dog. Generators of documents write such families.
 */
export function breakInheritance(files: Files): Files {
  const parents = new Map([...files].flatMap(([file, value]) => listParents(files, file, value)));
  if (parents.size === 0) return files;
  return new Map([...files].map(([file, value]) => [file, replaceParents(files, parents, file, value)]));
}

function listParents(files: Files, file: string, document: unknown): [place: string, parent: Parent][] {
  const found: [string, Parent][] = [];
  const find = (node: unknown, parts: readonly string[]): void => {
    if (typeof node !== "object" || node === null) return;
    if (isObject(node) && isObject(node["discriminator"])) {
      const { oneOf, anyOf, discriminator: _discriminator, ...plain } = node;
      const children = [oneOf, anyOf]
        .flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
        .flatMap((one) => pointTo(files, one, file));
      if (children.length > 0)
        found.push([`${file}#${formatPointer(parts)}`, { file, plain, children: new Set(children) }]);
    }
    for (const [name, one] of Object.entries(node)) find(one, [...parts, name]);
  };
  find(document, []);
  return found;
}

/** Where a reference leads in the end, since a document may name what is in another file. */
function pointTo(files: Files, start: unknown, from: string): string[] {
  let [node, file, place] = [start, from, ""];
  for (let steps = 0; steps < 20; steps += 1) {
    const reference = isObject(node) ? node["$ref"] : undefined;
    if (typeof reference !== "string") break;
    const [target, pointer] = resolveReference(reference, file);
    [node, file, place] = [resolvePointer(files.get(target), pointer), target, `${target}#${pointer}`];
  }
  return place === "" ? [] : [place];
}

function replaceParents(files: Files, parents: ReadonlyMap<string, Parent>, file: string, document: unknown): unknown {
  const replace = (node: unknown, parts: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((one: unknown, index) => replace(one, [...parts, String(index)]));
    if (!isObject(node)) return node;
    const own = `${file}#${formatPointer(parts)}`;
    return Object.fromEntries(
      Object.entries(node).map(([name, one]) => {
        if (name !== "allOf" || !Array.isArray(one)) return [name, replace(one, [...parts, name])];
        const list = (one as unknown[]).map((part, index) => {
          const parent = parents.get(pointTo(files, part, file)[0] ?? "");
          return parent?.children.has(own) === true
            ? moveReferences(parent.plain, parent.file, file)
            : replace(part, [...parts, name, String(index)]);
        });
        return [name, list];
      }),
    );
  };
  return replace(document, []);
}

/** A part of one file as it stands in another: its references lead where they did. */
function moveReferences(node: unknown, from: string, to: string): unknown {
  if (from === to) return node;
  if (Array.isArray(node)) return node.map((one: unknown) => moveReferences(one, from, to));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, one]) => {
      if (name !== "$ref" || typeof one !== "string") return [name, moveReferences(one, from, to)];
      const [target, pointer] = resolveReference(one, from);
      const path = "../".repeat(to.split("/").length - 1) + target;
      return [name, path.split("/").map(encodeURIComponent).join("/") + formatFragment(pointer)];
    }),
  );
}
