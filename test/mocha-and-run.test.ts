import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { itDeep } from "./it-deep.ts";
import { createHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { type Folder, makeFolder, processIo, readReport, root, runCommand, spawnProcess } from "./command.ts";

/** Cases by what became of them: `diverged` is a failed test, `idle` a pending one. */
interface Outcomes {
  readonly passed: readonly string[];
  readonly diverged: readonly string[];
  readonly idle: readonly string[];
}

describe("Mocha and run", () => {
  let folder: Folder;
  let mount: HttpMount | undefined;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await mount?.close();
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

  for (const id of ["", "points.unknown-customer-8012", "points.points-removed", "authentication.not-needed"]) {
    itDeep(`reach the same verdicts on a host with ${id || "no defect"}`, async () => {
      const profile = await start(id === "" ? [] : [id]);
      const run = await runCases(profile, folder);
      expect(await runMocha(profile, listFaces())).to.deep.equal(run);
      expect(run.diverged.length > 0).to.equal(id !== "");
      expect(run.passed).to.not.deep.equal([]);
    });
  }

  it("have the same lists of cases", () => {
    for (const operation of ["points", "histories", "update"]) {
      // Two operations may call a list the same.
      const shown = listFaces()
        .filter((path) => path.startsWith(`suites/${operation}/`))
        .map((path) => readFileSync(`${root}/${path}`, "utf8"))
        .join("\n");
      const text = readFileSync(`${root}/suites/${operation}/cases.ts`, "utf8");
      const lists = [...text.matchAll(/\.\.\.(\w+)/g)].map(([, name = ""]) => name);
      expect(lists.length).to.be.above(1);
      expect(lists.filter((name) => !new RegExp(`describeCases\\([^;]*\\b${name}\\b`).test(shown))).to.deep.equal([]);
    }
  });

  it("reach the same verdicts on a host with a defect, and leave the same cases out where the profile says too little", async () => {
    const profile = await start(["points.points-removed"], (text) =>
      text.replaceAll(/^( {6}- \{ (?:mobile|externalId): "[^"]+").*$/gm, "$1 }"),
    );
    const titles: string[] = [];
    // All of the suites, with this defect and others, are for CHECK_DEEP=1.
    const faces = listFaces().filter((path) => path.startsWith("suites/points/"));
    const run = await runCases(profile, folder, "points");
    expect(await runMocha(profile, faces, titles)).to.deep.equal(run);
    expect(run.diverged).to.not.deep.equal([]);
    expect(run.idle).to.include("points.identifiers.equal");
    expect(titles.find((title) => title.startsWith("points.identifiers.equal"))).to.include("second identifier");
  });
});

/** The command's outcome of each case: the worst of its subjects, and idle where it ran with none. */
async function runCases(profile: string, folder: Folder, ...only: readonly string[]): Promise<Outcomes> {
  const options = only.length === 0 ? [] : ["--only", ...only];
  await runCommand(["run", "--phase", "suites", "--target", profile, "--out", folder.at("out"), ...options]);
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

/** The test files that show cases of the suites to mocha; the others there test the suites' own functions. */
function listFaces(): string[] {
  const names = readdirSync(`${root}/suites`, { recursive: true, encoding: "utf8" });
  const faces = names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `suites/${name.replaceAll("\\", "/")}`)
    .filter((path) => readFileSync(`${root}/${path}`, "utf8").includes("describeCases("));
  expect(faces.length).to.be.above(1);
  return faces;
}

/** Mocha's outcome of each case of the suites, in a process of its own. */
async function runMocha(profile: string, faces: readonly string[], titles: string[] = []): Promise<Outcomes> {
  const args = [
    "--node-option",
    "import=tsx",
    "--node-option",
    "no-experimental-require-module",
    "--no-config",
    "--require",
    "./test/suite-target.ts",
    "--timeout",
    "20000",
  ];
  const { stdout, stderr } = await spawnProcess(
    process.execPath,
    ["node_modules/mocha/bin/mocha.js", ...args, "--reporter", "json", ...faces],
    { CONFORMANCE_TARGET: profile },
  );
  const begin = stdout.indexOf("{");
  expect(begin, stdout + stderr).to.be.at.least(0);
  const result = JSON.parse(stdout.slice(begin)) as Record<
    "passes" | "failures" | "pending",
    readonly { title: string }[]
  >;
  titles.push(...result.pending.map(({ title }) => title));
  const list = (tests: readonly { title: string }[]): string[] =>
    tests.flatMap(({ title }) => /^((?:points|histories|update|authentication)\.\S+): /.exec(title)?.[1] ?? []).sort();
  return { passed: list(result.passes), diverged: list(result.failures), idle: list(result.pending) };
}
