import { formatPointer } from "../../src/model/json-pointer.ts";
import { listJsonChildren, skipSpace } from "./json-children.ts";

/**
 * Pointers to members whose object has another one of the same name, ten at most. JSON allows them (RFC 8259, section 4), and
 * who reads them takes one or the other.
 * @param text JSON that can be parsed
 */
export function listRepeatedMembers(text: string): string[] {
  const found: string[] = [];
  const open: { readonly offset: number; readonly path: readonly string[] }[] = [
    { offset: skipSpace(text, 0), path: [] },
  ];
  // What lies deeper is no business of the documents', and each level is read once more for the one below.
  for (let next = open.pop(); next !== undefined && found.length < mostShown; next = open.pop()) {
    const { offsets, repeated } = listJsonChildren(text, next.offset);
    for (const name of repeated.slice(0, mostShown - found.length)) found.push(formatPointer([...next.path, name]));
    if (next.path.length >= deepest) continue;
    for (const [name, offset] of [...offsets].reverse()) {
      if ("{[".includes(text[offset] ?? " ")) open.push({ offset, path: [...next.path, name] });
    }
  }
  return found;
}

const mostShown = 10;
const deepest = 12;
