/** A JSON Pointer (RFC 6901) made of its parts. */
export function formatPointer(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The parts of a JSON Pointer. Throws a RangeError where the text is no pointer. */
export function parsePointer(pointer: string): string[] {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) throw new RangeError(`not a JSON pointer: ${pointer}`);
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value a JSON Pointer leads to, or undefined where it leads nowhere. */
export function resolvePointer(document: unknown, pointer: string): unknown {
  let value: unknown = document;
  for (const part of parsePointer(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value;
}

/** The pointer with every array index as `*`: the same place in any entry of a list. */
export function generalizePointer(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}
