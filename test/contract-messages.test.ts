import { createServer } from "node:net";
import { expect } from "chai";
import { createHost } from "../mock/host.ts";
import { mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { loadContracts } from "../scripts/contracts/open-contracts.ts";
import { openWebhooks } from "../scripts/mock/open-webhooks.ts";
import { createStandard } from "../suites/standard.ts";
import { sample } from "../suites/events/testing/sample-payloads.ts";
import { type Folder, makeFolder, processIo, readReport, runCommand, toolkit } from "./command.ts";
import { itDeep } from "./it-deep.ts";

/** A port that is free at the moment. */
function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

describe("Messages of contracts", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  itDeep("are what the host delivers to the profile's webhook, which is waited for", async () => {
    const fixtures = await loadFixtures(undefined, processIo);
    const port = await findPort();
    const webhooks = openWebhooks(`http://127.0.0.1:${port}/`, [], () => {});
    const defects = ["updated.created-at-in-seconds"];
    const host = createHost({
      fixtures,
      random: createRandom(1),
      defects,
      // Later than the verifier asks.
      deliver: (event) => setImmediate(() => webhooks.deliver(event)),
    });
    const mount = await mountHttp(host);
    const text = renderProfile(fixtures, mount.url, { listen: `127.0.0.1:${port}` });
    const target = folder.write("profile.yaml", text);
    const only = ["--only", "contracts.webhook-receiver"];
    await runCommand(["verify", "--target", target, "--out", folder.at("out"), ...only]);
    await webhooks.close();
    await mount.close();
    const run = readReport(folder.at("out"));
    expect(new Set(run.cases.map(({ status }) => status))).to.deep.equal(
      new Set(["passed", "notApplicable", "diverged"]),
    );
    expect(new Set(run.divergences.map(({ requirement }) => requirement))).to.deep.equal(
      new Set(["updated.created-at.milliseconds"]),
    );
  });

  it("may come from files, and from the journal of listen, the newest of each event", async () => {
    const standard = createStandard(toolkit.catalog());
    const update = sample("updated", "flat");
    const deliver = (body: unknown): string =>
      JSON.stringify({
        event: "exchange",
        exchange: { delivery: "received", request: { headers: [], body: { text: JSON.stringify(body) } } },
      });
    const newer = { ...(update as object), eventId: "newer" };
    const lines = [JSON.stringify({ event: "started" }), deliver(update), deliver({ other: 1 }), deliver(newer)];
    const messages = [
      folder.write("run.ndjson", lines.join("\n")),
      folder.write("linked.json", JSON.stringify(sample("linked", "wrapped"))),
    ];
    const loaded = await loadContracts(standard, { messages }, processIo);
    expect([...loaded.messages.keys()]).to.have.members(["updated", "linked"]);
    expect(new TextDecoder().decode(loaded.messages.get("updated")?.body)).to.equal(JSON.stringify(newer));
    const empty = folder.write("empty.ndjson", lines[0] ?? "");
    const error = await loadContracts(standard, { messages: [empty] }, processIo).catch((trouble: unknown) => trouble);
    expect(String(error)).to.include("has no message of a documented event");
  });
});
