import { rememberRecent } from "../src/model/remember.ts";

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
export function writeJson(tree: JsonTree, indent = ""): string {
  return indent === "" ? writeCompact(tree) : writeIndented(tree, indent, "");
}

/** Every reply goes through it: text is added piece by piece, which is three times as fast as joining lists. */
function writeCompact(tree: JsonTree): string {
  if (typeof tree === "string") return quoteText(tree);
  if (typeof tree !== "object" || tree === null) return JSON.stringify(tree);
  if (tree instanceof RawNumber) return tree.text;
  let text = "";
  if (isList(tree)) {
    for (const entry of tree) text += `${text === "" ? "" : ","}${writeCompact(entry)}`;
    return `[${text}]`;
  }
  for (const name of Object.keys(tree)) {
    text += `${text === "" ? "" : ","}${quoteName(name)}:${writeCompact(tree[name] ?? null)}`;
  }
  return `{${text}}`;
}

/** Most texts have nothing to escape, and to look takes less than to have them written. */
function quoteText(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Names of members are few, and half of all texts of a reply. */
const quoteName = rememberRecent((name) => JSON.stringify(name));

function writeIndented(tree: JsonTree, indent: string, margin: string): string {
  const inner = margin + indent;
  let text = "";
  const add = (part: string): string => (text += `${text === "" ? "\n" : ",\n"}${inner}${part}`);
  if (isList(tree)) {
    for (const entry of tree) add(writeIndented(entry, indent, inner));
    return text === "" ? "[]" : `[${text}\n${margin}]`;
  }
  if (!isMembers(tree)) return writeCompact(tree);
  for (const name of Object.keys(tree)) add(`${quoteName(name)}: ${writeIndented(tree[name] ?? null, indent, inner)}`);
  return text === "" ? "{}" : `{${text}\n${margin}}`;
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
