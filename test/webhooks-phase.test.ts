import { createServer } from "node:net";
import { expect } from "chai";
import { createWebhookSender } from "../mock/events/webhook-sender.ts";
import { eventDefects } from "../mock/defects/events/event-defects.ts";
import type { EventDelivery } from "../mock/events/write-deliveries.ts";
import type { Fixtures } from "../mock/fixtures.ts";
import { createHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { compatibleVariants, variants } from "../mock/variants/variants.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { runOnMock } from "../scripts/kill-table/run-on-mock.ts";
import { systemClock } from "../src/model/clock.ts";
import { noBody } from "../src/model/http.ts";
import type { Run } from "../src/model/run.ts";
import { createTransport } from "../src/target/transport.ts";
import { createStandard } from "../suites/standard.ts";
import { itDeep } from "./it-deep.ts";
import { type Folder, makeFolder, processIo, readReport, runCommand, toolkit } from "./command.ts";

const standard = createStandard(toolkit.catalog());
const events = ["linked", "updated", "delinked", "reminder"];

describe("The phase webhooks", () => {
  let fixtures: Fixtures;
  let folder: Folder;
  let mount: HttpMount | undefined;
  before(async () => {
    fixtures = await loadFixtures(undefined, processIo);
  });
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await mount?.close();
    mount = undefined;
    folder.remove();
  });

  const runPhase = (
    mock: { readonly defects?: readonly string[]; readonly variants?: readonly string[] },
    only = [""],
  ) =>
    runOnMock(
      standard,
      toolkit.meta("profile"),
      { fixtures, ...mock },
      { phases: ["webhooks"], ...(only[0] === "" ? {} : { only }) },
    );
  const listBroken = ({ divergences }: Run): string[] => [
    ...new Set(divergences.map(({ requirement }) => requirement)),
  ];

  it("is part of every run of the mock, which needs no word on where it delivers, and is clean", async () => {
    const { code, stdout } = await runCommand(["run", "--phase", "webhooks", "--out", folder.at("out")]);
    const run = readReport(folder.at("out"));
    expect(run.divergences).to.deep.equal([]);
    expect(code, stdout).to.equal(0);
    expect(run.account.errored).to.equal(0);
    const exercised = run.requirements.filter(
      ({ id, status }) => events.includes(id.split(".")[0] ?? "") && status === "passed",
    );
    expect(exercised.length).to.be.above(150);
    for (const event of events) {
      const ids = [`${event}.trigger.announced`, `${event}.event-id.unique`, `${event}.event-id.repeated`];
      expect(exercised.map(({ id }) => id)).to.include.members([...ids, `${event}.delivery.headers`]);
    }
    const reading = run.readings.find(({ requirement }) => requirement === "updated.relinking-cancelled.announced");
    expect(reading?.state).to.equal("observed");
  });

  const mixtures: (readonly string[])[] = [];
  for (let left = variants.map(({ id }) => id); left.length > 0;) {
    const mixture = compatibleVariants(left).map(({ id }) => id);
    mixtures.push(mixture);
    left = left.filter((id) => !mixture.includes(id));
  }
  mixtures.forEach((ids, index) => {
    const define = index === 0 ? it : itDeep;
    define(`leaves alone what the documents leave open: mixture ${index + 1} of ${mixtures.length}`, async () => {
      const run = await runPhase({ variants: ids });
      expect(run.divergences.map(({ requirement, actual }) => `${requirement}: ${actual}`)).to.deep.equal([]);
      expect(run.account).to.include({ diverged: 0, errored: 0 });
    });
  });

  const faults: Readonly<Record<string, string>> = {
    "linked.emit-lost": "linked.trigger.announced",
    "updated.mixed-batch-untold": "updated.tier-update.announced",
    "updated.refused-update-told": "updated.refused-update.silent",
    "updated.expiry-a-week-late": "updated.partner-tier-expiry-date.sent",
    "delinked.linked-program-told": "delinked.history.unlinked",
    "reminder.repeat-created-later": "reminder.event-id.repeated",
    "updated.event-name-other": "updated.event-name.value",
    "transport.delivery-truncated": "transport.delivery.json",
  };
  for (const [id, requirement] of Object.entries(faults)) {
    it(`reports ${id} as ${requirement} and nothing else`, async () => {
      // A case that gets something delivered is among those, as it would be in any run.
      const run = await runPhase({ defects: [id] }, [requirement, "reminder.trigger", "updated.trigger"]);
      expect(listBroken(run)).to.deep.equal([requirement]);
      const [divergence] = run.divergences;
      expect(divergence).to.deep.include({ phase: "webhooks" });
      expect(divergence?.reproduction.curl).to.match(/^curl /);
    });
  }

  // All of them take half an hour: CHECK_DEEP=1 tries some of every kind.
  eventDefects
    .filter((_defect, index) => index % 16 === 0)
    .forEach(({ id, breaks }) => {
      itDeep(`reports ${id} as ${breaks} and nothing else, with every case`, async () => {
        expect(listBroken(await runPhase({ defects: [id] }))).to.deep.equal([breaks]);
      });
    });

  it("could not run where the profile knows no webhook, and says what to add", async () => {
    mount = await mountHttp(createHost({ fixtures, random: createRandom(1) }));
    const profile = folder.write("profile.yaml", renderProfile(fixtures, mount.url));
    const only = ["updated.tier-update.announced", "points.read.all-programs"];
    await runCommand(["run", "--target", profile, "--out", folder.at("out"), "--only", ...only]);
    const run = readReport(folder.at("out"));
    const idle = run.cases.filter(({ phase }) => phase === "webhooks");
    expect(idle.length).to.be.above(0);
    for (const { status, reason } of idle) {
      expect(status).to.equal("couldNotRun");
      expect(reason).to.include("add webhooks: { listen: … } to the profile");
    }
    expect(run.exit.code).to.equal(0);
  });

  it("could not run where nothing at all is delivered, and does not call that a breach", async () => {
    const profile = renderProfile(fixtures, "http://127.0.0.1:8080", { listen: "127.0.0.1:0" });
    const mock = { fixtures, profile, defects: events.map((event) => `${event}.emit-lost`) };
    const options = { phases: ["webhooks"], only: events.map((event) => `${event}.trigger`) } as const;
    const run = await runOnMock(standard, toolkit.meta("profile"), mock, options);
    expect(run.divergences).to.deep.equal([]);
    expect(run.account.couldNotRun).to.be.above(0);
    expect(run.cases.find(({ status }) => status === "couldNotRun")?.reason).to.include(
      "have the host's webhook deliver",
    );
  });

  it("keeps to its own events on a host that delivers late and of everything that happens, and repeats them", async () => {
    const port = await findPort();
    const transport = createTransport({
      limits: { timeoutMs: 5000, bodyBytes: 1_000_000 },
      clock: systemClock,
      allowedHosts: [`http://127.0.0.1:${port}`],
    });
    const url = `http://127.0.0.1:${port}/hook`;
    const sender = createWebhookSender({ url, transport, clock: systemClock, delayMs: 20, backoffMs: 5, inFlight: 4 });
    const deliver = (event: EventDelivery): void => sender.deliver(event);
    mount = await mountHttp(createHost({ fixtures, random: createRandom(1), variants: ["events-twice"], deliver }));
    const text = renderProfile(fixtures, mount.url, { listen: `127.0.0.1:${port}` });
    const only = ["update.upgrade", "updated.tier-update", "updated.refused-update", "linked.trigger"];
    const args = ["run", "--target", folder.write("profile.yaml", text), "--out", folder.at("out"), "--only", ...only];
    const { code, stdout } = await runCommand([...args, "--fail-on", "advisory"]);
    sender.close();
    await transport.close();
    const run = readReport(folder.at("out"));
    expect(run.divergences.map(({ requirement, actual }) => `${requirement}: ${actual}`)).to.deep.equal([]);
    expect(code, stdout).to.equal(0);
    expect(
      run.cases.some(({ case: id, status }) => id === "updated.deliveries.others" && status === "passed"),
    ).to.equal(true);
  });

  it("has a host send events by the profile's triggers, and repeats a case from the journal", async () => {
    const port = await findPort();
    const transport = createTransport({
      limits: { timeoutMs: 5000, bodyBytes: 1_000_000 },
      clock: systemClock,
      allowedHosts: [`http://127.0.0.1:${port}`],
    });
    const sender = createWebhookSender({ url: `http://127.0.0.1:${port}/`, transport, clock: systemClock });
    const host = createHost({ fixtures, random: createRandom(1), deliver: (event) => sender.deliver(event) });
    mount = await mountHttp({
      handle: async (request) => {
        if (!request.url.endsWith("/send-a-link")) return host.handle(request);
        host.emit({ event: "partnerProgramLinked", customer: { mobile: "919700000015" }, program: "Everyday Prime" });
        return { kind: "response", response: { status: 204, headers: [], body: noBody } };
      },
    });
    const text = renderProfile(fixtures, mount.url, { listen: `127.0.0.1:${port}` }).replace(/state:\n.*\n/, "");
    const trigger = `  triggers: { partnerProgramLinked: { post: "${mount.url}/send-a-link" } }\n`;
    const profile = folder.write("profile.yaml", text + trigger);
    const out = folder.at("out");
    const args = ["run", "--target", profile, "--out", out, "--phase", "webhooks", "--only"];
    await runCommand([...args, "linked.trigger", "delinked.trigger"]);
    const { cases } = readReport(out);
    const linked = cases.filter(({ case: id }) => id.startsWith("linked.trigger"));
    expect(linked.map(({ status }) => status)).to.include("passed");
    const delinked = cases.find(({ case: id }) => id.startsWith("delinked.trigger"));
    expect(delinked?.reason).to.include("add webhooks.triggers.partnerProgramDelinked.post");
    const replay = await runCommand(["replay", `${out}/run.ndjson`, "--case", linked[0]?.case ?? ""]);
    expect(replay.code, replay.stdout).to.equal(0);
    expect(replay.stdout).to.include("> POST").and.include("It does not diverge now.");
    sender.close();
    await transport.close();
  });
});

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
