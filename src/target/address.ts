/** A well-formed address, or what is wrong with it. */
export type ParsedAddress =
  | { readonly url: URL; readonly problem?: undefined }
  | { readonly url?: undefined; readonly problem: string };

/** Reads an http or https address. The message never repeats the text, which may hold credentials. */
export function parseAddress(text: string): ParsedAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    return { problem: "must be an http or https address, such as https://eu.api.example.com" };
  }
  if (url.username !== "" || url.password !== "") {
    return { problem: "must not hold a user or a password; they belong under auth" };
  }
  return { url };
}

/** Reads the address of a host: no query and no fragment, since paths are put behind it. */
export function parseHost(text: string): ParsedAddress {
  const parsed = parseAddress(text);
  if (parsed.url === undefined || !/[?#]/.test(text)) return parsed;
  return { problem: "must not have a query or a fragment, since paths are put behind it" };
}

/** An origin and its base path, without a slash at the end. */
export function formatHost(url: URL): string {
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** Whether a host name (as `URL` gives it) is this machine: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Reads where to listen: `127.0.0.1:0`, `[::1]:8080`, `localhost:8080`; undefined where it is neither. */
export function parseListenAddress(text: string): { readonly hostname: string; readonly port: number } | undefined {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})$/.exec(text);
  const port = Number(match?.[2] ?? NaN);
  if (match?.[1] === undefined || !(port <= 65_535)) return undefined;
  return { hostname: match[1].replace(/^\[|\]$/g, ""), port };
}
