import { expect } from "chai";
import { readBroker } from "../scripts/contracts/pact-broker.ts";
import { openLoopbackServer } from "../src/capture/loopback-server.ts";
import { systemClock } from "../src/model/clock.ts";
import { headerValue, type HttpRequest, type HttpResponse } from "../src/model/http.ts";
import type { Json } from "../src/model/json.ts";
import type { BrokerChoices } from "../src/model/run-choices.ts";
import { createTransport } from "../src/target/transport.ts";
import { type Folder, makeFolder, readEvents, readReport, runCommand } from "./command.ts";

const token = "a-token-for-the-broker";

/** A pact of a consumer who expects an entity of some type. */
function writePact(consumer: string, entityType: string, url: string): Json {
  const request = {
    method: "GET",
    path: "/v2/customers/lookup/promisedPointsSchedule",
    query: {
      identifierName: ["mobile"],
      identifierValue: ["919700000001"],
      source: ["INSTORE"],
      fetchDataForAllPrograms: ["true"],
    },
  };
  return {
    consumer: { name: consumer },
    provider: { name: "capillary" },
    interactions: [
      { _id: `id-of-${consumer}`, description: "points", request, response: { status: 200, body: { entityType } } },
    ],
    metadata: { pactSpecification: { version: "3.0.0" } },
    _links: { "pb:publish-verification-results": { href: `${url}/results/${consumer}` } },
  };
}

/** What a Pact Broker answers to those who verify, and what it was asked. */
async function openBroker(pending: readonly string[] = [], takesResults = true) {
  const asked: { readonly method: string; readonly path: string; readonly body: Json }[] = [];
  const answer = (value: Json, status = 200): HttpResponse => ({
    status,
    headers: [["Content-Type", "application/hal+json"]],
    body: new TextEncoder().encode(JSON.stringify(value)),
  });
  const server = await openLoopbackServer(async ({ method, url, headers, body }: HttpRequest) => {
    const { pathname } = new URL(url);
    const text = new TextDecoder().decode(body);
    asked.push({ method, path: pathname, body: text === "" ? null : (JSON.parse(text) as Json) });
    if (headerValue(headers, "authorization") !== `Bearer ${token}`) return answer({}, 401);
    const own = new URL(url).origin;
    if (pathname === "/") {
      return answer({
        _links: {
          "pb:provider-pacts-for-verification": { href: `${own}/pacts/{provider}/for-verification`, templated: true },
          "pb:pacticipant-branch-version": { href: `${own}/{pacticipant}/branches/{branch}/versions/{version}` },
          "pb:pacticipant-version-tag": { href: `${own}/{pacticipant}/versions/{version}/tags/{tag}` },
        },
      });
    }
    if (pathname === "/pacts/capillary/for-verification") {
      const pacts = ["till", "app"].map((name) => ({
        verificationProperties: { pending: pending.includes(name) },
        _links: { self: { href: `${own}/pacts/${name}` } },
      }));
      return answer({ _embedded: { pacts } });
    }
    if (pathname === "/pacts/nobody/for-verification") return answer({ _embedded: { pacts: [] } });
    if (pathname === "/pacts/elsewhere/for-verification")
      return answer({ _embedded: { pacts: [{ _links: { self: { href: "http://127.0.0.2:9/pact" } } }] } });
    if (pathname === "/pacts/till") return answer(writePact("till", "CUSTOMER", own));
    if (pathname === "/pacts/app") return answer(writePact("app", "SHOP", own));
    return takesResults ? answer({}, 201) : answer({}, 503);
  });
  return { ...server, asked };
}

