import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createHost } from "../mock/host.ts";
import { mountDirect } from "../mock/mounts/direct.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { systemClock } from "../src/model/clock.ts";
import type { RunEvent } from "../src/model/run.ts";
import { reportFormats, reports } from "../reports/formats.ts";
import { runConformance } from "../src/run/run-conformance.ts";
import { createSuitesPhase } from "../src/run/run-phase.ts";
import { loadProfile } from "../src/target/profile.ts";
import { createTarget } from "../src/target/target.ts";
import { createStandard } from "../suites/standard.ts";
import { type Folder, makeFolder, processIo, readReport, runCommand, toolkit } from "./command.ts";

/** Where a host may put what it was sent. */
type Echo = (seen: Seen, send: (status: number, body: string, headers?: Record<string, string>) => void) => void;

interface Seen {
  readonly authorization: string;
  readonly user: string;
  readonly password: string;
}

const answer = {
  entityId: 1,
  entityType: "CUSTOMER",
  warnings: [],
  promisedPointsScheduleList: [],
  triggerBasedPointsList: [],
};
const refuse = (message: string): string => JSON.stringify({ errors: [{ status: false, code: 885, message }] });
const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");
const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

const echoes: Readonly<Record<string, Echo>> = {
  "a header": ({ password, authorization }, send) =>
    send(200, JSON.stringify(answer), { "X-Echo": encodeURIComponent(password), "X-Authorization": authorization }),
  "the value of a member": ({ password, user }, send) =>
    send(200, JSON.stringify({ ...answer, entityType: password, entityId: user })),
  "an error's message": ({ password, user }, send) =>
    send(400, refuse(`no till ${user} with the password ${password}`)),
  "the name of a member": ({ password, user }, send) =>
    send(
      200,
      JSON.stringify({
        ...answer,
        [password]: user,
        promisedPointsScheduleList: [{ [password]: 1, points: password }],
      }),
    ),
  "base64 text": ({ password, authorization }, send) =>
    send(400, refuse(`${authorization} ${base64(password)} ${base64(`xx${password}yy`)} ${base64(`x:${password}`)}`)),
  "URL-encoded text": ({ password, user }, send) =>
    send(400, refuse(`/login?user=${encodeURIComponent(user)}&password=${encodeURIComponent(password)}`)),
  "a longer token": ({ password, user }, send) => send(400, refuse(`v1.${user}.${password}.sig`)),
  "a page with HTTP 500": ({ password, user }, send) =>
    send(500, `<pre>auth ${user}/${escapeHtml(password)} failed in Login.java</pre>`, { "Content-Type": "text/html" }),
  "text that is no JSON": ({ password, user }, send) => send(200, `{"user":"${user}","password":"${password}"`),
  "its MD5": ({ password }, send) => send(400, refuse(`${md5(password)} ${md5(password).toUpperCase()}`)),
  "bytes that are no UTF-8": ({ password }, send) => send(200, `{"a":"\u00ff${password}"}`, { "X-Latin": "1" }),
};

const forms = ["plain", "md5"] as const;
const places = ["the environment", "the profile itself"] as const;
const secrets = { user: 'till "geheim" 7f3a', password: 'pä$s"w/ord+&<x> 91c2' };

