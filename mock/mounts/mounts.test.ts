import { expect } from "chai";
import type { Clock } from "../../src/model/clock.ts";
import { type Header, type HttpRequest, type Reply, noBody } from "../../src/model/http.ts";
import { authorize, battery, loadDefaultFixtures, makeRead, origin } from "../testing/battery-requests.ts";
import { type HostOptions, type MockHost, createHost } from "../host.ts";
import { createRandom } from "../random.ts";
import { mountDirect } from "./direct.ts";
import { mountHttp } from "./http.ts";
import { mountNock } from "./nock.ts";
import { type Received, type Client, makeHttpClient } from "./testing/http-client.ts";

const fetchClient: Client = async ({ method, url, headers, body }) => {
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) };
  try {
    const response = await fetch(url, body.byteLength === 0 ? init : { ...init, body });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: [...response.headers], body: bytes };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return cause instanceof Error && "code" in cause ? String(cause.code) : String(error);
  }
};

interface Mounted {
  readonly send: Client;
  readonly close: () => Promise<void>;
}

interface Mount {
  readonly name: "direct" | "http" | "nock by node:http" | "nock by fetch";
  readonly open: (host: Pick<MockHost, "handle">, clock: Clock) => Promise<Mounted>;
}

const mounts: readonly Mount[] = [
  {
    name: "http",
    open: async (host, clock) => {
      const { url, close } = await mountHttp(host, { clock });
      return { send: makeHttpClient(url), close };
    },
  },
  ...([["nock by node:http", makeHttpClient(origin)] as const, ["nock by fetch", fetchClient] as const] as const).map(
    ([name, send]): Mount => ({
      name,
      open: async (host, clock) => {
        const { unmount } = await mountNock(host, { origin, clock });
        return { send, close: async () => unmount() };
      },
    }),
  ),
];

/** The direct mount as one of them: what the others are held against. */
async function openDirect(host: Pick<MockHost, "handle">): Promise<Mounted> {
  const transport = mountDirect(host, { timeoutMs: 10_000 });
  const send: Client = async (request) => {
    const outcome = await transport(request);
    return outcome.kind === "response" ? outcome.response : outcome.reason === "reset" ? "ECONNRESET" : outcome.reason;
  };
  return { send, close: async () => {} };
}

interface ParityCase {
  readonly name: string;
  readonly options?: Partial<HostOptions>;
  /** A host of the case's own, where the mock has none that behaves so. */
  readonly reply?: Reply;
  readonly requests: readonly HttpRequest[];
}

const someRead = makeRead({
  identifierName: "mobile",
  identifierValue: "919700000001",
  source: "INSTORE",
  fetchDataForAllPrograms: "true",
});
const someUpdate: HttpRequest = {
  method: "POST",
  url: `${origin}/v2/partnerProgram/customerPartnerProgramUpdate`,
  headers: [authorize(), ["Content-Type", "application/json"]],
  body: noBody,
};
const head: HttpRequest = { ...someRead, method: "HEAD" };

function post(body: string | Uint8Array): HttpRequest {
  return { ...someUpdate, body: Buffer.from(body as string) };
}

// An address that is none cannot be sent by a client; the direct mount takes it. Of a long battery every few and the end.
const sendable = battery.filter(({ url }) => url.startsWith(origin));
const sample = sendable.filter(
  ({ method }, index) =>
    method !== "HEAD" && (index % Math.ceil(sendable.length / 60) === 0 || index > sendable.length - 30),
);

const cases: readonly ParityCase[] = [
  { name: "the plain host", requests: [...sample, head] },
  { name: "gzip", options: { variants: ["gzip"] }, requests: sample },
  {
    name: "chunks, lower case and repeated headers",
    options: { variants: ["chunked", "lower-case-headers", "repeated-headers"] },
    requests: sample,
  },
  {
    name: "other refusals",
    options: { variants: ["refusals-with-http-200", "dashed-request-id"] },
    requests: sample,
  },
  { name: "HEAD and gzip", options: { variants: ["gzip"] }, requests: [head] },
  { name: "HEAD and chunks", options: { variants: ["chunked"] }, requests: [head] },
  {
    name: "no content type, no body, a body that is not UTF-8",
    options: { defects: ["transport.content-type-missing", "transport.body-not-utf-8"] },
    requests: [someRead],
  },
  { name: "an empty body", options: { defects: ["transport.body-empty"] }, requests: [someRead] },
  {
    name: "a broken connection",
    options: { defects: ["transport.unknown-program-resets"] },
    requests: [{ ...someRead, url: `${someRead.url}&programId=999999`.replace("=true", "=false") }, someRead],
  },
  {
    name: "a late answer",
    reply: {
      kind: "response",
      response: { status: 200, headers: [["Content-Length", "0"]], body: noBody },
      delayMs: 700,
    },
    requests: [someRead],
  },
  { name: "a connection broken late", reply: { kind: "reset", afterMs: 300 }, requests: [someRead] },
  {
    name: "bodies: JSON, none, half, with a name twice, not UTF-8, text, and digits",
    requests: ['{"a":[1,2]}', "", '{"a":', '{"a":1,"a":2}', Uint8Array.of(0x22, 0xff, 0x22), "é", "c3a9", "12"].map(
      post,
    ),
  },
  { name: "a body of hexadecimal digits that spell no UTF-8", requests: [post("ff")] },
  {
    name: "addresses with odd escapes, blanks and repeated parameters",
    requests: ["/?a=1&a=2&b=+%20%zz", "/%E0%A4%A?x"].map((rest) => ({ ...head, method: "GET", url: origin + rest })),
  },
  {
    name: "headers in their order and case, and twice",
    requests: [{ ...someRead, headers: [["x-ODD", "1"], authorize(), ["A-first", "2"], ["X-odd", "3"]] }],
  },
];

