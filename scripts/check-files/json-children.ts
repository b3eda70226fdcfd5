/** Where the values of an object or list begin, by name or index, and which names an object has more than once. */
export interface JsonChildren {
  readonly offsets: ReadonlyMap<string, number>;
  readonly repeated: readonly string[];
}

/**
 * The children of the value that begins at an offset, none of what is no object or list. Of a name that is there more than
 * once it is the last, as JSON.parse has it. Nothing in it is recursive, so that no depth is too deep.
 * @param text JSON that can be parsed
 */
export function listJsonChildren(text: string, offset: number): JsonChildren {
  const offsets = new Map<string, number>();
  const repeated: string[] = [];
  const isObject = text[offset] === "{";
  if (!isObject && text[offset] !== "[") return { offsets, repeated };
  let at = skipSpace(text, offset + 1);
  for (let index = 0; at < text.length && text[at] !== "}" && text[at] !== "]"; index += 1) {
    let name = String(index);
    if (isObject) {
      const end = skipText(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (offsets.has(name)) repeated.push(name);
    offsets.set(name, at);
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return { offsets, repeated };
}

/** The first place from there on that is no white space. */
export function skipSpace(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && " \t\n\r\uFEFF".includes(text[at] ?? "")) at += 1;
  return at;
}

/** The end of the text that begins at an offset. */
function skipText(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text[end - slashes - 1] === "\\") slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
}

/** The end of the value that begins at an offset. */
function skipValue(text: string, offset: number): number {
  let depth = 0;
  let at = offset;
  while (at < text.length) {
    const letter = text[at];
    if (letter === '"') at = skipText(text, at);
    else {
      if (letter === "{" || letter === "[") depth += 1;
      else if (letter === "}" || letter === "]") {
        if (depth === 0) return at;
        depth -= 1;
      } else if (letter === "," && depth === 0) return at;
      at += 1;
    }
    if (depth === 0 && (letter === '"' || letter === "}" || letter === "]")) return at;
  }
  return at;
}
