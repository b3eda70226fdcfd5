import { type ClientRequest, METHODS } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type Nock from "nock";
import { type Clock, systemClock } from "../../src/model/clock.ts";
import type { Header, HttpRequest } from "../../src/model/http.ts";
import type { MockHost } from "../host.ts";

/** Which requests of this process a host answers. */
export interface NockMountOptions {
  /** The origin that the client under test calls, such as `https://eu.api.capillarytech.com`. */
  readonly origin: string;
  /** For delays only. Default: the machine's clock. */
  readonly clock?: Clock;
}

export interface NockMount {
  /** Lets go of the origin, breaks off delayed replies, and puts the process back as it was before the first mount. */
  readonly unmount: () => void;
}

/** nock patches the whole process: it is loaded at the first mount only, and belongs to us if nobody loaded it before. */
let mounted = 0;
let patchedByUs = false;

/**
 * Answers what this process sends to an origin by `fetch` or `node:http`, without a network. Requests to other origins go
 * where they would go without the mount. Of a request nock keeps no order, case or repetition of headers: names come in
 * lower case. While the caller's own nock is active it stays so after `unmount`, and the origin is then one that nock knows
 * and has no answer for. Rejects where nock is not installed.
 */
export async function mountNock(host: Pick<MockHost, "handle">, options: NockMountOptions): Promise<NockMount> {
  const { clock = systemClock } = options;
  const { origin } = new URL(options.origin);
  const nock = await loadNock();
  const delayed = new Set<() => void>();
  const bodies = new WeakMap<ClientRequest, string>();

  const delay = (ms: number): Promise<void> =>
    new Promise((resolve, reject) => {
      if (ms <= 0) return resolve();
      const cancel = clock.after(ms, () => {
        delayed.delete(abort);
        resolve();
      });
      const abort = (): void => {
        cancel();
        delayed.delete(abort);
        reject(makeReset());
      };
      delayed.add(abort);
    });

  const answer = async (request: HttpRequest): Promise<Nock.ReplyFnResult> => {
    const reply = await host.handle(request).catch(() => ({ kind: "reset", afterMs: 0 }) as const);
    await delay((reply.kind === "reset" ? reply.afterMs : reply.delayMs) ?? 0);
    if (reply.kind === "reset") throw makeReset();
    const { status, headers, body } = reply.response;
    if (request.method !== "HEAD") return [status, Buffer.from(body), headers.flat()];
    // HTTP: the answer to HEAD has headers alone. nock would decode the body that these announce.
    return [status, "", headers.filter(([name]) => !/^(content|transfer)-encoding$/i.test(name)).flat()];
  };

  const scope = nock(origin).persist();
  scope.on("request", (request: Nock.ReplyFnContext["req"], _interceptor: unknown, body: string) => {
    bodies.set(request, body);
    // nock parses what is declared as JSON, and what is none then throws where nobody can catch it.
    request.headers = {};
  });
  const interceptors = METHODS.map((method) => {
    // Optional, so that `nock.isDone()` of a caller's own tests does not wait for it.
    const interceptor = scope.intercept(() => true, method).optionally();
    interceptor.reply(function (this: Nock.ReplyFnContext, path: string) {
      return answer(readRequest(this.req, origin + path, bodies.get(this.req) ?? ""));
    });
    return interceptor;
  });

  let isMounted = true;
  return {
    unmount: () => {
      if (!isMounted) return;
      isMounted = false;
      for (const interceptor of interceptors) nock.removeInterceptor(interceptor);
      for (const abort of delayed) abort();
      mounted -= 1;
      if (mounted > 0 || !patchedByUs) return;
      patchedByUs = false;
      if (nock.isActive()) nock.restore();
      syncBuiltinESMExports();
    },
  };
}

/** nock, active. Importing it activates it. */
async function loadNock(): Promise<typeof Nock> {
  const fetchBefore = globalThis.fetch;
  const { default: nock } = await import("nock");
  if (globalThis.fetch !== fetchBefore) patchedByUs = true;
  if (!nock.isActive()) {
    nock.activate();
    patchedByUs = true;
  }
  // Clients that import { request } from "node:http" see what was patched only when they are told.
  if (patchedByUs) syncBuiltinESMExports();
  mounted += 1;
  return nock;
}

function readRequest(request: ClientRequest, url: string, body: string): HttpRequest {
  const headers = Object.entries(request.getHeaders()).flatMap(([name, value]): Header[] =>
    value === undefined ? [] : [value].flat().map((each) => [name, String(each)]),
  );
  return { method: request.method, url, headers, body: readBytes(body) };
}

/** nock gives a body as text, and one that is not UTF-8 as hexadecimal digits. */
function readBytes(text: string): Uint8Array {
  const bytes = Buffer.from(text, "hex");
  const isHexadecimal = bytes.length > 0 && bytes.toString("hex") === text;
  const isUtf8 = Buffer.from(bytes.toString("utf8"), "utf8").equals(bytes);
  return isHexadecimal && !isUtf8 ? Uint8Array.from(bytes) : new TextEncoder().encode(text);
}

/**
 * A broken connection as clients see it: `node:http` by its code, `fetch` by a TypeError and its cause. With a number, as
 * the system's own errors have it, it reaches the client even after nock has been restored.
 */
function makeReset(): Error {
  const reset = { code: "ECONNRESET", errno: -104, syscall: "read" };
  return Object.assign(
    new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), reset) }),
    reset,
  );
}
