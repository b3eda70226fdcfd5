import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { expect } from "chai";
import type { CredentialUse } from "../model/exchange.ts";
import { headerValue, noBody, type HttpRequest, type Outcome } from "../model/http.ts";
import { createFakeClock, type FakeClock } from "./testing/fake-clock.ts";
import { makeUrlProfile, type Auth, type Credential, type Profile } from "./profile.ts";
import { recordExchange } from "./record-exchange.ts";
import { createTarget, type Target, type TargetRequest } from "./target.ts";

const secretOf = (value: string, name: string): Credential => ({ value, shell: `\${${name}}`, secret: true });
const basic: Auth = {
  kind: "basic",
  user: secretOf("till-1", "CAP_TILL"),
  password: secretOf("hunter22", "CAP_PASSWORD"),
  form: "plain",
};
const oauth: Auth = {
  kind: "oauth",
  key: secretOf("the-key", "CAP_KEY"),
  secret: secretOf("the-secret", "CAP_SECRET"),
  tokenUrl: "http://127.0.0.1:8080/v3/oauth/token/generate",
  tokenPlaceholder: "${MAIN_TOKEN}",
};
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const base64 = (text: string) => Buffer.from(text).toString("base64");

function answer(status: number, body: unknown): Outcome {
  return { kind: "response", ms: 1, response: { status, headers: [], body: encode(JSON.stringify(body)) } };
}

/** A target whose host is a function; what reached the host is in `seen`. */
function build(
  auth: Auth | undefined,
  parts: {
    host?: (request: HttpRequest) => Outcome | Promise<Outcome>;
    profile?: Partial<Profile>;
    withoutAccess?: Auth;
  } = {},
): { target: Target; seen: HttpRequest[]; clock: FakeClock } {
  const clock = createFakeClock();
  const seen: HttpRequest[] = [];
  const profile: Profile = {
    ...makeUrlProfile("http://127.0.0.1:8080/base"),
    organisations: [
      {
        name: "main",
        ...(auth === undefined ? {} : { auth }),
        ...(parts.withoutAccess === undefined ? {} : { withoutAccess: parts.withoutAccess }),
        relinking: "unknown",
        loyaltyPrograms: [],
        programs: [],
        customers: [],
      },
    ],
    secrets: [{ value: "hunter22", placeholder: "${CAP_PASSWORD}" }],
    ...parts.profile,
  };
  const transport = async (request: HttpRequest) => {
    seen.push(request);
    return parts.host?.(request) ?? answer(200, {});
  };
  return { target: createTarget({ profile, clock, transport }), seen, clock };
}

const ask = (parts: Partial<TargetRequest> = {}): TargetRequest => ({
  method: "GET",
  path: "/v2/x",
  query: [],
  headers: [],
  body: noBody,
  credentials: "till",
  ...parts,
});

