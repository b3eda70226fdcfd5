import { existsSync } from "node:fs";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { expect } from "chai";
import { type Folder, makeFolder, runCommand } from "./command.ts";

interface Mistake {
  /** Ends the sentence "A profile with …". */
  readonly title: string;
  /** The text of the profile for a host at this address. */
  readonly text: (host: string) => string;
  /** Where it is wrong; absent where the file as a whole is. */
  readonly line?: number;
  readonly pointer?: string;
  readonly says: RegExp;
  readonly hint: RegExp;
}

const organisation = (rest: string) => (host: string) =>
  `profile: 1\nhost: ${host}\norganisations:\n  - name: main\n${rest}\n`;

const mistakes: readonly Mistake[] = [
  {
    title: "broken YAML",
    text: (host) => `profile: 1\nhost: ${host}\norganisations: [\n`,
    line: 4,
    says: /cannot be read/,
    hint: /\S/,
  },
  {
    title: "a member that nobody knows",
    text: organisation("    custommers: []"),
    line: 5,
    pointer: "/organisations/0/custommers",
    says: /no member "custommers"/,
    hint: /did you mean "customers"\?/,
  },
  {
    title: "a member of the wrong type",
    text: organisation("    defaultProgram: everyday"),
    line: 5,
    pointer: "/organisations/0/defaultProgram",
    says: /must be a whole number, got "everyday"/,
    hint: /whole number/,
  },
  {
    title: "an environment variable that is not set",
    text: organisation('    auth: { basic: { user: till, password: "${NO_SUCH_PASSWORD}" } }'),
    line: 5,
    pointer: "/organisations/0/auth/basic/password",
    says: /environment variable NO_SUCH_PASSWORD is not set/,
    hint: /set NO_SUCH_PASSWORD, or write \$\{NO_SUCH_PASSWORD:-default\}/,
  },
  {
    title: "a customer without identifier",
    text: organisation("    customers:\n      - { mobile: '919700000001' }\n      - { source: INSTORE }"),
    line: 7,
    pointer: "/organisations/0/customers/1",
    says: /no identifier/,
    hint: /add mobile, email, externalId/,
  },
  {
    title: "two organisations of one name",
    text: organisation("  - name: main"),
    line: 5,
    pointer: "/organisations/1/name",
    says: /already an organisation called "main"/,
    hint: /its own name/,
  },
  {
    title: "a host that is no address",
    text: () => "profile: 1\nhost: eu.api.example.com\n",
    line: 2,
    pointer: "/host",
    says: /http or https address/,
    hint: /https:\/\/eu\.api\.example\.com/,
  },
  {
    title: "a pin for a requirement that does not exist",
    text: (host) => `profile: 1\nhost: ${host}\npin:\n  points.window.begin: inclusive\n`,
    line: 4,
    pointer: "/pin/points.window.begin",
    says: /no requirement points\.window\.begin with readings/,
    hint: /did you mean points\.window\.[a-z]+\?/,
  },
  {
    title: "a pin for a requirement that has no readings",
    text: (host) => `profile: 1\nhost: ${host}\npin:\n  points.entity-id.present: inclusive\n`,
    line: 4,
    pointer: "/pin/points.entity-id.present",
    says: /no requirement points\.entity-id\.present with readings/,
    hint: /`requirements` lists them/,
  },
  {
    title: "a pin to a reading that does not exist",
    text: (host) => `profile: 1\nhost: ${host}\npin:\n  points.window.start: including\n`,
    line: 4,
    pointer: "/pin/points.window.start",
    says: /including is no reading/,
    hint: /inclusive/,
  },
  { title: "nothing in it", text: () => "", says: /empty|mapping|object/, hint: /\S/ },
  { title: "nothing but a comment", text: () => "# to be written\n", says: /empty|mapping|object/, hint: /\S/ },
];

