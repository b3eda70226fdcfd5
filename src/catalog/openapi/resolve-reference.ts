import { formatPointer } from "../../model/json-pointer.ts";

/** The file and the pointer that a reference leads to. */
export function resolveReference(reference: string, file: string): readonly [file: string, pointer: string] {
  const [path = "", fragment = ""] = reference.split("#");
  const target = path === "" ? file : joinPaths(file, decodeURIComponent(path));
  return [target, decodeURIComponent(fragment)];
}

/** A pointer as the fragment of a reference. */
export function formatFragment(pointer: string): string {
  return `#${encodeURI(pointer).replaceAll("#", "%23")}`;
}

/** A reference to a place in one document that holds all files by their paths. */
export function pointInto(file: string, pointer: string): string {
  return formatFragment(formatPointer([file]) + pointer);
}

/** A path relative to another file's, without what leads nowhere; what leads upwards keeps its dots. */
function joinPaths(from: string, path: string): string {
  if (path.startsWith("/")) return path;
  const parts: string[] = [];
  for (const part of [...from.split("/").slice(0, -1), ...path.split("/")]) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
