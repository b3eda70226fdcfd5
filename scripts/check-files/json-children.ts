import { createScanner } from "jsonc-parser";

/** Where the values of an object or list begin, by name or index, and which names an object has more than once. */
export interface JsonChildren {
  readonly offsets: ReadonlyMap<string, number>;
  readonly repeated: readonly string[];
}

/**
 * The children of the value that begins at an offset, none of what is no object or list. Of a name that is there more than
 * once it is the last, as JSON.parse has it. Token after token, so that no depth is too deep.
 * @param text JSON that can be parsed
 */
export function listJsonChildren(text: string, offset: number): JsonChildren {
  const offsets = new Map<string, number>();
  const repeated: string[] = [];
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  /** The first letter of the next token, which tells of what kind it is; nothing at the end. */
  const scan = (): string => {
    scanner.scan();
    return text.charAt(scanner.getTokenOffset());
  };
  const whole = scan();
  if (whole !== "{" && whole !== "[") return { offsets, repeated };
  let depth = 1;
  let name = "0";
  let next: "name" | "value" | "comma" = whole === "{" ? "name" : "value";
  for (let token = scan(); token !== ""; token = scan()) {
    if (token === "}" || token === "]") depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && next === "name") {
      if (token === ":") next = "value";
      else name = scanner.getTokenValue();
    } else if (depth === 1 && next === "value") {
      if (offsets.has(name)) repeated.push(name);
      offsets.set(name, scanner.getTokenOffset());
      next = "comma";
    } else if (depth === 1 && token === ",") {
      next = whole === "{" ? "name" : "value";
      name = String(offsets.size);
    }
    if (token === "{" || token === "[") depth += 1;
  }
  return { offsets, repeated };
}

/** The first place from there on that is no white space. */
export function skipSpace(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && " \t\n\r\uFEFF".includes(text[at] ?? "")) at += 1;
  return at;
}
