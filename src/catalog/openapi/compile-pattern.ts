/** What other engines read in another way, so that a pattern with it says something else here. */
const foreign = /\\[AZzhHGQEKR]|\\[pP]\{|\[\[:|\(\?[a-z-]*[):]|\(\?[#>'P]|[+*?}]\+/;

/**
 * The pattern of a document as a regular expression; undefined where it is written for another engine than ECMA-262, which
 * OpenAPI names, and says something else or nothing to that one.
 */
export function compilePattern(source: string): RegExp | undefined {
  // Many documents have a backslash before what needs none, which the `u` flag forbids.
  const plain = source.replaceAll(/\\(\\|[-_'"@#%&=:;,<>~`! ])/g, (escape, letter: string) =>
    letter === "\\" ? escape : `\\x${letter.charCodeAt(0).toString(16)}`,
  );
  return (
    tryPattern(plain, "u") ??
    // Engines without the flag are less strict.
    (foreign.test(source.replaceAll("(?:", "(")) ? undefined : tryPattern(source, ""))
  );
}

function tryPattern(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
