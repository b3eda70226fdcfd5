import { expect } from "chai";
import type { Header, HttpResponse } from "../../src/model/http.ts";
import { type Json, parseJson } from "../../src/model/json.ts";
import type { Fixtures } from "../fixtures.ts";
import { type HostOptions, type MockHost, createHost } from "../host.ts";
import { createRandom } from "../random.ts";
import { hashPassword } from "./authenticate.ts";

type Body = Readonly<Record<string, Json>>;

const fixtures: Fixtures = {
  fixtures: 1,
  clock: "2026-11-20T09:30:00Z",
  organisations: ["main", "second"].map((name) => ({
    name,
    till: { user: `till.${name}`, password: "open-sesame" },
    tillWithoutAccess: { user: `till.${name}.hallway`, password: "closed-sesame" },
    oauth: { key: `app.${name}`, secret: "swordfish" },
    defaultProgram: 1,
    programs: [{ id: 1, name: "Only" }],
    customers: [{ id: name === "main" ? 7 : 8, mobile: "919700000001" }],
  })),
};

const origin = "http://mock.example";
const tokenPath = "/v3/oauth/token/generate";
const who = "identifierName=mobile&identifierValue=919700000001&source=INSTORE";
const pointsPath = `/v2/customers/lookup/promisedPointsSchedule?${who}&fetchDataForAllPrograms=true`;
const historiesPath = `/v2/partnerProgram/customerActivityHistories?${who}&activityType=linkingUpdates`;

