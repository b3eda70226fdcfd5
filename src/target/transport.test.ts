import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import { systemClock } from "../model/clock.ts";
import type { HttpRequest, Outcome } from "../model/http.ts";
import { noBody } from "../model/http.ts";
import { createFakeClock } from "./testing/fake-clock.ts";
import { createTransport, type NetworkTransport } from "./transport.ts";

const limits = { timeoutMs: 10_000, bodyBytes: 100_000 };
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("createTransport", () => {
  const open: { close(): unknown }[] = [];
  const sockets = new Set<Socket>();

  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  });

  async function listen(server: Server | HttpServer): Promise<string> {
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => {});
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    open.push({ close: () => server.close() });
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const serve = (listener: RequestListener) => listen(createHttpServer(listener));
  /** A server that writes bytes of its own making once a request has begun. */
  const serveBytes = (answer: (socket: Socket) => void) =>
    listen(createServer((socket) => socket.once("data", () => answer(socket))));

  function connect(host: string, options: Partial<Parameters<typeof createTransport>[0]> = {}): NetworkTransport {
    const transport = createTransport({ limits, clock: systemClock, allowedHosts: [host], ...options });
    open.push(transport);
    return transport;
  }

  const get = (host: string, parts: Partial<HttpRequest> = {}): HttpRequest => ({
    method: "GET",
    url: `http://${host}/`,
    headers: [],
    body: noBody,
    ...parts,
  });

  function readFailure(outcome: Outcome): string {
    return outcome.kind === "failure" ? `${outcome.reason}: ${outcome.detail}` : `HTTP ${outcome.response.status}`;
  }

  it("keeps case, order and repetition of the answer's headers", async () => {
    const host = await serveBytes((socket) =>
      socket.end(
        "HTTP/1.1 200 OK\r\nX-B: 1\r\nSet-Cookie: a\r\nx-a: 2\r\nset-cookie: b\r\nContent-Length: 2\r\n\r\n{}",
      ),
    );
    const outcome = await connect(host)(get(host));
    if (outcome.kind !== "response") throw new Error(outcome.detail);
    expect(outcome.response.headers).to.deep.equal([
      ["X-B", "1"],
      ["Set-Cookie", "a"],
      ["x-a", "2"],
      ["set-cookie", "b"],
      ["Content-Length", "2"],
    ]);
    expect(decode(outcome.response.body)).to.equal("{}");
  });

  it("sends method, path, headers and body as they are given, also with a GET", async () => {
    let text = "";
    const host = await listen(
      createServer((socket) =>
        socket.on("data", (chunk) => {
          text += chunk.toString("latin1");
          if (text.endsWith("body")) socket.end("HTTP/1.1 204 No Content\r\n\r\n");
        }),
      ),
    );
    const request = get(host, {
      url: `http://${host}/a/../b%2e?x=%20+#nothing`,
      headers: [
        ["X-Mixed-CASE", "1"],
        ["x-twice", "a"],
        ["x-twice", "b"],
      ],
      body: new TextEncoder().encode("body"),
    });
    expect(readFailure(await connect(host)(request))).to.equal("HTTP 204");
    expect(text).to.match(/^GET \/a\/\.\.\/b%2e\?x=%20\+ HTTP\/1\.1\r\n/);
    expect(text)
      .to.contain("\r\nX-Mixed-CASE: 1\r\nx-twice: a\r\nx-twice: b\r\n")
      .and.match(/content-length: 4\r\n\r\nbody$/i);
    expect(text).to.not.match(/user-agent|accept/i);
  });

  it("reuses connections", async () => {
    const host = await serve((_, response) => response.end("{}"));
    const transport = connect(host);
    for (let count = 0; count < 20; count += 1) await transport(get(host));
    // A request right after an answer may find its connection not yet free.
    expect(sockets.size).to.be.at.most(2);
  });

  describe("on a connection that the host closes when it is used again", () => {
    /** Answers the first request of each connection and closes it at the second; how many came in all. */
    async function serveOnce() {
      const came = { requests: 0 };
      const host = await listen(
        createServer((socket) => {
          let isUsed = false;
          socket.on("data", () => {
            came.requests += 1;
            if (isUsed) socket.destroy();
            else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            isUsed = true;
          });
        }),
      );
      return { came, host, transport: connect(host) };
    }

    // A request right after an answer may find its connection not yet free, and then takes a new one.
    const count = 20;
    const settle = () => new Promise((resolve) => setImmediate(resolve));

    it("sends a read once more, on a new one", async () => {
      const { came, host, transport } = await serveOnce();
      for (let sent = 0; sent < count; sent += 1) {
        expect(readFailure(await transport(get(host)))).to.equal("HTTP 200");
        await settle();
      }
      expect(came.requests).to.be.above(count);
    });

    it("sends nothing again that may have changed something, and the next of it on a new one", async () => {
      const { came, host, transport } = await serveOnce();
      const outcomes: string[] = [];
      for (let sent = 0; sent < count; sent += 1) {
        outcomes.push(
          readFailure(await transport(get(host, { method: "POST", body: new TextEncoder().encode("{}") }))),
        );
        await settle();
      }
      expect(outcomes.filter((outcome) => outcome.startsWith("reset: "))).to.have.length(1);
      expect(came.requests).to.equal(count);
    });
  });

  it("sends a read no second time to a host that closes a new connection without an answer", async () => {
    let requests = 0;
    const host = await serveBytes((socket) => {
      requests += 1;
      socket.destroy();
    });
    expect(readFailure(await connect(host)(get(host)))).to.match(/^reset: /);
    expect(requests).to.equal(1);
  });

  it("does not follow a redirect", async () => {
    let reached = 0;
    const other = await serve((_, response) => {
      reached += 1;
      response.end();
    });
    const host = await serve((_, response) => response.writeHead(302, { Location: `http://${other}/` }).end());
    expect(readFailure(await connect(host)(get(host)))).to.equal("HTTP 302");
    expect(reached).to.equal(0);
  });

  it("sends nothing to a host that is not allowed, whatever the address looks like", async () => {
    let reached = 0;
    const host = await serve((_, response) => {
      reached += 1;
      response.end();
    });
    const port = host.split(":")[1];
    const transport = connect("127.0.0.1:1", { allowedHosts: ["127.0.0.1:1", `https://${host}`] });
    for (const url of [
      `http://${host}/`,
      `http://127.0.0.1:1@${host}/`,
      `http://localhost:${port}/`,
      "file:///etc/passwd",
      "x",
    ]) {
      expect(readFailure(await transport(get(host, { url })))).to.match(/^forbidden: .*nothing was sent$/);
    }
    expect(reached).to.equal(0);
  });

  it("says that a connection was refused", async () => {
    const server = createServer();
    const host = await listen(server);
    server.close();
    await once(server, "close");
    expect(readFailure(await connect(host)(get(host)))).to.equal(
      `refused: connection refused by ${host}; is the host running?`,
    );
  });

  it("takes TLS trouble for what it is", async () => {
    const host = await serve((_, response) => response.end("{}"));
    const outcome = await connect(host)(get(host, { url: `https://${host}/` }));
    expect(readFailure(outcome)).to.match(/^tls: no secure connection to 127\.0\.0\.1:\d+ \(\w+\)$/);
  });

  const cutOff = "closed the connection before its answer was whole; look at its own log";
  for (const [what, answer, reason] of [
    ["resets the connection", (socket: Socket) => socket.resetAndDestroy(), `reset: HOST ${cutOff}`],
    ["closes without an answer", (socket: Socket) => socket.end(), `reset: HOST ${cutOff}`],
    ["ends inside the headers", (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nX-A: "), `reset: HOST ${cutOff}`],
    [
      "ends before the content length",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"),
      `reset: HOST ${cutOff}`,
    ],
    [
      "ends inside a chunk",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
      `reset: HOST ${cutOff}`,
    ],
    [
      "speaks no HTTP",
      (socket: Socket) => socket.end("SSH-2.0-OpenSSH_9\r\n<script>"),
      "malformed: what HOST answered is not HTTP (Expected HTTP/, RTSP/ or ICE/); is it the address of an HTTP server?",
    ],
    [
      "sends headers without end",
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${"a".repeat(200_000)}`),
      "malformed: the headers that HOST answered are too long",
    ],
    [
      "sends a broken chunk size",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"),
      "malformed: what HOST answered is not HTTP (Invalid character in chunk size); is it the address of an HTTP server?",
    ],
    [
      "sends a body that is not the gzip it should be",
      (socket: Socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
      "malformed: the answer of HOST is not the gzip it says it is",
    ],
  ] as const) {
    it(`has an outcome for a host that ${what}`, async () => {
      const host = await serveBytes(answer);
      expect(readFailure(await connect(host)(get(host)))).to.equal(reason.replace("HOST", host));
    });
  }

  it("has an outcome for a request that cannot be sent", async () => {
    const host = await serve((_, response) => response.end());
    const outcome = await connect(host)(get(host, { headers: [["X-Bad", "a\r\nX-Injected: 1"]] }));
    expect(readFailure(outcome)).to.match(/^forbidden: the request to .* is not one that can be sent/);
  });

  for (const [what, answer, missed] of [
    ["never answers", () => {}, "answer"],
    ["stops inside its headers", (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\nX-A: "), "answer"],
    [
      "stops inside its body",
      (socket: Socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"),
      "finish its answer",
    ],
  ] as const) {
    it(`gives up at the deadline on a host that ${what}`, async () => {
      const clock = createFakeClock();
      let isAsked = () => {};
      const asked = new Promise<void>((resolve) => (isAsked = resolve));
      const host = await serveBytes((socket) => {
        answer(socket);
        isAsked();
      });
      const closed = new Promise<void>((resolve) => {
        void asked.then(() => [...sockets][0]?.once("close", () => resolve()));
      });
      const answerStarted = missed === "answer" ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, 30));
      const outcome = connect(host, { clock })(get(host));
      await asked;
      await answerStarted;
      await clock.advance(limits.timeoutMs - 1);
      expect(clock.pending()).to.equal(1);
      await clock.advance(1);
      const failure = await outcome;
      expect(readFailure(failure)).to.equal(
        `timeout: ${host} did not ${missed} within 10 s (limits.timeout in the profile)`,
      );
      expect(failure.ms).to.equal(limits.timeoutMs);
      await closed;
    });
  }

  it("gives up at the deadline while it still connects", async () => {
    const clock = createFakeClock();
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    // A TLS handshake that nobody answers.
    const host = await serveBytes(() => isAsked());
    const outcome = connect(host, { clock })(get(host, { url: `https://${host}/` }));
    await asked;
    await clock.advance(limits.timeoutMs);
    expect(readFailure(await outcome)).to.equal(
      `timeout: ${host} did not answer within 10 s (limits.timeout in the profile)`,
    );
  });

  it("leaves no timer behind", async () => {
    const clock = createFakeClock();
    const host = await serve((_, response) => response.end("{}"));
    await connect(host, { clock })(get(host));
    expect(clock.pending()).to.equal(0);
  });

  it("cuts off a body without end at the cap and closes the connection", async () => {
    let isStopped = () => {};
    const stopped = new Promise<void>((resolve) => (isStopped = resolve));
    const host = await serveBytes((socket) => {
      socket.once("close", () => isStopped());
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const pour = () => {
        while (!socket.destroyed && socket.write(Buffer.alloc(16_384, "x")));
      };
      socket.on("drain", pour);
      pour();
    });
    expect(readFailure(await connect(host)(get(host)))).to.equal(
      `too-large: the answer of ${host} is larger than 100 kB (limits.body in the profile)`,
    );
    await stopped;
  });

  it("takes a body of exactly the cap", async () => {
    const host = await serve((_, response) => response.end(Buffer.alloc(limits.bodyBytes)));
    expect(readFailure(await connect(host)(get(host)))).to.equal("HTTP 200");
  });

  const text = `{"text":"${"é".repeat(1000)}"}`;
  for (const [what, encoding, pack] of [
    ["gzip", "gzip", gzipSync],
    ["gzip by its old name", "x-gzip", gzipSync],
    ["br", "br", brotliCompressSync],
    ["deflate", "deflate", deflateSync],
    ["deflate without a wrapper", "deflate", deflateRawSync],
    ["two encodings", "gzip, br", (body: Buffer) => brotliCompressSync(gzipSync(body))],
  ] as const) {
    it(`undoes ${what} and keeps the header`, async () => {
      const host = await serve((_, response) => {
        response.setHeader("Content-Encoding", encoding);
        response.end(pack(Buffer.from(text)));
      });
      const outcome = await connect(host)(get(host));
      if (outcome.kind !== "response") throw new Error(outcome.detail);
      expect(decode(outcome.response.body)).to.equal(text);
      expect(outcome.response.headers).to.deep.include(["Content-Encoding", encoding]);
    });
  }

  for (const [what, encoding, pack] of [
    ["gzip", "gzip", gzipSync],
    ["br", "br", (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ["deflate", "deflate", deflateSync],
    ["wrapperless deflate", "deflate", deflateRawSync],
    ["twofold gzip", "gzip, gzip", (body: Buffer) => gzipSync(gzipSync(body))],
  ] as const) {
    it(`stops a ${what} bomb at the cap`, async () => {
      const bomb = pack(Buffer.alloc(20_000_000));
      const host = await serve((_, response) => {
        response.setHeader("Content-Encoding", encoding);
        response.end(bomb);
      });
      expect(bomb.byteLength).to.be.lessThan(limits.bodyBytes);
      expect(readFailure(await connect(host)(get(host)))).to.match(/^too-large: /);
    });
  }

  it("leaves an encoding that it does not know as it came", async () => {
    const host = await serve((_, response) => response.setHeader("Content-Encoding", "zstd").end("as it came"));
    const outcome = await connect(host)(get(host));
    expect(outcome.kind === "response" && decode(outcome.response.body)).to.equal("as it came");
  });

  it("ends a request under way when it is closed", async () => {
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const host = await serveBytes(() => isAsked());
    const transport = connect(host);
    const outcome = transport(get(host));
    await asked;
    await transport.close();
    expect(readFailure(await outcome)).to.match(/^reset: /);
    expect(readFailure(await transport(get(host)))).to.match(/^reset: .* was closed by this tool$/);
  });
});
