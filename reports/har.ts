import type { Entry, Har, Header as HarHeader, PostData, QueryString } from "har-format";
import { type Header, mediaType } from "../src/model/http.ts";
import type { Divergence, RecordedBody, RecordedExchange, Run } from "../src/model/run.ts";
import { stripControls } from "./plain-text.ts";
import { printJson } from "./print-json.ts";

function renderHeaders(headers: readonly Header[]): HarHeader[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function renderQuery(url: string): QueryString[] {
  const query = url.split("?")[1]?.split("#")[0] ?? "";
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function measureBody({ text, base64, cut = 0 }: RecordedBody): number {
  const kept = text === undefined ? Buffer.byteLength(base64 ?? "", "base64") : Buffer.byteLength(text);
  return kept + cut;
}

/** HAR has no place for request bodies that are no text; they stand in base64, and the comment says so. */
function renderPostData({ headers, body }: RecordedExchange["request"]): { postData?: PostData } {
  if ((body.text ?? body.base64 ?? "") === "") return {};
  const mimeType = mediaType(headers) ?? "application/octet-stream";
  return {
    postData:
      body.text === undefined
        ? { mimeType, text: body.base64 ?? "", comment: "base64" }
        : { mimeType, text: body.text },
  };
}

function renderResponse({ outcome }: RecordedExchange): Entry["response"] {
  const head = { httpVersion: "HTTP/1.1", cookies: [], redirectURL: "", headersSize: -1 };
  if (outcome.kind === "failure") {
    const comment = stripControls(outcome.detail);
    const content = { size: 0, mimeType: "" };
    return { ...head, status: 0, statusText: outcome.reason, headers: [], content, bodySize: -1, comment };
  }
  const { status, headers, body } = outcome;
  return {
    ...head,
    status,
    statusText: "",
    headers: renderHeaders(headers),
    bodySize: -1,
    content: {
      size: measureBody(body),
      mimeType: mediaType(headers) ?? "",
      ...(body.text === undefined
        ? body.base64 === undefined
          ? {}
          : { text: body.base64, encoding: "base64" }
        : { text: body.text }),
      ...(body.cut === undefined ? {} : { comment: `${body.cut} bytes more were not kept` }),
    },
  };
}

function renderEntry(exchange: RecordedExchange, divergences: readonly Divergence[]): Entry {
  const { request, outcome } = exchange;
  const shows = divergences.map(({ requirement, fingerprint }) => `${requirement} (${fingerprint})`);
  return {
    startedDateTime: exchange.startedAt,
    time: outcome.ms,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: renderHeaders(request.headers),
      queryString: renderQuery(request.url),
      ...renderPostData(request),
      headersSize: -1,
      bodySize: measureBody(request.body),
    },
    response: renderResponse(exchange),
    cache: {},
    timings: { send: 0, wait: outcome.ms, receive: 0 },
    comment: stripControls(`${exchange.id} shows ${shows.join(", ")}`),
  };
}

/**
 * The exchanges of all divergences as an HTTP Archive (HAR 1.2), each once, in the order of their divergences. Secrets are
 * `${NAME}` placeholders; a request that got no response has status 0 and the reason.
 */
export function renderHar(run: Run): string {
  const shown = new Map<string, { readonly exchange: RecordedExchange; readonly divergences: Divergence[] }>();
  for (const divergence of run.divergences) {
    for (const exchange of divergence.exchanges) {
      const key = `${divergence.organisation} ${exchange.id}`;
      const entry = shown.get(key) ?? { exchange, divergences: [] };
      entry.divergences.push(divergence);
      shown.set(key, entry);
    }
  }
  const har: Har = {
    log: {
      version: "1.2",
      creator: { name: run.tool.name, version: run.tool.version },
      entries: [...shown.values()].map(({ exchange, divergences }) => renderEntry(exchange, divergences)),
    },
  };
  return printJson(har);
}
