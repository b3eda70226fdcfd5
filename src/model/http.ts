/** One header as it stood on the wire: order, case and repetition are kept. */
export type Header = readonly [name: string, value: string];

/** A request as bytes. `url` is absolute, so that a curl line or a HAR entry needs nothing else. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  /** The body after any `Content-Encoding` has been undone. */
  readonly body: Uint8Array;
}

/**
 * Why no response came: `refused` (nothing listens), `dns`, `reset` (closed before the answer was whole), `timeout`
 * (the deadline passed), `tls`, `malformed` (not HTTP), `too-large` (over the body cap), `forbidden` (not a host of the
 * profile, or no request that HTTP could send), `budget` (the profile's request limit is used up).
 */
export type FailureReason =
  | "refused"
  | "dns"
  | "reset"
  | "timeout"
  | "tls"
  | "malformed"
  | "too-large"
  | "forbidden"
  | "budget";

/** What became of a request. Network trouble is an outcome, not an exception. */
export type Outcome =
  | { readonly kind: "response"; readonly response: HttpResponse; readonly ms: number }
  | { readonly kind: "failure"; readonly reason: FailureReason; readonly detail: string; readonly ms: number };

/** Sends one request; never throws for network trouble. */
export type Transport = (request: HttpRequest) => Promise<Outcome>;

/** What the mock host does with a request: answer, or break the connection. */
export type Reply =
  | { readonly kind: "response"; readonly response: HttpResponse; readonly delayMs?: number }
  | { readonly kind: "reset"; readonly afterMs?: number };

/** The mock host's whole interface, whatever it is mounted on. */
export type Host = (request: HttpRequest) => Promise<Reply>;

export const noBody: Uint8Array = new Uint8Array(0);

/** The values of a header, in order; names compare without case. */
export function headerValues(headers: readonly Header[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers
    .filter(([key]) => key.length === wanted.length && key.toLowerCase() === wanted)
    .map(([, value]) => value);
}

/** The first value of a header, or undefined. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headerValues(headers, name)[0];
}

/** The media type of a message without its parameters, in lower case; undefined where no content type was sent. */
export function mediaType(headers: readonly Header[]): string | undefined {
  return headerValue(headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
}

/** Whether a media type denotes JSON (`application/json`, `text/json`, `…+json`). */
export function isJsonMediaType(type: string | undefined): boolean {
  return type !== undefined && (/^(application|text)\/json$/.test(type) || /^[^/]+\/[^/]+\+json$/.test(type));
}
