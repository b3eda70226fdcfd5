import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../model/clock.ts";
import { type Header, type HttpRequest, noBody } from "../model/http.ts";

/** What is answered to a delivery. */
export interface DeliveryAnswer {
  readonly status: number;
  readonly headers?: readonly Header[];
  readonly body?: Uint8Array;
  /** Milliseconds for which the answer is held back. */
  readonly delayMs?: number;
}

/** A request as it came, and when it was whole. */
export interface Delivery {
  readonly request: HttpRequest;
  readonly receivedAt: Date;
}

export interface ReceiverLimits {
  /** Bytes of one body, also after its content encoding is undone; more is answered with 413. */
  readonly bodyBytes: number;
  /** Milliseconds until a request has to be whole; later it is answered with 408. */
  readonly deadlineMs: number;
  /** Deliveries that are under way at once; more are answered with 503, so that the sender comes back. */
  readonly underWay: number;
  /** Bytes of all bodies that are held at once; more are answered with 503. */
  readonly heldBytes: number;
}

export const usualReceiverLimits: ReceiverLimits = {
  bodyBytes: 10_000_000,
  deadlineMs: 30_000,
  underWay: 1000,
  heldBytes: 100_000_000,
};

/** Undoes a body's content encodings under a cap in bytes. */
export type DecodeBody = (
  packed: Uint8Array,
  headers: readonly Header[],
  cap: number,
) => Promise<{ readonly kind: "decoded"; readonly body: Uint8Array } | { readonly kind: "too-large" | "invalid" }>;

export interface ReceiverOptions {
  readonly listen: { readonly hostname: string; readonly port: number };
  readonly clock: Clock;
  readonly limits?: ReceiverLimits;
  readonly decode: DecodeBody;
  /**
   * Takes a delivery, and says what to answer. Only when that is known anything is answered: what this hands to the system
   * before is not lost with the process. Where it throws or rejects, 500 is answered and nothing was acknowledged.
   */
  readonly take: (delivery: Delivery) => DeliveryAnswer | Promise<DeliveryAnswer>;
  /** Is told of what was not taken, and why. */
  readonly onRefused?: (status: number, reason: string) => void;
  /** Is told of what did not come whole, so that it could be neither taken nor refused. */
  readonly onBroken?: (reason: string) => void;
}

export interface WebhookReceiver {
  /** Where it listens: `http://127.0.0.1:9099`. */
  readonly url: string;
  /** Stops listening, and waits until what was taken is answered; answers that are held back go out at once. */
  close(): Promise<void>;
}

/**
 * Listens for deliveries of webhooks, on any path and by any method. A GET, HEAD or OPTIONS without a body is somebody who
 * looks whether anything listens here, and no delivery. Rejects where the port cannot be had.
 */
