import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { type Folder, makeFolder, runCommand, spawnCommand } from "./command.ts";

/** Has the process end itself as `kill -9` does, half-way through the line of the journal with that verdict. */
function killAtVerdict(number: number): string {
  const hook = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const write = fs.writeSync;
    let lines = 0;
    fs.writeSync = (file, bytes, ...rest) => {
      const isVerdict = Buffer.from(bytes).toString().startsWith('{"event":"verdict"');
      if (!isVerdict || ++lines < ${number}) return write(file, bytes, ...rest);
      write(file, bytes.subarray(0, bytes.length / 2));
      process.kill(process.pid, "SIGKILL");
    };
    syncBuiltinESMExports();`;
  return `--import=data:text/javascript,${encodeURIComponent(hook)}`;
}

describe("A run that is killed", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  it("leaves a journal of which every report is made, up to the case that it was at", async () => {
    const args = ["run", "--only", "points.read", "points.customer.unknown", "--out", folder.path];
    const { code, stdout } = await spawnCommand(args, { NODE_OPTIONS: killAtVerdict(6) });
    expect(code, stdout).to.equal(-1);
    const journal = folder.read("run.ndjson");
    expect(() => JSON.parse(journal.split("\n").at(-1) ?? "") as unknown).to.throw(SyntaxError);
    const report = await runCommand(["report", folder.at("run.ndjson"), "--report", "json,html,junit,sarif,markdown"]);
    expect(report.code).to.equal(0);
    expect(report.stdout).to.match(/exit 3: the run was cut off after 5 of \d+ cases/);
    const { account, exit } = JSON.parse(folder.read("report.json")) as Run;
    expect(exit.code).to.equal(3);
    expect(account.planned).to.equal(5);
    expect(folder.read("report.html")).to.include("cut off after");
    expect(folder.read("junit.xml")).to.include("The run comes to a verdict");
  });
});