describe("A Pact Broker", () => {
  let folder: Folder;
  let broker: Awaited<ReturnType<typeof openBroker>> | undefined;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await broker?.close();
    broker = undefined;
    folder.remove();
  });

  it("is asked for the pacts that selectors choose, and told what became of each, with no secret in any file", async () => {
    broker = await openBroker(["app"]);
    const selector = { mainBranch: true };
    const ask = ["verify", "--broker", broker.url, "--consumer-version-selector", JSON.stringify(selector)];
    const branch = ["--provider-version-branch", "main", "--provider-version-tag", "prod"];
    const version = ["--provider-version", "1.2.3", ...branch];
    const out = ["--out", folder.at("out")];
    const { code, stdout, stderr } = await runCommand(
      [...ask, ...version, "--enable-pending", "--publish", "--build-url", "https://ci.example/7", ...out],
      { env: { PACT_BROKER_TOKEN: token } },
    );
    expect(code, stdout + stderr).to.equal(0);
    const { asked } = broker;
    expect(asked.find(({ path }) => path.endsWith("/for-verification"))?.body).to.deep.equal({
      consumerVersionSelectors: [selector],
      providerVersionBranch: "main",
      providerVersionTags: ["prod"],
      includePendingStatus: true,
    });
    expect(asked.filter(({ method }) => method === "PUT").map(({ path }) => path)).to.deep.equal([
      "/capillary/branches/main/versions/1.2.3",
      "/capillary/versions/1.2.3/tags/prod",
    ]);
    const published = asked.filter(({ path }) => path.startsWith("/results/"));
    const [till, app] = published.map(({ body }) => body as Readonly<Record<string, Json>>);
    expect(published.map(({ path }) => path)).to.deep.equal(["/results/till", "/results/app"]);
    expect(till).to.deep.include({
      success: true,
      providerApplicationVersion: "1.2.3",
      buildUrl: "https://ci.example/7",
    });
    expect(till?.["testResults"]).to.deep.equal([
      { interactionId: "id-of-till", interactionDescription: "points", success: true, mismatches: [] },
    ]);
    // A pending pact fails no run, and the broker hears that it is not kept.
    expect(app).to.deep.include({ success: false });
    const report = readReport(folder.at("out"));
    expect(report.cases.map(({ case: id, status }) => [id, status])).to.deep.equal([
      ["contracts.till.points", "passed"],
      ["contracts.app.points", "known"],
    ]);
    expect(report.divergences[0]?.known?.reason).to.include("pending");
    expect(JSON.stringify([report, readEvents(folder.at("out"))]) + stdout + stderr).to.not.include(token);
  });

  it("that takes no results ends a run with 3, in the reports and in the journal alike", async () => {
    broker = await openBroker(["app"], false);
    const ask = ["run", "--phase", "contracts", "--broker", broker.url, "--enable-pending"];
    const { code, stdout } = await runCommand(
      [...ask, "--publish", "--provider-version", "1", "--quiet", "--out", folder.at("out")],
      { env: { PACT_BROKER_TOKEN: token } },
    );
    expect(stdout).to.match(/^exit 3: the results could not be published: .*HTTP 503/);
    expect(code).to.equal(3);
    expect(readReport(folder.at("out")).exit.code).to.equal(3);
    const [trouble, finished] = readEvents(folder.at("out")).slice(-2);
    expect(trouble).to.deep.include({ event: "trouble" });
    expect(finished?.event === "finished" && finished.exit.code).to.equal(3);
  });

  const choices = (url: string, provider: string): BrokerChoices => ({
    url,
    provider,
    selectors: [],
    providerTags: [],
    enablePending: false,
  });

  const refusals: Readonly<Record<string, readonly [provider: string, credentials: string, says: RegExp]>> = {
    "takes no credentials": ["capillary", "", /HTTP 401/],
    "has no pact for the provider": ["nobody", token, /there is no pact for the provider nobody/],
    "leads to another host": ["elsewhere", token, /leads to another host, http:\/\/127\.0\.0\.2:9, which is not asked/],
  };
  for (const [what, [provider, credentials, says]] of Object.entries(refusals)) {
    it(`is no use where it ${what}, and the message says so`, async () => {
      broker = await openBroker();
      const limits = { timeoutMs: 5000, bodyBytes: 1_000_000 };
      const allowedHosts = [new URL(broker.url).origin];
      const transport = createTransport({ limits, clock: systemClock, allowedHosts });
      const headers = credentials === "" ? [] : [["Authorization", `Bearer ${credentials}`] as const];
      try {
        await readBroker(choices(broker.url, provider), headers, transport, { name: "x", version: "1" });
        expect.fail("it was of use");
      } catch (error) {
        expect(String(error)).to.match(says);
      } finally {
        await transport.close();
      }
    });
  }

  it("is told nothing where options do not go together, each with a hint", async () => {
    const fail = async (...args: readonly string[]): Promise<string> => {
      const { code, stderr } = await runCommand(["verify", "--out", folder.at("out"), ...args]);
      expect(code, stderr).to.equal(2);
      return stderr;
    };
    expect(await fail("--publish")).to.include("add --broker");
    expect(await fail("--publish", "--broker", "http://127.0.0.1:9")).to.include("--provider-version");
    expect(await fail("--broker", "ftp://a.example")).to.include("--broker must be");
    expect(await fail("--consumer-version-selector", "main")).to.include("a JSON object is needed");
    const publish = ["--publish", "--broker", "http://127.0.0.1:9", "--provider-version", "1"];
    expect(await fail(...publish, "--only", "contracts.a")).to.include("leave out --only");
    const { code, stderr } = await runCommand(["run", "--phase", "suites", "--broker", "http://127.0.0.1:9"]);
    expect(code, stderr).to.equal(2);
    expect(stderr).to.include("no phase that verifies any");
  });
});
