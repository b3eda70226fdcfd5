import type { Header } from "../model/http.ts";

/** Names of headers that carry credentials, or the proof of some. */
const credentials = /^(proxy-)?authorization$|^(set-)?cookie$|token|secret|password|api-?key|signature|credential/i;

/**
 * Headers of a delivery in which nothing is left of credentials that the sender has and the profile does not know: these
 * cannot be told by their value. What the profile has configured stays, for it to be compared, and is redacted where it is
 * written.
 */
export function hideCredentials(headers: readonly Header[], configured: readonly Header[]): readonly Header[] {
  const isConfigured = ([name, value]: Header): boolean =>
    configured.some(([known, same]) => known.toLowerCase() === name.toLowerCase() && same === value);
  return headers.map((header): Header => {
    const [name] = header;
    return !credentials.test(name) || isConfigured(header) ? header : [name, "${HIDDEN}"];
  });
}