describe("createTarget", () => {
  it("adds host, Accept and credentials, and encodes the query so that both readings of + agree", async () => {
    const { target, seen } = build(basic);
    const sent = await target.send(
      "main",
      ask({
        query: [
          ["a b", "+/é&\ud800"],
          ["c", ""],
        ],
      }),
    );
    expect(sent.request).to.equal(seen[0]);
    expect(sent.request.url).to.equal("http://127.0.0.1:8080/base/v2/x?a%20b=%2B%2F%C3%A9%26%EF%BF%BD&c=");
    expect(sent.request.headers).to.deep.equal([
      ["Accept", "application/json"],
      ["Authorization", `Basic ${base64("till-1:hunter22")}`],
    ]);
    expect(sent.kind).to.equal("sent");
    expect(sent.startedAt).to.equal("2030-01-01T00:00:00.000Z");
  });

  it("replaces no header that the request brings itself", async () => {
    const { target, seen } = build(basic);
    await target.send(
      "main",
      ask({
        headers: [
          ["accept", "text/xml"],
          ["authorization", "Basic"],
        ],
      }),
    );
    expect(seen[0]?.headers).to.deep.equal([
      ["accept", "text/xml"],
      ["authorization", "Basic"],
    ]);
  });

  it("sends the MD5 of the password where the profile says so", async () => {
    const { target, seen } = build({ ...basic, form: "md5" });
    await target.send("main", ask());
    const md5 = createHash("md5").update("hunter22").digest("hex");
    expect(headerValue(seen[0]?.headers ?? [], "authorization")).to.equal(`Basic ${base64(`till-1:${md5}`)}`);
  });

  it("sends the headers of the profile, and a stranger's with the scheme kept", async () => {
    const { target, seen } = build({ kind: "headers", headers: [["Authorization", secretOf("Bearer abc", "TOKEN")]] });
    await target.send("main", ask());
    await target.send("main", ask({ credentials: "stranger" }));
    expect(seen.map(({ headers }) => headerValue(headers, "authorization"))).to.deep.equal([
      "Bearer abc",
      "Bearer not-the-password",
    ]);
  });

  it("sends a stranger with the right user and a wrong password, and nobody with nothing", async () => {
    const { target, seen } = build(basic);
    await target.send("main", ask({ credentials: "stranger" }));
    await target.send("main", ask({ credentials: "nobody" }));
    expect(seen.map(({ headers }) => headerValue(headers, "authorization"))).to.deep.equal([
      `Basic ${base64("till-1:not-the-password")}`,
      undefined,
    ]);
  });

  for (const [what, auth, withoutAccess, usable] of [
    ["no credentials", undefined, undefined, ["till", "nobody"]],
    ["credentials", basic, undefined, ["till", "nobody", "stranger"]],
    ["a till without access too", basic, basic, ["till", "nobody", "stranger", "without-access"]],
  ] as const) {
    it(`can use ${usable.join(", ")} where the profile has ${what}`, async () => {
      const { target, seen } = build(auth, withoutAccess === undefined ? {} : { withoutAccess });
      const uses: CredentialUse[] = ["till", "nobody", "stranger", "without-access"];
      expect(uses.filter((use) => target.canUse("main", use))).to.deep.equal(usable);
      for (const credentials of uses) {
        const { kind, outcome } = await target.send("main", ask({ credentials }));
        const isUsable = target.canUse("main", credentials);
        expect(kind).to.equal(isUsable ? "sent" : "no-credentials");
        expect(outcome.kind).to.equal(isUsable ? "response" : "failure");
      }
      expect(seen).to.have.length(usable.length);
    });
  }

  it("knows no organisation that the profile does not name", async () => {
    const { target, seen } = build(basic);
    expect(target.canUse("other", "nobody")).to.equal(false);
    expect((await target.send("other", ask())).kind).to.equal("no-credentials");
    expect(seen).to.deep.equal([]);
  });

  it("stops at the profile's limit of requests, with an outcome", async () => {
    const profile = makeUrlProfile("http://127.0.0.1:8080");
    const { target, seen } = build(basic, { profile: { limits: { ...profile.limits, requests: 1 } } });
    await target.send("main", ask());
    const { outcome } = await target.send("main", ask());
    expect(outcome).to.deep.equal({
      kind: "failure",
      reason: "budget",
      detail: "the profile allows 1 requests (limits.requests) and they are used up",
      ms: 0,
    });
    expect([seen.length, target.countRequests()]).to.deep.equal([1, 1]);
  });

  it("closes its transport", async () => {
    let isClosed = false;
    const transport = Object.assign(async () => answer(200, {}), {
      close: async () => {
        isClosed = true;
      },
    });
    await createTarget({ profile: makeUrlProfile("http://127.0.0.1"), clock: createFakeClock(), transport }).close();
    expect(isClosed).to.equal(true);
  });
});

