import { Agent, request as openRequest } from "node:http";
import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { type Clock, systemClock } from "../../src/model/clock.ts";
import { type Header, type HttpRequest, headerValue } from "../../src/model/http.ts";
import { authorize, loadDefaultFixtures, makeRead } from "../testing/battery-requests.ts";
import { type HostOptions, type MockHost, createHost } from "../host.ts";
import { createRandom } from "../random.ts";
import { type HttpMount, type HttpMountOptions, mountHttp } from "./http.ts";
import { type Received, makeHttpClient } from "./testing/http-client.ts";

function makeHost(options: Partial<HostOptions> = {}): MockHost {
  return createHost({ fixtures: loadDefaultFixtures(), random: createRandom(7), ...options });
}

async function withMount(
  host: Pick<MockHost, "handle">,
  use: (mount: HttpMount) => Promise<void>,
  options: HttpMountOptions = {},
): Promise<void> {
  const mount = await mountHttp(host, options);
  try {
    await use(mount);
  } finally {
    await mount.close();
  }
}

function send(mount: HttpMount, request: HttpRequest): Promise<Received> {
  return makeHttpClient(mount.url)(request);
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

/** The read as a client writes it, on a connection that ends with the answer. */
function writeRequest({ url, headers }: HttpRequest, ...more: readonly string[]): string {
  const { pathname, search } = new URL(url);
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`GET ${pathname}${search} HTTP/1.1`, "Host: a", ...lines, ...more, "Connection: close", "", ""].join("\r\n");
}

const someRead = makeRead({
  identifierName: "mobile",
  identifierValue: "919700000001",
  source: "INSTORE",
  fetchDataForAllPrograms: "true",
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

  it("sends the host's own Date, and no other", async () => {
    await withMount(makeHost(), async (mount) => {
      const dates = (await converse(mount, writeRequest(someRead))).match(/^date: .*$/gim);
      expect(dates).to.deep.equal(["Date: Fri, 20 Nov 2026 09:30:00 GMT"]);
    });
  });

  it("serves request after request on one connection", async () => {
    await withMount(makeHost(), async (mount) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ports: unknown[] = [];
      for (const path of ["/first", "/second", "/third"]) {
        await new Promise<void>((resolve, reject) => {
          const outgoing = openRequest(mount.url + path, { agent }, (incoming) => {
            ports.push(incoming.socket.localPort);
            incoming.resume().once("end", resolve);
          });
          outgoing.once("error", reject).end();
        });
      }
      agent.destroy();
      expect(ports).to.have.length(3);
      expect(new Set(ports).size).to.equal(1);
    });
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
      const long = (size: number): string => `GET /${"9".repeat(size)} HTTP/1.1\r\nConnection: close\r\n\r\n`;
      expect(await converse(mount, long(100_000))).to.match(/^HTTP\/1\.1 404 /);
      expect(await converse(mount, long(300_000))).to.match(/^HTTP\/1\.1 431 [^]*"code":431/);
      const expecting = "POST / HTTP/1.1\r\nExpect: tea\r\nConnection: close\r\n\r\n";
      expect(await converse(mount, expecting)).to.match(/^HTTP\/1\.1 417 [^]*"code":417/);
      expect(await send(mount, someRead)).to.include({ status: 200 });
    });
  });

  it("answers 500 nowhere and breaks off where the host throws", async () => {
    await withMount({ handle: () => Promise.reject(new Error("trouble")) }, async (mount) => {
      expect(await send(mount, someRead)).to.equal("ECONNRESET");
    });
  });

  it("breaks off what it holds back when it is closed", async () => {
    const mount = await mountHttp({
      handle: async () => {
        queueMicrotask(() => setImmediate(() => void mount.close()));
        return { kind: "reset", afterMs: 3_600_000 };
      },
    });
    expect(await send(mount, someRead)).to.equal("ECONNRESET");
  });

  it("waits for no client that keeps silent, and for answers under way", async () => {
    let answer = (): void => {};
    let asked = (): void => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const mount = await mountHttp({
      handle: async () => {
        asked();
        await new Promise<void>((resolve) => (answer = resolve));
        const headers: readonly Header[] = [["Content-Length", "2"]];
        return { kind: "response", response: { status: 200, headers, body: Buffer.from("ok") } };
      },
    });
    const silent = ["", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"];
    const conversations = silent.map((text) => converse(mount, text));
    const patient = send(mount, someRead);
    await isAsked;
    const closed = mount.close();
    expect(await Promise.all(conversations)).to.deep.equal(["", "", ""]);
    answer();
    expect(await patient).to.include({ status: 200 });
    await closed;
  });

  it("rejects where the port is taken", async () => {
    await withMount(makeHost(), async (mount) => {
      const second = mountHttp(makeHost(), { port: Number(new URL(mount.url).port) });
      expect(await second.catch((error: NodeJS.ErrnoException) => error.code)).to.equal("EADDRINUSE");
    });
  });
});

