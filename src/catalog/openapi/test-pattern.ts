/** Whether a text matches; undefined where that took too long to find out. */
export type TestPattern = (pattern: RegExp, text: string) => boolean | undefined;

/** So many steps are taken within a millisecond or so. */
const mostSteps = 1e6;

/**
 * Tries patterns of a document that nobody here has read. Those whose steps are few for sure are tried at once, the others
 * by `within`, which gives up after a time; one that was given up once is not tried again.
 */
export function createPatternTester(within: TestPattern): TestPattern {
  const givenUp = new Set<string>();
  return (pattern, text) => {
    if (countSteps(pattern.source, text.length) <= mostSteps) return pattern.test(text);
    const key = String(pattern);
    if (givenUp.has(key)) return undefined;
    const found = within(pattern, text);
    if (found === undefined) givenUp.add(key);
    return found;
  };
}

/** How many steps a pattern takes at most on a text of this length; Infinity where that is not plain to see. */
function countSteps(source: string, length: number): number {
  const plain = source.replaceAll(/\\[^1-9k]/g, "x").replaceAll(/\[[^\]]*\]/g, "x");
  // What repeats a group, or refers back to one, may take as many steps as there are ways to divide the text.
  if (/\)[*+?{]|\\/.test(plain)) return Number.POSITIVE_INFINITY;
  const repetitions = [...plain.matchAll(/[*+]|\{\d+,\}|\{\d+,\d+\}/g)].filter(
    ([text]) => Number(/\d+\}$/.exec(text)?.[0].slice(0, -1) ?? Number.POSITIVE_INFINITY) > 1,
  ).length;
  const options = [...plain.matchAll(/[^*+?}(]\?/g)].length;
  return Math.max(1, length) ** (repetitions + 1) * 2 ** options;
}