describe("access tokens", () => {
  const serveTokens = () => {
    let issued = 0;
    return (request: HttpRequest): Outcome => {
      if (!request.url.endsWith("/token/generate")) return answer(200, {});
      issued += 1;
      return answer(200, { data: { accessToken: `fresh-token-${issued}`, ttlSeconds: 300 }, errors: null });
    };
  };
  const readTokens = (seen: readonly HttpRequest[]) =>
    seen.flatMap(({ headers }) => headerValue(headers, "X-CAP-API-OAUTH-TOKEN") ?? []);

  it("are fetched once for requests at the same time, and kept", async () => {
    const { target, seen } = build(oauth, { host: serveTokens() });
    await Promise.all([target.send("main", ask()), target.send("main", ask())]);
    await target.send("main", ask());
    expect(readTokens(seen)).to.deep.equal(["fresh-token-1", "fresh-token-1", "fresh-token-1"]);
    expect(seen).to.have.length(4);
    expect(seen[0]?.method).to.equal("POST");
    expect(decode(seen[0]?.body ?? noBody)).to.equal('{"key":"the-key","secret":"the-secret"}');
  });

  it("are renewed thirty seconds before they expire", async () => {
    const { target, seen, clock } = build(oauth, { host: serveTokens() });
    await target.send("main", ask());
    await clock.advance(269_999);
    await target.send("main", ask());
    await clock.advance(1);
    await target.send("main", ask());
    expect(readTokens(seen)).to.deep.equal(["fresh-token-1", "fresh-token-1", "fresh-token-2"]);
  });

  it("are fetched anew where a host that was reset has forgotten them, and only there", async () => {
    let known = 0;
    const tokens = serveTokens();
    const host = (request: HttpRequest): Outcome => {
      if (request.url.endsWith("/token/generate")) known += 1;
      const token = headerValue(request.headers, "X-CAP-API-OAUTH-TOKEN");
      return token === undefined || token === `fresh-token-${known}` ? tokens(request) : answer(401, {});
    };
    const { target, seen } = build(oauth, { host, profile: { state: { url: "http://127.0.0.1:8080/_state/" } } });
    await target.send("main", ask());
    known += 1;
    const refused = await target.send("main", ask());
    expect(refused.outcome, "no state was touched").to.have.nested.property("response.status", 401);
    known -= 1;
    await target.sendState("POST", "reset", noBody);
    await target.send("main", ask());
    expect(readTokens(seen), "it may have kept them").to.deep.equal(Array.from({ length: 3 }, () => "fresh-token-1"));
    known = 7;
    const served = await target.send("main", ask());
    expect(served.outcome).to.have.nested.property("response.status", 401);
    expect(readTokens(seen).slice(3)).to.deep.equal(["fresh-token-1", "fresh-token-2"]);
    await target.send("main", ask());
    expect(readTokens(seen).slice(5), "it was doubted once").to.deep.equal(["fresh-token-2"]);
  });

  it("are redacted from the moment they arrive", async () => {
    const { target } = build(oauth, { host: serveTokens() });
    await target.send("main", ask());
    expect(target.redactor.text("bad token fresh-token-1")).to.equal("bad token ${MAIN_TOKEN}");
  });

  for (const [what, host, detail] of [
    ["refused", () => answer(401, {}), /answered HTTP 401; are key and secret right\?$/],
    ["of no known form", () => answer(200, { data: { token: "x" } }), /answered without a usable data\.accessToken$/],
    [
      "with a line break",
      () => answer(200, { data: { accessToken: "a\r\nX: b" } }),
      /without a usable data\.accessToken$/,
    ],
    [
      "unreachable",
      (): Outcome => ({ kind: "failure", reason: "refused", detail: "connection refused", ms: 3 }),
      /^no access token: connection refused$/,
    ],
  ] as const) {
    it(`that are ${what} become a failed outcome, and are asked for again`, async () => {
      const { target, seen } = build(oauth, { host });
      for (let count = 0; count < 2; count += 1) {
        const { outcome } = await target.send("main", ask());
        expect(outcome.kind === "failure" && outcome.detail).to.match(detail);
      }
      expect(seen).to.have.length(2);
    });
  }

  it("are not needed for a stranger", async () => {
    const { target, seen } = build(oauth, { host: serveTokens() });
    await target.send("main", ask({ credentials: "stranger" }));
    expect(readTokens(seen)).to.deep.equal(["not-the-password"]);
  });
});

