import http, { request as namedRequest } from "node:http";
import https from "node:https";
import { expect } from "chai";
import type { Reply } from "../../src/model/http.ts";
import { authorize, loadDefaultFixtures, origin, path } from "../testing/battery-requests.ts";
import { createHost } from "../host.ts";
import { createRandom } from "../random.ts";
import { mountHttp } from "./http.ts";
import { makeHttpClient } from "./testing/http-client.ts";
import { mountNock } from "./nock.ts";

const text = (body: string): Reply => ({
  kind: "response",
  response: { status: 200, headers: [["Content-Type", "text/plain"]], body: Buffer.from(body) },
});
const answering = (body: string) => ({ handle: async () => text(body) });

async function get(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** All that nock is known to replace, the names of global values among it. */
function look(): readonly unknown[] {
  const { append, set } = Headers.prototype;
  return [
    http.request,
    http.get,
    http.ClientRequest,
    https.request,
    https.get,
    namedRequest,
    fetch,
    Headers,
    Request,
    Response,
    append,
    set,
    Reflect.ownKeys(globalThis).map(String).join(),
  ];
}

describe("the nock mount", () => {
  it("puts the process back as it was", async () => {
    const before = look();
    const { unmount } = await mountNock(answering("a"), { origin });
    expect(look()).not.to.have.ordered.members(before);
    unmount();
    expect(look()).to.have.ordered.members(before);
    unmount();
    expect(look()).to.have.ordered.members(before);
  });

  it("answers https, and clients that imported a function of node:http by its name", async () => {
    const mounts = [await mountNock(answering("s"), { origin: "https://mock.example" })];
    mounts.push(await mountNock(answering("p"), { origin: `${origin}/a/path/is/left/out` }));
    const answer = await makeHttpClient(origin)({ method: "GET", url: "/", headers: [], body: new Uint8Array() });
    const secure = await get("https://mock.example/any");
    for (const { unmount } of mounts) unmount();
    expect(secure).to.equal("s");
    expect(answer).to.deep.include({ status: 200, body: Buffer.from("p") });
  });

  it("lets other origins through, and keeps a second mount when the first is taken away", async () => {
    const before = look();
    const other = await mountHttp(answering("real"));
    const first = await mountNock(answering("a"), { origin: "http://a.example" });
    const second = await mountNock(answering("b"), { origin: "http://b.example" });
    first.unmount();
    try {
      expect(await get(other.url)).to.equal("real");
      expect(await get("http://b.example/")).to.equal("b");
    } finally {
      second.unmount();
      await other.close();
    }
    expect(look()).to.have.ordered.members(before);
  });

  it("leaves the caller's own nock as it found it", async () => {
    const { default: nock } = await import("nock");
    nock.activate();
    nock("http://own.example").persist().get("/").optionally().reply(200, "own");
    try {
      const { unmount } = await mountNock(answering("a"), { origin });
      expect(await get(`${origin}/`)).to.equal("a");
      expect(await get("http://own.example/")).to.equal("own");
      unmount();
      expect(nock.isActive()).to.equal(true);
      expect(nock.isDone()).to.equal(true);
      expect(await get("http://own.example/")).to.equal("own");
    } finally {
      nock.cleanAll();
      nock.restore();
    }
  });

  it("does not keep the caller's nock from being done", async () => {
    const { default: nock } = await import("nock");
    const { unmount } = await mountNock(answering("a"), { origin });
    const isDone = nock.isDone();
    unmount();
    expect(isDone).to.equal(true);
  });

  it("breaks off answers that are still held back when it is taken away", async () => {
    let asked = 0;
    const handle = async (): Promise<Reply> => {
      asked += 1;
      if (asked === 2) setImmediate(unmount);
      return { kind: "reset", afterMs: 3_600_000 };
    };
    const { unmount } = await mountNock({ handle }, { origin });
    const request = { method: "GET", url: "/", headers: [], body: new Uint8Array() };
    const outcomes = Promise.all([
      makeHttpClient(origin)(request),
      fetch(origin).catch((error: { cause?: { code?: string } }) => [error instanceof TypeError, error.cause?.code]),
    ]);
    expect(await outcomes).to.deep.equal(["ECONNRESET", [true, "ECONNRESET"]]);
  });

  it("breaks the connection where the host throws", async () => {
    const { unmount } = await mountNock({ handle: () => Promise.reject(new Error("trouble")) }, { origin });
    const error = await fetch(origin).catch((caught: unknown) => caught);
    unmount();
    expect(error).to.include({ code: "ECONNRESET" });
  });

  it("serves many clients at once, each with its own answer", async () => {
    const host = createHost({ fixtures: loadDefaultFixtures(), random: createRandom(7) });
    const { unmount } = await mountNock(host, { origin });
    const mobiles = ["919700000001", "919700000002", "919700000003", "919700000005", "919700000006"];
    const ids = await Promise.all(
      mobiles.map(async (mobile) => {
        const query = new URLSearchParams({ identifierName: "mobile", identifierValue: mobile, source: "INSTORE" });
        const url = `${origin}${path}?${query.toString()}&fetchDataForAllPrograms=true`;
        const [name, value] = authorize();
        const body = (await (await fetch(url, { headers: { [name]: value } })).json()) as { readonly entityId: number };
        return body.entityId;
      }),
    );
    unmount();
    expect(ids).to.deep.equal([510000001, 510000002, 510000003, 510000005, 510000006]);
    expect(host.exchanges()).to.have.length(5);
  });
});
