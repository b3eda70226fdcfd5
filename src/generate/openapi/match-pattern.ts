import { type Arbitrary, sample, stringMatching } from "fast-check";
import { compilePattern } from "../../catalog/openapi/compile-pattern.ts";
import type { Draw } from "../../model/case.ts";
import { createRecent } from "../../model/remember.ts";

/** A text that a pattern of a document matches, drawn; undefined where none was found. It may be longer than asked for. */
export function matchPattern(source: string, draw: Draw): string | undefined {
  const seed = draw.integer(0, 2 ** 31 - 1);
  // Look-arounds are left out: what is drawn is held against the whole afterwards, and drawn again.
  const plain = source.replaceAll(/\(\?<?[=!][^()]*\)/g, "");
  for (const one of [source, plain, spellOut(plain)]) {
    try {
      const texts = arbitraries.get(one, makeArbitrary);
      if (texts === undefined) continue;
      return sample(texts, { numRuns: 1, seed, unbiased: true })[0];
    } catch {
      // The generator does not know all that a pattern can have.
    }
  }
  return undefined;
}

/** Texts of one pattern are drawn again and again, and to read it takes far longer than to draw one. */
const arbitraries = createRecent<Arbitrary<string> | undefined>({ most: 500, longest: 2000 });

function makeArbitrary(source: string): Arbitrary<string> | undefined {
  const pattern = compilePattern(source);
  try {
    return pattern === undefined ? undefined : stringMatching(pattern);
  } catch {
    return undefined;
  }
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
