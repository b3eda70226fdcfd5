import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { bundleOpenapi } from "../scripts/bundle-openapi.ts";
import { readSchemaFolder } from "../scripts/read-sources.ts";
import type { Run } from "../src/model/run.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));

interface LockedPackage {
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The package as users get it: built from a copy of the repository, packed, and put into a folder of somebody else's with
 * nothing beside it but what it depends on at run time. No registry is asked, except with CHECK_DEEP=1, where npm installs
 * it.
 */
describe("The npm package", function () {
  this.timeout(120_000);
  const temporary = mkdtempSync(join(tmpdir(), "capillary-conformance-package-"));
  const source = join(temporary, "source");
  const user = join(temporary, "user");
  const installed = join(user, "node_modules", "capillary-conformance");

  before(async () => {
    copyRepository(source);
    await run("npm", ["run", "build", "--silent"], { cwd: source });
    await run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", temporary], { cwd: source });
    const tarball = readdirSync(temporary).find((name) => name.endsWith(".tgz")) ?? "no tarball";
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(user, "package.json"), JSON.stringify({ name: "user", type: "module", private: true }));
    if (process.env["CHECK_DEEP"] === "1") {
      await run("npm", ["install", "--no-audit", "--no-fund", "--omit", "peer", join(temporary, tarball)], {
        cwd: user,
      });
      return;
    }
    await run("tar", ["-xzf", join(temporary, tarball), "-C", installed, "--strip-components", "1"]);
    copyRuntimeDependencies();
    mkdirSync(join(user, "node_modules", ".bin"));
    symlinkSync(
      "../capillary-conformance/dist/scripts/cli.js",
      join(user, "node_modules", ".bin", "capillary-conformance"),
    );
  });

  after(() => rmSync(temporary, { recursive: true, force: true }));

  it("holds what runs and what it reads, and no test, source or configuration", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" }).map((path) =>
      path.replaceAll("\\", "/"),
    );
    const needed = [
      "LICENSE",
      "dist/scripts/cli.js",
      "dist/src/index.js",
      "dist/src/index.d.ts",
      "dist/catalog.json",
      "dist/openapi.json",
      "schemas/meta/fixtures.schema.json",
      "mock/fixtures/default.yaml",
    ];
    expect(files).to.include.members(needed);
    expect(
      files.filter(
        (path) => /\.test\.|\/testing\/|tsconfig|(^|[^d])\.ts$|^node_modules/.test(path) && !path.endsWith(".d.ts"),
      ),
    ).to.deep.equal([]);
  });

  it("has a lock file that holds on every platform", () => {
    // npm leaves out binaries of other platforms that a registry did not have, and then `npm ci` refuses the file.
    const { packages } = readLock();
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing, "take a version that is published for every platform").to.deep.equal([]);
    expect(
      Object.entries(packages).filter(([path, { integrity }]) => path !== "" && integrity === undefined),
    ).to.deep.equal([]);
  });

  it("stores the catalogue that the sources make", () => {
    const stored: unknown = JSON.parse(readFileSync(join(installed, "dist", "catalog.json"), "utf8"));
    expect(stored).to.deep.equal(JSON.parse(JSON.stringify(readSchemaFolder(join(root, "schemas")))));
  });

  it("stores the OpenAPI document that the sources make, and exports it", async () => {
    const program =
      'import("capillary-conformance/openapi.json", { with: { type: "json" } }).then(({ default: document }) => console.log(JSON.stringify(document)))';
    const { stdout } = await run(process.execPath, ["--input-type", "module", "--eval", program], {
      cwd: user,
      maxBuffer: 10_000_000,
    });
    expect(JSON.parse(stdout)).to.deep.equal(bundleOpenapi(readSchemaFolder(join(root, "schemas"))));
  });

  it("prints its version", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
    const { stdout } = await run("npx", ["--no-install", "capillary-conformance", "--version"], { cwd: user });
    expect(stdout.trim()).to.equal(version);
  });

  it("runs from a folder of the user's, and leaves its reports there", async () => {
    // Something of every phase: each brings files and libraries of its own.
    const only = ["points.read", "generated.points.pairs", "contracts.points-client", "linked.trigger.announced"];
    const args = ["--no-install", "capillary-conformance", "run", "--quiet", "--only", ...only];
    const { stdout } = await run("npx", args, { cwd: user });
    expect(stdout).to.match(/^exit 0: /);
    const report = JSON.parse(readFileSync(join(user, "conformance-report/report.json"), "utf8")) as Run;
    expect(new Set(report.cases.map(({ phase }) => phase)).size).to.equal(4);
    expect(report.account).to.include({ diverged: 0, errored: 0, cut: 0 });
    expect(readdirSync(join(user, "conformance-report"))).to.include.members([
      "report.html",
      "report.json",
      "junit.xml",
      "run.ndjson",
    ]);
  });

  it("can be used as a library, with types that hold without any of ours", async () => {
    const program = [
      'import { checkExchange, loadCatalog, type CatalogSources, type Exchange } from "capillary-conformance";',
      'import sources from "capillary-conformance/catalog.json" with { type: "json" };',
      'import { createStandard } from "capillary-conformance/standard";',
      'import type { PromisedPointsAnswer } from "capillary-conformance/types";',
      "const standard = createStandard(loadCatalog(sources as unknown as CatalogSources));",
      "export const judge = (exchange: Exchange): number => checkExchange(standard, exchange).findings.length;",
      "export const count = (answer: PromisedPointsAnswer): number => answer.promisedPointsScheduleList.length;",
      "if (standard.cases.length === 0) throw new Error('no cases');",
    ];
    writeFileSync(join(user, "program.ts"), program.join("\n"));
    const options = [
      "--target",
      "es2023",
      "--lib",
      "es2023",
      "--module",
      "nodenext",
      "--strict",
      "--resolveJsonModule",
      "--types",
      "",
    ];
    const compile = run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options, "program.ts"], {
      cwd: user,
    });
    await compile.catch((error: { stdout?: string }) => expect.fail(error.stdout ?? String(error)));
    await run(process.execPath, ["program.js"], { cwd: user });
  });

  it("gives its assertions to the chai that the user has", async () => {
    cpSync(join(root, "node_modules/chai"), join(user, "node_modules/chai"), { recursive: true });
    const program = [
      'import { expect, use } from "chai";',
      'import { conformance } from "capillary-conformance/chai";',
      "use(conformance());",
      'expect({ eventName: "customerAdded" }).to.not.conformToEvent();',
      'expect({ request: { url: "/v2/customers" }, response: { status: 200 } }).to.not.conform();',
    ];
    await run(process.execPath, ["--input-type", "module", "--eval", program.join("\n")], { cwd: user });
  });

  function readLock(): { readonly packages: Readonly<Record<string, LockedPackage>> } {
    return JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as ReturnType<typeof readLock>;
  }

  /** Everything but what git ignores, and the installed packages as they are. */
  function copyRepository(to: string): void {
    const left = new Set(["node_modules", "dist", ".git", "conformance-report"].map((name) => join(root, name)));
    cpSync(root, to, { recursive: true, filter: (path) => !left.has(path) });
    symlinkSync(join(root, "node_modules"), join(to, "node_modules"), "junction");
  }

  /** What the lock file says is needed at run time. */
  function copyRuntimeDependencies(): void {
    const { packages } = readLock();
    for (const [path, { dev, devOptional, optional, peer }] of Object.entries(packages)) {
      if (path === "" || dev === true || devOptional === true || optional === true || peer === true) continue;
      mkdirSync(dirname(join(user, path)), { recursive: true });
      cpSync(join(root, path), join(user, path), { recursive: true });
    }
  }
});