describe("Credentials", () => {
  let folder: Folder;
  let server: Server;
  let echo: Echo | undefined;
  let password = "";
  let seenByHost = 0;
  beforeEach(async () => {
    folder = makeFolder();
    echo = undefined;
    seenByHost = 0;
    const listener: RequestListener = (request, response) => {
      const authorization = request.headers.authorization ?? "";
      const [user = "", ...rest] = Buffer.from(authorization.replace(/^Basic /, ""), "base64")
        .toString("utf8")
        .split(":");
      if (rest.join(":") === password) seenByHost += 1;
      // What travelled as MD5 is echoed as such, and as the host knows it.
      const seen = {
        authorization,
        user: user || secrets.user,
        password: seenByHost % 2 === 0 ? secrets.password : password,
      };
      echo?.(seen, (status, body, headers = {}) => {
        const bytes = headers["X-Latin"] === undefined ? Buffer.from(body, "utf8") : Buffer.from(body, "latin1");
        response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(bytes);
      });
    };
    server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
    folder.remove();
  });

  for (const form of forms) {
    for (const place of places) {
      for (const [title, one] of Object.entries(echoes)) {
        it(`from ${place} in ${form} form are in no output of a host that echoes them as ${title}`, async () => {
          echo = one;
          password = form === "md5" ? md5(secrets.password) : secrets.password;
          const { env, profile } = writeProfile(place, form);
          const args = ["--target", profile];
          // The host says the same to every operation.
          const only = ["--only", "points.read", "authentication.points"];
          const settings = { env };
          const everyFormat = ["--report", reportFormats.join(",")];
          const run = await runCommand(
            ["run", "--phase", "suites", ...args, ...everyFormat, "--out", folder.at("out"), ...only],
            settings,
          );
          const json = await runCommand(["run", ...args, "--out", folder.at("json"), "--json", ...only], settings);
          const outputs: Record<string, string> = {
            stdout: run.stdout,
            stderr: run.stderr,
            "--json": json.stdout,
          };
          for (const file of [...Object.values(reports).map((report) => report.file), "run.ndjson"]) {
            outputs[file] = folder.read(`out/${file}`);
          }
          const [divergence] = readReport(folder.at("out")).divergences;
          if (divergence !== undefined) {
            const again = ["replay", folder.at("out/run.ndjson"), "--case", divergence.case];
            const { stdout, stderr } = await runCommand(again, settings);
            outputs["replay"] = stdout + stderr;
          }
          expect(seenByHost, "the host got the credentials").to.be.above(0);
          // Without divergences no request would be in the reports, and this test would show nothing.
          expect(divergence?.exchanges ?? [], "a request is reported").to.not.deep.equal([]);
          const shown = place === "the environment" ? [secrets.user, secrets.password] : [secrets.password];
          for (const [name, text] of Object.entries(outputs)) expectWithout(text, shown, name);
          expect(outputs["run.ndjson"]).to.include(
            place === "the environment" ? "${CAP_PASSWORD}" : "${MAIN_PASSWORD}",
          );
        });
      }
    }
  }

  it("are not in the message about a profile that cannot be used either", async () => {
    const { env } = writeProfile("the environment", "plain");
    const text = folder
      .read("profile.yaml")
      .replace("form: plain", 'form: "${CAP_PASSWORD}"')
      .replace("customers", "custommers");
    const { code, stdout, stderr } = await runCommand(
      ["run", "--target", folder.write("bad.yaml", text), "--out", folder.at("out")],
      { env },
    );
    expectWithout(stdout + stderr, [secrets.user, secrets.password], "stderr");
    expect(stderr).to.include("/organisations/0/auth/basic/form");
    expect(code).to.equal(2);
  });

  function writeProfile(place: (typeof places)[number], form: (typeof forms)[number]) {
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = { CAP_TILL: secrets.user, CAP_PASSWORD: secrets.password };
    const [user, word] =
      place === "the environment" ? ["${CAP_TILL}", "${CAP_PASSWORD}"] : [secrets.user, secrets.password];
    const profile = folder.write(
      "profile.yaml",
      `profile: 1
host: ${host}
limits: { timeout: 5s }
organisations:
  - name: main
    auth: { basic: { user: ${JSON.stringify(user)}, password: ${JSON.stringify(word)}, form: ${form} } }
    defaultProgram: 1101
    customers: [{ mobile: "919700000001" }]
`,
    );
    return { profile, env: place === "the environment" ? env : {} };
  }
});

