import { expect } from "chai";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log } from "sarif";
import { reportFormats, reports } from "../reports/formats.ts";
import { type Folder, makeFolder, readReport, runCommand, toolkit } from "./command.ts";

/** A pact of specification 2 with one interaction that asks for promised points. */
function writePact(body: unknown): string {
  return JSON.stringify({
    consumer: { name: "till" },
    provider: { name: "capillary" },
    interactions: [
      {
        description: "a request for promised points",
        request: {
          method: "GET",
          path: "/v2/customers/lookup/promisedPointsSchedule",
          query: "identifierName=mobile&identifierValue=919700000001&source=INSTORE",
        },
        response: { status: 200, body },
      },
    ],
    metadata: { pactSpecification: { version: "2.0.0" } },
  });
}

describe("The command check, given pacts", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  it("ends with 0 where a pact relies on nothing but what is documented", async () => {
    const file = folder.write("till.json", writePact({ entityType: "CUSTOMER" }));
    const { code, stdout } = await runCommand(["check", file]);
    expect(stdout).to.equal(`${file}: 1 interaction checked, nothing found\nexit 0: nothing found\n`);
    expect(code).to.equal(0);
  });

  it("names requirement and place of what is not, for every pact of a folder, and ends with 1", async () => {
    folder.write("a.json", writePact({ entityType: "CUSTOMER" }));
    const file = folder.write("b.json", writePact({ entityId: "374844123" }));
    const { code, stdout } = await runCommand(["check", folder.path]);
    const column = folder.read("b.json").indexOf('"374844123"') + 1;
    const place = `${file}:1:${column} /interactions/0/response/body/entityId`;
    expect(stdout)
      .to.include(`points.entity-id.type at ${place}`)
      .and.match(/\nexit 1: 1 finding in 2 files\n$/);
    expect(stdout).to.include("get-points-conversion-schedule, example-one-program, /entityId");
    expect(code).to.equal(1);
    const lighter = await runCommand(["check", folder.path, "--fail-on", "violation"]);
    expect(lighter.code, "a sample's demand does not gate then").to.equal(0);
  });

  it("prints the same as JSON", async () => {
    const file = folder.write("b.json", writePact({ entityId: "374844123" }));
    const { code, stdout } = await runCommand(["check", file, "--json"]);
    const { exit, files } = JSON.parse(stdout) as { exit: unknown; files: { findings: unknown[] }[] };
    expect(exit).to.deep.equal({ code, reason: "1 finding in 1 file" });
    expect(files[0]?.findings[0]).to.deep.include({
      requirement: "points.entity-id.type",
      pointer: "/interactions/0/response/body/entityId",
      class: "deviation",
      subject: "a request for promised points",
    });
  });

  it("writes every format of run, in which a finding stands at its place in the file", async () => {
    const pact = writePact({ entityId: "374844123" }).replace('"entityId"', '\n  "entityId"');
    const file = folder.write("b.json", pact);
    const out = folder.at("reports");
    const { code, stdout } = await runCommand(["check", file, "--report", reportFormats.join(","), "--out", out]);
    expect(code).to.equal(1);
    const place = `file=${file},line=2,col=14,title=deviation%3A points.entity-id.type`;
    expect(stdout, "annotations are printed too").to.include(`::error ${place}::`);
    expect(stdout).to.match(/\nexit 1: 1 finding in 1 file\n$/);
    for (const format of reportFormats) expect(folder.read(`reports/${reports[format].file}`)).not.to.equal("");
    const log = JSON.parse(folder.read("reports/report.sarif")) as Log;
    const [result] = log.runs[0]?.results ?? [];
    expect(result?.locations?.[0]?.physicalLocation).to.deep.equal({
      artifactLocation: { uri: `file://${file}` },
      region: { startLine: 2, startColumn: 14 },
    });
    const junit = folder.read("reports/junit.xml");
    expect(junit).to.include('tests="1" failures="1"').and.include(`file:       ${file}:2:14`);
    const validate = new Ajv2020({ strict: false }).compile(toolkit.meta("report"));
    expect(validate(readReport(out)), JSON.stringify(validate.errors)).to.equal(true);
    expect(folder.read("reports/report.html")).to.include(`${file}:2:14`).and.not.include("Copy the curl");
  });

  it("gives a finding the same fingerprint where the file has grown around it", async () => {
    const list = async (text: string): Promise<string[]> => {
      const file = folder.write("b.json", text);
      await runCommand(["check", file, "--report", "json", "--out", folder.path]);
      return readReport(folder.path).divergences.map(({ fingerprint }) => fingerprint);
    };
    const pact = writePact({ entityId: "374844123" });
    const before = await list(pact);
    expect(before).to.have.length(1);
    const { interactions, ...rest } = JSON.parse(pact) as { interactions: readonly object[] };
    const [only] = interactions;
    const other = { ...only, description: "another", response: { status: 200, body: {} } };
    expect(await list(JSON.stringify({ ...rest, interactions: [other, only] }))).to.deep.equal(before);
  });

  const unusable: Readonly<Record<string, readonly [text: string, code: number, says: RegExp]>> = {
    "no JSON": ["{", 2, /a\.json: cannot be read/],
    "no pact": ['{"some":"thing"}', 2, /a\.json: is no file that can be checked\n {2}check takes pacts/],
    "a pact that is broken": [
      '{"consumer":{"name":"a"},"interactions":[{"description":"x"}]}',
      2,
      /a\.json \/interactions\/0\/request: an interaction has an object request/,
    ],
    "a pact without interactions": [
      '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[]}',
      3,
      /has no interaction that can be checked/,
    ],
    "a pact about something else": [
      '{"consumer":{"name":"a"},"interactions":[{"request":{"path":"/pets"},"response":{"status":200}}]}',
      3,
      /has no interaction that can be checked/,
    ],
  };
  for (const [what, [text, expected, says]] of Object.entries(unusable)) {
    it(`ends with ${expected} for ${what}, and says why`, async () => {
      const file = folder.write("a.json", text);
      const { code, stderr, stdout } = await runCommand(["check", file]);
      expect(stderr + stdout).to.match(says);
      expect(code).to.equal(expected);
    });
  }

  it("ends with 2 where there is no such file", async () => {
    const { code, stderr } = await runCommand(["check", folder.at("none.json")]);
    expect(stderr).to.match(/none\.json: there is no such file/);
    expect(code).to.equal(2);
  });
});
