import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { parsePointer } from "../../src/model/json-pointer.ts";
import type { FileLocation } from "../../src/model/verdict.ts";

/** Finds line and column of a JSON Pointer, or of the nearest place above it; nothing where the text is no JSON. */
export type PlaceLocator = (pointer: string) => Pick<FileLocation, "line" | "column">;

/** @param text JSON, whose first line is the one with this number of the file */
export function createPlaceLocator(text: string, firstLine = 1): PlaceLocator {
  let tree: Node | undefined;
  let isParsed = false;
  return (pointer) => {
    if (!isParsed) tree = parseTree(text);
    isParsed = true;
    if (tree === undefined) return { line: firstLine };
    const node = findNearest(tree, parsePointer(pointer));
    const before = text.slice(0, node.offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return { line: firstLine + before.split("\n").length - 1, column: node.offset - lineStart + 1 };
  };
}

function findNearest(tree: Node, parts: readonly string[]): Node {
  const path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return tree;
}
