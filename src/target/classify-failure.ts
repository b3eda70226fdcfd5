import type { FailureReason } from "../model/http.ts";

/** Why no response came, and one plain sentence about it. */
export interface Failure {
  readonly reason: FailureReason;
  readonly detail: string;
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused by",
  EHOSTUNREACH: "there is no way to",
  ENETUNREACH: "there is no way to",
  EHOSTDOWN: "there is no way to",
};

/**
 * Reads an error of the network, TLS or HTTP layer. The sentence is made of our words, the host's address and
 * fixed words of the libraries, never of what the host sent.
 */
export function classifyFailure(error: unknown, host: string): Failure {
  const code = readCode(error);
  if (unreachable[code] !== undefined) {
    return { reason: "refused", detail: `${unreachable[code]} ${host}; is the host running?` };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "EAI_NODATA" || code === "EAI_NONAME") {
    return { reason: "dns", detail: `the name of ${host} cannot be resolved; is it spelled right?` };
  }
  if (code === "ETIMEDOUT" || code === "UND_ERR_CONNECT_TIMEOUT") {
    return { reason: "timeout", detail: `no connection to ${host} in time; is the address right?` };
  }
  if (/^ERR_(TLS|SSL)|CERT|SIGNATURE|^EPROTO$|^CRL_/.test(code)) {
    return { reason: "tls", detail: `no secure connection to ${host} (${code})` };
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW") {
    return { reason: "malformed", detail: `the headers that ${host} answered are too long` };
  }
  if (error instanceof Error && error.name === "HTTPParserError") {
    // The words in brackets are the parser's own, and what it knows better than any code.
    const words = /\(([\w ,./'-]+)\)$/.exec(error.message)?.[1];
    return {
      reason: "malformed",
      detail: `what ${host} answered is not HTTP${words === undefined ? "" : ` (${words})`}; is it the address of an HTTP server?`,
    };
  }
  if (
    code === "UND_ERR_INVALID_ARG" ||
    code === "UND_ERR_NOT_SUPPORTED" ||
    code === "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH"
  ) {
    return {
      reason: "forbidden",
      detail: `the request to ${host} is not one that can be sent (${code}); nothing was sent`,
    };
  }
  if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED") {
    return { reason: "reset", detail: `the connection to ${host} was closed by this tool` };
  }
  return describeReset(host);
}

function describeReset(host: string): Failure {
  return { reason: "reset", detail: `${host} closed the connection before its answer was whole; look at its own log` };
}

function readCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? "" : readCode(error.cause);
}
