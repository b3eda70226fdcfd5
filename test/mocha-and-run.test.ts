import { expect } from "chai";
import { createHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { type Folder, makeFolder, processIo, readReport, runCommand, spawnProcess } from "./command.ts";

/** Cases by what became of them: `diverged` is a failed test, `idle` a pending one. */
interface Outcomes {
  readonly passed: readonly string[];
  readonly diverged: readonly string[];
  readonly idle: readonly string[];
}

describe("Mocha and run", () => {
  let folder: Folder;
  let mount: HttpMount;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await mount.close();
    folder.remove();
  });

  async function start(
    defects: readonly string[],
    edit: (profile: string) => string = (text) => text,
  ): Promise<string> {
    const fixtures = await loadFixtures(undefined, processIo);
    mount = await mountHttp(createHost({ fixtures, defects, random: createRandom(1) }));
    return folder.write("profile.yaml", edit(renderProfile(fixtures, mount.url)));
  }

  const defects: readonly (readonly string[])[] = [
    [],
    ["points.points-removed"],
    ["points.unknown-customer-8012"],
    ["authentication.not-needed"],
  ];
  for (const ids of defects) {
    it(`reach the same verdicts on a host with ${ids.length === 0 ? "no defect" : ids.join(" and ")}`, async function () {
      this.timeout(30_000);
      const profile = await start(ids);
      const [run, mocha] = [await runCases(profile, folder), await runMocha(profile)];
      expect(mocha).to.deep.equal(run);
      expect(run.diverged.length > 0).to.equal(ids.length > 0);
      expect(run.passed).to.not.deep.equal([]);
    });
  }

  it("leave the same cases out where the profile says too little, mocha with the reason in the title", async function () {
    this.timeout(30_000);
    const profile = await start([], (text) =>
      text.replaceAll(/^( {6}- \{ (?:mobile|externalId): "[^"]+").*$/gm, "$1 }"),
    );
    const titles: string[] = [];
    const [run, mocha] = [await runCases(profile, folder), await runMocha(profile, titles)];
    expect(mocha).to.deep.equal(run);
    expect(run.idle).to.include("points.identifiers.equal");
    expect(titles.find((title) => title.startsWith("points.identifiers.equal"))).to.include("second identifier");
  });
});

/** The command's outcome of each case: the worst of its subjects, and idle where it ran with none. */
async function runCases(profile: string, folder: Folder): Promise<Outcomes> {
  await runCommand(["run", "--target", profile, "--out", folder.at("out")]);
  const statuses = new Map<string, string[]>();
  for (const { case: id, status } of readReport(folder.at("out")).cases) {
    const name = id.replace(/\[.*$/s, "");
    statuses.set(name, [...(statuses.get(name) ?? []), status]);
  }
  const select = (fits: (seen: readonly string[]) => boolean): string[] =>
    [...statuses]
      .filter(([, seen]) => fits(seen))
      .map(([id]) => id)
      .sort();
  return {
    passed: select((seen) => seen.includes("passed") && !seen.includes("diverged")),
    diverged: select((seen) => seen.includes("diverged")),
    idle: select((seen) => seen.every((status) => status === "couldNotRun" || status === "notApplicable")),
  };
}

/** Mocha's outcome of each case of the suites, in a process of its own. */
async function runMocha(profile: string, titles: string[] = []): Promise<Outcomes> {
  const args = [
    "--node-option",
    "import=tsx",
    "--no-config",
    "--require",
    "./test/suite-target.ts",
    "--timeout",
    "20000",
  ];
  const { stdout, stderr } = await spawnProcess(
    process.execPath,
    ["node_modules/mocha/bin/mocha.js", ...args, "--reporter", "json", "suites/**/*.test.ts"],
    { CONFORMANCE_TARGET: profile },
  );
  const begin = stdout.indexOf("{");
  expect(begin, stdout + stderr).to.be.at.least(0);
  const result = JSON.parse(stdout.slice(begin)) as Record<
    "passes" | "failures" | "pending",
    readonly { title: string }[]
  >;
  titles.push(...result.pending.map(({ title }) => title));
  // Tests of the suites' own functions have other titles.
  const list = (tests: readonly { title: string }[]): string[] =>
    tests.flatMap(({ title }) => /^((?:points|authentication)\.[a-z0-9.-]+): /.exec(title)?.[1] ?? []).sort();
  return { passed: list(result.passes), diverged: list(result.failures), idle: list(result.pending) };
}
