import { gzipSync } from "node:zlib";
import {
  type Header,
  type HttpRequest,
  type HttpResponse,
  type Reply,
  headerValue,
  headerValues,
} from "../../src/model/http.ts";
import { acceptsGzip } from "../accepts-gzip.ts";

/** How a mount sends every reply that the host has not already made so. */
export interface ReplyShape {
  /** How long a reply is held back at least, in milliseconds. Default: 0. */
  readonly latencyMs?: number;
  /** Bodies are sent in chunks, without their length. */
  readonly chunked?: boolean;
  /** Bodies are compressed where the request allows it. */
  readonly gzip?: boolean;
}

/** The reply as the mount sends it. */
export function shapeReply(reply: Reply, request: HttpRequest, { latencyMs = 0, chunked, gzip }: ReplyShape): Reply {
  if (reply.kind === "reset") return { ...reply, afterMs: Math.max(reply.afterMs ?? 0, latencyMs) };
  const zipped = gzip === true ? zip(reply.response, request) : reply.response;
  return {
    kind: "response",
    response: chunked === true ? cut(zipped) : zipped,
    delayMs: Math.max(reply.delayMs ?? 0, latencyMs),
  };
}

function zip(response: HttpResponse, request: HttpRequest): HttpResponse {
  const { headers } = response;
  const isCoded = headerValue(headers, "content-encoding") !== undefined;
  if (isCoded || !acceptsGzip(headerValues(request.headers, "accept-encoding"))) return response;
  const body = gzipSync(response.body);
  const length = headers.map(([name, value]): Header => [name, isLength(name) ? String(body.byteLength) : value]);
  return { ...response, headers: [...length, ["Content-Encoding", "gzip"]], body };
}

function cut(response: HttpResponse): HttpResponse {
  if (headerValue(response.headers, "transfer-encoding") !== undefined) return response;
  const headers = response.headers.filter(([name]) => !isLength(name));
  return { ...response, headers: [...headers, ["Transfer-Encoding", "chunked"]] };
}

function isLength(name: string): boolean {
  return name.toLowerCase() === "content-length";
}
