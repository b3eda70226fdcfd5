import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { createHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { createVerifier } from "../scripts/contracts/run-verifier.ts";
import type { Run } from "../src/model/run.ts";
import { type Folder, makeFolder, processIo, readReport, root, runCommand } from "./command.ts";

const pacts = `${root}/contracts/pacts`;

describe("The command verify", () => {
  let folder: Folder;
  let mount: HttpMount | undefined;
  beforeEach(() => {
    folder = makeFolder();
    mount = undefined;
  });
  afterEach(async () => {
    await mount?.close();
    folder.remove();
  });

  /** A mock host and its profile, changed by `edit`. */
  async function start(
    twists: { readonly defects?: readonly string[]; readonly variants?: readonly string[] } = {},
    edit: (profile: string) => string = (profile) => profile,
  ): Promise<string> {
    const fixtures = await loadFixtures(undefined, processIo);
    mount = await mountHttp(createHost({ fixtures, random: createRandom(1), ...twists }));
    return folder.write("profile.yaml", edit(renderProfile(fixtures, mount.url)));
  }

  async function verify(...args: readonly string[]): Promise<{ code: number; stderr: string; report: Run }> {
    const { code, stderr } = await runCommand(["verify", "--out", folder.at("out"), "--quiet", ...args]);
    return { code, stderr, report: code === 2 ? ({} as Run) : readReport(folder.at("out")) };
  }

  it("verifies the pacts of the reference client, those of messages among them, against the mock", async () => {
    const { code, report } = await verify("--fail-on", "advisory");
    expect(report.divergences).to.deep.equal([]);
    const interactions = readdirSync(pacts).flatMap(
      (file) => (JSON.parse(readFileSync(`${pacts}/${file}`, "utf8")) as { interactions: unknown[] }).interactions,
    );
    // Of the two envelopes of each event a host sends one.
    expect(report.account).to.deep.include({
      planned: interactions.length,
      passed: interactions.length - 4,
      notApplicable: 4,
    });
    expect(code).to.equal(0);
  });

  it("finds every variant that an interaction could stumble over as documented as the usual mock", async () => {
    const variants = [
      "refusals-in-status",
      "refusals-with-http-200",
      "message-before-code",
      "failures-with-http-207",
      "customers-reversed",
      "identifiers-as-sent",
      "extra-members",
      "points-without-scale",
      "histories-with-milliseconds",
      "absent-members-null",
      "activity-type-as-in-the-table",
      "failure-in-customer-status",
      "limit-counts-updates",
      "default-window-one-year",
      "charset-parameter",
      "gzip",
    ];
    const { report } = await verify("--target", await start({ variants }), "--fail-on", "advisory");
    expect(report.divergences.map(({ requirement, actual }) => `${requirement}: ${actual}`)).to.deep.equal([]);
    expect(report.account.passed).to.be.greaterThan(50);
  });

  it("names the requirement where a host does not keep an interaction, with the exchange and a fingerprint", async () => {
    const profile = await start({
      defects: ["points.redeemable-from-retyped", "update.unknown-tier-2006", "update.one-refused-all-refused"],
    });
    const { code, report } = await verify("--target", profile, "--fail-on", "deviation");
    expect(code).to.equal(1);
    const found = report.divergences.map(({ requirement }) => requirement);
    expect(new Set(found)).to.deep.equal(
      new Set(["points.redeemable-from.format", "update.code.2007", "update.batch.isolation"]),
    );
    const [first] = report.divergences.filter(({ requirement }) => requirement === "points.redeemable-from.format");
    expect(first?.case).to.match(/^contracts\.points-client\./);
    expect(first?.phase).to.equal("contracts");
    expect(first?.fingerprint).to.match(/^[0-9a-f]{16}$/);
    expect(first?.exchanges[0]?.request.url).to.include("promisedPointsSchedule");
    const again = await runCommand(["replay", folder.at("out/run.ndjson"), "--case", first?.case ?? ""]);
    expect(again.stdout).to.include("now: points.redeemable-from.format");
    expect(again.stdout).to.include("promisedPointsSchedule").and.include("It diverges.");
    expect(again.code).to.equal(1);
  });

  it("takes states from what it reads where there is no state endpoint, and says what could not run", async () => {
    const withoutState = (profile: string): string => profile.replace(/^state:.*(?:\n {2}.*)*/m, "");
    const profile = await start({}, withoutState);
    const { code, report } = await verify("--target", profile, "--fail-on", "advisory");
    expect(report.divergences).to.deep.equal([]);
    expect(code).to.equal(0);
    const { passed, couldNotRun } = report.account;
    expect(passed).to.be.greaterThan(15);
    expect(couldNotRun).to.be.greaterThan(29);
    const updates = report.cases.filter(({ operation }) => operation === "update");
    expect(new Set(updates.map(({ status }) => status))).to.deep.equal(new Set(["couldNotRun"]));
    expect(updates[0]?.reason).to.match(/needs a state endpoint/);
  });

  describe("given the pact of somebody else", () => {
    const write = (response: unknown, states: readonly unknown[] = [], path?: string): string =>
      folder.write(
        "other.json",
        JSON.stringify({
          consumer: { name: "someone" },
          provider: { name: "capillary" },
          interactions: [
            {
              description: "points",
              providerStates: states,
              request: {
                method: "GET",
                path: path ?? "/v2/customers/lookup/promisedPointsSchedule",
                query: {
                  identifierName: ["mobile"],
                  identifierValue: ["919700000001"],
                  source: ["INSTORE"],
                  fetchDataForAllPrograms: ["true"],
                },
              },
              response,
            },
          ],
          metadata: { pactSpecification: { version: "3.0.0" } },
        }),
      );

    it("passes where the host answers as it expects", async () => {
      const file = write({ status: 200, body: { entityType: "CUSTOMER" } });
      const { code, report } = await verify("--pact", file);
      expect(report.cases.map((one) => [one.case, one.status])).to.deep.equal([["contracts.someone.points", "passed"]]);
      expect(code).to.equal(0);
    });

    it("reports a contract that is not kept as such, with Pact's words", async () => {
      const { code, report } = await verify("--pact", write({ status: 200, body: { entityType: "SHOP" } }));
      expect(code).to.equal(1);
      expect(report.divergences).to.have.lengthOf(1);
      const [found] = report.divergences;
      expect(found).to.deep.include({
        requirement: "contract.interaction.kept",
        class: "violation",
        pointer: "/entityType",
      });
      expect(found?.actual).to.include("CUSTOMER").and.to.include("SHOP");
    });

    it("takes numbers of another scale for the same", async () => {
      const body = { promisedPointsScheduleList: [{ points: 390 }] };
      const rules = { body: { "$.promisedPointsScheduleList": { matchers: [{ match: "type", max: 99 }] } } };
      const { report } = await verify("--pact", write({ status: 200, body, matchingRules: rules }));
      expect(report.divergences).to.deep.equal([]);
    });

    it("cannot run where the state endpoint does not know the state, and says so", async () => {
      const { code, report } = await verify("--pact", write({ status: 200 }, [{ name: "it rains" }]));
      expect(report.cases[0]).to.deep.include({ status: "couldNotRun" });
      expect(report.cases[0]?.reason).to.match(/^the provider state "it rains": the state endpoint has no answer/);
      expect(code).to.equal(3);
    });
  });

  const unusable: Readonly<Record<string, readonly [name: string, text: string | undefined, says: RegExp]>> = {
    "a pact without interactions": [
      "a.json",
      '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[]}',
      /the pact has no interactions/,
    ],
    "what is no pact": ["a.json", "{}", /is no pact/],
    "a folder without pacts": [".", undefined, /there is no pact in/],
    "a file that is not there": ["b.json", undefined, /there is no such file/],
  };
  for (const [what, [name, text, says]] of Object.entries(unusable)) {
    it(`refuses ${what} with 2`, async () => {
      if (text !== undefined) folder.write(name, text);
      const { code, stderr } = await verify("--pact", folder.at(name));
      expect(stderr).to.match(says);
      expect(code).to.equal(2);
    });
  }

  it("reports a host that is not there, and starts no verifier for it", async () => {
    const profile = await start();
    await mount?.close();
    mount = undefined;
    const { code, report } = await verify("--target", profile);
    expect(code).to.equal(3);
    expect(report.exit.reason).to.match(/refused|not reached|nothing listens/);
    expect(report.account).to.deep.include({ couldNotRun: report.account.planned, passed: 0 });
  });

  it("says what to install where Pact's library is not there", async () => {
    // A loader that does not find it, as if npm had left it out.
    const hook = `export const resolve = (name, context, next) => {
      if (name.startsWith("@pact-foundation/")) throw new Error("Cannot find package " + name);
      return next(name, context);
    };`;
    const register = `import { register } from "node:module"; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
    const run = createVerifier(["--import", `data:text/javascript,${encodeURIComponent(register)}`]);
    const url = "http://127.0.0.1:9";
    const answer = await run({ providerUrl: url, stateUrl: url, messagePath: "/", interactions: 1, pacts: [] });
    expect(answer.kind).to.equal("missing");
    expect(answer.kind === "missing" && answer.reason).to.match(/npm install @pact-foundation\/pact/);
  });
});
