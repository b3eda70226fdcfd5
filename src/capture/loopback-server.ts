import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Header, HttpRequest, HttpResponse } from "../model/http.ts";

export interface LoopbackServer {
  /** The origin, without a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A request is longer than any that a pact should hold. */
const mostBytes = 10 * 1024 * 1024;

/**
 * Listens on a free port of this machine and answers as `answer` says; what it throws is answered with 500, so that one
 * request does not end the process.
 */
export async function openLoopbackServer(
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<LoopbackServer> {
  let origin = "";
  const server = createServer((incoming, outgoing) => {
    const serve = async (): Promise<void> => {
      const body = await readBody(incoming);
      const url = origin + (incoming.url ?? "/");
      const request = { method: incoming.method ?? "GET", url, headers: pairHeaders(incoming.rawHeaders), body };
      const { status, headers, body: answered } = await answer(request);
      outgoing.writeHead(
        status,
        headers.flatMap(([name, value]) => [name, value]),
      );
      outgoing.end(answered);
    };
    serve().catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500).end(error instanceof Error ? error.message : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const piece = Buffer.from(chunk as Uint8Array);
    bytes += piece.byteLength;
    if (bytes > mostBytes) throw new RangeError("the body is over 10 MB");
    chunks.push(piece);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function pairHeaders(raw: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) headers.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  return headers;
}
