import { expect } from "chai";
import { noBody } from "../model/http.ts";
import {
  captureExchange,
  captureFetch,
  isFetchMessage,
  type PlainExchange,
  type PlainRequest,
} from "./capture-exchange.ts";

const url = "https://h.example/v1/trees?owner=ada";
const text = (body: Uint8Array): string => new TextDecoder().decode(body);
const request = (more: Omit<PlainRequest, "url">) =>
  captureExchange({ request: { url, ...more }, response: { status: 200 } }).request;

describe("captureExchange", () => {
  it("makes an exchange of the least that a test may have", () => {
    expect(captureExchange({ request: { url: "/v1/trees?a=%2B" }, response: { status: 204 } })).to.deep.equal({
      id: "",
      credentials: "nobody",
      request: { method: "GET", url: "http://host.invalid/v1/trees?a=%2B", headers: [], body: noBody },
      outcome: { kind: "response", response: { status: 204, headers: [], body: noBody }, ms: 0 },
      startedAt: "",
    });
  });

  it("takes headers as a list, as an object with lists, and as fetch has them", () => {
    expect(
      request({
        headers: [
          ["A", "1"],
          ["a", "2"],
        ],
      }).headers,
    ).to.deep.equal([
      ["A", "1"],
      ["a", "2"],
    ]);
    expect(request({ headers: { A: ["1", "2"], length: 5, none: undefined } }).headers).to.deep.equal([
      ["A", "1"],
      ["A", "2"],
      ["length", "5"],
    ]);
    expect(request({ headers: new Headers({ A: "1" }) }).headers).to.deep.equal([["a", "1"]]);
  });

  it("takes bodies as text, as bytes and as JSON", () => {
    const bytes = new TextEncoder().encode("[1]");
    for (const body of ["[1]", bytes, Buffer.from("[1]"), bytes.buffer, [1]]) {
      expect(text(request({ method: "post", body }).body)).to.equal("[1]");
    }
    expect(text(request({ body: null }).body)).to.equal("null");
    expect(text(request({ body: { a: false } }).body)).to.equal('{"a":false}');
  });

  it("takes a body without headers for one that was declared as JSON", () => {
    expect(request({ body: [1] }).headers).to.deep.equal([["Content-Type", "application/json"]]);
    expect(request({ body: [1], headers: {} }).headers).to.deep.equal([]);
  });

  it("refuses a body that it cannot read, such as a form or a stream", () => {
    for (const body of [new FormData(), new ReadableStream(), () => {}])
      expect(() => request({ body: body as never }), String(body)).to.throw(TypeError, "a body is text, bytes or JSON");
  });

  it("says that there are credentials, and not whose they are", () => {
    const use = (headers: PlainRequest["headers"]): string =>
      captureExchange({ request: { url, ...(headers === undefined ? {} : { headers }) }, response: { status: 200 } })
        .credentials;
    expect([
      use(undefined),
      use({ accept: "*/*" }),
      use({ authorization: "Basic eDp5" }),
      use({ "X-API-TOKEN": "t" }),
    ]).to.deep.equal(["nobody", "nobody", "stranger", "stranger"]);
  });
});

describe("captureFetch", () => {
  it("reads the bodies of a request and a response, and keeps method, address, status and headers", async () => {
    const body = '{"a":1}';
    const pair = {
      request: new Request(url, { method: "POST", body, headers: { "X-A": "1" } }),
      response: new Response('{"b":2}', { status: 201, headers: { "X-B": "2" } }),
    };
    const { request, outcome } = await captureFetch(pair);
    expect({ ...request, body: text(request.body) }).to.deep.include({ method: "POST", url, body });
    expect(request.headers).to.deep.include(["x-a", "1"]);
    if (outcome.kind !== "response") throw new Error(outcome.kind);
    const { response } = outcome;
    expect({ status: response.status, body: text(response.body) }).to.deep.equal({ status: 201, body: '{"b":2}' });
    expect(response.headers).to.deep.include(["x-b", "2"]);
  });

  it("takes one of the two from fetch, and an answer without a body", async () => {
    const mixed = await captureFetch({ request: { url: "/v1/trees" }, response: new Response(null, { status: 204 }) });
    expect(mixed.outcome).to.have.nested.property("response.body").that.deep.equals(noBody);
    const plain: PlainExchange["response"] = { status: 200, body: [] };
    expect((await captureFetch({ request: new Request(url), response: plain })).request.url).to.equal(url);
  });

  it("says what to do where a body was read before", async () => {
    const response = new Response("{}");
    await response.text();
    const reading = captureFetch({ request: { url }, response });
    const trouble: unknown = await reading.catch((error: unknown) => error);
    expect(trouble).to.be.instanceOf(TypeError).with.property("message").that.includes("response.clone()");
  });

  it("tells messages of fetch from plain ones", () => {
    expect([new Response(), new Request(url), { status: 200 }, null, "x"].map(isFetchMessage)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
