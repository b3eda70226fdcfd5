import { expect } from "chai";
import type { Json } from "../src/model/json.ts";
import { change, sample } from "../suites/events/testing/sample-payloads.ts";
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

  it("takes an answer with one thing wrong for an answer, and names that alone", async () => {
    const status = { status: true, message: "Found", code: 1000 };
    const made = {
      partnerProgramName: "Demo",
      updateType: "UPGRADE",
      updateStatus: { status: true, message: "Success", code: 200 },
    };
    const customer = { id: 7, mobile: "919666308709", status };
    const faults: readonly (readonly [requirement: string, place: string, value: Json | undefined])[] = [
      ["update.customer-status.present", "/customer/status", undefined],
      ["update.customer-code.type", "/customer/status/code", "1000"],
      ["update.update-status.present", "/made/updateStatus", undefined],
      ["update.update-success.value", "/made/updateStatus/status", false],
      ["update.program-name.present", "/made/partnerProgramName", undefined],
      ["update.warnings.present", "/warnings", undefined],
    ];
    for (const [requirement, place, value] of faults) {
      const { warnings, ...result } = change({ customer, made, warnings: [] }, { [place]: value }) as {
        readonly [name: string]: Json;
      };
      const results = [{ customer: result["customer"], partnerProgramUpdates: [result["made"]] }];
      const answer = { customersPartnerUpdates: results, ...(warnings === undefined ? {} : { warnings }) };
      const { files } = await list("--operation", "update", write(answer as Json));
      expect(files[0]?.checked.noun).to.equal("answer body");
      const pointer = place.replace("/made", "/partnerProgramUpdates/0");
      expect(files[0]?.findings.map((one) => [one.requirement, one.pointer])).to.deep.equal([
        [requirement, place === "/warnings" ? place : `/customersPartnerUpdates/0${pointer}`],
      ]);
    }
  });

  it("finds nothing in a refusal with a code, of any operation", async () => {
    const refusal = write({ errors: [{ status: false, code: 8015, message: "Customer not found" }] });
    for (const operation of ["update", "histories", "points"]) {
      const { code, stdout } = await check("--operation", operation, refusal);
      expect(stdout).to.include("1 answer body checked, nothing found");
      expect(code).to.equal(0);
    }
  });

  it("applies to an answer the rules that hold whatever was asked for", async () => {
    const details = {
      programName: "Org",
      partnerProgramId: 4,
      partnerProgramName: "Riders",
      partnerProgramDescription: "",
      partnerProgramType: "SUPPLEMENTARY",
      partnerProgramMembershipStartDate: "2023-03-14T12:38:00Z",
      partnerProgramMembershipEndDate: "2023-03-15T12:38:00Z",
      linked: false,
      tierBased: false,
    };
    const activity = { activityType: "ENROLLMENT", activityDate: "2023-03-14T12:38:00+05:30" };
    const entry = { partnerProgramDetails: details, customerActivityHistory: [activity] };
    const page = {
      pagination: { limit: 1, offset: 0, total: 1 },
      data: [entry, change(entry, { "/partnerProgramDetails/partnerProgramId": 5, "/customerActivityHistory": [] })],
      warnings: [],
      errors: [],
    };
    const { files } = await list("--operation", "histories", write(page));
    expect(files[0]?.findings.map((one) => `${one.requirement} ${one.pointer}`)).to.have.members([
      "histories.limit.kept /data",
      "histories.total.complete /pagination/total",
      "histories.activity-date.utc /data/0/customerActivityHistory/0/activityDate",
    ]);
    const points = { entityId: 1, promisedPointsScheduleList: [], triggerBasedPointsList: [], warnings: [] };
    const kinds = ["CUSTOMER", "FLEET", "customer"].map((entityType) => ({ ...points, entityType }));
    const judged = await list("--operation", "points", ...kinds.map((one) => write(one, `${one.entityType}.json`)));
    expect(judged.files.map(({ findings }) => findings.map((one) => one.requirement))).to.deep.equal([
      [],
      [],
      ["points.entity-type.customer"],
    ]);
  });

  it("takes a payload that is not UTF-8 for one that nobody can read, and says which encoding a file has", async () => {
    const text = JSON.stringify(change(update, { "/data/partnerProgramName": "Gr\u00fcn" }));
    const latin = await runCommand(["check", "-"], { stdin: Buffer.from(text, "latin1") });
    expect(latin.stdout).to.include("deviation transport.delivery.json at stdin:1:1");
    const lines = Buffer.concat([Buffer.from(`${JSON.stringify(link)}\n`), Buffer.from(text, "latin1")]);
    const inLines = await runCommand(["check", "-"], { stdin: lines });
    expect(inLines.stdout).to.include("deviation transport.delivery.json at stdin:2:1");
    const wide = await runCommand(["check", "-"], { stdin: Buffer.from(`\ufeff${text}`, "utf16le") });
    expect(wide.stderr).to.include("stdin: cannot be read: it is UTF-16, and JSON has to be UTF-8");
    expect([latin.code, inLines.code, wide.code]).to.deep.equal([1, 1, 2]);
  });

  it("says of a file that is nested beyond all measure that it is", async () => {
    const { code, stderr } = await check(write(`{ "deep": ${"[".repeat(100_000) + "]".repeat(100_000)} }`));
    expect(stderr).to.include("cannot be read: the body is nested more than 500 levels deep");
    expect(code).to.equal(2);
  });

  it("names places in a deep file, and notes members that are there twice", async () => {
    const deep = "[".repeat(450) + "]".repeat(450);
    const file = write(`{ "deep": ${deep},\n${JSON.stringify(wrong).slice(1)}`);
    const column = JSON.stringify(wrong).indexOf('"createdAt":') + 12;
    expect((await check(file)).stdout).to.include(`created-at.milliseconds at ${file}:2:${column} /createdAt`);
    const text = JSON.stringify(update).replace('"partnerProgramId":', '"partnerProgramId":7,"partnerProgramId":');
    const { code, stdout } = await check(write(text));
    expect(stdout).to.include("note at /data/partnerProgramId: a member of this name is there more than once");
    expect(code).to.equal(0);
  });

  it("ends with 3 for another event of the vendor's, and tells a note once that holds often", async () => {
    const other = { ...(update as object), eventName: "transactionAdded" } as Json;
    const { code, stdout } = await check(write(other));
    expect(stdout)
      .to.include('note: eventName "transactionAdded" is none of the documented events')
      .and.match(/\nexit 3: .* has no payload that can be checked\n$/);
    expect(code).to.equal(3);
    const several = await check(write([update, other, other, other]));
    expect(several.stdout.match(/ is none of the documented events \(3 times\)/g)).to.have.length(1);
    expect(several.code).to.equal(0);
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
