import { expect } from "chai";
import { reportFormats, reports } from "../reports/formats.ts";
import type { Run } from "../src/model/run.ts";
import { type Folder, makeFolder, runCommand } from "./command.ts";

/** A short run of the mock, with a divergence, in every format. */
const someCases = ["--only", "points.customer.unknown", "points.read", "--fail-on", "advisory"];

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
