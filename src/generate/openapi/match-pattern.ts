import { sample, stringMatching } from "fast-check";
import { compilePattern } from "../../catalog/openapi/compile-pattern.ts";
import type { Draw } from "../../model/case.ts";

/** A text that a pattern of a document matches, drawn; undefined where none was found. It may be longer than asked for. */
export function matchPattern(source: string, draw: Draw): string | undefined {
  const seed = draw.integer(0, 2 ** 31 - 1);
  // Look-arounds are left out: what is drawn is held against the whole afterwards, and drawn again.
  const plain = source.replaceAll(/\(\?<?[=!][^()]*\)/g, "");
  for (const one of [source, plain, spellOut(plain)]) {
    try {
      const pattern = compilePattern(one);
      if (pattern === undefined) continue;
      return sample(stringMatching(pattern), { numRuns: 1, seed, unbiased: true })[0];
    } catch {
      // The generator does not know all that a pattern can have.
    }
  }
  return undefined;
}

const letters: Readonly<Record<string, string>> = {
  Lu: "A-Z",
  Ll: "a-z",
  N: "0-9",
  Nd: "0-9",
  P: ".,;",
  S: "+",
  Z: " ",
};

/** Classes of Unicode as letters of ASCII that are in them. */
function spellOut(source: string): string {
  let isInside = false;
  return source.replaceAll(/\\[pP]\{(\w+)\}|\\.|[[\]]/g, (token, name: string | undefined) => {
    if (token === "[" || token === "]") isInside = token === "[";
    if (name === undefined) return token;
    const range = letters[name] ?? "A-Za-z";
    return isInside ? range : `[${range}]`;
  });
}
