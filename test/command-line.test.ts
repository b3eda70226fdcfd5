import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "chai";
import { listCovered } from "../reports/coverage.ts";
import { allDefects } from "../mock/defects/defects.ts";
import { createHost, type MockHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { variants } from "../mock/variants/variants.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { createProcessIo } from "../scripts/io.ts";
import type { Host } from "../src/model/http.ts";
import type { Requirement } from "../src/model/requirement.ts";
import type { Run, RunEvent } from "../src/model/run.ts";
import { createStandard } from "../suites/standard.ts";
import { itDeep } from "./it-deep.ts";
import {
  type CommandResult,
  type CommandSettings,
  type Folder,
  makeFolder,
  processIo,
  readEvents,
  readReport,
  runCommand,
  spawnCommand,
  spawnProcess,
  toolkit,
} from "./command.ts";

describe("The command line", () => {
  let folder: Folder;
  let out = "";
  let mounts: HttpMount[] = [];
  beforeEach(() => {
    folder = makeFolder();
    out = folder.at("out");
    mounts = [];
  });
  afterEach(async () => {
    await Promise.all(mounts.map((mount) => mount.close()));
    folder.remove();
  });

  /** A mock host with these defects and the path of its profile. */
  async function startMock(ids: readonly string[] = [], watch: (host: MockHost) => Host = (host) => host.handle) {
    const fixtures = await loadFixtures(undefined, processIo);
    const mount = await mountHttp({ handle: watch(createHost({ fixtures, defects: ids, random: createRandom(1) })) });
    mounts.push(mount);
    return {
      url: mount.url,
      profile: folder.write(`profile-${mounts.length}.yaml`, renderProfile(fixtures, mount.url)),
    };
  }

  describe("in its help", () => {
    const options: Readonly<Record<string, readonly string[]>> = {
      run: ["--target", "--out", "--seed", "--only", "--fail-on", "--quiet", "--json"],
      fuzz: ["--target", "--openapi", "--operation", "--cases", "--max-time", "--fail-fast", "--now", "--plan"],
      verify: ["--target", "--pact", "--messages", "--broker", "--only"],
      replay: ["<journal>", "--case", "--target", "--organisation"],
      listen: ["--target", "--address", "--port", "--expect", "--for", "--forward", "--answer", "--delay", "--out"],
      send: ["--to", "--event", "--count", "--seed", "--header", "--ack-within", "--ack-status", "--retry", "--only"],
      requirements: ["--json", "--operation", "--basis"],
      mock: [
        "--port",
        "--fixtures",
        "--seed",
        "--defect",
        "--variant",
        "--latency",
        "--chunked",
        "--gzip",
        "--webhook-url",
        "--webhook-header",
        "--print-profile",
        "--auth",
        "--list",
      ],
    };

    it("lists every command and the exit codes", async () => {
      const { code, stdout, stderr } = await runCommand(["--help"]);
      for (const command of Object.keys(options)) expect(stdout).to.match(new RegExp(`^ +${command} `, "m"));
      for (const exit of ["0 clean", "1 divergences", "2 wrong", "3 ", "4 incomplete", "130", "143"])
        expect(stdout).to.include(exit);
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
    });

    for (const [command, names] of Object.entries(options)) {
      it(`lists every option of ${command} with a description`, async () => {
        const { code, stdout } = await runCommand([command, "--help"]);
        const listed = [...stdout.matchAll(/^ {2}(--[a-z-]+|[a-z]+)(?: [<[][^>\]]+[>\]])? {2,}\S/gm)].map(
          ([, name]) => name,
        );
        expect(listed).to.include.members(names.map((name) => name.replace(/[<>]/g, "")));
        expect(code).to.equal(0);
      });
    }

    it("leaves out of fuzz and verify what is about other phases, which they take all the same", async () => {
      expect((await runCommand(["fuzz", "--help"])).stdout).to.not.contain("--pact");
      expect((await runCommand(["verify", "--help"])).stdout).to.not.contain("--cases");
      const { code, stderr } = await runCommand(["fuzz", "--pact", "clients", "--target", folder.at("none.yaml")]);
      expect(code).to.equal(2);
      expect(stderr).to.contain("none.yaml").and.not.contain("unknown option");
    });

    it("lists every defect and variant of the mock with what it does", async () => {
      const { stdout } = await runCommand(["mock", "--list"]);
      const lines = stdout.split("\n").map((line) => line.trim());
      const ids = [...allDefects, ...variants].map(({ id }) => id);
      expect(lines).to.include.members(ids);
      for (const { statement } of [...allDefects, ...variants]) expect(stdout).to.include(statement);
    });

    it("says the version of the package", async () => {
      const { version } = JSON.parse(await processIo.readFile(processIo.locate("package.json"))) as { version: string };
      expect((await runCommand(["--version"])).stdout).to.equal(`${version}\n`);
    });
  });

  describe("with arguments it does not know", () => {
    const wrong: Readonly<Record<string, { readonly args: readonly string[]; readonly says: RegExp }>> = {
      "a command": { args: ["rum"], says: /unknown command 'rum'[^]*run/ },
      "an option": { args: ["run", "--tagret", "x"], says: /unknown option '--tagret'[^]*--target/ },
      "an argument too many": { args: ["run", "profile.yaml"], says: /too many arguments/ },
      "a class": { args: ["run", "--fail-on", "everything"], says: /violation, deviation, advisory/ },
      "a seed": { args: ["run", "--seed", "one"], says: /whole number/ },
      "a replay without case": { args: ["replay", "run.ndjson"], says: /--case/ },
      "a defect": {
        args: ["mock", "--port", "0", "--defect", "points.entity-removed"],
        says: /did you mean points\.entity/,
      },
    };
    for (const [what, { args, says }] of Object.entries(wrong)) {
      it(`refuses ${what} with 2 and a word on what there is`, async () => {
        const { code, stdout, stderr } = await runCommand(args);
        expect(stderr)
          .to.match(says)
          .and.to.not.match(/^\s+at /m);
        expect(stdout).to.equal("");
        expect(code).to.equal(2);
      });
    }

    it("shows its help and ends with 2 where there is no command at all", async () => {
      const { code, stdout, stderr } = await runCommand([]);
      expect(stdout + stderr).to.include("Usage: capillary-conformance");
      expect(code).to.equal(2);
    });
  });

  describe("run without a target", () => {
    async function expectClean(...only: readonly string[]): Promise<void> {
      const { code, stdout } = await runCommand(["run", "--out", out, ...only]);
      const lines = stdout.trimEnd().split("\n");
      expect(lines.at(-1)).to.equal("exit 0: no divergences");
      expect(lines.at(-2)).to.equal(`Report: ${out}/report.html, ${out}/report.json, ${out}/junit.xml`);
      const coverage =
        /^(\d+) of (\d+) requirements exercised and kept, (\d+) cannot be observed \(([^)]+)\)(?:; \d+ of [a-z, ]+ were not tried)?$/.exec(
          lines.at(-3) ?? "",
        );
      const requirements = listCovered(readReport(out));
      const binding = requirements.filter(({ binds, observable }) => observable && binds !== "consumer");
      const unobservable = requirements.filter(({ observable }) => !observable);
      expect(coverage?.slice(1, 4).map(Number)).to.deep.equal([
        binding.filter(({ status }) => status === "passed").length,
        binding.length,
        unobservable.length,
      ]);
      const reasons = [...(coverage?.[4] ?? "").matchAll(/(\d+) [a-z]/g)].map(([, count]) => Number(count));
      expect(reasons.reduce((sum, count) => sum + count, 0)).to.equal(unobservable.length);
      expect(code).to.equal(0);
    }

    // Mocha shows all cases of the suites on such a mock over HTTP too: here something of every phase is enough.
    it("tests the mock host, ends with 0 and says what was covered and what cannot be", async () => {
      const suites = ["points.read", "points.customer", "update.upgrade", "update.cancel", "histories.read", "linked"];
      await expectClean("--cases", "10", "--only", ...suites, "generated.points", "generated.update");
      const phases = new Set(readReport(out).cases.map(({ phase }) => phase));
      expect([...phases]).to.have.members(["suites", "generated", "webhooks"]);
    });

    itDeep("does so with every case there is", () => expectClean());

    it("says one line alone with --quiet, and nothing on stderr", async () => {
      const { stdout, stderr } = await runCommand(["run", "--out", out, "--quiet", "--only", "points.read"]);
      expect(stdout).to.equal("exit 0: no divergences\n");
      expect(stderr).to.equal("");
    });

    it("writes with --json nothing but a report that keeps its schema", async () => {
      const { code, stdout } = await runCommand(["run", "--out", out, "--json", "--only", "points.read"]);
      expectReport(JSON.parse(stdout));
      expect(stdout).to.equal(readFileSync(`${out}/report.json`, "utf8"));
      expect(code).to.equal(0);
    });
  });

  it("names in the summary cases that could not run though their requirements were exercised, once for each reason", async () => {
    const { profile } = await startMock();
    const more = '      - { mobile: "919799999999" }\nstate:';
    const edited = folder.write("more.yaml", readFileSync(profile, "utf8").replace(/^state:/m, more));
    const { code, stdout } = await runCommand(["run", "--target", edited, "--out", out, "--only", "points.read"]);
    const idle = readReport(out).cases.filter(({ status }) => status === "couldNotRun");
    expect(idle.length).to.be.above(0);
    const [heading, ...entry] = /^Cases that could not run$(?:\n {2}.+)+/m.exec(stdout)?.[0].split("\n") ?? [];
    expect(heading).to.equal("Cases that could not run");
    const text = entry.join(" ").replace(/\s+/g, " ").trim();
    expect(text).to.match(
      /^\d+ cases? \[.+?\]: customer-\d+ of the profile: refused with 8015.*correct its identifiers/,
    );
    expect(Number(/^\d+/.exec(text)?.[0])).to.equal(idle.length);
    expect(code).to.equal(0);
  });

  it("writes a report that keeps its schema where there are divergences too", async () => {
    const { profile } = await startMock(["points.entity-id-removed"]);
    const { code, stdout } = await runCommand([
      "run",
      "--target",
      profile,
      "--out",
      out,
      "--json",
      "--only",
      "points.read",
    ]);
    const report = JSON.parse(stdout) as Run;
    expectReport(report);
    expect(report.divergences).to.not.deep.equal([]);
    expect(code).to.equal(1);
  });

  it("tells progress on stderr alone, so that --json can be piped into another tool, and has no colours in a report", async () => {
    // A process of its own, with real pipes.
    const args = ["run", "--out", out, "--json", "--only", "points.code"];
    const { code, stdout, stderr } = await spawnCommand(args, { FORCE_COLOR: "1" });
    expectReport(JSON.parse(stdout));
    expect(stderr).to.include("cases planned");
    for (const file of ["report.json", "report.html", "junit.xml", "run.ndjson"]) {
      expect(readFileSync(`${out}/${file}`, "utf8"), file).to.not.include("\u001b[");
    }
    expect(code).to.equal(0);
  });

  it("says nothing of a reader who has seen enough", async () => {
    const command = `"${process.execPath}" --import tsx scripts/cli.ts requirements | true`;
    expect((await spawnProcess("sh", ["-c", command])).stderr).to.equal("");
  });

  describe("colours", () => {
    it("are in the summary where the terminal has them, and nowhere else", async () => {
      const select = ["run", "--out", out, "--only", "points.read"];
      expect((await runCommand(select, { color: true })).stdout).to.include("\u001b[");
      expect((await runCommand(select)).stdout)
        .to.include("exit 0")
        .and.not.include("\u001b[");
    });

    it("depend on the terminal where neither is set", () => {
      const see = (isTTY: boolean, env: Record<string, string>): boolean =>
        createProcessIo({ env, stdout: { isTTY }, stderr: { isTTY } } as unknown as NodeJS.Process).terminal.color;
      expect(see(true, {})).to.equal(true);
      expect(see(false, {})).to.equal(false);
      expect(see(true, { NO_COLOR: "1" })).to.equal(false);
      expect(see(true, { TERM: "dumb" })).to.equal(false);
      expect(see(true, { FORCE_COLOR: "0" })).to.equal(false);
      expect(see(false, { FORCE_COLOR: "1" })).to.equal(true);
      expect(see(true, { FORCE_COLOR: "1", NO_COLOR: "1" })).to.equal(false);
      expect(see(true, { NO_COLOR: "" })).to.equal(true);
    });
  });

  describe("--only", () => {
    it("runs the cases of the requirements that begin so, and no others", async () => {
      const { code } = await runCommand(["run", "--out", out, "--only", "points.code"]);
      const { cases, requirements } = readReport(out);
      const verdicts = readEvents(out).flatMap((event) => (event.event === "verdict" ? [event.verdict] : []));
      expect(cases).to.not.deep.equal([]);
      for (const { case: id, requirements: wanted } of verdicts) {
        expect(
          [id, ...wanted].some((name) => name.startsWith("points.code.")),
          id,
        ).to.equal(true);
      }
      const passed = requirements.flatMap(({ id, status }) => (status === "passed" ? [id] : []));
      expect(passed).to.include.members(["points.code.8015", "points.code.885"]);
      expect(passed).to.not.include("points.window.start");
      expect(code).to.equal(0);
    });

    it("takes case ids, several of them, and the subject in brackets that a report shows", async () => {
      await runCommand(["run", "--out", out, "--only", "points.customer.unknown[mobile]", "points.reads.equal"]);
      const ids = new Set(readReport(out).cases.map(({ case: id }) => id.replace(/\[.*/, "")));
      expect([...ids].sort()).to.deep.equal(["points.customer.unknown", "points.reads.equal"]);
    });

    it("takes a requirement that every answer is held against and no case was made for", async () => {
      const { code, stderr } = await runCommand(["run", "--out", out, "--only", "points.entity-id.present"]);
      expect(code, stderr).to.equal(0);
      const kept = readReport(out).requirements.filter(({ status }) => status === "passed");
      expect(kept.map(({ id }) => id)).to.include("points.entity-id.present");
      const own = createStandard(toolkit.catalog()).cases.filter(({ operation }) => operation === "points");
      const ids = new Set(readReport(out).cases.map(({ case: id }) => id.replace(/\[.*/s, "")));
      expect([...ids].sort(), "the cases of its operation").to.deep.equal(own.map(({ id }) => id).sort());
    });

    it("with a name that nothing has is refused with a hint", async () => {
      const { code, stderr } = await runCommand(["run", "--out", out, "--only", "nonsense"]);
      expect(stderr).to.match(
        /--only nonsense names no case and no requirement that a case shows\n {2}cases begin with .*points\./,
      );
      expect(code).to.equal(2);
    });

    it("with one name that nothing has among good ones is refused too", async () => {
      const { code, stderr } = await runCommand(["run", "--out", out, "--only", "points.code", "points.codes"]);
      expect(stderr).to.include("points.codes");
      expect(code).to.equal(2);
    });
  });

  describe("--seed", () => {
    async function listRequests(seed: string): Promise<string[]> {
      const { url, profile } = await startMock();
      await runCommand(["run", "--target", profile, "--out", out, "--seed", seed, "--only", "points.customer"]);
      const events = readEvents(out).flatMap((event) => {
        const text = describeStable(event);
        return text === undefined ? [] : [text.replaceAll(url, "HOST").replaceAll(new URL(url).host, "HOST")];
      });
      expect(events.length).to.be.above(200);
      return events;
    }

    it("twice the same gives the same requests, answers and verdicts, and another one other requests", async () => {
      const first = await listRequests("7");
      expect(await listRequests("7")).to.deep.equal(first);
      expect(await listRequests("8")).to.not.deep.equal(first);
    });
  });

  describe("--fail-on", () => {
    it("lets a deviation fail the run, which it does not by default", async () => {
      const { profile } = await startMock(["transport.content-type-html"]);
      const run = (...more: readonly string[]) =>
        runCommand(["run", "--target", profile, "--out", out, "--quiet", "--only", "points.read", ...more]);
      expect(await run()).to.include({
        code: 0,
        stdout: "exit 0: no violations; 2 deviations (not failing the run)\n",
      });
      expect(await run("--fail-on", "deviation")).to.include({ code: 1, stdout: "exit 1: 2 deviations\n" });
      expect(await run("--fail-on", "advisory")).to.include({ code: 1 });
    });

    it("lets a violation fail the run whatever is named", async () => {
      const { profile } = await startMock(["points.entity-id-removed"]);
      for (const name of ["violation", "deviation", "advisory"]) {
        const { code } = await runCommand([
          "run",
          "--target",
          profile,
          "--out",
          out,
          "--quiet",
          "--fail-on",
          name,
          "--only",
          "points.read",
        ]);
        expect(code, name).to.equal(1);
      }
    });
  });

  describe("replay", () => {
    /** Runs against a mock with a defect and gives the journal, a case that diverged and its replay line. */
    async function runDefective() {
      const { profile } = await startMock(["points.unknown-program-1213"]);
      await runCommand(["run", "--target", profile, "--out", out, "--only", "points.programs.unknown", "points.read"]);
      const [divergence] = readReport(out).divergences;
      const { case: id = "", reproduction } = divergence ?? {};
      return { journal: `${out}/run.ndjson`, id, line: reproduction?.replay ?? "" };
    }

    it("of a case that still diverges ends with 1 and shows what is sent and answered", async () => {
      const { journal, id } = await runDefective();
      const { code, stdout } = await runCommand(["replay", journal, "--case", id]);
      expect(stdout)
        .to.include(id)
        .and.match(/^> GET http:\/\/127/m)
        .and.include("1213");
      expect(stdout)
        .to.match(/^in the run: points\.code\.885/m)
        .and.match(/^now: points\.code\.885/m);
      expect(stdout.trimEnd().split("\n").at(-1)).to.equal("It diverges.");
      expect(code).to.equal(1);
    });

    it("of the same case on a sound host ends with 0", async () => {
      const { journal, id } = await runDefective();
      const sound = await startMock();
      const { code, stdout } = await runCommand(["replay", journal, "--case", id, "--target", sound.profile]);
      expect(stdout)
        .to.match(/^now: no divergence/m)
        .and.include("It does not diverge now.");
      expect(code).to.equal(0);
    });

    it("works by the very line that the report gives", async () => {
      const { line } = await runDefective();
      const [, ...args] = /^npx capillary-conformance (replay) (\S+) (--case) '([^']+)'$/.exec(line) ?? [];
      const { code } = await runCommand(args);
      expect(code, line).to.equal(1);
    });

    it("of every case of a sound run finds nothing", async () => {
      const { profile } = await startMock();
      await runCommand([
        "run",
        "--target",
        profile,
        "--out",
        out,
        "--only",
        "points.customer",
        "authentication.points",
      ]);
      const firsts = new Map(readReport(out).cases.map(({ case: id }) => [id.replace(/\[.*/, ""), id]));
      for (const id of firsts.values()) {
        const { code, stdout } = await runCommand(["replay", `${out}/run.ndjson`, "--case", id]);
        expect(code, stdout).to.equal(0);
      }
    });

    it("of a case that there is not is refused with the names of near ones", async () => {
      const { journal, id } = await runDefective();
      const { code, stderr } = await runCommand(["replay", journal, "--case", id.replace("customer-1", "customer-99")]);
      expect(stderr)
        .to.include("there is no case")
        .and.match(/did you mean points\.programs\.unknown\S*\[customer-\d+\]/);
      expect(code).to.equal(2);
    });

    it("of a case that passed, misspelt, names what is spelt alike", async () => {
      const { journal } = await runDefective();
      const { code, stderr } = await runCommand(["replay", journal, "--case", "points.read.all-progams[customer-1]"]);
      expect(stderr).to.include("points.read.all-programs[customer-1]");
      expect(code).to.equal(2);
    });

    const garbage: Readonly<Record<string, { readonly text: string; readonly says: RegExp }>> = {
      "which is no JSON": { text: "hello\nworld\n", says: /:1: this line is no event of a run/ },
      "which is other JSON": { text: '{"a":1}\n', says: /:1: this line is no event of a run/ },
      "which is no object": { text: "null\n", says: /:1: this line is no event of a run/ },
      "which is empty": { text: "", says: /no journal of a run/ },
      "with a line of another kind in it": {
        text: '{"event":"started","run":{"seed":1}}\n{"event":"verdict"}\n',
        says: /:2: this line is no event of a run/,
      },
    };
    for (const [what, { text, says }] of Object.entries(garbage)) {
      it(`of a file ${what} is refused with 2`, async () => {
        const { profile } = await startMock();
        const file = folder.write("garbage.ndjson", text);
        const { code, stderr } = await runCommand(["replay", file, "--case", "points.read", "--target", profile]);
        expect(stderr)
          .to.include(file)
          .and.match(says)
          .and.to.not.match(/^\s+at /m);
        expect(code).to.equal(2);
      });
    }

    it("of a journal that is cut in the middle of a line works for what is whole", async () => {
      const { journal, id } = await runDefective();
      const text = readFileSync(journal, "utf8");
      const cut = text.slice(0, text.lastIndexOf('"event":"verdict"') + 40);
      expect(() => JSON.parse(cut.split("\n").at(-1) ?? "") as unknown).to.throw(SyntaxError);
      const { code } = await runCommand(["replay", folder.write("cut.ndjson", cut), "--case", id]);
      expect(code).to.equal(1);
    });
  });

  describe("requirements", () => {
    const register = [...toolkit.catalog().requirements.values()];
    /** The ids of a list for people. */
    const listIds = (stdout: string): string[] =>
      stdout.split("\n").flatMap((line) => /^([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+) {2,}/.exec(line)?.[1] ?? []);

    it("lists the whole register, with what binds whom and why", async () => {
      const { code, stdout, stderr } = await runCommand(["requirements"]);
      expect(listIds(stdout)).to.deep.equal(register.map(({ id }) => id));
      for (const { id, statement, basis, binds } of register) {
        const line = stdout.split("\n").find((text) => text.startsWith(`${id} `));
        expect(line, id).to.include(statement).and.include(basis).and.include(binds);
      }
      const unobservable = register.filter(({ check }) => "none" in check).length;
      expect(stdout.trimEnd().split("\n").at(-1)).to.equal(
        `${register.length} requirements, ${unobservable} of which cannot be observed`,
      );
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
    });

    it("explains one: where it is documented, how it is checked, what was decided, which defect proves it", async () => {
      const { code, stdout } = await runCommand(["requirements", "points.window.start"]);
      const requirement = register.find(({ id }) => id === "points.window.start");
      expect(stdout.split("\n")[0]).to.equal("points.window.start");
      expect(stdout)
        .to.include(requirement?.statement)
        .and.match(/documented {2}.*https:\/\//)
        .and.match(/checked {5}cases points\.window\./)
        .and.match(/proven by {3}defect points\./);
      for (const [name, meaning] of Object.entries(requirement?.readings ?? {}))
        expect(stdout).to.include(`${name}: ${meaning}`);
      expect(code).to.equal(0);
    });

    it("explains every single one without a gap", async () => {
      for (const { id, statement } of register) {
        const { code, stdout } = await runCommand(["requirements", id]);
        expect(stdout, id)
          .to.include(statement)
          .and.not.match(/undefined|\[object/);
        expect(code, id).to.equal(0);
      }
    });

    it("takes the beginning of several", async () => {
      const { stdout } = await runCommand(["requirements", "points.window"]);
      const ids = register.map(({ id }) => id).filter((id) => id.startsWith("points.window."));
      expect(ids.length).to.be.above(2);
      expect(listIds(stdout)).to.deep.equal(ids);
    });

    it("prints with --json the register's entries, all or one", async () => {
      const all = JSON.parse((await runCommand(["requirements", "--json"])).stdout) as Requirement[];
      expect(all.map(({ id }) => id)).to.deep.equal(register.map(({ id }) => id));
      const { stdout } = await runCommand(["requirements", "points.window.start", "--json"]);
      const one = JSON.parse(stdout) as Record<string, unknown>;
      expect(one).to.include({ id: "points.window.start", binds: "host" });
      expect(one["provenBy"]).to.deep.equal(
        allDefects.flatMap(({ id, breaks }) => (breaks === "points.window.start" ? [id] : [])),
      );
      expect(all.find(({ id }) => id === "points.window.start")).to.deep.equal(one);
    });

    it("lists with --basis and --operation only what fits both", async () => {
      const { stdout } = await runCommand(["requirements", "--basis", "shown", "--operation", "points"]);
      const ids = register.filter(({ id, basis }) => basis === "shown" && id.startsWith("points.")).map(({ id }) => id);
      expect(ids.length).to.be.within(1, register.length - 1);
      expect(listIds(stdout)).to.deep.equal(ids);
    });

    const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [
        ["points.window.strat"],
        /there is no requirement points\.window\.strat\n {2}did you mean points\.window\.start\?/,
      ],
      [["points.windows"], /there is no requirement points\.windows\n {2}\S/],
      [["zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"], /there is no requirement z+\n {2}without an id all are listed/],
      [["--basis", "rumoured"], /stated, shown, derived/],
      [["--operation", "refunds"], /none of the register's[^]*points/],
    ];
    for (const [args, says] of wrong) {
      it(`${args.join(" ")} is refused with 2 and a hint`, async () => {
        const { code, stdout, stderr } = await runCommand(["requirements", ...args]);
        expect(stderr)
          .to.match(says)
          .and.to.not.match(/^\s+at /m);
        expect(stdout).to.equal("");
        expect(code).to.equal(2);
      });
    }
  });

  describe("at a signal", () => {
    /** A mock host that sends a signal by `kill` when so many requests have come, and how many came in the end. */
    async function startInterrupting(at: number) {
      const counted = { requests: 0, kill: (): void => {} };
      const { profile } = await startMock([], (host) => (request) => {
        counted.requests += 1;
        if (counted.requests === at) counted.kill();
        return host.handle(request);
      });
      return { counted, args: ["run", "--phase", "suites", "--target", profile, "--out", out] };
    }

    function expectInterrupted({ code, stdout }: CommandResult, exit: number): Run {
      const last = stdout.trimEnd().split("\n").at(-1);
      expect(last).to.match(new RegExp(`^exit ${exit}: interrupted; \\d+ of \\d+ cases were not run$`));
      expect(code).to.equal(exit);
      const report = readReport(out);
      expectReport(report);
      expect(report.exit.code).to.equal(exit);
      expect(report.account.cut).to.be.above(0);
      expect(readEvents(out).at(-1)).to.include({ event: "finished" });
      return report;
    }

    it("SIGINT in the middle of a run ends with 130 and reports what ran", async () => {
      const { counted, args } = await startInterrupting(400);
      const result = await spawnCommand(args, {}, (kill) => (counted.kill = () => kill("SIGINT")));
      const { account, run } = expectInterrupted(result, 130);
      expect(account.passed).to.be.above(0);
      expect(run.requests).to.be.within(400, 800);
      expect(readFileSync(`${out}/junit.xml`, "utf8")).to.match(/<\/testsuites>\s*$/);
      expect(readFileSync(`${out}/report.html`, "utf8")).to.match(/<\/html>\s*$/);
    });

    it("SIGTERM does the same with 143", async () => {
      const { counted, args } = await startInterrupting(400);
      const signals = new EventEmitter();
      const { onSignal } = createProcessIo(
        Object.assign(signals, { env: {}, stdout: {}, stderr: {} }) as unknown as NodeJS.Process,
      );
      counted.kill = () => void signals.emit("SIGTERM");
      const { account, run } = expectInterrupted(await runCommand(args, { onSignal }), 143);
      expect(account.passed).to.be.above(0);
      expect(run.requests).to.be.within(400, 450);
      expect(signals.eventNames()).to.deep.equal([]);
    });

    it("while customers are looked up sends no other request", async () => {
      const { counted, args } = await startInterrupting(3);
      const onSignal: CommandSettings["onSignal"] = (action) => {
        counted.kill = () => action(130);
        return () => {};
      };
      const { account } = expectInterrupted(await runCommand(args, { onSignal }), 130);
      expect(counted.requests).to.equal(3);
      expect(account.cut).to.equal(account.planned);
    });

    it("leaves no listener behind when a run ends by itself", async () => {
      const before = process.listenerCount("SIGINT");
      await runCommand(["run", "--out", out, "--only", "points.read"], { onSignal: processIo.onSignal });
      expect(process.listenerCount("SIGINT")).to.equal(before);
    });
  });

  it("prints for a mock that serves the profile with which a run of it is clean", async () => {
    let end: (code: number) => void = () => {};
    let served: Promise<unknown> = Promise.resolve();
    const port = await new Promise<string>((resolve) => {
      let output = "";
      served = runCommand(["mock", "--port", "0"], {
        onSignal: (action) => {
          end = action;
          return () => {};
        },
        onOutput: (text) => {
          output += text;
          const found = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
          if (found !== undefined) resolve(found);
        },
      });
    });
    try {
      const { stdout } = await runCommand(["mock", "--print-profile", "--port", port]);
      const printed = folder.write("printed.yaml", stdout);
      // A run without a target has shown all cases on a mock with such a profile.
      const only = ["authentication.points", "points.customer.unknown", "histories.read", "update.upgrade"];
      const { code } = await runCommand(["run", "--target", printed, "--out", out, "--only", ...only]);
      expect(code).to.equal(0);
      expect(readReport(out).run.target).to.equal(`http://127.0.0.1:${port}`);
    } finally {
      end(130);
    }
    expect(await served).to.include({ code: 0, stderr: "" });
  });

  it("overwrites all reports of an earlier run in the same folder", async () => {
    const defective = await startMock(["points.entity-id-removed"]);
    await runCommand(["run", "--target", defective.profile, "--out", out, "--only", "points.read"]);
    const sound = await startMock();
    const { code } = await runCommand([
      "run",
      "--target",
      sound.profile,
      "--out",
      out,
      "--only",
      "points.customer.unknown",
    ]);
    expect(code).to.equal(0);
    expectReport(readReport(out));
    expect(readReport(out).divergences).to.deep.equal([]);
    expect(readEvents(out).filter(({ event }) => event === "started")).to.have.length(1);
    for (const file of ["report.json", "report.html", "junit.xml", "run.ndjson"]) {
      const text = readFileSync(`${out}/${file}`, "utf8");
      expect(text, file).to.not.include(defective.url);
    }
  });
});

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(toolkit.meta("report"));

function expectReport(report: unknown): void {
  validate(report);
  expect(validate.errors ?? []).to.deep.equal([]);
}

/** What of an event does not depend on clock, run id or port; undefined where nothing is left. */
function describeStable(event: RunEvent): string | undefined {
  switch (event.event) {
    case "started":
    case "finished":
      return undefined;
    case "exchange": {
      const { startedAt: _startedAt, outcome, ...rest } = event.exchange;
      return JSON.stringify({ ...event, exchange: { ...rest, outcome: { ...outcome, ms: 0 } } });
    }
    case "verdict":
      return JSON.stringify({ ...event, verdict: { ...event.verdict, ms: 0 } });
    case "discovered":
    case "planned":
    case "trouble":
    case "known":
      return JSON.stringify(event);
  }
}