export async function openReceiver(options: ReceiverOptions): Promise<WebhookReceiver> {
  const {
    listen,
    clock,
    decode,
    take,
    limits = usualReceiverLimits,
    onRefused = () => {},
    onBroken = () => {},
  } = options;
  const held = { count: 0, bytes: 0 };
  const early = new Set<() => void>();
  let origin = "";
  let closing = false;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (closing || ms <= 0) return resolve();
      const wake = (): void => {
        early.delete(wake);
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, wake);
      early.add(wake);
    });

  const refuse = (outgoing: ServerResponse, status: number, reason: string): void => {
    onRefused(status, reason);
    const retry: readonly Header[] = status === 503 ? [["Retry-After", "1"]] : [];
    // What is left of the body is not read.
    respond(outgoing, { status, headers: [...retry, ["Connection", "close"]] });
  };

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    incoming.on("error", ignore);
    outgoing.on("error", ignore);
    const own = { bytes: 0 };
    const hold = (bytes: number): boolean => {
      own.bytes += bytes;
      held.bytes += bytes;
      return held.bytes <= limits.heldBytes;
    };
    held.count += 1;
    try {
      if (held.count > limits.underWay) return refuse(outgoing, 503, `${limits.underWay} deliveries are under way`);
      const packed = await readBody(incoming, limits.bodyBytes, hold);
      if (packed === "gone") return onBroken("a delivery broke off before its body was whole");
      if (packed === "too-large") return refuse(outgoing, 413, `the body is over ${limits.bodyBytes} bytes`);
      if (packed === "full") return refuse(outgoing, 503, `deliveries under way hold ${limits.heldBytes} bytes`);
      const headers = readHeaders(incoming);
      const { method = "", url = "" } = incoming;
      if (["GET", "HEAD", "OPTIONS"].includes(method) && packed.byteLength === 0)
        return respond(outgoing, { status: 204 });
      const body = isPacked(incoming) ? await unpack(packed, headers) : packed;
      if (body === undefined) return refuse(outgoing, 413, `the body is over ${limits.bodyBytes} bytes when unpacked`);
      const request = { method, url: url.startsWith("/") ? origin + url : url, headers, body };
      const answer = await take({ request, receivedAt: clock.now() });
      await pause(answer.delayMs ?? 0);
      outgoing.shouldKeepAlive &&= !closing;
      respond(outgoing, answer);
    } finally {
      held.count -= 1;
      held.bytes -= own.bytes;
    }
  };

  /** Bytes that are not what their encoding says are taken as they are: whoever judges them will say so. */
  const unpack = async (packed: Uint8Array, headers: readonly Header[]): Promise<Uint8Array | undefined> => {
    const decoded = await decode(packed, headers, limits.bodyBytes);
    if (decoded.kind === "too-large") return undefined;
    return decoded.kind === "decoded" ? decoded.body : packed;
  };

  const server = createServer(
    {
      requireHostHeader: false,
      headersTimeout: limits.deadlineMs,
      requestTimeout: limits.deadlineMs,
      connectionsCheckingInterval: Math.max(100, Math.min(limits.deadlineMs / 4, 5000)),
      keepAliveTimeout: 60_000,
    },
    (incoming, outgoing) => {
      serve(incoming, outgoing).catch(() => respond(outgoing, { status: 500 }));
    },
  );
  await startListening(server, listen);
  origin = formatOrigin(server.address() as AddressInfo);
  return {
    url: origin,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        server.close(() => resolve());
        for (const wake of early) wake();
        server.closeIdleConnections();
        // Whoever has begun a request and does not end it is not waited for long.
        const cancel = clock.after(graceMs, () => server.closeAllConnections());
        server.once("close", cancel);
      }),
  };
}

const graceMs = 1000;

function ignore(): void {}

function startListening(
  server: Server,
  { hostname, port }: { readonly hostname: string; readonly port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function formatOrigin({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

function isPacked({ headers }: IncomingMessage): boolean {
  return headers["content-encoding"] !== undefined;
}

/** The whole body; or why there is none: over the cap, no room left for it, or its sender went away. */
function readBody(
  incoming: IncomingMessage,
  cap: number,
  hold: (bytes: number) => boolean,
): Promise<Uint8Array | "too-large" | "full" | "gone"> {
  const { headers } = incoming;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) {
    incoming.resume();
    return Promise.resolve(noBody);
  }
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    incoming.on("data", (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > cap) resolve("too-large");
      else if (!hold(chunk.byteLength)) resolve("full");
      else chunks.push(chunk);
    });
    incoming.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    incoming.once("close", () => resolve("gone"));
  });
}

function readHeaders({ rawHeaders }: IncomingMessage): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  }
  return headers;
}

function respond(outgoing: ServerResponse, { status, headers = [], body = noBody }: DeliveryAnswer): void {
  if (outgoing.destroyed || outgoing.headersSent) return;
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  const length: readonly Header[] = hasBody ? [["Content-Length", String(body.byteLength)]] : [];
  outgoing.writeHead(status, [...headers, ...length].flat());
  outgoing.end(hasBody ? body : undefined);
}
