import { type IncomingMessage, request as openRequest } from "node:http";
import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import type { Header, HttpRequest, HttpResponse } from "../../src/model/http.ts";
import { authorize, battery, loadDefaultFixtures, makeRead, makeTransport, origin } from "../battery.test.ts";
import { type HostOptions, type MockHost, createHost } from "../host.ts";
import { createRandom } from "../random.ts";
import { type HttpMount, mountHttp } from "./http.ts";

/** Sends to the mount what was made for the host, and gives the response as it stood on the wire, or the error's code. */
function send(mount: HttpMount, request: HttpRequest): Promise<HttpResponse | string> {
  const { hostname, port } = new URL(mount.url);
  const path = request.url.startsWith(origin) ? request.url.slice(origin.length) : request.url;
  return new Promise((resolve) => {
    const outgoing = openRequest(
      { hostname, port, path, method: request.method, headers: request.headers.flat(), agent: false },
      (incoming) => {
        const chunks: Uint8Array[] = [];
        incoming.on("data", (chunk: Uint8Array) => chunks.push(chunk));
        incoming.on("end", () => resolve(readResponse(incoming, Buffer.concat(chunks))));
        incoming.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "error"));
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "error"));
    outgoing.end(request.body);
  });
}

function readResponse(incoming: IncomingMessage, bytes: Buffer): HttpResponse {
  const raw = incoming.rawHeaders;
  const headers = raw
    .flatMap((name, index): Header[] => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""]] : []))
    // What HTTP/1.1 itself adds to a message on a connection.
    .filter(([name]) => name !== "Connection" && name !== "Keep-Alive");
  const zipped = headers.some(([name, value]) => name.toLowerCase() === "content-encoding" && value === "gzip");
  return { status: incoming.statusCode ?? 0, headers, body: zipped && bytes.length > 0 ? gunzipSync(bytes) : bytes };
}

function makeHost(options: Partial<HostOptions> = {}): MockHost {
  return createHost({ fixtures: loadDefaultFixtures(), random: createRandom(7), ...options });
}

async function withMount(host: Pick<MockHost, "handle">, use: (mount: HttpMount) => Promise<void>): Promise<void> {
  const mount = await mountHttp(host);
  try {
    await use(mount);
  } finally {
    await mount.close();
  }
}

/** Writes bytes to the mount and gives all that comes back until the connection ends. */
function converse(mount: HttpMount, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(mount.url).port), "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("close", () => resolve(answer));
    socket.on("error", () => {});
  });
}

const someRead = makeRead({ identifierName: "mobile", identifierValue: "919700000001", source: "INSTORE" });

describe("the mounts", () => {
  const settings: readonly (readonly string[])[] = [
    [],
    ["gzip"],
    ["chunked", "lower-case-headers", "repeated-headers"],
    ["refusals-with-http-200", "dashed-request-id"],
  ];
  for (const variants of settings) {
    it(`give the same status, headers and bytes with ${variants.join(", ") || "no variant"}`, async () => {
      const direct = makeTransport({ variants });
      await withMount(makeHost({ variants }), async (mount) => {
        // An address that is none cannot be sent by a client; the direct mount takes it.
        for (const request of battery.filter(({ url }) => url.startsWith(origin)).slice(-90)) {
          const expected = await direct(request);
          const actual = await send(mount, request);
          if (typeof actual === "string" || expected.kind === "failure") throw new Error(`no response: ${request.url}`);
          expect(actual.status, request.url).to.equal(expected.response.status);
          expect(actual.headers, request.url).to.deep.equal(expected.response.headers);
          expect(Buffer.from(actual.body).toString("hex")).to.equal(
            Buffer.from(expected.response.body).toString("hex"),
          );
        }
      });
    });
  }

  it("break the connection where the host does", async () => {
    const defects = ["transport.unknown-program-resets"];
    const request = { ...someRead, url: `${someRead.url}&programId=999999` };
    const outcome = await makeTransport({ defects })(request);
    expect(outcome).to.include({ kind: "failure", reason: "reset" });
    await withMount(makeHost({ defects }), async (mount) => {
      expect(await send(mount, request)).to.equal("ECONNRESET");
    });
  });

  it("hang where the host does: a timeout at once for one, a connection that closing breaks off for the other", async () => {
    const defects = ["transport.unknown-program-hangs"];
    const request = { ...someRead, url: `${someRead.url}&programId=999999` };
    expect(await makeTransport({ defects })(request)).to.include({ kind: "failure", reason: "timeout", ms: 1000 });

    const host = makeHost({ defects });
    const mount = await mountHttp({
      handle: async (asked) => {
        const reply = await host.handle(asked);
        queueMicrotask(() => setImmediate(() => void mount.close()));
        return reply;
      },
    });
    expect(await send(mount, request)).to.equal("ECONNRESET");
  });
});

describe("the HTTP mount", () => {
  it("gives the host header names as they were written, in order and repeated", async () => {
    const host = makeHost();
    await withMount(host, async (mount) => {
      const headers: readonly Header[] = [["x-ODD", "1"], authorize(), ["X-odd", "2"], ["ACCEPT", "application/json"]];
      await send(mount, { ...someRead, headers });
    });
    const names = host.exchanges()[0]?.request.headers.map(([name]) => name);
    expect(names?.slice(0, 4)).to.deep.equal(["x-ODD", "Authorization", "X-odd", "ACCEPT"]);
  });

  it("refuses a body over ten megabytes with 413", async () => {
    await withMount(makeHost(), async (mount) => {
      const answer = await send(mount, { ...someRead, method: "POST", body: new Uint8Array(10 * 1024 * 1024 + 1) });
      expect(answer).to.include({ status: 413 });
    });
  });

  it("answers garbage in JSON and goes on serving", async () => {
    await withMount(makeHost(), async (mount) => {
      expect(await converse(mount, "this is no HTTP\r\n\r\n")).to.match(/^HTTP\/1\.1 400 [^]*"code":400/);
      expect(await converse(mount, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n")).to.match(/^HTTP\/1\.1 405 /);
      expect(await converse(mount, "OPTIONS * HTTP/1.1\r\nConnection: close\r\n\r\n")).to.match(/^HTTP\/1\.1 400 /);
      expect(await converse(mount, "GET http://[ HTTP/1.1\r\nConnection: close\r\n\r\n")).to.match(/^HTTP\/1\.1 400 /);
      expect(await send(mount, someRead)).to.include({ status: 200 });
    });
  });

  it("answers 500 nowhere and breaks off where the host throws", async () => {
    await withMount({ handle: () => Promise.reject(new Error("trouble")) }, async (mount) => {
      expect(await send(mount, someRead)).to.equal("ECONNRESET");
    });
  });

  it("rejects where the port is taken", async () => {
    await withMount(makeHost(), async (mount) => {
      const second = mountHttp(makeHost(), { port: Number(new URL(mount.url).port) });
      expect(await second.catch((error: NodeJS.ErrnoException) => error.code)).to.equal("EADDRINUSE");
    });
  });
});
