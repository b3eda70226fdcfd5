import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { type Header, type HttpRequest, noBody } from "../../src/model/http.ts";
import { parseJson } from "../../src/model/json.ts";
import type { Fixtures } from "../fixtures.ts";
import { createHost } from "../host.ts";
import { mountDirect } from "../mounts/direct.ts";
import { providerStateNames } from "../provider-states.ts";
import { type Random, createRandom } from "../random.ts";
import { compatibleVariants } from "../variants/variants.ts";

const fixtures = parse(readFileSync(new URL("../fixtures/default.yaml", import.meta.url), "utf8")) as Fixtures;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "get", "BREW", ""];
const paths = [
  "/v2/customers/lookup/promisedPointsSchedule",
  "/v2/partnerProgram/customerActivityHistories",
  "/v2/partnerProgram/customerPartnerProgramUpdate",
  "/v3/oauth/token/generate",
  "/_mock/state",
  "/_mock/emit",
  "/_mock/clock",
  "/_mock/batch",
  "/_mock/",
  "/",
  "",
  "//",
  "/%",
  "/%E0%A4%A",
  "/../../etc/passwd",
  "/v2/%00",
  "*",
  "/__proto__",
  "/v2/customers/lookup/promisedPointsSchedule/",
];
const names = [
  "identifierName",
  "identifierValue",
  "source",
  "activityType",
  "limit",
  "offset",
  "programId",
  "partnerProgramId",
  "startDate",
  "endDate",
  "fetchDataForAllPrograms",
  "__proto__",
  "",
];
const values = [
  "mobile",
  "id",
  "919700000001",
  "INSTORE",
  "linkingUpdates",
  "benefitsAvailed",
  "-1",
  "1e999",
  "99999999999999999999",
  "0x10",
  "NaN",
  "2026-02-30",
  "275760-09-14",
  "-271822-01-01",
  "9999-12-31",
  "2026-01-01 00:00:00",
  "true",
  "",
  "%zz",
  "%00",
  "%F0%9F%98%80",
  "ひまわり",
  "toString",
  "__proto__",
];
const numbers = [0, -1, 1.5, 1e308, 2 ** 53];
const texts = [
  "",
  "x",
  "__proto__",
  "Skyline Miles",
  "UPGRADE",
  "Gold",
  "919700000011",
  "partnerProgramLinked",
  "a relink is pending",
  "customer has many partner programs",
  "2027-12-29T23:59:59+05:30",
  "+275760-09-13T00:00:00Z",
  "9999-99-99T99:99:99Z",
  "9999-12-31T23:59:59Z",
  "1970-01-01T00:00:00Z",
  "0001-01-01T00:00:00Z",
];
const keys = [
  "customersPartnerUpdates",
  "customer",
  "partnerProgramUpdates",
  "updateDetails",
  "partnerProgramName",
  "updateType",
  "updatedTierName",
  "updatedTierExpiryDate",
  "mobile",
  "id",
  "state",
  "params",
  "action",
  "event",
  "program",
  "organisation",
  "key",
  "secret",
  "now",
  "count",
  "start",
  "end",
  "dates",
  "__proto__",
];

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random(0, list.length - 1)] as T;
}

/** JSON text of something, the right members in the wrong places more often than not. */
function drawJson(random: Random, depth: number): string {
  const kind = random(0, depth > 0 ? 6 : 3);
  if (kind === 0) return pick(random, ["null", "true", "false"]);
  if (kind === 1) return JSON.stringify(pick(random, numbers));
  if (kind <= 3) return JSON.stringify(pick(random, texts));
  if (kind === 4) return `[${Array.from({ length: random(0, 3) }, () => drawJson(random, depth - 1)).join(",")}]`;
  const members = Array.from(
    { length: random(1, 6) },
    () => `${JSON.stringify(pick(random, keys))}:${drawJson(random, depth - 1)}`,
  );
  return `{${members.join(",")}}`;
}

function drawBody(random: Random): Uint8Array {
  switch (random(0, 6)) {
    case 0:
      return noBody;
    case 1:
      return Uint8Array.from({ length: random(1, 40) }, () => random(0, 255));
    case 2:
      return encode(`${"[".repeat(200)}${"]".repeat(random(199, 200))}`);
    default:
      return encode(drawJson(random, 5));
  }
}