describe("A profile with", () => {
  let folder: Folder;
  let server: Server;
  let host = "";
  let connections = 0;
  before(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    host = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  after(() => void server.close());
  beforeEach(() => {
    folder = makeFolder();
    connections = 0;
  });
  afterEach(() => folder.remove());

  for (const { title, text, line, pointer, says, hint } of mistakes) {
    it(`${title} is refused at its place, with what to write instead, before anything is sent`, async () => {
      const file = folder.write("profile.yaml", text(host));
      const { code, stdout, stderr } = await runCommand(["run", "--target", file, "--out", folder.at("out")]);
      const [first = "", second = "", ...rest] = stderr.trimEnd().split("\n");
      expect(first.startsWith(line === undefined ? file : `${file}:${line}:`), first).to.equal(true);
      if (pointer !== undefined) expect(first).to.include(` ${pointer}: `);
      expect(first).to.match(says);
      expect(`${first} ${second}`).to.match(hint);
      expect(rest).to.deep.equal([]);
      expect(stdout).to.equal("");
      expect(code).to.equal(2);
      expect(connections).to.equal(0);
      expect(existsSync(folder.at("out"))).to.equal(false);
    });
  }

  it("all of several mistakes gets them all told at once, in their order", async () => {
    const file = folder.write(
      "profile.yaml",
      organisation("    relinking: maybe\n    customers: none\n    colour: red")(host),
    );
    const { code, stderr } = await runCommand(["run", "--target", file, "--out", folder.at("out")]);
    const places = stderr
      .split("\n")
      .flatMap((text) => (text.startsWith(file) ? [text.slice(file.length + 1).split(":")[0]] : []));
    expect(places).to.deep.equal(["5", "6", "7"]);
    expect(code).to.equal(2);
  });

  it("a password in the wrong place is refused without showing it", async () => {
    const file = folder.write(
      "profile.yaml",
      organisation("    auth: { basic: { user: till, password: [hunter2-secret] } }")(host),
    );
    const { code, stdout, stderr } = await runCommand(["run", "--target", file, "--out", folder.at("out")]);
    expect(stderr).to.include("/organisations/0/auth/basic/password");
    expect(stdout + stderr).to.not.include("hunter2-secret");
    expect(code).to.equal(2);
  });
});

describe("A target that", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  it("names a file which is not there is refused, with the way to get one", async () => {
    const file = folder.at("nowhere.yaml");
    const { code, stderr } = await runCommand(["run", "--target", file, "--out", folder.at("out")]);
    expect(stderr.split("\n")[0]).to.equal(`${file}: there is no such file`);
    expect(stderr).to.include("mock --print-profile");
    expect(code).to.equal(2);
  });

  it("names a folder is refused without a stack", async () => {
    const { code, stderr } = await runCommand(["run", "--target", folder.path, "--out", folder.at("out")]);
    expect(stderr)
      .to.include(folder.path)
      .and.to.not.match(/^\s+at /m);
    expect(code).to.equal(2);
  });

  for (const url of ["http://", "https://user:pass@api.example.invalid", "http://127.0.0.1:1/?a=b"]) {
    it(`is the address ${url} is refused in one line`, async () => {
      const { code, stderr } = await runCommand(["run", "--target", url, "--out", folder.at("out")]);
      expect(stderr.trimEnd().split("\n")).to.have.length(1);
      expect(stderr)
        .to.match(/^the target must /)
        .and.to.not.include("user:pass");
      expect(code).to.equal(2);
      expect(existsSync(folder.at("out"))).to.equal(false);
    });
  }

  it("is an address with the scheme left out is taken for a file, and the message says so", async () => {
    const { code, stderr } = await runCommand(["run", "--target", "127.0.0.1:8080", "--out", folder.at("out")]);
    expect(stderr)
      .to.match(/^127\.0\.0\.1:8080: there is no such file/)
      .and.include("--target takes a profile or a URL");
    expect(code).to.equal(2);
  });
});
