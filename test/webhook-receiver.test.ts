import { request as sendRequest } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { systemClock } from "../src/model/clock.ts";
import { decodeBody } from "../src/target/decode-body.ts";
import {
  type Delivery,
  type DeliveryAnswer,
  openReceiver,
  type ReceiverLimits,
  type ReceiverOptions,
  usualReceiverLimits,
  type WebhookReceiver,
} from "../src/capture/webhook-receiver.ts";

describe("The webhook receiver", () => {
  let taken: Delivery[];
  let refused: [number, string][];
  let receiver: WebhookReceiver;
  beforeEach(() => {
    taken = [];
    refused = [];
  });
  afterEach(() => receiver.close());

  async function open(limits: Partial<ReceiverLimits> = {}, more: Partial<ReceiverOptions> = {}): Promise<string> {
    receiver = await openReceiver({
      listen: { hostname: "127.0.0.1", port: 0 },
      clock: systemClock,
      limits: { ...usualReceiverLimits, ...limits },
      decode: decodeBody,
      take: (delivery): DeliveryAnswer => {
        taken.push(delivery);
        return { status: 200 };
      },
      onRefused: (status, reason) => refused.push([status, reason]),
      ...more,
    });
    return receiver.url;
  }

  it("takes a delivery byte by byte, with its headers as they stood on the wire", async () => {
    const url = await open();
    const body = Uint8Array.from([0x7b, 0xff, 0x7d]);
    await new Promise<void>((resolve) => {
      const outgoing = sendRequest(`${url}/hook?a=1`, { method: "PUT", headers: { "X-ONE": "1", "x-two": "2" } });
      outgoing.on("response", (response) => response.resume().on("end", resolve));
      outgoing.end(body);
    });
    const [delivery] = taken;
    expect(delivery?.request).to.include({ method: "PUT", url: `${url}/hook?a=1` });
    expect([...(delivery?.request.body ?? [])]).to.deep.equal([...body]);
    expect(delivery?.request.headers).to.deep.include(["X-ONE", "1"]).and.deep.include(["x-two", "2"]);
  });

  it("answers what it is told to, and only once the delivery was taken", async () => {
    let release = (): void => {};
    const held = new Promise<DeliveryAnswer>((resolve) => {
      release = () => resolve({ status: 429, headers: [["X-Own", "a"]], body: new TextEncoder().encode("later") });
    });
    const url = await open({}, { take: () => held });
    let answered = false;
    const response = fetch(url, { method: "POST", body: "{}" }).finally(() => (answered = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).to.equal(false);
    release();
    const { status, headers } = await response;
    expect([status, headers.get("X-Own"), await (await response).text()]).to.deep.equal([429, "a", "later"]);
  });

  it("acknowledges nothing that could not be taken", async () => {
    const url = await open(
      {},
      {
        take: () => {
          throw new Error("the disk is full");
        },
      },
    );
    expect((await fetch(url, { method: "POST", body: "{}" })).status).to.equal(500);
  });

  it("undoes a content encoding, and takes the bytes as they are where they are not of it", async () => {
    const url = await open();
    const headers = { "Content-Encoding": "gzip" };
    await fetch(url, { method: "POST", headers, body: new Uint8Array(gzipSync("{}")) });
    await fetch(url, { method: "POST", headers, body: "{no gzip}" });
    expect(taken.map(({ request }) => Buffer.from(request.body).toString())).to.deep.equal(["{}", "{no gzip}"]);
  });

  it("refuses what is too large, packed or unpacked, with 413, and says so", async () => {
    const url = await open({ bodyBytes: 100 });
    const large = "x".repeat(101);
    const packed = { "Content-Encoding": "gzip" };
    const statuses = [
      await fetch(url, { method: "POST", body: large }),
      await fetch(url, { method: "POST", headers: packed, body: new Uint8Array(gzipSync(large)) }),
    ].map(({ status }) => status);
    expect(statuses).to.deep.equal([413, 413]);
    expect(taken).to.deep.equal([]);
    expect(refused.map(([status]) => status)).to.deep.equal([413, 413]);
  });

  it("asks a sender to come back where too much is under way", async () => {
    let release = (): void => {};
    const first = new Promise<DeliveryAnswer>((resolve) => (release = () => resolve({ status: 200 })));
    let began = (): void => {};
    const underWay = new Promise<void>((resolve) => (began = resolve));
    const take = (): Promise<DeliveryAnswer> => {
      began();
      return first;
    };
    const url = await open({ underWay: 1 }, { take });
    const held = fetch(url, { method: "POST", body: "{}" });
    await underWay;
    const second = await fetch(url, { method: "POST", body: "{}" });
    expect([second.status, second.headers.get("Retry-After")]).to.deep.equal([503, "1"]);
    release();
    expect((await held).status).to.equal(200);
  });

  it("holds no more bytes at once than it may", async () => {
    const url = await open({ heldBytes: 10 });
    expect((await fetch(url, { method: "POST", body: "x".repeat(20) })).status).to.equal(503);
    expect((await fetch(url, { method: "POST", body: "x" })).status).to.equal(200);
  });

  it("does not wait for a body beyond its deadline", async () => {
    const url = new URL(await open({ deadlineMs: 100 }));
    const socket = connect(Number(url.port), url.hostname);
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    const answer = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
    expect(answer).to.match(/^HTTP\/1\.1 408 /);
    expect(taken).to.deep.equal([]);
  });

  it("takes nobody who only looks whether it is there for a delivery", async () => {
    const url = await open();
    expect((await fetch(url)).status).to.equal(204);
    expect((await fetch(url, { method: "HEAD" })).status).to.equal(204);
    expect((await fetch(url, { method: "OPTIONS" })).status).to.equal(204);
    expect(taken).to.deep.equal([]);
  });

  it("lets an answer that is held back go out when it is closed", async () => {
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const take = (): DeliveryAnswer => {
      begin();
      return { status: 202, delayMs: 3_600_000 };
    };
    const response = fetch(await open({}, { take }), { method: "POST", body: "{}" });
    await begun;
    const closed = receiver.close();
    expect((await response).status).to.equal(202);
    await closed;
  });
});
