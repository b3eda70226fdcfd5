import type { Exchange } from "../model/exchange.ts";
import { type Header, noBody, type Outcome } from "../model/http.ts";
import { type Json, showJson } from "../model/json.ts";

/** Headers as a list of pairs, an object of names and values, or what iterates over pairs, as `Headers` does. */
export type PlainHeaders =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A body as text or bytes, as it was sent; any other JSON value is sent as its JSON text. */
export type PlainBody = string | Uint8Array | ArrayBuffer | Json | undefined;

/**
 * A request as an object of whatever test or client has it. `url` may be a path. Without headers a body is taken for one
 * that was declared as JSON.
 */
export interface PlainRequest {
  readonly url: string;
  /** Default: GET. */
  readonly method?: string;
  readonly headers?: PlainHeaders;
  readonly body?: PlainBody;
}

/** A response likewise. */
export interface PlainResponse {
  readonly status: number;
  readonly headers?: PlainHeaders;
  readonly body?: PlainBody;
}

/** A request and what was answered. */
export interface PlainExchange {
  readonly request: PlainRequest;
  readonly response: PlainResponse;
}

/** What a `Request` and a `Response` of fetch have in common. */
export interface FetchMessage {
  readonly headers: Iterable<readonly [string, string]>;
  readonly bodyUsed: boolean;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A request and what was answered, either of them as fetch has it. */
export interface FetchExchange {
  readonly request: PlainRequest | (FetchMessage & { readonly url: string; readonly method: string });
  readonly response: PlainResponse | (FetchMessage & { readonly status: number });
}

/** Stands for the host of a request that is known by its path alone. */
const unknownHost = "http://host.invalid";

/** A pair of plain objects as an exchange. Throws a TypeError where a body is neither text, bytes nor JSON. */
export function captureExchange({ request, response }: PlainExchange): Exchange {
  const { status } = response;
  return makeExchange(request, {
    kind: "response",
    response: { status, headers: readHeaders(response), body: readBody(response.body) },
    ms: 0,
  });
}

/** A pair of which fetch made a part. Rejects with a TypeError where a body was read before; `clone()` keeps one to read. */
export async function captureFetch({ request, response }: FetchExchange): Promise<Exchange> {
  return captureExchange({
    request: isFetchMessage(request)
      ? {
          url: request.url,
          method: request.method,
          headers: request.headers,
          body: await readFetchBody(request, "request"),
        }
      : request,
    response: isFetchMessage(response)
      ? { status: response.status, headers: response.headers, body: await readFetchBody(response, "response") }
      : response,
  });
}

/** Whether a message of an exchange is one of fetch, whose body is still to be read. */
export function isFetchMessage(message: unknown): message is FetchMessage {
  return typeof message === "object" && message !== null && "arrayBuffer" in message && "bodyUsed" in message;
}

/** A request that got this outcome, as an exchange. Whose credentials it carries nobody knows. */
export function makeExchange(request: PlainRequest, outcome: Outcome): Exchange {
  const headers = readHeaders(request);
  const isBare = !headers.some(([name]) => /authorization|token/i.test(name));
  return {
    id: "",
    credentials: isBare ? "nobody" : "stranger",
    request: {
      method: (request.method ?? "GET").toUpperCase(),
      url: new URL(request.url, unknownHost).href,
      headers,
      body: readBody(request.body),
    },
    outcome,
    startedAt: "",
  };
}

function readHeaders({ headers, body }: Pick<PlainRequest, "headers" | "body">): Header[] {
  if (headers === undefined) return body === undefined ? [] : [["Content-Type", "application/json"]];
  if (isIterable(headers)) return [...headers].map(([name, value]) => [name, value]);
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each): Header => [name, String(each)]),
  );
}

function isIterable(headers: PlainHeaders): headers is Iterable<readonly [string, string]> {
  return Symbol.iterator in headers;
}

function readBody(body: PlainBody): Uint8Array {
  if (body === undefined) return noBody;
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (!isJson(body)) throw new TypeError(`a body is text, bytes or JSON, and this is ${showJson(String(body))}`);
  return new TextEncoder().encode(JSON.stringify(body));
}

/** A stream or a form would become JSON text of nothing. */
function isJson(body: unknown): boolean {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return typeof body !== "function";
  const prototype: unknown = Object.getPrototypeOf(body);
  return prototype === Object.prototype || prototype === null;
}

async function readFetchBody(message: FetchMessage, what: string): Promise<Uint8Array> {
  if (message.bodyUsed)
    throw new TypeError(`the body of the ${what} was read before: give what ${what}.clone() returned before that`);
  return new Uint8Array(await message.arrayBuffer());
}
