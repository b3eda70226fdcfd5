import { type IncomingMessage, STATUS_CODES, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Clock, systemClock } from "../../src/model/clock.ts";
import { type Header, type HttpRequest, type HttpResponse, noBody } from "../../src/model/http.ts";
import type { MockHost } from "../host.ts";
import { type ReplyShape, shapeReply } from "./shape-reply.ts";

/** Where a mock listens, and how it sends its replies. */
export interface HttpMountOptions extends ReplyShape {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: loopback. */
  readonly address?: string;
  /** For delays only. Default: the machine's clock. */
  readonly clock?: Clock;
}

export interface HttpMount {
  /** The origin, without a slash at the end. */
  readonly url: string;
  /** Stops listening, breaks off delayed replies and connections on which nothing is answered, and waits for the others. */
  readonly close: () => Promise<void>;
}

const bodyCap = 10 * 1024 * 1024;
/** Names and addresses of ten thousand characters are to reach the host, which judges them. */
const headCap = 256 * 1024;
const requestTimeoutMs = 60_000;

/** What a client did that `node:http` gives a word of its own. */
const troubles: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "address and headers are over 256 kB"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request did not come to its end in a minute"],
};

/** Serves a host over HTTP. Header order, case and repetition are kept both ways. Rejects where the port is taken. */
export async function mountHttp(host: Pick<MockHost, "handle">, options: HttpMountOptions = {}): Promise<HttpMount> {
  const { port = 0, address = "127.0.0.1", clock = systemClock } = options;
  const delayed = new Set<() => void>();
  /** How many replies are under way on each connection. */
  const connections = new Map<Socket, number>();
  let origin = "";
  let closing = false;
  const server = createServer(
    { requireHostHeader: false, keepAliveTimeout: 5000, maxHeaderSize: headCap, requestTimeout: requestTimeoutMs },
    (incoming, outgoing) => {
      serve(incoming, outgoing).catch(() => outgoing.destroy());
    },
  );

  /** Acts after the delay, unless the connection or the server is closed before. */
  const delay = (outgoing: ServerResponse, ms: number, act: () => void): void => {
    if (ms <= 0) return act();
    const cancel = clock.after(ms, () => {
      delayed.delete(abort);
      act();
    });
    const abort = (): void => {
      cancel();
      delayed.delete(abort);
      outgoing.destroy();
    };
    delayed.add(abort);
    outgoing.once("close", () => {
      if (delayed.has(abort)) abort();
    });
  };

  const count = (socket: Socket, change: 1 | -1): void => {
    const replies = connections.get(socket);
    if (replies === undefined) return;
    connections.set(socket, replies + change);
    if (closing && replies + change === 0) socket.destroy();
  };

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { socket } = incoming;
    // Whoever goes away in the middle of it is no trouble of the server's.
    incoming.on("error", ignore);
    outgoing.on("error", ignore);
    const body = hasBody(incoming) ? await readBody(incoming) : noBody;
    count(socket, 1);
    outgoing.once("close", () => count(socket, -1));
    if (body === undefined) return send(outgoing, describeRefusal(413, "the body is over 10 MB"));
    const request = readRequest(incoming, body, origin);
    const reply = shapeReply(await host.handle(request), request, options);
    if (reply.kind === "reset") return delay(outgoing, reply.afterMs ?? 0, () => outgoing.destroy());
    delay(outgoing, reply.delayMs ?? 0, () => send(outgoing, reply.response));
  };

  server.on("connection", (socket: Socket) => {
    connections.set(socket, 0);
    socket.once("close", () => connections.delete(socket));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) =>
    refuseSocket(socket, ...(troubles[error.code ?? ""] ?? ([400, "this is not HTTP"] as const))),
  );
  server.on("checkExpectation", (_request: IncomingMessage, outgoing: ServerResponse) =>
    send(outgoing, describeRefusal(417, "nothing but 100-continue can be expected here")),
  );
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => refuseSocket(socket, 405, "this is no proxy"));
  await listen(server, port, address);
  origin = formatOrigin(server.address() as AddressInfo);

  return {
    url: origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closing = true;
        for (const abort of delayed) abort();
        // Those that are kept alive, and those on which a request never came to its end.
        for (const [socket, replies] of connections) if (replies === 0) socket.destroy();
      }),
  };
}

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function formatOrigin({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function ignore(): void {}

/** HTTP: a request has a body where one of these headers says so. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

/** The body, or undefined where it is over the cap; what is over is read and thrown away. */
function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    incoming.on("data", (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size <= bodyCap) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.once("end", () => resolve(joinChunks(chunks, size)));
    incoming.once("error", reject);
  });
}

/** Most bodies come in one chunk, and are copied once: it lies in memory that the connection uses again. */
function joinChunks(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only = noBody] = chunks;
  return new Uint8Array(chunks.length > 1 ? Buffer.concat(chunks, size) : only);
}

function readRequest(incoming: IncomingMessage, body: Uint8Array, origin: string): HttpRequest {
  const { method = "", url = "", rawHeaders } = incoming;
  const headers: Header[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  }
  // What is asked of a proxy has an absolute address, what is asked of a server has a path.
  return { method, url: url.startsWith("/") ? origin + url : url, headers, body };
}

function send(outgoing: ServerResponse, { status, headers, body }: HttpResponse): void {
  if (outgoing.destroyed) return;
  outgoing.sendDate = false;
  outgoing.writeHead(status, headers.flat());
  const isChunked = headers.some(([name, value]) => name.toLowerCase() === "transfer-encoding" && value === "chunked");
  // Several chunks, so that a client which takes the first for the whole is found out; newer versions of Node make one of
  // those that are written together.
  if (isChunked && body.byteLength > 1) {
    const half = Math.ceil(body.byteLength / 2);
    outgoing.write(body.subarray(0, half), () => outgoing.end(body.subarray(half)));
  } else outgoing.end(body);
}

function describeRefusal(status: number, message: string): HttpResponse {
  const body = new TextEncoder().encode(JSON.stringify({ errors: [{ status: false, code: status, message }] }));
  const headers: Header[] = [
    ["Content-Type", "application/json"],
    ["Content-Length", String(body.byteLength)],
    ["Connection", "close"],
  ];
  return { status, headers, body };
}

function refuseSocket(socket: Duplex, status: number, message: string): void {
  socket.on("error", ignore);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { headers, body } = describeRefusal(status, message);
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${head}\r\n${new TextDecoder().decode(body)}`);
}
