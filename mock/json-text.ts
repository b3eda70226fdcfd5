/** A number whose text is answered as it stands: `390.000` keeps its scale. */
export class RawNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON value as the mock answers it. */
export type JsonTree = null | boolean | number | string | RawNumber | readonly JsonTree[] | JsonMembers;

/** The members of an object, in the order in which they are answered. */
export interface JsonMembers {
  readonly [name: string]: JsonTree;
}

export function isMembers(tree: JsonTree | undefined): tree is JsonMembers {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree) && !(tree instanceof RawNumber);
}

export function isList(tree: JsonTree | undefined): tree is readonly JsonTree[] {
  return Array.isArray(tree);
}

/** JSON text of a tree; with an indent, one member or entry a line. */
export function writeJson(tree: JsonTree, indent = "", margin = ""): string {
  if (tree instanceof RawNumber) return tree.text;
  if (isList(tree))
    return writeGroup("[", "]", tree, (entry, inner) => writeJson(entry, indent, inner), indent, margin);
  if (isMembers(tree)) {
    const colon = indent === "" ? ":" : ": ";
    const write = ([name, value]: [string, JsonTree], inner: string): string =>
      `${JSON.stringify(name)}${colon}${writeJson(value, indent, inner)}`;
    return writeGroup("{", "}", Object.entries(tree), write, indent, margin);
  }
  return JSON.stringify(tree);
}

function writeGroup<T>(
  open: string,
  close: string,
  parts: readonly T[],
  write: (part: T, margin: string) => string,
  indent: string,
  margin: string,
): string {
  if (parts.length === 0) return open + close;
  if (indent === "") return open + parts.map((part) => write(part, "")).join(",") + close;
  const inner = margin + indent;
  return `${open}\n${parts.map((part) => inner + write(part, inner)).join(",\n")}\n${margin}${close}`;
}

/** The tree with each object in it replaced, innermost first. */
export function mapMembers(tree: JsonTree, replace: (members: JsonMembers) => JsonTree): JsonTree {
  if (isList(tree)) return tree.map((entry) => mapMembers(entry, replace));
  if (!isMembers(tree)) return tree;
  return replace(Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, mapMembers(value, replace)])));
}

/** The members without one of them. */
export function omitMember(members: JsonMembers, name: string): JsonMembers {
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
}