describe("the curl line of a target", () => {
  const cases: readonly (readonly [what: string, auth: Auth, use: CredentialUse, words: string])[] = [
    ["plain Basic", basic, "till", '-u "${CAP_TILL}:${CAP_PASSWORD}"'],
    [
      "Basic with MD5",
      { ...basic, form: "md5" },
      "till",
      '-u "${CAP_TILL}:$(printf %s "${CAP_PASSWORD}" | md5sum | cut -c1-32)"',
    ],
    ["a stranger", basic, "stranger", '-u "${CAP_TILL}:not-the-password"'],
    [
      "a header",
      { kind: "headers", headers: [["X-Key", { value: "k-value", shell: "${K}", secret: true }]] },
      "till",
      '-H "X-Key: ${K}"',
    ],
  ];
  for (const [what, auth, use, words] of cases) {
    it(`shows ${what} without a secret`, async () => {
      const { target } = build(auth);
      const { request } = await target.send("main", ask({ credentials: use }));
      expect(target.curl("main", use, request)).to.equal(
        `curl -sS -i ${words} -H 'Accept: application/json' 'http://127.0.0.1:8080/base/v2/x'`,
      );
    });
  }

  it("carries nothing for nobody", async () => {
    const { target } = build(basic);
    const { request } = await target.send("main", ask({ credentials: "nobody" }));
    expect(target.curl("main", "nobody", request)).to.not.contain("-u");
  });

  it("makes the same MD5 in the shell as the tool does", async () => {
    const { target, seen } = build({ ...basic, form: "md5" });
    const { request } = await target.send("main", ask());
    const line = target.curl("main", "till", request);
    const out = execFileSync("bash", ["--norc", "--noprofile", "-c", `curl() { printf '%s\\n' "$4"; }\n${line}`], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { PATH: "/usr/bin:/bin", CAP_TILL: "till-1", CAP_PASSWORD: "hunter22" },
      encoding: "utf8",
    });
    expect(`Basic ${base64(out.trim())}`).to.equal(headerValue(seen[0]?.headers ?? [], "authorization"));
  });

  it("fetches a fresh access token", async () => {
    const { target } = build(oauth, {
      host: () => answer(200, { data: { accessToken: "fresh-token", ttlSeconds: 300 } }),
    });
    const { request } = await target.send("main", ask());
    const line = target.curl("main", "till", request);
    expect(line).to.not.contain("fresh-token").and.not.contain("the-secret");
    // The inner curl answers as the token address does if it is asked rightly, the outer one prints its header.
    const fake = `curl() { if [ "$6" = "http://127.0.0.1:8080/v3/oauth/token/generate" ] && [ "$5" = '{"key":"a","secret":"b c"}' ]
      then echo '{"data":{"accessToken":"tok","ttlSeconds":300}}'; else printf '%s' "$4"; fi; }\n`;
    const out = execFileSync("bash", ["--norc", "--noprofile", "-c", fake + line], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { PATH: "/usr/bin:/bin", CAP_KEY: "a", CAP_SECRET: "b c" },
      encoding: "utf8",
    });
    expect(out).to.equal("X-CAP-API-OAUTH-TOKEN: tok");
  });
});

describe("recordExchange", () => {
  const record = (target: Target, request: HttpRequest, outcome: Outcome) =>
    recordExchange(
      { id: "c.0", credentials: "till", request, outcome, startedAt: "2030-01-01T00:00:00.000Z" },
      target.redactor,
    );
  const plain: HttpRequest = { method: "GET", url: "http://h/?p=hunter22", headers: [["A", "hunter22"]], body: noBody };
  const respond = (body: Uint8Array): Outcome => ({
    kind: "response",
    ms: 2,
    response: { status: 200, headers: [], body },
  });

  it("redacts address, headers, bodies and details", () => {
    const { target } = build(basic);
    const failed = record(target, plain, { kind: "failure", reason: "reset", detail: "hunter22 is bad", ms: 1 });
    const answered = record(target, { ...plain, body: encode("x hunter22") }, respond(encode('{"a":"hunter22"}')));
    expect(JSON.stringify([failed, answered])).to.not.contain("hunter22");
    expect(failed.request.url).to.equal("http://h/?p=${CAP_PASSWORD}");
    expect(answered.outcome).to.deep.equal({
      kind: "response",
      status: 200,
      headers: [],
      body: { text: '{"a":"${CAP_PASSWORD}"}' },
      ms: 2,
    });
  });

  it("keeps a byte order mark, and takes base64 for what is not UTF-8", () => {
    const { target } = build(basic);
    const text = record(target, { ...plain, body: encode("\ufeffa") }, respond(Uint8Array.of(0xff, 0x00)));
    expect(text.request.body).to.deep.equal({ text: "\ufeffa" });
    expect(text.outcome).to.deep.include({ body: { base64: "/wA=" } });
  });

  it("cuts a long body and tells how much is left out, without halving a character or a secret", () => {
    const { target } = build(basic);
    const long = record(
      target,
      { ...plain, body: encode(`${"a".repeat(255_999)}é${"b".repeat(99)}`) },
      respond(noBody),
    );
    expect(long.request.body.text).to.have.length(255_999);
    expect(long.request.body.cut).to.equal(101);
    const secret = record(
      target,
      { ...plain, body: encode(`${"a".repeat(255_996)}hunter22${"b".repeat(99)}`) },
      respond(noBody),
    );
    expect(secret.request.body.text).to.match(/a\$\{CA$/);
    const binary = record(target, { ...plain, body: new Uint8Array(300_000).fill(0xff) }, respond(noBody));
    expect(binary.request.body.cut).to.equal(44_000);
  });
});
