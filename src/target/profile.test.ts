import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { InputError } from "../model/input-error.ts";
import { loadProfile, makeUrlProfile, type Profile } from "./profile.ts";
import { createRedactor } from "./redaction.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../schemas/meta/profile.schema.json", import.meta.url), "utf8"),
) as object;

function load(text: string, environment: Record<string, string> = {}): Profile {
  return loadProfile(text, "p.yaml", environment, schema);
}

function readMessage(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no mistake was found";
}

const head = "profile: 1\nhost: https://eu.api.example.com\n";

const full = `profile: 1
host: https://eu.api.example.com/base/
organisations:
  - name: main
    auth: { basic: { user: "\${CAP_TILL}", password: "\${CAP_PASSWORD}", form: md5 } }
    withoutAccess: { headers: { X-Key: "\${CAP_KEY}" } }
    relinking: on
    defaultProgram: 2199
    loyaltyPrograms: [1, 2]
    activityTypes: [benefitsAvailed]
    programs:
      - { name: Apparel-Partner, tiers: [Silver, Gold] }
    customers:
      - { mobile: "919740000001" }
      - { externalId: EXT-2, id: 17, source: INSTORE, writable: true, is: [tiered-member, unlinked] }
      - { email: a@example.com, is: unknown }
  - name: other
    auth: { oauth: { key: "\${K}", secret: "\${S}", tokenUrl: /v3/oauth/token/generate } }
writes: true
limits: { perMinute: 10, inFlight: 2, timeout: 1.5s, body: 512kB, requests: 7 }
timing: { settle: 2m, poll: 250ms }
state: { url: "http://127.0.0.1:8080/_mock" }
webhooks:
  listen: 0.0.0.0:9000
  publicUrl: https://hooks.example.com/in
  header: { Authorization: "\${HOOK}" }
  triggers: { partnerProgramLinked: { post: "https://trigger.example.com/x" } }
pin: { update.batch.limit: customers }
`;
const environment = {
  CAP_TILL: "till-user",
  CAP_PASSWORD: "hunter22",
  CAP_KEY: "key-value",
  K: "kkkk",
  S: "ssss",
  HOOK: "hook-value",
};