describe("the HTTP mount's ways of sending", () => {
  it("compress bodies for clients that take it, and declare the length of what is sent", async () => {
    await withMount(
      makeHost(),
      async (mount) => {
        const gzip: Header = ["Accept-Encoding", "gzip"];
        const answer = await converse(mount, writeRequest(someRead, gzip.join(": ")));
        const [head = "", body = ""] = answer.split("\r\n\r\n");
        expect(head)
          .to.match(/^Content-Encoding: gzip$/m)
          .and.include(`Content-Length: ${body.length}`);
        expect(gunzipSync(Buffer.from(body, "latin1")).toString()).to.match(/^\{"entityId":510000001,/);
        expect(await converse(mount, writeRequest(someRead, "Accept-Encoding: identity"))).to.include('"entityId"');
      },
      { gzip: true },
    );
  });

  it("send bodies in several chunks, compressed ones too", async () => {
    await withMount(
      makeHost(),
      async (mount) => {
        const answer = await converse(mount, writeRequest(someRead, "Accept-Encoding: gzip"));
        expect(answer)
          .to.match(/^Transfer-Encoding: chunked$/m)
          .and.not.match(/content-length/i);
        expect(answer.match(/\r\n[\da-f]+\r\n/g)).to.have.length(3);
        const received = await send(mount, someRead);
        if (typeof received === "string") throw new Error(received);
        expect(Buffer.from(received.body).toString()).to.match(/^\{"entityId":510000001,.*\}$/);
        expect(await send(mount, { ...someRead, method: "HEAD" })).to.include({ status: 405 });
      },
      { chunked: true, gzip: true },
    );
  });

  it("leave alone what a variant has sent so already", async () => {
    await withMount(
      makeHost({ variants: ["gzip", "chunked"] }),
      async (mount) => {
        const received = await send(mount, someRead);
        if (typeof received === "string") throw new Error(received);
        expect(headerValue(received.headers, "content-encoding")).to.equal("gzip");
        expect(received.headers.filter(([name]) => /encoding/i.test(name))).to.have.length(2);
      },
      { chunked: true, gzip: true },
    );
  });

  it("hold replies back, and those that are late already not longer", async () => {
    const waited: number[] = [];
    const clock: Clock = {
      ...systemClock,
      after: (ms, action) => {
        waited.push(ms);
        const timer = setImmediate(action);
        return () => clearImmediate(timer);
      },
    };
    const replies = [{ kind: "reset" }, { kind: "reset", afterMs: 900 }, { kind: "reset", afterMs: 5 }] as const;
    let asked = 0;
    await withMount(
      { handle: async () => replies[asked++] ?? replies[0] },
      async (mount) => {
        for (const _ of replies) expect(await send(mount, someRead)).to.equal("ECONNRESET");
      },
      { latencyMs: 50, clock },
    );
    expect(waited).to.deep.equal([50, 900, 50]);
  });
});
