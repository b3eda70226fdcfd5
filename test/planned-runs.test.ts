import { readFileSync } from "node:fs";
import { expect } from "chai";
import { createHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { type Folder, makeFolder, processIo, readReport, runCommand } from "./command.ts";

describe("A run that is only planned", () => {
  let folder: Folder;
  let mount: HttpMount;
  let profile = "";
  let seen: { readonly method: string; readonly path: string }[] = [];
  before(async () => {
    folder = makeFolder();
    const all = await loadFixtures(undefined, processIo);
    const fixtures = { ...all, organisations: all.organisations.slice(1) };
    const host = createHost({ fixtures, random: createRandom(1) });
    mount = await mountHttp({
      handle: (request) => {
        seen.push({ method: request.method, path: new URL(request.url).pathname });
        return host.handle(request);
      },
    });
    profile = folder.write("profile.yaml", renderProfile(fixtures, mount.url));
  });
  beforeEach(() => {
    seen = [];
  });
  after(async () => {
    await mount.close();
    folder.remove();
  });

  const plan = (...args: string[]) => runCommand(["fuzz", "--target", profile, "--plan", ...args]);

  it("sends nothing but reads, and writes no report", async () => {
    const { code, stdout } = await plan("--cases", "30", "--out", folder.at("planned"));
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /^second: \d+ cases planned \(generated\), about \d+ requests, about \d+ s as the host answers now\n$/,
    );
    expect(new Set(seen.map(({ method }) => method))).to.deep.equal(new Set(["GET"]));
    expect(() => readReport(folder.at("planned"))).to.throw();
  });

  it("says how many cases the run then has, and nearly how many requests it takes", async () => {
    const { stdout } = await plan("--cases", "30");
    const [, cases, requests] = /^second: (\d+) cases planned \(generated\), about (\d+) requests/.exec(stdout) ?? [];
    const before = seen.length;
    await runCommand(["fuzz", "--target", profile, "--cases", "30", "--out", folder.at("run")]);
    expect(readReport(folder.at("run")).account.planned).to.equal(Number(cases));
    const taken = seen.length - before - before;
    expect(Number(requests) / taken).to.be.within(0.6, 1.6);
  });

  it("says so where the profile allows too few requests for it", async () => {
    const tight = folder.write("tight.yaml", `${readFileSync(profile, "utf8")}\nlimits: { requests: 100 }\n`);
    const { code, stdout } = await runCommand(["run", "--target", tight, "--plan"]);
    expect(code).to.equal(0);
    const [, needed] =
      /\nthe profile allows 100 requests \(limits\.requests\) and this takes more than (\d+): /.exec(stdout) ?? [];
    expect(Number(needed)).to.be.greaterThan(1000);
  });

  it("says what happened where the host is not there, instead of planning next to nothing", async () => {
    const gone = await mountHttp({ handle: () => Promise.reject(new Error("nobody asks")) });
    await gone.close();
    const { code, stdout, stderr } = await runCommand(["fuzz", "--target", gone.url, "--plan"]);
    expect(code).to.equal(3);
    expect(stdout).to.equal("");
    expect(stderr).to.match(/nothing can be planned: connection refused by 127\.0\.0\.1:\d+; is the host running\?\n$/);
  });
});