function drawHeaders(random: Random): readonly Header[] {
  const till = Buffer.from("till.main:open-sesame").toString("base64");
  const all: readonly Header[] = [
    ["Authorization", `Basic ${till}`],
    ["Authorization", `Basic ${till}`],
    ["Authorization", pick(random, ["Basic", "Basic Og==", "Bearer", "Bearer x", "Digest a=b", "\u0000", ""])],
    ["X-CAP-API-OAUTH-TOKEN", pick(random, ["", "x", "__proto__"])],
    ["Content-Type", pick(random, ["application/json", "APPLICATION/JSON; charset", "text/xml", ";", ""])],
    ["Content-Type", "application/json"],
    ["Content-Length", "-1"],
    ["", ""],
  ];
  const drawn = all.slice(2).filter(() => random(0, 3) === 0);
  return random(0, 3) === 0 ? drawn : [...all.slice(0, 1), ["Content-Type", "application/json"], ...drawn];
}

/** A request to the state endpoint that is read more often than not. */
function drawControl(random: Random): HttpRequest {
  const customer = `"mobile":${JSON.stringify(pick(random, ["919700000011", "919700000015", "404", ""]))}`;
  const param = `${JSON.stringify(pick(random, keys))}:${drawJson(random, 1)}`;
  const [method, action, body] = pick(random, [
    ["PUT", "clock", `{"now":${JSON.stringify(pick(random, texts))}}`],
    [
      "POST",
      "state",
      `{"state":${JSON.stringify(pick(random, providerStateNames))},"params":{${customer},${param}},"action":"${pick(random, ["setup", "teardown"])}"}`,
    ],
    ["POST", "emit", `{"event":"partnerProgramLinked","customer":{${customer}},"program":2101,${param}}`],
    ["POST", "batch", "{}"],
    ["POST", "reset", "{}"],
  ] as const);
  return { method, url: `http://mock.example/_mock/${action}`, headers: [], body: encode(body) };
}

function drawRequest(random: Random): HttpRequest {
  if (random(0, 5) === 0) return drawControl(random);
  const query = Array.from({ length: random(0, 6) }, () => `${pick(random, names)}=${pick(random, values)}`).join("&");
  const path = random(0, 2) === 0 ? pick(random, paths) : pick(random, paths.slice(0, 8));
  const origin =
    random(0, 40) === 0 ? pick(random, ["", "http://[", "ftp://x", "not an address"]) : "http://mock.example";
  return {
    method: random(0, 2) === 0 ? pick(random, methods) : pick(random, ["GET", "POST"]),
    url: `${origin}${path}${query === "" ? "" : `?${query}`}`,
    headers: drawHeaders(random),
    body: drawBody(random),
  };
}

describe("odd requests", () => {
  const settings = [[], compatibleVariants().map(({ id }) => id)] as const;
  for (const [index, variants] of settings.entries()) {
    it(`are answered in JSON and never by a crash with ${variants.length === 0 ? "no" : "many"} variants`, async () => {
      const random = createRandom(41 + index);
      const host = createHost({ fixtures, variants, random: createRandom(1), keep: 10 });
      const send = mountDirect(host, { timeoutMs: 1000 });
      const seen = new Set<number>();
      for (let count = 0; count < 3000; count += 1) {
        const request = drawRequest(random);
        const shown = `${request.method} ${request.url} ${Buffer.from(request.body).toString("latin1").slice(0, 300)}`;
        const outcome = await send(request).catch((error: unknown) => {
          throw new Error(`${shown}: ${String(error)}`, { cause: error });
        });
        if (outcome.kind === "failure") throw new Error(`${outcome.reason}: ${shown}`);
        const { status, body } = outcome.response;
        seen.add(status);
        expect(status, shown).to.be.within(200, 499);
        if (request.method !== "HEAD") expect(parseJson(body).kind, shown).to.equal("json");
      }
      expect([...seen]).to.include.members([200, 400, 401, 404, 405, 415]);
    });
  }
});
