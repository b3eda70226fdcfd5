import { readFileSync } from "node:fs";
import { expect } from "chai";
import { itDeep } from "./it-deep.ts";
import { defects } from "../mock/defects/defects.ts";
import type { Fixtures } from "../mock/fixtures.ts";
import { createHost } from "../mock/host.ts";
import { type HttpMount, mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { makeRandomFixtures } from "../mock/random-fixtures/make-random-fixtures.ts";
import { compatibleVariants, variants } from "../mock/variants/variants.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { runOnMock } from "../scripts/kill-table/run-on-mock.ts";
import type { RecordedExchange, Run } from "../src/model/run.ts";
import { createStandard } from "../suites/standard.ts";
import { type Folder, makeFolder, processIo, readReport, root, runCommand, spawnProcess, toolkit } from "./command.ts";

/** Faults of every kind: members, values, selection, days, identity, refusals, HTTP, credentials. */
const chosen = [
  "points.entity-id-removed",
  "points.points-retyped-in-last-entry",
  "points.answer-in-list",
  "points.neighbour-answered",
  "points.programs-one-answers-all-programs",
  "points.start-date-ignored",
  "points.unknown-customer-8012",
  "points.unknown-program-answers-nothing",
  "transport.unknown-program-crashes",
  "transport.bad-date-resets",
  "transport.no-points-body-truncated",
  "transport.refusal-status-removed",
  "authentication.any-password",
];

/** One of each kind, for every run of the tests; the rest are for CHECK_DEEP=1. */
const always = new Set([
  "points.entity-id-removed",
  "points.programs-one-answers-all-programs",
  "points.unknown-customer-8012",
  "transport.bad-date-resets",
  "transport.no-points-body-truncated",
  "authentication.any-password",
]);

/** What the chosen defects can show in. */
const pointsOnly = ["points", "authentication.points", "transport"];

const deep = process.env["CHECK_DEEP"] === "1";
const standard = createStandard(toolkit.catalog());
const profileSchema = toolkit.meta("profile");

describe("The mock host and a run of it over HTTP", () => {
  let fixtures: Fixtures;
  let other: Fixtures;
  /** The suites on a sound host with the other organisation's data, for all who look at what became of them. */
  let sound: Promise<Run> | undefined;
  let folder: Folder;
  let mount: HttpMount | undefined;
  before(async () => {
    fixtures = await loadFixtures(undefined, processIo);
    other = await loadFixtures(`${root}/test/fixtures/other.yaml`, processIo);
  });
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await mount?.close();
    mount = undefined;
    folder.remove();
  });

  /** Runs the command against a mock with the profile that the mock prints for itself. */
  async function runOverHttp(
    mock: { readonly fixtures: Fixtures; readonly defects?: readonly string[]; readonly variants?: readonly string[] },
    edit: (profile: string) => string = (profile) => profile,
    ...options: readonly string[]
  ): Promise<{ readonly code: number; readonly run: Run }> {
    mount = await mountHttp(createHost({ random: createRandom(1), ...mock }));
    const profile = folder.write("profile.yaml", edit(renderProfile(mock.fixtures, mount.url)));
    const { code, stderr } = await runCommand([
      "run",
      "--phase",
      "suites",
      "--target",
      profile,
      "--out",
      folder.at("out"),
      ...options,
    ]);
    expect(stderr).to.not.include("The tool failed");
    return { code, run: readReport(folder.at("out")) };
  }

  describe("with a defect", () => {
    let bash = true;
    before(async () => {
      const found = await spawnProcess("bash", ["-c", "command -v curl"]).catch(() => undefined);
      bash = found?.code === 0;
    });

    for (const id of chosen) {
      const define = always.has(id) ? it : itDeep;
      define(
        `${id} reports the requirement that it breaks and no other, and the curl line shows it again`,
        async function () {
          const breaks = defects.find((defect) => defect.id === id)?.breaks ?? "";
          const { code, run } = await runOverHttp(
            { fixtures, defects: [id] },
            undefined,
            "--fail-on",
            "advisory",
            "--only",
            // What holds for every operation has no cases of its own.
            ...(deep ? pointsOnly : ["points.read", "points.customer.unknown", "points.programs", ownCases(breaks)]),
          );
          expect(listBroken(run)).to.deep.equal([breaks]);
          expect(code).to.equal(1);
          if (!bash) {
            if (this.test !== undefined) this.test.title += " (bash or curl is not there)";
            return this.skip();
          }
          await expectCurlShows(run);
        },
      );
    }
  });

  describe("with another organisation's data", () => {
    it("is clean", async () => {
      const run = await (sound ??= runOnMock(standard, profileSchema, { fixtures: other }));
      expect(listDivergences(run)).to.deep.equal([]);
      expect(run.exit.code).to.equal(0);
    });

    itDeep("shows the same of every requirement as with the mock's own data", async () => {
      const run = await (sound ??= runOnMock(standard, profileSchema, { fixtures: other }));
      const own = await runOnMock(standard, profileSchema, { fixtures });
      expect(listStatuses(run)).to.deep.equal(listStatuses(own));
      expect(new Set(run.cases.map(({ organisation }) => organisation)).size).to.equal(2);
    });

    itDeep("is clean over HTTP", async () => {
      const { code, run } = await runOverHttp({ fixtures: other });
      expect(listDivergences(run)).to.deep.equal([]);
      expect(code).to.equal(0);
    });

    it("has cases that could not run only where the data show nothing, each saying what to add", async () => {
      const run = await (sound ??= runOnMock(standard, profileSchema, { fixtures: other }));
      const idle = run.cases.filter(({ status }) => status === "couldNotRun");
      for (const { case: id, reason } of idle) expect(reason, id).to.match(advice);
      const nameCase = (id: string) => id.replace(/\[.*/s, "");
      const passed = new Set(run.cases.filter(({ status }) => status === "passed").map(({ case: id }) => nameCase(id)));
      // These fixtures have short mobiles, and nobody with programs of both types.
      const never = idle.map(({ case: id }) => nameCase(id)).filter((id) => !passed.has(id));
      expect([...new Set(never)].filter((id) => !/resembling-tail$|^histories\.type\./.test(id))).to.deep.equal([]);
      expect(run.account.passed).to.be.above(1000);
    });

    for (const [index, id] of chosen.entries()) {
      const define = index === 0 ? it : itDeep;
      define(`${id} is found as the same requirement and no other`, async () => {
        const only = deep ? [] : pointsOnly;
        const run = await runOnMock(standard, profileSchema, { fixtures: other, defects: [id] }, { only });
        expect(listBroken(run)).to.deep.equal([defects.find((defect) => defect.id === id)?.breaks]);
      });
    }

    it("has curl lines that survive every character of credentials and identifiers", async () => {
      const { run } = await runOverHttp(
        { fixtures: other, defects: ["points.entity-id-removed"] },
        undefined,
        "--only",
        "points.read",
      );
      await expectCurlShows(run, listCredentials(other));
    });

    it("takes the password from the environment too, and as its MD5", async () => {
      const env = listCredentials(other);
      mount = await mountHttp(createHost({ fixtures: other, random: createRandom(1) }));
      const printed = renderProfile(other, mount.url).replaceAll(/^( *)basic:$/gm, "$&\n$1  form: md5");
      const bare = printed.replaceAll(/\$\{(MOCK_[A-Z_]+):-(?:[^}])*\}/g, "${$1}");
      expect(bare).to.not.include("another one");
      const args = [
        "run",
        "--target",
        folder.write("bare.yaml", bare),
        "--out",
        folder.at("out"),
        "--only",
        "points.read",
      ];
      expect((await runCommand(args)).code).to.equal(2);
      expect((await runCommand(args, { env })).code).to.equal(0);
    });

    for (const password of ["a}b", "a${b"]) {
      it(`with the password ${password}, which no profile can hold as a default, is refused at its place`, async () => {
        const text = readFileSync(`${root}/test/fixtures/other.yaml`, "utf8");
        const file = folder.write(
          "braces.yaml",
          text.replace(/password: "(?:[^"\\]|\\.)*"/, `password: "${password}"`),
        );
        const { code, stdout, stderr } = await runCommand(["mock", "--fixtures", file, "--print-profile"]);
        expect(stderr)
          .to.include(file)
          .and.include("/organisations/0/till/password")
          .and.match(/use other characters/);
        expect(stdout).to.equal("");
        expect(code).to.equal(2);
      });
    }
  });

  describe("with a variant", () => {
    /** Mixtures of variants that go together; each variant is in at least one. */
    const mixtures: (readonly string[])[] = [];
    for (let left = variants.map(({ id }) => id); left.length > 0;) {
      const mixture = compatibleVariants(left).map(({ id }) => id);
      mixtures.push(mixture);
      left = left.filter((id) => !mixture.includes(id));
    }

    mixtures.forEach((ids, index) => {
      const define = index === 0 ? it : itDeep;
      define(`of every kind at once is clean: mixture ${index + 1} of ${mixtures.length}`, async () => {
        const run = await runOnMock(standard, profileSchema, { fixtures, variants: ids }, { only: takeEvery(2) });
        expect(listDivergences(run)).to.deep.equal([]);
        expect(run.account).to.include({ diverged: 0, cut: 0, errored: 0 });
      });
    });

    it("that refuses a program named twice is not held to refuse a customer named twice", async () => {
      const mock = { fixtures, variants: ["program-twice-refused"] };
      const run = await runOnMock(standard, profileSchema, mock, { only: ["update.batch.same-customer"] });
      expect(listDivergences(run)).to.deep.equal([]);
      expect(run.account.passed).to.be.above(0);
    });

    itDeep("of every kind at once is clean over HTTP", async () => {
      const [ids = []] = mixtures;
      expect(ids.length).to.be.above(40);
      const { code, run } = await runOverHttp({ fixtures, variants: ids });
      expect(listDivergences(run)).to.deep.equal([]);
      expect(code).to.equal(0);
    });

    for (const { id } of variants) {
      itDeep(`${id} is clean by itself`, async () => {
        const run = await runOnMock(standard, profileSchema, { fixtures, variants: [id] });
        expect(listDivergences(run)).to.deep.equal([]);
        expect(run.exit.code).to.equal(0);
        expect(run.account).to.include({ diverged: 0, cut: 0, errored: 0 });
      });
    }
  });

  describe("with data made at random", () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const define = seed <= 1 ? it : itDeep;
      define(`of seed ${seed} is clean`, async () => {
        const mock = { fixtures: makeRandomFixtures(seed) };
        const run = await runOnMock(standard, profileSchema, mock, { only: takeEvery(3) });
        expect(listDivergences(run)).to.deep.equal([]);
        expect(run.account).to.include({ diverged: 0, cut: 0, errored: 0 });
      });
    }
  });

  describe("with a profile that says less", () => {
    interface Less {
      /** Ends the sentence "A profile with …". */
      readonly title: string;
      readonly edit: (profile: string) => string;
      /** Requirements that stay untested for want of what is missing, and what the reason says to add. */
      readonly untested: readonly string[];
      readonly add: RegExp;
      /** 3 where nothing can be tested at all. */
      readonly code: number;
      /** Where another one says less in the same way. */
      readonly onlyDeep?: true;
    }

    const removeLines = (pattern: RegExp) => (profile: string) =>
      profile
        .split("\n")
        .filter((line) => !pattern.test(line))
        .join("\n");

    const keepCustomers = (numbers: readonly number[]) => (profile: string) => {
      let number = 0;
      return profile
        .split("\n")
        .filter((line) => !/^ {6}- \{/.test(line) || numbers.includes((number += 1)))
        .join("\n");
    };

    const less: readonly Less[] = [
      {
        title: "no customers",
        edit: (profile) => removeLines(/^ {6}- \{/)(profile).replace("    customers:", "    customers: []"),
        untested: [
          "points.window.start",
          "points.programs.one",
          "points.identifiers.equal",
          "authentication.points.required",
        ],
        add: /add some under organisations\[\]\.customers/,
        code: 3,
      },
      {
        title: "one customer",
        edit: keepCustomers([1]),
        untested: ["points.resource.customer"],
        add: /list a second one/,
        code: 0,
      },
      {
        title: "one customer without points",
        edit: keepCustomers([3]),
        untested: ["points.window.start", "points.programs.all-with-id", "points.programs.trigger-list"],
        add: /list (one|a customer)/,
        code: 0,
      },
      {
        title: "no credentials, for a host that asks for some",
        edit: removeLines(/^ {4}auth:|^ {6}basic:|^ {8}(user|password):/),
        untested: ["authentication.points.required", "authentication.points.verified"],
        add: /add (organisations\[\]\.)?auth/,
        code: 3,
      },
      {
        title: "no default program",
        edit: removeLines(/defaultProgram/),
        untested: [],
        add: /./,
        code: 0,
        onlyDeep: true,
      },
      {
        title: "no list of loyalty programs",
        edit: removeLines(/loyaltyPrograms/),
        untested: [],
        add: /./,
        code: 0,
        onlyDeep: true,
      },
      {
        title: "neither default program nor loyalty programs, and a customer without points",
        edit: (profile) => keepCustomers([3])(removeLines(/loyaltyPrograms|defaultProgram/)(profile)),
        untested: ["points.programs.one"],
        add: /add organisations\[\]\.defaultProgram or loyaltyPrograms/,
        code: 0,
      },
      {
        title: "customers with one identifier each",
        edit: (profile) => profile.replaceAll(/^( {6}- \{ (?:mobile|externalId): "[^"]+").*$/gm, "$1 }"),
        untested: ["points.identifiers.equal"],
        add: /give one customer of the profile a second identifier/,
        code: 0,
        onlyDeep: true,
      },
      {
        title: "customers by their ids alone",
        edit: (profile) =>
          removeLines(/^ {6}- \{ (?!id: )/)(profile.replaceAll(/^ {6}- \{.*\b(id: \d+).*$/gm, "      - { $1 }")),
        untested: ["points.identifiers.equal"],
        add: /second identifier/,
        code: 0,
        onlyDeep: true,
      },
      {
        title: "no state endpoint",
        edit: removeLines(/^state:|^ {2}url:/),
        untested: [],
        add: /./,
        code: 0,
        onlyDeep: true,
      },
      {
        title: "no programs and no state endpoint, and customers with one identifier each",
        edit: (profile) =>
          removeLines(/loyaltyPrograms|defaultProgram|^state:|^ {2}url:/)(
            profile.replaceAll(/^( {6}- \{ (?:mobile|externalId): "[^"]+").*$/gm, "$1 }"),
          ),
        untested: ["points.identifiers.equal"],
        add: /give one customer of the profile a second identifier/,
        code: 0,
        onlyDeep: true,
      },
    ];

    for (const { title, edit, untested, add, code, onlyDeep } of less) {
      const define = onlyDeep === true ? itDeep : it;
      define(`${title} finds no fault in a sound host, and says what to add`, async () => {
        const [first] = fixtures.organisations;
        const printed = renderProfile(
          { ...fixtures, organisations: first === undefined ? [] : [first] },
          "http://127.0.0.1:8080",
        );
        const profile = edit(printed);
        expect(profile).to.not.equal(printed);
        const run = await runOnMock(standard, profileSchema, { fixtures, profile });
        expectNoFault(run);
        const idle = run.requirements.filter(({ id }) => untested.includes(id));
        expect(idle.map(({ id, status }) => `${id} ${status}`).sort()).to.deep.equal(
          untested.map((id) => `${id} notExercised`).sort(),
        );
        for (const { id, reasons } of idle) expect(reasons.join("; "), id).to.match(add);
        expect(run.exit.code, run.exit.reason).to.equal(code);
        if (untested.length === 0) expect(run.account.passed).to.be.above(1500);
      });
    }

    it("a bare address finds no fault in a sound host, and says what to add", async () => {
      mount = await mountHttp(createHost({ fixtures, random: createRandom(1) }));
      const { code, stdout } = await runCommand([
        "run",
        "--phase",
        "suites",
        "--target",
        mount.url,
        "--out",
        folder.at("out"),
      ]);
      const run = readReport(folder.at("out"));
      expectNoFault(run);
      expect(run.account.couldNotRun).to.be.above(0);
      // One thing at a time: customers are of no use before the host lets anybody in.
      expect(stdout.replace(/\s+/g, " ")).to.include("add auth to the organisation main in the profile");
      expect(stdout.trimEnd().split("\n").at(-1)).to.match(/^exit 3: .*check `auth` in the profile$/);
      expect(code).to.equal(3);
    });
  });
});

/** Every so manyth case, by its id; with CHECK_DEEP=1 all of them. */
function takeEvery(count: number): string[] {
  return standard.cases.flatMap(({ id }, index) => (deep || index % count === 0 ? [id] : []));
}

/** The cases that were made for a requirement about promised points, or those of what the documents are silent about. */
function ownCases(requirement: string): string {
  return requirement.startsWith("transport.") ? "points.silent" : requirement;
}

/** The requirements of all divergences, each once. */
function listBroken(run: Run): string[] {
  return [...new Set(run.divergences.map(({ requirement }) => requirement))];
}

function listDivergences(run: Run): string[] {
  return run.divergences.map(
    ({ requirement, case: id, expected, actual }) => `${requirement} in ${id}: ${expected}; got ${actual}`,
  );
}

function listStatuses(run: Run): string[] {
  return run.requirements.map(({ id, status }) => `${id} ${status}`);
}

/** What a reason says to do. */
const advice = /\b(add|list|give|check)\b/;

/** No divergence; whatever did not pass could not run, and says what is missing. */
function expectNoFault(run: Run): void {
  expect(listDivergences(run)).to.deep.equal([]);
  expect(run.account).to.include({ diverged: 0, errored: 0, cut: 0 });
  for (const { case: id, status, reason } of run.cases) {
    if (status !== "passed" && status !== "notApplicable") expect(reason, `${id} ${status}`).to.match(advice);
  }
}

/** Fixtures' credentials as the variables of the printed profile. */
function listCredentials({ organisations }: Fixtures): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, till, tillWithoutAccess } of organisations) {
    const suffix = organisations.length > 1 ? `_${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}` : "";
    env[`MOCK_TILL${suffix}`] = till.user;
    env[`MOCK_PASSWORD${suffix}`] = till.password;
    if (tillWithoutAccess === undefined) continue;
    env[`MOCK_WITHOUT_ACCESS_TILL${suffix}`] = tillWithoutAccess.user;
    env[`MOCK_WITHOUT_ACCESS_PASSWORD${suffix}`] = tillWithoutAccess.password;
  }
  return env;
}

/** Each divergence's curl lines, run by bash, get what the run got: the same status and body, or no answer. */
async function expectCurlShows(run: Run, env: Readonly<Record<string, string>> = {}): Promise<void> {
  expect(run.divergences).to.not.deep.equal([]);
  for (const { reproduction, exchanges, shownBy, requirement } of run.divergences) {
    const lines = reproduction.curl.split("\n");
    const line = lines[exchanges.length > lines.length ? lines.length - 1 : shownBy] ?? "";
    expect(line, requirement).to.match(/^curl /);
    const shown = exchanges[shownBy];
    expect(shown, requirement).to.not.equal(undefined);
    const { code, stdout, stderr } = await spawnProcess("bash", ["-c", line], env);
    if (shown !== undefined) expectSame(shown, { code, stdout }, `${line}\n${stderr}`);
  }
}

function expectSame(
  { outcome }: RecordedExchange,
  { code, stdout }: { code: number; stdout: string },
  message: string,
): void {
  if (outcome.kind === "failure") {
    // 52: nothing was answered; 56: the connection was reset.
    expect(code, message).to.be.oneOf([52, 56]);
    return;
  }
  expect(code, message).to.equal(0);
  const end = stdout.indexOf("\r\n\r\n");
  expect(stdout.slice(0, end), message).to.match(new RegExp(`^HTTP/1\\.1 ${outcome.status} `));
  expect(stdout.slice(end + 4), message).to.equal(outcome.body.text);
}
