import { parsePointer } from "../../src/model/json-pointer.ts";
import type { FileLocation } from "../../src/model/verdict.ts";
import { type JsonChildren, listJsonChildren, skipSpace } from "./json-children.ts";

/** Finds line and column of a JSON Pointer, or of the nearest place above it. */
export type PlaceLocator = (pointer: string) => Pick<FileLocation, "line" | "column">;

/** @param text JSON, whose first line is the one with this number of the file */
export function createPlaceLocator(text: string, firstLine = 1): PlaceLocator {
  const known = new Map<number, JsonChildren>();
  let starts: readonly number[] | undefined;
  const childrenOf = (offset: number): JsonChildren => {
    const children = known.get(offset) ?? listJsonChildren(text, offset);
    known.set(offset, children);
    return children;
  };
  return (pointer) => {
    let offset = skipSpace(text, 0);
    for (const part of parsePointer(pointer)) {
      const next = childrenOf(offset).offsets.get(part);
      if (next === undefined) break;
      offset = next;
    }
    starts ??= listLineStarts(text);
    const line = countUpTo(starts, offset);
    return { line: firstLine + line - 1, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

function listLineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

/** How many numbers of a growing list are no greater than a limit. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
