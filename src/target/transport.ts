import type { Readable } from "node:stream";
import { Agent } from "undici";
import type { Clock } from "../model/clock.ts";
import type { Header, HttpRequest, HttpResponse, Outcome, Transport } from "../model/http.ts";
import { parseAddress } from "./address.ts";
import { classifyFailure, type Failure } from "./classify-failure.ts";
import { decodeBody } from "./decode-body.ts";
import { type Dispatched, dispatchRequest } from "./dispatch-request.ts";
import { dripBody } from "./drip-body.ts";
import type { Limits } from "./profile-model.ts";
import { formatDuration, formatSize } from "./units.ts";

/** A transport that holds connections. */
export type NetworkTransport = Transport & {
  /** Ends all connections at once, also those of requests under way. */
  close(): Promise<void>;
};

const connectionLeeway = 1000;

/** Where these end with a connection that was used before, nobody answered them, and sending them again changes nothing. */
const safeMethods = new Set(["GET", "HEAD"]);

/**
 * Sends requests over HTTP/1.1 as they are: no header is added but those that HTTP itself needs, no redirect is followed,
 * nothing is retried but a read whose connection the host had closed while it was idle (RFC 9112, section 9.3.1). Once a
 * host has done that, what may change something, which is not sent again, gets a connection of its own. One deadline
 * covers connecting, headers and the whole body; the body is cut off at the cap, packed and unpacked. With `dripMs` a body is sent in pieces over that time. `allowedHosts` are origins (`https://host:8080`) or hosts (`host:8080`); nothing goes anywhere else.
 */
export function createTransport(parts: {
  readonly limits: Pick<Limits, "timeoutMs" | "bodyBytes">;
  readonly clock: Clock;
  readonly allowedHosts: readonly string[];
  readonly dripMs?: number;
  /** Where the user has set the deadline, for messages. */
  readonly deadlineOf?: string;
}): NetworkTransport {
  const { limits, clock, allowedHosts, dripMs, deadlineOf = "limits.timeout in the profile" } = parts;
  // The deadline is ours alone. Only an attempt to connect has to end by itself, since undici cannot be told to give up.
  const openAgent = (pipelining: 0 | 1): Agent =>
    new Agent({
      connect: { timeout: limits.timeoutMs + connectionLeeway },
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 65_536,
      pipelining,
    });
  const agent = openAgent(1);
  // Of a connection for each request.
  const single = openAgent(0);

  // Whether the host was seen to close connections that it had kept open.
  let closesKept = false;
  let connections = 0;
  agent.on("connect", () => (connections += 1));

  const send: Transport = async (request) => {
    const start = clock.elapsed();
    const fail = (failure: Failure): Outcome => ({ kind: "failure", ...failure, ms: clock.elapsed() - start });
    const { url, problem } = parseAddress(request.url);
    if (url === undefined) {
      return fail({ reason: "forbidden", detail: `the address of the request ${problem}; nothing was sent` });
    }
    if (!allowedHosts.some((allowed) => allowed === (allowed.includes("://") ? url.origin : url.host))) {
      return fail({ reason: "forbidden", detail: `${url.host} is not a host of the profile; nothing was sent` });
    }
    let dispatched: Dispatched | undefined;
    let cancel = () => {};
    const deadline = new Promise<Failure>((resolve) => {
      cancel = clock.after(limits.timeoutMs, () => {
        const missed = dispatched?.isAnswering() === true ? "finish its answer" : "answer";
        resolve({
          reason: "timeout",
          detail: `${url.host} did not ${missed} within ${formatDuration(limits.timeoutMs)} (${deadlineOf})`,
        });
        dispatched?.abort();
      });
    });
    try {
      const { headers, body } = readBodyToSend(request, dripMs, clock);
      const options = {
        origin: url.origin,
        path: readPath(request.url),
        method: request.method,
        headers: headers.flat(),
        body,
      };
      const isSafe = safeMethods.has(request.method);
      const ask = (): Promise<HttpResponse | Failure> => {
        dispatched = dispatchRequest(closesKept && !isSafe ? single : agent, options, limits.bodyBytes);
        return Promise.race([readAnswer(dispatched, url, limits.bodyBytes), deadline]);
      };
      const before = connections;
      let result = await ask();
      const isUnanswered = "reason" in result && result.reason === "reset" && dispatched?.isAnswering() === false;
      if (isUnanswered && connections === before) {
        closesKept = true;
        if (isSafe) result = await ask();
      }
      if ("reason" in result) return fail(result);
      return { kind: "response", response: result, ms: clock.elapsed() - start };
    } finally {
      cancel();
    }
  };
  return Object.assign(send, { close: async () => void (await Promise.all([agent.destroy(), single.destroy()])) });
}

/** What goes out: the body as it is, or in pieces, whose length has to be said. */
function readBodyToSend(
  { headers, body }: HttpRequest,
  dripMs: number | undefined,
  clock: Clock,
): { readonly headers: readonly Header[]; readonly body: Uint8Array | Readable | null } {
  if (body.byteLength === 0) return { headers, body: null };
  if (dripMs === undefined) return { headers, body };
  return { headers: [...headers, ["Content-Length", String(body.byteLength)]], body: dripBody(body, dripMs, clock) };
}

async function readAnswer({ answer }: Dispatched, url: URL, cap: number): Promise<HttpResponse | Failure> {
  const tooLarge = (): Failure => ({
    reason: "too-large",
    detail: `the answer of ${url.host} is larger than ${formatSize(cap)} (limits.body in the profile)`,
  });
  try {
    const packed = await answer;
    if (packed === undefined) return tooLarge();
    const { status, headers } = packed;
    const decoded = await decodeBody(packed.body, headers, cap);
    switch (decoded.kind) {
      case "decoded":
        return { status, headers, body: decoded.body };
      case "too-large":
        return tooLarge();
      case "invalid":
        return {
          reason: "malformed",
          detail: `the answer of ${url.host} is not the ${decoded.encoding} it says it is`,
        };
    }
  } catch (error) {
    return classifyFailure(error, url.host);
  }
}

/** Path and query as they were written: `URL` would resolve dots and drop what it finds odd. */
function readPath(url: string): string {
  const rest = /^[A-Za-z]+:\/\/[^/?#\\]*([^#]*)/.exec(url)?.[1] ?? "";
  return rest.startsWith("/") ? rest : `/${rest}`;
}
