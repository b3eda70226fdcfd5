import { expect } from "chai";
import { reportFormats, reports } from "../reports/formats.ts";
import type { Run } from "../src/model/run.ts";
import { createHost } from "../mock/host.ts";
import { mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { type Folder, makeFolder, processIo, runCommand } from "./command.ts";

/** A short run of the mock, with a divergence, in every format. */
const someCases = ["--only", "points.customer.unknown", "points.read", "--fail-on", "advisory"];

/** A mock host with defects, which can be mended while it runs. */
async function startMock(defects: readonly string[]) {
  const fixtures = await loadFixtures(undefined, processIo);
  let host = createHost({ fixtures, defects, random: createRandom(1) });
  const mount = await mountHttp({ handle: (request) => host.handle(request) });
  return {
    profile: renderProfile(fixtures, mount.url),
    mend: () => (host = createHost({ fixtures, random: createRandom(1) })),
    close: () => mount.close(),
  };
}

describe("The report command", () => {
  let folder: Folder;
  before(async () => {
    folder = makeFolder();
    const { code } = await runCommand(["run", ...someCases, "--out", folder.at("first"), "--report", all, "--quiet"]);
    expect(code).to.equal(0);
  });
  after(() => folder.remove());
  const all = reportFormats.join(",");

  it("writes from run.ndjson the same bytes that the run wrote, in every format", async () => {
    const original = Object.values(reports).map(({ file }) => folder.read(`first/${file}`));
    const { code, stdout } = await runCommand(["report", folder.at("first/run.ndjson"), "--report", all]);
    expect(code).to.equal(0);
    expect(stdout).to.match(/exit 0: no divergences\n/);
    expect(Object.values(reports).map(({ file }) => folder.read(`first/${file}`))).to.deep.equal(original);
  });

  it("writes from report.json the same as from run.ndjson, where --out says", async () => {
    await runCommand(["report", folder.at("first/report.json"), "--report", "html,sarif", "--out", folder.at("again")]);
    expect(folder.read("again/report.html")).to.equal(folder.read("first/report.html"));
    expect(folder.read("again/report.sarif")).to.equal(folder.read("first/report.sarif"));
  });

  it("renders a run that was cut off, in the middle of a line too", async () => {
    const journal = folder.read("first/run.ndjson");
    for (const share of [0.3, 0.75]) {
      const file = folder.write("cut.ndjson", journal.slice(0, Math.floor(journal.length * share)));
      const { code, stdout } = await runCommand(["report", file, "--report", all, "--out", folder.at("cut")]);
      expect(code).to.equal(0);
      expect(stdout).to.match(/exit 3: the run was cut off after \d+ of \d+ cases/);
      expect((JSON.parse(folder.read("cut/report.json")) as Run).exit.code).to.equal(3);
      expect(folder.read("cut/report.html")).to.match(/cut off after/);
    }
  });

  const mistakes: readonly (readonly [what: string, args: (folder: Folder) => string[], message: RegExp])[] = [
    ["a file that is not there", (at) => ["report", at.at("none.ndjson")], /none\.ndjson: cannot be read/],
    [
      "a file that is no run",
      (at) => ["report", at.write("x.json", "{}")],
      /x\.json: is no report of a run: must have/,
    ],
    ["text", (at) => ["report", at.write("x.txt", "hello\n")], /x\.txt:1: this line is no event of a run/],
    ["a format that there is not", (at) => ["report", at.at("x"), "--report", "pdf"], /a list of html, json/],
    ["one folder for two runs", (at) => ["report", at.at("a"), at.at("b"), "--out", "o"], /has room for one run/],
  ];
  for (const [what, args, message] of mistakes) {
    it(`refuses ${what}`, async () => {
      const { code, stderr } = await runCommand(args(folder));
      expect(code).to.equal(2);
      expect(stderr).to.match(message);
    });
  }
});

describe("Divergences that are accepted", () => {
  it("do not fail a later run with another seed, and fail it once they are fixed", async () => {
    const folder = makeFolder();
    const mock = await startMock(["points.unknown-customer-8012"]);
    try {
      const profile = folder.write("profile.yaml", mock.profile);
      const known = folder.at("known.yaml");
      const run = (...more: readonly string[]) =>
        runCommand(["run", ...someCases, "--target", profile, "--out", folder.at("run"), "--quiet", ...more]);
      expect((await run()).code).to.equal(1);
      const args = ["report", folder.at("run/run.ndjson"), "--accept", "--known", known];
      expect((await runCommand(args)).stderr).to.match(/--accept needs a reason/);
      const accepted = await runCommand([...args, "--reason", "ticket 12: the vendor's own code"]);
      expect(accepted.stdout).to.match(/points\.code\.8015 \(main\)\n(.*\n)*.*known\.yaml: \d+ added\n$/);
      expect((await runCommand([...args, "--reason", "again"])).stdout).to.match(
        /: 0 added; \d+ were listed already\n$/,
      );
      expect(folder.read("known.yaml")).to.match(/^# .*\n(.*\n)*\s+reason: "ticket 12: the vendor's own code"/);

      const again = await run("--known", known, "--seed", "7");
      expect(again.stdout).to.match(/^exit 0: no divergences but \d+ known\n$/);
      mock.mend();
      const mended = await run("--known", known);
      expect(mended.code).to.equal(4);
      expect(mended.stdout).to.match(/no longer there; take out: [0-9a-f]{16}/);
    } finally {
      await mock.close();
      folder.remove();
    }
  });

  it("are written alike from the report and from the journal beside it, generated cases too", async () => {
    const folder = makeFolder();
    const mock = await startMock(["update.unknown-tier-2006"]);
    try {
      const profile = folder.write("profile.yaml", mock.profile);
      const only = [
        "--only",
        "generated.update.boundaries.customersPartnerUpdates.partnerProgramUpdates.updateDetails",
      ];
      await runCommand(["fuzz", ...only, "--target", profile, "--out", folder.at("run"), "--quiet"]);
      const accept = async (from: string, known: string): Promise<string> => {
        await runCommand([
          "report",
          folder.at(`run/${from}`),
          "--accept",
          "--reason",
          "x",
          "--known",
          folder.at(known),
        ]);
        return folder.read(known);
      };
      const fromReport = await accept("report.json", "a.yaml");
      expect(fromReport).to.include("made:");
      expect(fromReport).to.equal(await accept("run.ndjson", "b.yaml"));
    } finally {
      await mock.close();
      folder.remove();
    }
  });

  it("come from a file that has to be there, where it is named", async () => {
    const { code, stderr } = await runCommand(["run", "--known", "none.yaml"]);
    expect(code).to.equal(2);
    expect(stderr).to.match(/none\.yaml: there is no such file/);
  });
});

describe("The gate", () => {
  const measure = (...more: readonly string[]) =>
    runCommand(["run", ...someCases, "--quiet", "--out", gate.path, ...more]);
  let gate: Folder;
  before(() => (gate = makeFolder()));
  after(() => gate.remove());

  it("asks for a share of the requirements", async () => {
    const { code, stdout } = await measure("--min-coverage", "100");
    expect(code).to.equal(4);
    expect(stdout).to.match(/^exit 4: [\d.]+ % of the requirements were exercised, and 100 % are asked for\n$/);
    expect((await measure("--min-coverage", "0.1")).code).to.equal(0);
    expect((await measure("--min-coverage", "101")).code).to.equal(2);
  });
});

describe("run --report", () => {
  it("writes the formats that are asked for and prints annotations for GitHub before the last line", async () => {
    const folder = makeFolder();
    try {
      const args = ["run", ...someCases, "--out", folder.path, "--report", "github,markdown", "--quiet"];
      const { stdout } = await runCommand(args);
      const lines = stdout.trimEnd().split("\n");
      expect(lines[0]).to.match(/^::notice title=capillary-conformance%3A exit 0::/);
      expect(lines.at(-1)).to.equal("exit 0: no divergences");
      expect(folder.read("report.md")).to.match(/^## ✅ Conformance of/);
      expect(() => folder.read("report.html")).to.throw(/ENOENT/);
    } finally {
      folder.remove();
    }
  });
});
