import { gunzipSync } from "node:zlib";
import { type Outcome, type Reply, type Transport, headerValue, noBody } from "../../src/model/http.ts";
import type { MockHost } from "../host.ts";

/**
 * A transport to a host in this process: no network, no waiting. A broken connection and a delay beyond `timeoutMs` are
 * failures at once; a shorter delay counts as time that passed.
 */
export function mountDirect(host: Pick<MockHost, "handle">, { timeoutMs }: { readonly timeoutMs: number }): Transport {
  return async (request) => toOutcome(await host.handle(request), request.method, timeoutMs);
}

function toOutcome(reply: Reply, method: string, timeoutMs: number): Outcome {
  const ms = (reply.kind === "reset" ? reply.afterMs : reply.delayMs) ?? 0;
  if (ms > timeoutMs) {
    return { kind: "failure", reason: "timeout", detail: `no answer within ${timeoutMs} ms`, ms: timeoutMs };
  }
  if (reply.kind === "reset") {
    return { kind: "failure", reason: "reset", detail: "the connection was broken before the answer was whole", ms };
  }
  const { response } = reply;
  // HTTP: the answer to HEAD has headers alone
  if (method === "HEAD") return { kind: "response", response: { ...response, body: noBody }, ms };
  if (headerValue(response.headers, "content-encoding")?.toLowerCase() !== "gzip") {
    return { kind: "response", response, ms };
  }
  try {
    return { kind: "response", response: { ...response, body: Uint8Array.from(gunzipSync(response.body)) }, ms };
  } catch (error) {
    return { kind: "failure", reason: "malformed", detail: `the body is not gzip: ${String(error)}`, ms };
  }
}