/** What a mount does otherwise than the direct one. A line that holds no longer fails too. */
const exceptions: readonly { readonly mount: RegExp; readonly case: string; readonly reason: string }[] = [
  {
    mount: /^nock/,
    case: "headers in their order and case, and twice",
    reason: "nock keeps a request's headers in an object with names in lower case",
  },
  {
    mount: /^nock/,
    case: "HEAD and gzip",
    reason: "nock decodes a body that is not there, so that the mount leaves Content-Encoding out",
  },
  {
    mount: /^nock/,
    case: "HEAD and chunks",
    reason: "nock reads a body that is not there, so that the mount leaves Transfer-Encoding out",
  },
  {
    mount: /^nock/,
    case: "a body of hexadecimal digits that spell no UTF-8",
    reason: "nock gives bytes that are not UTF-8 as such digits, and nothing tells the two apart",
  },
];

interface Transcript {
  readonly received: readonly unknown[];
  readonly recorded: readonly unknown[];
  /** How long the mount was told to wait, in milliseconds. */
  readonly waited: readonly number[];
}

async function transcribe(open: Mount["open"], { options, reply, requests }: ParityCase): Promise<Transcript> {
  const host = createHost({ fixtures: loadDefaultFixtures(), random: createRandom(7), ...options });
  const seen: HttpRequest[] = [];
  const waited: number[] = [];
  const handle: MockHost["handle"] = async (request) => {
    seen.push(request);
    return reply ?? host.handle(request);
  };
  const mounted = await open({ handle }, makeHastyClock(waited));
  const received: unknown[] = [];
  try {
    for (const request of requests) received.push(describeReceived(await mounted.send(request)));
  } finally {
    await mounted.close();
  }
  return { received, recorded: seen.map((request, index) => describeRequest(request, requests[index])), waited };
}

/** A clock that notes how long it is told to wait, and does not. */
function makeHastyClock(waited: number[]): Clock {
  return {
    now: () => new Date(0),
    elapsed: () => 0,
    after: (ms, action) => {
      waited.push(ms);
      const timer = setImmediate(action);
      return () => clearImmediate(timer);
    },
  };
}

function describeReceived(received: Received): unknown {
  if (typeof received === "string") return received;
  const { status, headers, body } = received;
  return { status, headers, body: Buffer.from(body).toString("latin1") };
}

/** A request without what clients add on their own. */
function describeRequest({ method, url, headers, body }: HttpRequest, sent: HttpRequest | undefined): unknown {
  const names = (sent?.headers ?? []).map(([name]) => name.toLowerCase());
  return {
    method,
    address: url.replace(/^http:\/\/[^/]+/, ""),
    headers: headers.filter(([name]) => names.includes(name.toLowerCase())),
    body: Buffer.from(body).toString("latin1"),
  };
}

/** For clients and mounts that keep neither order nor case of headers. */
function forgetCase(transcript: Transcript): Transcript {
  const forget = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || !("headers" in value)) return value;
    const headers = (value.headers as readonly Header[]).map(([name, text]) => [name.toLowerCase(), text] as const);
    return { ...value, headers: headers.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) };
  };
  return { ...transcript, received: transcript.received.map(forget), recorded: transcript.recorded.map(forget) };
}

describe("the mounts", () => {
  for (const each of cases) {
    for (const mount of mounts) {
      const exception = exceptions.find((listed) => listed.case === each.name && listed.mount.test(mount.name));
      it(`${exception === undefined ? "give" : "cannot give"} by ${mount.name} what the direct one gives: ${each.name}`, async () => {
        const direct = await transcribe(openDirect, each);
        const actual = await transcribe(mount.open, each);
        const delay = (each.reply?.kind === "reset" ? each.reply.afterMs : each.reply?.delayMs) ?? 0;
        const expected = { ...direct, waited: delay === 0 ? [] : [delay] };
        if (exception !== undefined) expect(actual, exception.reason).not.to.deep.equal(expected);
        else if (mount.name === "nock by fetch") expect(forgetCase(actual)).to.deep.equal(forgetCase(expected));
        else if (mount.name === "http") expect(actual).to.deep.equal(expected);
        else {
          expect(actual.received).to.deep.equal(expected.received);
          expect(forgetCase(actual)).to.deep.equal(forgetCase(expected));
        }
      });
    }
  }

  it("list no exception for a case that is none", () => {
    const names = cases.map(({ name }) => name);
    expect(names).to.include.members(exceptions.map((listed) => listed.case));
  });

  it("all record what the host was asked", async () => {
    for (const mount of mounts) {
      const host = createHost({ fixtures: loadDefaultFixtures(), random: createRandom(7) });
      const { send, close } = await mount.open(host, makeHastyClock([]));
      await send(someRead);
      await close();
      const [exchange, ...others] = host.exchanges();
      expect(others, mount.name).to.deep.equal([]);
      expect(exchange?.request.url, mount.name).to.include("identifierValue=919700000001");
      expect(exchange?.reply.kind, mount.name).to.equal("response");
    }
  });
});
