/** An instant in UTC whose parts differ from one another, written by a pattern of Java's date formats. */
const parts: Readonly<Record<string, string>> = {
  yyyy: "2027",
  uuuu: "2027",
  yy: "27",
  MM: "01",
  M: "1",
  dd: "31",
  d: "31",
  HH: "10",
  H: "10",
  mm: "20",
  m: "20",
  ss: "30",
  s: "30",
  SSS: "123",
  X: "Z",
  XX: "Z",
  XXX: "Z",
  x: "+00",
  xx: "+0000",
  xxx: "+00:00",
  Z: "+0000",
  ZZ: "+00:00",
};

/**
 * A text in the form of a date pattern such as `yyyy-MM-dd'T'HH:mm:ssX`, without what may be left out (`[.SSS]`); undefined
 * where it has letters we do not know.
 */
export function writeDate(pattern: string): string | undefined {
  const tokens = [...pattern.replaceAll(/\[[^[\]]*\]/g, "").matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)/g)];
  const texts = tokens.map(([token, quoted, letter]) => {
    if (quoted !== undefined) return quoted === "" ? "'" : quoted.replaceAll("''", "'");
    return letter === undefined ? token : parts[token];
  });
  return texts.includes(undefined) ? undefined : texts.join("");
}

/** What Pact takes where a matcher or generator of this kind has no pattern. */
export const usualPatterns: Readonly<Record<string, string>> = {
  date: "yyyy-MM-dd",
  time: "HH:mm:ss",
  datetime: "yyyy-MM-dd'T'HH:mm:ss",
  timestamp: "yyyy-MM-dd'T'HH:mm:ss",
};
