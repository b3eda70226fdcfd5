import { type Header, type HttpRequest, noBody } from "../../../src/model/http.ts";
import type { Fixtures } from "../../fixtures.ts";
import { createHost } from "../../host.ts";
import { createRandom } from "../../random.ts";

const origin = "http://mock.example";
const json: Header = ["Content-Type", "application/json"];
const points = `${origin}/v2/customers/lookup/promisedPointsSchedule?identifierName=mobile&identifierValue=919700000001&source=INSTORE&fetchDataForAllPrograms=true`;

function post(body: object): HttpRequest {
  return {
    method: "POST",
    url: `${origin}/v3/oauth/token/generate`,
    headers: [json],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

function get(url: string, header: Header): HttpRequest {
  return { method: "GET", url, headers: [header], body: noBody };
}

/**
 * Requests that between them meet every choice about access, to a host with the package's own fixtures and this seed that has
 * had no request before: the first one brings the token that the next ones carry.
 */
export async function listAccessRequests(fixtures: Fixtures, seed: number): Promise<readonly HttpRequest[]> {
  const right = post({ key: "main-app", secret: "swordfish-in-april" });
  const reply = await createHost({ fixtures, random: createRandom(seed) }).handle(right);
  const text = reply.kind === "response" ? new TextDecoder().decode(reply.response.body) : "";
  const token = /"accessToken":"([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(`no token: ${text}`);
  const hallway = Buffer.from("till.hallway:closed-sesame").toString("base64");
  return [
    right,
    get(points, ["X-CAP-API-OAUTH-TOKEN", token]),
    get(points, ["CAP-API-ACCESS-TOKEN", token]),
    get(points, ["Authorization", `Bearer ${token}`]),
    get(points, ["X-CAP-API-OAUTH-TOKEN", "wrong"]),
    {
      ...post({ customersPartnerUpdates: [] }),
      url: `${origin}/v2/partnerProgram/customerPartnerProgramUpdate`,
      headers: [json, ["X-CAP-API-OAUTH-TOKEN", token]],
    },
    post({ key: "main-app", secret: "wrong" }),
    post({}),
    { ...right, method: "GET" },
    get(`${origin}/v2/partnerProgram/customerActivityHistories`, ["Authorization", `Basic ${hallway}`]),
  ];
}
