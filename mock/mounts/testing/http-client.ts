import { type IncomingMessage, request as openRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import { type Header, type HttpRequest, type HttpResponse } from "../../../src/model/http.ts";
import { origin } from "../../testing/battery-requests.ts";

/** What a client got: a response, or the reason why there was none. */
export type Received = HttpResponse | string;
export type Client = (request: HttpRequest) => Promise<Received>;

/** Sends by `node:http` to an origin what was made for the battery's one; the response is as it stood on the wire. */
export function makeHttpClient(target: string): Client {
  const { hostname, port } = new URL(target);
  return ({ method, url, headers, body }) => {
    const path = url.startsWith(origin) ? url.slice(origin.length) : url;
    return new Promise((resolve) => {
      const fail = (error: NodeJS.ErrnoException): void => resolve(error.code ?? "error");
      const options = { hostname, port, path, method, headers: headers.flat(), agent: false };
      const outgoing = openRequest(options, (incoming) => {
        const chunks: Uint8Array[] = [];
        incoming.on("data", (chunk: Uint8Array) => chunks.push(chunk));
        incoming.on("end", () => resolve(readResponse(incoming, Buffer.concat(chunks))));
        incoming.on("error", fail);
      });
      outgoing.on("error", fail);
      outgoing.end(body);
    });
  };
}

function readResponse(incoming: IncomingMessage, bytes: Buffer): HttpResponse {
  const raw = incoming.rawHeaders;
  const headers = raw
    .flatMap((name, index): Header[] => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []))
    // What HTTP/1.1 itself adds to a message on a connection.
    .filter(([name]) => name !== "Connection" && name !== "Keep-Alive");
  const isZipped = headers.some(([name, value]) => name.toLowerCase() === "content-encoding" && value === "gzip");
  return { status: incoming.statusCode ?? 0, headers, body: isZipped && bytes.length > 0 ? gunzipSync(bytes) : bytes };
}
