import { expect } from "chai";
import type { Json } from "../src/model/json.ts";
import { change, sample } from "../suites/events/sample-payloads.test.ts";
import { type CommandResult, type Folder, makeFolder, readReport, runCommand } from "./command.ts";

const update = sample("updated", "flat");
const link = sample("linked", "wrapped");
const wrong = change(update, { "/createdAt": 1622457292 });

interface Checked {
  readonly exit: { readonly code: number };
  readonly files: readonly {
    readonly file: string;
    readonly checked: { readonly count: number; readonly noun: string };
    readonly findings: readonly { readonly requirement: string; readonly pointer: string; readonly line?: number }[];
  }[];
}

describe("The command check, of payloads and bodies", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  const check = (...args: readonly string[]): Promise<CommandResult> => runCommand(["check", ...args]);
  const write = (value: Json | string, name = "payload.json"): string =>
    folder.write(name, typeof value === "string" ? value : JSON.stringify(value, null, 2));
  const list = async (...args: readonly string[]): Promise<Checked> =>
    JSON.parse((await check("--json", ...args)).stdout) as Checked;

  it("recognises a payload of any event in any envelope, and finds nothing in what the page shows", async () => {
    for (const event of ["linked", "updated", "delinked", "reminder"]) {
      for (const envelope of ["wrapped", "flat", "raw", "search-key"]) {
        const { code, stdout } = await check(write(sample(event, envelope)));
        expect(code, stdout).to.equal(0);
        expect(stdout).to.include("1 payload checked, nothing found");
      }
    }
  });

  it("names file, line and place of a breach, and ends with 1", async () => {
    const file = write(wrong);
    const { code, stdout } = await check(file);
    const line =
      1 +
      JSON.stringify(wrong, null, 2)
        .split("\n")
        .findIndex((text) => text.includes('"createdAt"'));
    expect(stdout).to.include(`deviation updated.created-at.milliseconds at ${file}:${line}:16 /createdAt`);
    expect(code).to.equal(1);
    expect((await check("--fail-on", "violation", file, "--report", "json", "--out", folder.path)).code).to.equal(0);
    const [divergence] = readReport(folder.path).divergences;
    expect([divergence?.operation, divergence?.phase]).to.deep.equal(["updated", "webhooks"]);
    expect(divergence?.location).to.deep.equal({ file, line, column: 16 });
  });

  it("takes a list, one payload on each line, and standard input", async () => {
    const other = change(update, { "/data/partnerProgramName": "Another" });
    const inList = await list(write([update, link, wrong]));
    expect(inList.files[0]?.checked).to.deep.equal({ count: 3, noun: "payload" });
    expect(inList.files[0]?.findings.map(({ pointer }) => pointer)).to.include("/2/createdAt");
    const lines = [update, link, other].map((one) => JSON.stringify(one));
    const { files, exit } = await list(
      write([lines[0], "", lines[1], lines[2], '{"eventName":'].join("\n"), "a.ndjson"),
    );
    expect(files[0]?.findings.map(({ requirement, line }) => `${line}: ${requirement}`)).to.deep.equal([
      "4: updated.event-id.repeated",
      "5: transport.delivery.json",
    ]);
    expect(exit.code).to.equal(1);
    const { code, stdout } = await runCommand(["check", "-"], { stdin: JSON.stringify(wrong) });
    expect(stdout)
      .to.include("stdin: 1 payload checked, ")
      .and.match(/ at stdin:1:\d+ \/createdAt/);
    expect(code).to.equal(1);
  });

  it("takes request and answer bodies of an operation", async () => {
    const points = { entityId: 1, entityType: "CUSTOMER", promisedPointsScheduleList: {}, triggerBasedPointsList: [] };
    const answer = await list("--operation", "points", write(points));
    expect(answer.files[0]?.checked.noun).to.equal("answer body");
    expect(answer.files[0]?.findings.map(({ requirement }) => requirement)).to.include.members([
      "points.schedule.list",
      "points.warnings.present",
    ]);
    const updates = [
      { partnerProgramName: "Demo", updateType: "UPGRADED", updateDetails: { updatedTierName: "Gold" } },
    ];
    const body = {
      customersPartnerUpdates: [{ customer: { mobile: "919666308709" }, partnerProgramUpdates: updates }],
    };
    const request = await list("--operation", "update", write(body));
    expect(request.files[0]?.checked.noun).to.equal("request body");
    expect(request.files[0]?.findings.map(({ pointer }) => pointer)).to.deep.equal([
      "/customersPartnerUpdates/0/partnerProgramUpdates/0/updateType",
    ]);
    expect(request.exit.code).to.equal(1);
  });

  it("refuses what is neither, each with a hint", async () => {
    const other = await check(write({ eventName: "transactionAdded" }));
    expect([other.code, other.stderr]).to.deep.equal([2, other.stderr]);
    expect(other.stderr).to.include("check takes pacts and payloads of webhooks");
    const unknown = await check("--operation", "point", write(update));
    expect(unknown.stderr).to.include("did you mean points?");
    expect(unknown.code).to.equal(2);
    const broken = await check("--operation", "points", write("{"));
    expect(broken.stderr).to.include("payload.json: cannot be read");
  });
});