describe("loadProfile", () => {
  it("reads everything that a profile can say", () => {
    const profile = load(full, environment);
    expect(profile.host).to.equal("https://eu.api.example.com/base");
    expect(profile.loopback).to.equal(false);
    expect(profile.writes).to.equal(true);
    expect(profile.limits).to.deep.equal({
      perMinute: 10,
      inFlight: 2,
      timeoutMs: 1500,
      bodyBytes: 512_000,
      requests: 7,
    });
    expect(profile.timing).to.deep.equal({ settleMs: 120_000, pollMs: 250 });
    expect(profile.state).to.deep.equal({ url: "http://127.0.0.1:8080/_mock/" });
    expect(profile.pin).to.deep.equal({ "update.batch.limit": "customers" });
    expect(profile.allowedHosts).to.deep.equal([
      "https://eu.api.example.com",
      "http://127.0.0.1:8080",
      "https://trigger.example.com",
    ]);
    expect(profile.webhooks?.listen).to.deep.equal({ hostname: "0.0.0.0", port: 9000 });
    const [main, other] = profile.organisations;
    expect(main?.auth).to.deep.equal({
      kind: "basic",
      user: { value: "till-user", shell: "${CAP_TILL}", secret: true },
      password: { value: "hunter22", shell: "${CAP_PASSWORD}", secret: true },
      form: "md5",
    });
    expect(main?.customers).to.deep.equal([
      { identifiers: [{ name: "mobile", value: "919740000001" }], writable: false, is: [] },
      {
        identifiers: [
          { name: "externalId", value: "EXT-2" },
          { name: "id", value: "17" },
        ],
        source: "INSTORE",
        writable: true,
        is: ["tiered-member", "unlinked"],
      },
      { identifiers: [{ name: "email", value: "a@example.com" }], writable: false, is: ["unknown"] },
    ]);
    expect(main).to.deep.include({ relinking: "on", defaultProgram: 2199, loyaltyPrograms: [1, 2] });
    expect(main?.programs).to.deep.equal([{ name: "Apparel-Partner", tiers: ["Silver", "Gold"] }]);
    expect(other?.auth).to.deep.include({
      kind: "oauth",
      tokenUrl: "https://eu.api.example.com/base/v3/oauth/token/generate",
    });
    expect(other?.relinking).to.equal("unknown");
  });

  it("is careful by itself with a host elsewhere", () => {
    const profile = load(head);
    expect(profile.writes).to.equal(false);
    expect(profile.limits).to.deep.equal({
      perMinute: 100,
      inFlight: 4,
      timeoutMs: 10_000,
      bodyBytes: 10_000_000,
      requests: 500,
    });
    expect(profile.timing).to.deep.equal({ settleMs: 30_000, pollMs: 1000 });
    expect(profile.organisations.map(({ name, auth }) => [name, auth])).to.deep.equal([["main", undefined]]);
  });

  it("limits nothing on this machine", () => {
    const profile = load("profile: 1\nhost: http://127.0.0.1:8080");
    expect(profile.writes).to.equal(true);
    expect(profile.limits).to.deep.include({ perMinute: Infinity, requests: Infinity, inFlight: 4 });
    expect(profile.timing.settleMs).to.equal(0);
  });

  it("lets the user's own values win on this machine too", () => {
    const profile = load(
      "profile: 1\nhost: http://localhost\nwrites: false\nlimits: {perMinute: 5}\ntiming: {settle: 1s}",
    );
    expect([profile.writes, profile.limits.perMinute, profile.timing.settleMs]).to.deep.equal([false, 5, 1000]);
  });

  for (const [host, loopback] of [
    ["http://127.0.0.1:1", true],
    ["http://127.9.9.9", true],
    ["http://127.1", true],
    ["http://[::1]:80", true],
    ["http://LOCALHOST/x", true],
    ["http://127.0.0.1.example.com", false],
    ["http://localhost.example.com", false],
    ["http://0.0.0.0", false],
    ["http://10.0.0.1", false],
  ] as const) {
    it(`holds ${host} for ${loopback ? "this machine" : "another machine"}`, () => {
      expect(load(`profile: 1\nhost: "${host}"`).loopback).to.equal(loopback);
    });
  }

  it("gives a literal secret an invented name and shows a literal user", () => {
    const profile = load(
      `${head}organisations: [{name: my org, auth: {basic: {user: "till$1", password: literal-word}}}]`,
    );
    expect(profile.organisations[0]?.auth).to.deep.include({
      user: { value: "till$1", shell: "till\\$1", secret: false },
      password: { value: "literal-word", shell: "${MY_ORG_PASSWORD}", secret: true },
    });
    const redactor = createRedactor(profile.secrets);
    expect(redactor.text("literal-word of till$1")).to.equal("${MY_ORG_PASSWORD} of till$1");
  });

  it("does not redact a default, which the profile prints", () => {
    const profile = load(
      `${head}organisations: [{name: a, auth: {basic: {user: "\${U:-till.1}", password: "\${P:-sample}"}}}]`,
    );
    expect(profile.secrets).to.deep.equal([]);
    expect(profile.organisations[0]?.auth).to.deep.include({
      password: { value: "sample", shell: "${P:-sample}", secret: false },
    });
  });

  it("leaves a default with quotes or dollars out of the shell form", () => {
    const profile = load(
      `${head}organisations: [{name: a, auth: {basic: {user: "\${U:-till's}", password: "\${P:-a$(id)}"}}}]`,
    );
    expect(profile.organisations[0]?.auth).to.deep.include({
      user: { value: "till's", shell: "${U}", secret: false },
      password: { value: "a$(id)", shell: "${P}", secret: false },
    });
  });

  it("redacts what the environment gives in the place of a default", () => {
    const text = `${head}organisations: [{name: a, auth: {basic: {user: "\${U:-till.1}", password: "\${P:-sample}"}}}]`;
    const redactor = createRedactor(load(text, { P: "real-password" }).secrets);
    expect(redactor.text("real-password")).to.equal("${P:-sample}");
    const header = Buffer.from("till.1:real-password").toString("base64");
    expect(redactor.text(`Basic ${header}`)).to.equal("Basic ${U:-till.1}:${P:-sample}");
  });

  it("redacts every secret of the full profile in every place", () => {
    const redactor = createRedactor(load(full, environment).secrets);
    const basic = Buffer.from(`till-user:${createHash("md5").update("hunter22").digest("hex")}`).toString("base64");
    for (const secret of [...Object.values(environment), basic]) {
      expect(redactor.text(`<${secret}>`), secret).to.match(/^<\$\{\w+\}(:\$\{\w+\})?>$/);
    }
  });

  it("redacts the credentials of a header without their scheme, and decoded", () => {
    const text = `${head}organisations: [{name: a, auth: {headers: {Authorization: "Bearer abcdef"}}}, {name: b, auth: {headers: {Authorization: "\${H}"}}}]`;
    const redactor = createRedactor(
      load(text, { H: `Basic ${Buffer.from("user:pass-word").toString("base64")}` }).secrets,
    );
    expect(redactor.text("token abcdef is bad")).to.equal("token ${A_AUTHORIZATION#* } is bad");
    expect(redactor.text("pass-word is bad")).to.equal("${H} is bad");
  });

  it("does not redact settings that came from the environment, nor the host", () => {
    const text =
      'profile: 1\nhost: "${H}"\norganisations: [{name: a, relinking: "${R}"}]\nlimits: {timeout: "${T}"}\nstate: {url: "${H}/_mock"}';
    const profile = load(text, { H: "http://host.example.com", R: "off", T: "3s" });
    expect(profile.organisations[0]?.relinking).to.equal("off");
    expect(profile.limits.timeoutMs).to.equal(3000);
    expect(profile.secrets).to.deep.equal([]);
  });

  it("redacts a customer's identifier that came from the environment", () => {
    const profile = load(`${head}organisations: [{name: a, customers: [{mobile: "\${PHONE}"}]}]`, {
      PHONE: "919740000001",
    });
    expect(createRedactor(profile.secrets).text("?identifierValue=919740000001")).to.equal("?identifierValue=${PHONE}");
  });

  const broken: readonly (readonly [
    what: string,
    text: string,
    message: string,
    environment?: Record<string, string>,
  ])[] = [
    [
      "a variable that is not set",
      `${head}organisations: [{name: a, auth: {basic: {user: x, password: "\${CAP_PASSWORD}"}}}]`,
      "p.yaml:3:61 /organisations/0/auth/basic/password: the environment variable CAP_PASSWORD is not set\n" +
        "  set CAP_PASSWORD, or write ${CAP_PASSWORD:-default}",
    ],
    [
      "a variable that is empty",
      'profile: 1\nhost: "${H}"',
      "p.yaml:2:7 /host: the environment variable H is empty\n  set H, or write ${H:-default}",
      { H: "" },
    ],
    [
      "half a reference",
      'profile: 1\nhost: "${H-x}"',
      "p.yaml:2:7 /host: holds ${ without a variable's name\n  write ${NAME} or ${NAME:-default}",
    ],
    [
      "relinking as a truth",
      `${head}organisations: [{name: a, relinking: true}]`,
      'p.yaml:3:38 /organisations/0/relinking: must be one of "on", "off", "unknown", got true\n  write on, off or unknown',
    ],
    [
      "two kinds of auth",
      `${head}organisations: [{name: a, auth: {headers: {A: x}, basic: {user: u, password: p}}}]`,
      "p.yaml:3:33 /organisations/0/auth: must have at most 1 entry\n  write exactly one of basic, oauth and headers",
    ],
    [
      "a host without a scheme",
      "profile: 1\nhost: eu.api.example.com",
      "p.yaml:2:7 /host: must be an http or https address, such as https://eu.api.example.com",
    ],
    [
      "credentials in the host",
      "profile: 1\nhost: https://u:hunter2@x.example.com",
      "p.yaml:2:7 /host: must not hold a user or a password; they belong under auth",
    ],
    [
      "a query in the host",
      "profile: 1\nhost: https://x.example.com/?a=1",
      "p.yaml:2:7 /host: must not have a query or a fragment, since paths are put behind it",
    ],
    [
      "two organisations of one name",
      `${head}organisations: [{name: a}, {name: a}]`,
      'p.yaml:3:35 /organisations/1/name: there is already an organisation called "a"\n  give each its own name',
    ],
    [
      "a customer without identifier",
      `${head}organisations:\n  - name: a\n    customers:\n      - { source: INSTORE }`,
      "p.yaml:6:9 /organisations/0/customers/0: this customer has no identifier\n" +
        "  add mobile, email, externalId, id, cardnumber or cardExternalId",
    ],
    [
      "a misspelled identifier",
      `${head}organisations: [{name: a, customers: [{externalID: x}]}]`,
      'p.yaml:3:40 /organisations/0/customers/0/externalID: there is no member "externalID" here\n  did you mean "externalId"?',
    ],
    [
      "a telephone number without quotes",
      `${head}organisations: [{name: a, customers: [{mobile: 0919740000001}]}]`,
      'p.yaml:3:48 /organisations/0/customers/0/mobile: must be text, got 919740000001\n  write "0919740000001", in quotes',
    ],
    [
      "a duration without unit",
      `${head}limits: {timeout: 10}`,
      "p.yaml:3:19 /limits/timeout: must be text, got 10\n  write a number and a unit, such as 500ms, 10s or 2m",
    ],
    [
      "no time at all",
      `${head}limits: {timeout: 0s}`,
      "p.yaml:3:19 /limits/timeout: must be more than nothing\n  write a duration such as 500ms or 10s",
    ],
    [
      "a size in other units",
      `${head}limits: {body: 10 megabytes}`,
      'p.yaml:3:16 /limits/body: is not of the form that is needed, got "10 megabytes"\n  write a number and a unit, such as 512kB or 10MB',
    ],
    [
      "a place to listen without port",
      `${head}webhooks: {listen: localhost}`,
      "p.yaml:3:20 /webhooks/listen: must be an address and a port\n  write for example 127.0.0.1:0, where 0 is any free port",
    ],
    ["another version", "profile: 2\nhost: http://x.example.com", "p.yaml:1:10 /profile: must be 1, got 2"],
  ];
  for (const [what, text, message, set] of broken) {
    it(`names the place of ${what}`, () => {
      expect(readMessage(() => load(text, set))).to.equal(message);
    });
  }

  describe("with the readings that exist", () => {
    const readings = new Map([
      ["trees.rows.reading", ["ignored", "narrowed"]],
      ["trees.code.44", ["accepted", "refused"]],
    ]);
    const pin = (pins: string): string =>
      readMessage(() => loadProfile(`${head}pin:\n${pins}`, "p.yaml", {}, schema, readings));

    it("takes pins of these", () => {
      const text = `${head}pin: { trees.rows.reading: narrowed }`;
      expect(loadProfile(text, "p.yaml", {}, schema, readings).pin).to.deep.equal({ "trees.rows.reading": "narrowed" });
    });

    it("names the place of a pin of a requirement that does not exist, and the one that is spelled like it", () => {
      expect(pin("  trees.code.44: refused\n  trees.row.reading: ignored")).to.equal(
        "p.yaml:5:22 /pin/trees.row.reading: there is no requirement trees.row.reading with readings\n" +
          "  did you mean trees.rows.reading?",
      );
      expect(pin("  a.b: ignored")).to.match(
        /\/pin\/a\.b: there is no requirement a\.b with readings\n {2}`requirements` /,
      );
    });

    it("names the place of a reading that does not exist, and those that do", () => {
      expect(pin("  trees.rows.reading: ignore")).to.equal(
        "p.yaml:4:23 /pin/trees.rows.reading: ignore is no reading of trees.rows.reading\n  one of ignored, narrowed",
      );
    });

    it("names all mistakes at once", () => {
      expect(
        pin("  trees.rows.reading: ignore\n  trees.code.44: reused\nlimits: { timeout: 0s }").match(/p\.yaml:/g),
      ).to.have.length(3);
    });

    it("does not look at pins where it is not told which there are", () => {
      expect(load(`${head}pin: { never.heard: of }`).pin).to.deep.equal({ "never.heard": "of" });
    });
  });

  it("redacts the MD5 of a password like the password: whoever has it can log in", () => {
    const md5 = createHash("md5").update("hunter22").digest("hex");
    const spellings = [md5, Buffer.from(md5).toString("base64"), Buffer.from(`till-9:${md5}`).toString("base64")];
    for (const form of ["plain", "md5"]) {
      const auth = `{ basic: { user: till-1, password: "\${P}", form: ${form} } }`;
      const redactor = createRedactor(
        load(`${head}organisations: [{name: a, auth: ${auth}}]`, { P: "hunter22" }).secrets,
      );
      for (const spelling of spellings) expect(redactor.text(`<${spelling}>`), form).to.include("${P}");
    }
  });

  it("has no secret in the MD5 of a password that the profile prints", () => {
    const auth = `{ basic: { user: till-1, password: "\${P:-sample}" } }`;
    const redactor = createRedactor(load(`${head}organisations: [{name: a, auth: ${auth}}]`).secrets);
    const md5 = createHash("md5").update("sample").digest("hex");
    expect(redactor.text(md5)).to.equal(md5);
  });

  it("shows no value from the environment where a setting takes the wrong one", () => {
    const settings = [
      'limits: { timeout: "${P}" }',
      'writes: "${P}"',
      'organisations: [{ name: a, relinking: "${P}" }]',
      'state: { url: "${P}" }',
    ];
    for (const setting of settings) {
      const found = readMessage(() => load(head + setting, { P: "hunter22" }));
      expect(found, setting)
        .to.match(/^p\.yaml:3:/)
        .and.not.contain("hunter22");
    }
    expect(readMessage(() => load('profile: 1\nhost: "${P}"', { P: "hunter22" }))).to.not.contain("hunter22");
  });

  it("shows no value from the environment in a message", () => {
    const found = readMessage(() =>
      load(`${head}organisations: [{name: a, auth: {basic: "\${P}"}}]`, { P: "hunter22" }),
    );
    expect(found).to.contain("/organisations/0/auth/basic: must be a mapping").and.not.contain("hunter22");
  });
});

describe("makeUrlProfile", () => {
  it("knows nothing but the host", () => {
    const profile = makeUrlProfile("http://127.0.0.1:8080/");
    expect(profile).to.deep.include({
      host: "http://127.0.0.1:8080",
      loopback: true,
      allowedHosts: ["http://127.0.0.1:8080"],
    });
    expect(profile.organisations).to.have.length(1);
  });

  it("refuses what is no address", () => {
    expect(readMessage(() => makeUrlProfile("prod.yaml"))).to.match(/^the target must be an http or https address/);
  });
});