/** Every spelling of a secret by which somebody could get at it, made here without the help of what is tested. */
function listSpellings(secret: string): string[] {
  const spellings = [secret, md5(secret)].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[\u0080-\uffff]/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16)}`),
    JSON.stringify(JSON.stringify(text)).slice(3, -3),
    escapeHtml(text),
    escapeHtml(text).replaceAll('"', "&#34;"),
    encodeURIComponent(text),
    encodeURIComponent(text).toLowerCase(),
    encodeURIComponent(text).replaceAll("%20", "+"),
    ...[0, 1, 2].map((offset) => {
      // The first and last characters depend on the neighbours.
      const encoded = base64("x".repeat(offset) + text);
      return encoded.slice(offset === 0 ? 0 : 4, -4);
    }),
  ]);
  return [...new Set([...spellings, md5(secret).toUpperCase()])];
}

function expectWithout(text: string, secretTexts: readonly string[], name: string): void {
  for (const secret of secretTexts) {
    for (const spelling of listSpellings(secret)) {
      const at = text.indexOf(spelling);
      expect(at, `${name} shows ${spelling} in …${text.slice(Math.max(0, at - 80), at + 40)}…`).to.equal(-1);
    }
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

describe("Personal data of customers on a host elsewhere", () => {
  /** A run of a host that only looks as if it were elsewhere, with a divergence or none. */
  async function runElsewhere(defects: readonly string[], address = "https://api.example.invalid") {
    const fixtures = await loadFixtures(undefined, processIo);
    const text = `${renderProfile(fixtures, address)}limits: { perMinute: 6000000, requests: 10000 }\n`;
    const profile = loadProfile(text, "profile.yaml", {}, toolkit.meta("profile"));
    const host = createHost({ fixtures, defects, random: createRandom(1) });
    const written: RunEvent[] = [];
    const shown: RunEvent[] = [];
    const standard = createStandard(toolkit.catalog());
    const run = await runConformance({
      standard,
      target: createTarget({ profile, clock: systemClock, transport: mountDirect(host, { timeoutMs: 1000 }) }),
      tool: { name: "capillary-conformance", version: "0" },
      id: "elsewhere",
      seed: 1,
      phases: [
        createSuitesPhase(standard.cases, ["points.read", "points.customer", "points.identifiers", "authentication"]),
      ],
      gates: ["violation"],
      clock: systemClock,
      journal: "run.ndjson",
      write: (event) => void written.push(event),
      show: (event) => void shown.push(event),
      interrupted: () => undefined,
    });
    const { customers = [] } = fixtures.organisations[0] ?? {};
    const identifiers = customers
      .flatMap(({ mobile, email, externalId }) => [mobile, email, externalId])
      .filter((each) => each !== undefined);
    const spell = (values: readonly string[]): string[] =>
      values.flatMap((value) => [value, encodeURIComponent(value)]);
    const find = (values: unknown): string[] => {
      const all = JSON.stringify(values);
      return [...new Set(spell(identifiers))].filter((each) => all.includes(each));
    };
    return { run, written: find(written), shown: find(shown), inRun: find(run), identifiers, events: shown };
  }

  let elsewhere: Awaited<ReturnType<typeof runElsewhere>>;
  before(async () => {
    elsewhere = await runElsewhere(["points.entity-id-removed", "points.by-email-loses-entry"]);
  });

  it("are in the journal, for replay", () => {
    const { run, written, identifiers } = elsewhere;
    expect(run.run.loopback).to.equal(false);
    expect(written).to.include.members(identifiers);
  });

  it("are in nothing that the reports are made of", () => {
    const { run, inRun } = elsewhere;
    expect(run.divergences.length).to.be.above(1);
    expect(inRun).to.deep.equal([]);
  });

  for (const kind of ["exchange", "verdict", "discovered"] as const) {
    it(`are in no event ${kind} that is shown to people`, () => {
      const { events, identifiers } = elsewhere;
      const text = JSON.stringify(events.filter(({ event }) => event === kind));
      expect(text).to.include("customer-1");
      const spellings = identifiers.flatMap((each) => [each, encodeURIComponent(each)]);
      expect(spellings.filter((each) => text.includes(each))).to.deep.equal([]);
    });
  }

  it("are left as they are for a host on this machine", async () => {
    const { shown, identifiers } = await runElsewhere([], "http://127.0.0.1:8080");
    expect(shown).to.include.members(identifiers);
  });
});