describe("access to the mock", () => {
  let host: MockHost;
  const make = (options: Partial<HostOptions> = {}): void => {
    host = createHost({ fixtures, random: createRandom(1), ...options });
  };
  const send = async (
    method: string,
    path: string,
    headers: readonly Header[] = [],
    body: Json | string = "",
  ): Promise<HttpResponse & { readonly json: Body }> => {
    const bytes = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
    const reply = await host.handle({ method, url: origin + path, headers, body: bytes });
    if (reply.kind === "reset") throw new Error("the connection was broken");
    const parsed = parseJson(reply.response.body);
    if (parsed.kind !== "json") throw new Error("the body is not JSON");
    return { ...reply.response, json: parsed.value as Body };
  };
  const ask = async (path: string, ...headers: readonly Header[]): Promise<number> =>
    (await send("GET", path, headers)).status;
  const generate = (body: Json | string, type = "application/json"): ReturnType<typeof send> =>
    send("POST", tokenPath, [["Content-Type", type]], body);
  const fetchToken = async (key = "app.main"): Promise<string> => {
    const { json } = await generate({ key, secret: "swordfish" });
    return String((json["data"] as Body)["accessToken"]);
  };
  const basic = (user: string, password: string): Header => [
    "Authorization",
    `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  ];
  beforeEach(() => make());

  it("is open to a till with its password or the MD5 of it, and to no other", async () => {
    expect(await ask(pointsPath, basic("till.main", "open-sesame"))).to.equal(200);
    expect(await ask(pointsPath, basic("till.main", hashPassword("open-sesame")))).to.equal(200);
    expect(await ask(pointsPath, basic("till.main", "wrong"))).to.equal(401);
    expect(await ask(pointsPath, basic("till.nobody", "open-sesame"))).to.equal(401);
    expect(await ask(pointsPath, ["Authorization", "Basic !!!"])).to.equal(401);
    expect(await ask(pointsPath, basic("till.main", "open-sesame"), basic("till.main", "open-sesame"))).to.equal(401);
    expect(await ask(pointsPath)).to.equal(401);
  });

  it("is refused with a JSON body and a challenge", async () => {
    const { json, headers } = await send("GET", pointsPath);
    expect(json).to.have.nested.property("errors[0].code", 401);
    expect(json).to.have.nested.property("errors[0].status", false);
    expect(headers.map(([name]) => name)).to.include("WWW-Authenticate");
  });

  it("is open to a token in its header, and to the organisation it was given out for", async () => {
    const token = await fetchToken("app.second");
    const { status, json } = await send("GET", pointsPath, [["x-cap-api-oauth-token", token]]);
    expect(status).to.equal(200);
    expect(json["entityId"]).to.equal(8);
    expect(await ask(historiesPath, ["X-CAP-API-OAUTH-TOKEN", token])).to.not.equal(403);
    expect(await ask(pointsPath, ["X-CAP-API-OAUTH-TOKEN", `${token}x`])).to.equal(401);
    expect(await ask(pointsPath, ["X-CAP-API-OAUTH-TOKEN", ""])).to.equal(401);
    expect(await ask(pointsPath, ["X-CAP-API-OAUTH-TOKEN", token], ["X-CAP-API-OAUTH-TOKEN", token])).to.equal(401);
  });

  it("goes by the token where a till's credentials come with it", async () => {
    const till = basic("till.main", "open-sesame");
    expect(await ask(pointsPath, till, ["X-CAP-API-OAUTH-TOKEN", "wrong"])).to.equal(401);
    expect(await ask(pointsPath, basic("till.main", "wrong"), ["X-CAP-API-OAUTH-TOKEN", await fetchToken()])).to.equal(
      200,
    );
  });

  it("takes tokens from other headers where that is chosen", async () => {
    for (const [variant, wrap] of [
      ["token-in-access-token-header", (token: string): Header => ["CAP-API-ACCESS-TOKEN", token]],
      ["token-as-bearer", (token: string): Header => ["Authorization", `Bearer ${token}`]],
    ] as const) {
      make();
      expect(await ask(pointsPath, wrap(await fetchToken())), `without ${variant}`).to.equal(401);
      make({ variants: [variant] });
      expect(await ask(pointsPath, wrap(await fetchToken())), variant).to.equal(200);
      expect(await ask(pointsPath, ["X-CAP-API-OAUTH-TOKEN", await fetchToken()]), variant).to.equal(200);
      expect(await ask(pointsPath, basic("till.main", "open-sesame")), variant).to.equal(200);
    }
  });

  it("gives tokens out in the documented envelope, a new one each time", async () => {
    const { status, json } = await generate({ key: "app.main", secret: "swordfish" });
    expect(status).to.equal(200);
    expect(json["errors"]).to.equal(null);
    expect(json["data"]).to.have.all.keys("accessToken", "ttlSeconds").and.include({ ttlSeconds: 300 });
    expect(await fetchToken()).to.not.equal((json["data"] as Body)["accessToken"]);
  });

  it("refuses keys, bodies and methods that are wrong, in JSON", async () => {
    expect((await generate({ key: "app.main", secret: "wrong" })).status).to.equal(401);
    expect((await generate({ key: "app.nobody", secret: "swordfish" })).status).to.equal(401);
    for (const body of [{ key: "app.main" }, { key: 1, secret: 2 }, [], null, "{", ""]) {
      expect((await generate(body)).status, JSON.stringify(body)).to.equal(400);
    }
    expect((await generate("key=app.main", "application/x-www-form-urlencoded")).status).to.equal(415);
    const { status, headers } = await send("GET", tokenPath);
    expect(status).to.equal(405);
    expect(headers).to.deep.include(["Allow", "POST"]);
  });

  it("ends with a token after 300 seconds of the mock's clock", async () => {
    const token = await fetchToken();
    host.setClock("2026-11-20T09:34:59.999Z");
    expect(await ask(pointsPath, ["X-CAP-API-OAUTH-TOKEN", token])).to.equal(200);
    host.setClock("2026-11-20T09:35:00Z");
    expect(await ask(pointsPath, ["X-CAP-API-OAUTH-TOKEN", token])).to.equal(401);
  });

  it("forgets tokens that have ended, and the oldest of too many, but none at a reset", async () => {
    const first = await fetchToken();
    host.setClock("2026-11-20T09:40:00Z");
    const second = await fetchToken();
    expect(host.state().tokens.map(({ token }) => token)).to.deep.equal([second]);
    for (let count = 0; count < 1000; count += 1) await fetchToken();
    expect(host.state().tokens).to.have.length(1000);
    expect(await ask(pointsPath, ["X-CAP-API-OAUTH-TOKEN", second])).to.equal(401);
    host.reset();
    expect(host.state().tokens).to.have.length(1000);
    expect(first).to.not.equal(second);
  });

  it("is refused to a till without the access group where the operation names one", async () => {
    const hallway = basic("till.main.hallway", "closed-sesame");
    expect(await ask(pointsPath, hallway)).to.equal(200);
    const { status, json } = await send("GET", historiesPath, [hallway]);
    expect(status).to.equal(403);
    expect(json).to.have.nested.property("errors[0].code", 403);
    make({ variants: ["without-access-401"] });
    expect(await ask(historiesPath, hallway)).to.equal(401);
    expect(await ask(historiesPath, basic("till.main", "open-sesame"))).to.not.be.oneOf([401, 403]);
  });
});
