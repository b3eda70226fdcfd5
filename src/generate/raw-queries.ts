import type { RawRequest } from "./raw.ts";
import { writeQuery } from "./write-request.ts";
import type { Json } from "../model/json.ts";

/**
 * A sound query written in unusual ways. Where the way is a legal one the request stays what it was for its operation;
 * another path, or what is no query at all, is nobody's operation, of which only HTTP and JSON are demanded.
 */
export function listRawQueries(operation: string, path: string, query: Json): RawRequest[] {
  const entries = writeQuery(query);
  const join = (write: (text: string) => string): string =>
    entries.map(([name, value]) => `${write(name)}=${write(value)}`).join("&");
  const usual = join(encodeURIComponent);
  const send = (name: string, words: string, target: string, isServed = false): RawRequest => ({
    name,
    words,
    request: { operation: isServed ? operation : `${operation}-otherwise`, method: "GET", path: target },
  });
  const written = (name: string, words: string, text: string, isServed = false): RawRequest =>
    send(name, words, `${path}?${text}`, isServed);
  return [
    written("every-letter-encoded", "with every letter percent-encoded", join(encodeAll), true),
    written(
      "small-hex",
      "percent-encoded in small letters",
      join((text) => encodeAll(text).toLowerCase()),
      true,
    ),
    written("empty-parameters", "with empty parameters", `&&${usual}&`, true),
    written("nameless", "with a parameter without a name", `${usual}&=nothing`, true),
    written("valueless", "with a parameter without a value", `${usual}&flag`, true),
    written("unknown", "with a parameter that is not described", `${usual}&colour=green`, true),
    written(
      "prototype",
      "with parameters named like members of every object",
      `${usual}&__proto__=1&constructor=2`,
      true,
    ),
    written("brackets", "with brackets in a parameter's name", `${usual}&a[b]=1&c[]=2`, true),
    written("many", "with a thousand parameters more", `${usual}&${numberParameters(1000)}`),
    written("long", "of ten thousand characters", `${usual}&padding=${"x".repeat(10_000)}`),
    written("bad-encoding", "with a percent sign that encodes nothing", `${usual}&rate=100%ZZ`),
    written("cut-encoding", "that breaks off within an encoding", `${usual}&rate=%4`),
    written("bad-utf-8", "with an encoding that is no UTF-8", `${usual}&name=%C3%28`),
    written("nul", "with an encoded NUL", `${usual}&name=a%00b`),
    written("overlong", "with an overlong encoding", `${usual}&name=%C0%AF`),
    written("encoded-ampersand", "with an ampersand encoded twice", usual.replace("&", "%2526")),
    written("semicolons", "separated by semicolons", usual.replaceAll("&", ";")),
    written("second-question-mark", "with a second question mark", `?${usual}`),
    send("no-query", "that is not there", path),
    send("slash-at-the-end", "at a path with a slash at the end", `${path}/?${usual}`),
    send("doubled-slashes", "at a path with doubled slashes", `${path.replaceAll("/", "//")}?${usual}`),
    send("upper-case", "at a path in capitals", `${path.toUpperCase()}?${usual}`),
    send("dot-segments", "at a path with dot segments", `${path}/%2e%2e/x?${usual}`),
  ];
}

function encodeAll(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}

function numberParameters(count: number): string {
  return Array.from({ length: count }, (_unused, index) => `p${index}=${index}`).join("&");
}
