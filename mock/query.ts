import type { HttpRequest } from "../src/model/http.ts";
import { rememberRecent } from "../src/model/remember.ts";

/** Query parameters, decoded, in the order in which they were sent. */
export type Query = readonly (readonly [name: string, value: string])[];

/** The value of a parameter, the first if it comes twice; undefined where it is absent. */
export function readParameter(query: Query, name: string): string | undefined {
  return query.find(([key]) => key === name)?.[1];
}

/** The query with one parameter set, or taken out where the value is undefined. */
export function setParameter(query: Query, name: string, value: string | undefined): Query {
  const rest = query.filter(([key]) => key !== name);
  return value === undefined ? rest : [...rest, [name, value]];
}

/** The names that come more than once. */
export function findRepeatedParameters(query: Query): string[] {
  const names = query.map(([name]) => name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** What is asked for: the path and the query, decoded. */
export interface RequestTarget {
  readonly path: string;
  readonly query: Query;
}

/** The same of a request. */
export function readRequestTarget({ url }: HttpRequest): RequestTarget | undefined {
  return readTarget(url);
}

/** The path and query of a request's URL; undefined where the URL or its percent-encoding cannot be read. */
export const readTarget: (url: string) => RequestTarget | undefined = rememberRecent((url) => {
  try {
    const { pathname, search } = new URL(url);
    const query = search
      .slice(1)
      .split("&")
      .filter((part) => part !== "")
      .map((part): readonly [string, string] => {
        const equals = part.indexOf("=");
        const [name, value] = equals === -1 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
        return [decodeFormText(name), decodeFormText(value)];
      });
    return { path: decodeURIComponent(pathname), query };
  } catch {
    return undefined;
  }
});

/** Form decoding: `+` is a blank. Throws a URIError for malformed percent-encoding. */
function decodeFormText(text: string): string {
  return /[+%]/.test(text) ? decodeURIComponent(text.replaceAll("+", " ")) : text;
}
