import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { expect } from "chai";
import { Agent, request } from "undici";
import { decodeBody } from "../src/target/decode-body.ts";
import { systemClock } from "../src/model/clock.ts";
import type { Json } from "../src/model/json.ts";
import { openReceiver } from "../src/capture/webhook-receiver.ts";
import { change, sample } from "../suites/events/testing/sample-payloads.ts";
import { type CommandResult, type Folder, makeFolder, readReport, root, runCommand } from "./command.ts";

const update = sample("updated", "flat");
const link = sample("linked", "wrapped");

describe("The command listen", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  /** Listens, does something with the address, and ends as a signal would, unless it has ended by itself. */
  async function listen(
    args: readonly string[],
    use: (url: string) => Promise<void>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<CommandResult> {
    let end: (code: number) => void = () => {};
    let used: Promise<void> | undefined;
    const result = await runCommand(["listen", "--port", "0", "--out", folder.at("out"), ...args], {
      env,
      onSignal: (action) => {
        end = action;
        return () => {};
      },
      onError: (text) => {
        const url = /^Listening on (\S+)/m.exec(text)?.[1];
        if (url !== undefined) used = use(url).finally(() => end(130));
      },
    });
    await used;
    return result;
  }

  async function post(url: string, body: Json | string, headers: Readonly<Record<string, string>> = {}) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: text,
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  it("holds each delivery against its event, reports as run does, and ends clean where all are as documented", async () => {
    const { code, stdout } = await listen([], async (url) => {
      expect(await post(url, update)).to.equal(200);
      expect(await post(url, update)).to.equal(200);
      expect(await post(url, link)).to.equal(200);
      expect(await post(url, { eventName: "transactionAdded" })).to.equal(200);
    });
    const run = readReport(folder.at("out"));
    expect(run.account).to.include({ planned: 4, passed: 3, notApplicable: 1, diverged: 0 });
    expect(run.run).to.deep.include({ phases: ["webhooks"], requests: 0 });
    expect(run.divergences).to.deep.equal([]);
    expect(stdout).to.include("exit 0: no divergences");
    expect(code).to.equal(0);
    for (const file of ["report.html", "junit.xml"]) expect(folder.read(`out/${file}`)).to.not.equal("");
  });

  it("ends with 1 where the event's name is another, and shows a command that says it again", async () => {
    const wrong = change(update, { "/eventName": "PartnerProgramUpdated" });
    const { code, stderr } = await listen([], async (url) => void (await post(url, wrong)));
    const [divergence] = readReport(folder.at("out")).divergences;
    expect(divergence).to.include({ requirement: "updated.event-name.value", phase: "webhooks", case: "delivery-1" });
    expect(divergence?.reproduction.curl).to.match(/^printf %s '.*' \| npx capillary-conformance check -$/);
    expect(stderr).to.include("delivery-1").and.include("updated.event-name.value");
    expect(code).to.equal(1);
    const replay = await runCommand(["replay", folder.at("out/run.ndjson"), "--case", "delivery-1"]);
    expect(replay.stdout).to.include("now: updated.event-name.value");
    expect(replay.code).to.equal(1);
  });

  it("shows both deliveries where one is held against an earlier one", async () => {
    await listen(["--fail-on", "advisory"], async (url) => {
      await post(url, update);
      await post(url, change(update, { "/data/partnerProgramName": "Another" }));
    });
    const [divergence] = readReport(folder.at("out")).divergences;
    expect(divergence).to.include({ requirement: "updated.event-id.repeated", shownBy: 0 });
    expect(divergence?.exchanges).to.have.length(2);
  });

  it("ends with 3 where nothing came, and with 1 where something was to be expected", async () => {
    expect((await listen([], async () => {})).code).to.equal(3);
    const expected = await listen(["--expect", "partnerProgramUpdated", "linked"], async (url) => {
      await post(url, update);
    });
    expect(expected.code).to.equal(1);
    const { divergences, account } = readReport(folder.at("out"));
    expect(divergences.map(({ requirement, actual }) => [requirement, actual])).to.deep.equal([
      ["webhook.expected.arrived", "none among 1 deliveries"],
    ]);
    expect(expected.stdout, "nothing came that could be shown").to.not.include("see it");
    expect(divergences[0]?.statement).to.match(/delivered/);
    expect(account).to.include({ planned: 3, passed: 2, diverged: 1 });
  });

  it("ends by itself after the time that it is given, and interrupted by a signal before", async () => {
    const { code } = await runCommand(["listen", "--port", "0", "--for", "10ms", "--out", folder.at("out")]);
    expect(code).to.equal(3);
    expect(readReport(folder.at("out")).exit.reason).to.match(/^nothing was delivered to http:/);
    const interrupted = await listen(["--for", "1m"], async (address) => void (await post(address, update)));
    expect(interrupted.code).to.equal(130);
  });

  it("sends the sender's credentials on, and writes them nowhere", async () => {
    const seen: (string | undefined)[] = [];
    const consumer = await openReceiver({
      listen: { hostname: "127.0.0.1", port: 0 },
      clock: systemClock,
      decode: decodeBody,
      take: ({ request: { headers } }) => {
        seen.push(headers.find(([name]) => name.toLowerCase() === "authorization")?.[1]);
        return { status: 200 };
      },
    });
    const { stdout, stderr } = await listen(["--forward", consumer.url, "--report", "json,html"], async (url) => {
      await post(url, change(update, { "/orgId": "1" }), { Authorization: "Bearer s3cr3t-of-its-own" });
      await consumer.close();
    });
    expect(seen).to.deep.equal(["Bearer s3cr3t-of-its-own"]);
    const files = ["run.ndjson", "report.json", "report.html"].map((name) => folder.read(`out/${name}`));
    for (const text of [stdout, stderr, ...files]) expect(text).to.not.include("s3cr3t-of-its-own");
  });

  it("tells of a delivery that broke off", async () => {
    const { stdout } = await listen([], async (url) => {
      await post(url, update);
      const { port } = new URL(url);
      const socket = connect(Number(port), "127.0.0.1");
      socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{");
      socket.end();
      await once(socket.resume(), "close");
    });
    expect(stdout).to.include("a delivery broke off before its body was whole");
  });

  it("answers as it is told to, one after another", async () => {
    const statuses: number[] = [];
    const { code } = await listen(["--answer", "429,500,200", "--delay", "1ms"], async (url) => {
      for (let time = 0; time < 4; time += 1) statuses.push(await post(url, update));
    });
    expect(statuses).to.deep.equal([429, 500, 200, 200]);
    expect(code).to.equal(0);
  });

  it("sends deliveries on, and answers what the other side answers, or 502 where it does not", async () => {
    const seen: string[] = [];
    const consumer = await openReceiver({
      listen: { hostname: "127.0.0.1", port: 0 },
      clock: systemClock,
      decode: decodeBody,
      take: ({ request: { headers, body } }) => {
        seen.push(`${headers.find(([name]) => name === "x-own")?.[1]} ${Buffer.from(body).toString()}`);
        return { status: 202 };
      },
    });
    await listen(["--forward", `${consumer.url}/in`], async (url) => {
      expect(await post(url, update, { "x-own": "1" })).to.equal(202);
      await consumer.close();
      expect(await post(url, link)).to.equal(502);
    });
    expect(seen).to.deep.equal([`1 ${JSON.stringify(update)}`]);
    expect(readReport(folder.at("out")).account.passed).to.equal(2);
  });

  it("takes headers, pins and where to listen from a profile, and shows no secret anywhere", async () => {
    const profile = folder.write(
      "profile.yaml",
      [
        "profile: 1",
        "host: http://127.0.0.1:1",
        "organisations: [{ name: main }]",
        "webhooks: { listen: '127.0.0.1:0', header: { Authorization: 'Bearer ${HOOK}' } }",
        "pin: { updated.envelope.form: wrapped }",
      ].join("\n"),
    );
    const secret = "s3cret-of-the-hook";
    const { stdout, stderr } = await listen(
      ["--target", profile, "--fail-on", "advisory"],
      async (url) => {
        await post(url, link, { Authorization: `Bearer ${secret}` });
        await post(url, update, { Authorization: `Bearer ${secret}x` });
      },
      { HOOK: secret },
    );
    const run = readReport(folder.at("out"));
    const broken = run.divergences.map(({ requirement }) => requirement);
    expect(broken).to.include.members(["updated.delivery.headers", "updated.envelope.form"]);
    expect(broken).to.not.include("linked.delivery.headers");
    const files = ["run.ndjson", "report.json", "report.html", "junit.xml"].map((file) => folder.read(`out/${file}`));
    for (const text of [stdout, stderr, ...files]) expect(text).to.not.include(secret);
    const again = await runCommand(["replay", folder.at("out/run.ndjson"), "--case", "delivery-1"], {
      env: { HOOK: secret },
    });
    expect(again.code, again.stdout).to.equal(0);
  });

  it("refuses options that it cannot use, each with a hint", async () => {
    const fail = async (...args: readonly string[]): Promise<string> => {
      const { code, stderr } = await runCommand(["listen", "--out", folder.at("out"), ...args]);
      expect(code).to.equal(2);
      return stderr;
    };
    expect(await fail("--expect", "partnerProgramLink")).to.include("did you mean partnerProgramLinked");
    expect(await fail("--for", "soon")).to.include("--for 500ms");
    expect(await fail("--answer", "200,x")).to.include("--answer 429,500,200");
    expect(await fail("--port", "x")).to.include("--port is a whole number");
    expect(await fail("--target", "http://a.example")).to.include("takes a profile");
    expect(await fail("--forward", "ftp://a.example")).to.include("--forward must be an http");
    expect(await fail("--forward", "http://a.example", "--answer", "500")).to.include("leave out --answer");
  });

  it("loses nothing that it acknowledged when it is killed under load", async () => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "scripts/cli.ts", "listen", "--port", "0", "--out", folder.at("out"), "--answer", "202"],
      { cwd: root, stdio: ["ignore", "ignore", "pipe"] },
    );
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const url = await new Promise<string>((resolve) => {
      let text = "";
      child.stderr.setEncoding("utf8").on("data", (part: string) => {
        text += part;
        const found = /^Listening on (\S+)/m.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const acknowledged: string[] = [];
    const agent = new Agent({ connections: 8 });
    const send = async (worker: number): Promise<void> => {
      for (let index = 0; ; index += 1) {
        const id = `event-${worker}-${index}`;
        const body = JSON.stringify(change(update, { "/eventId": id }));
        try {
          const { statusCode, body: answer } = await request(url, { method: "POST", body, dispatcher: agent });
          await answer.dump();
          if (statusCode === 202) acknowledged.push(id);
        } catch {
          return;
        }
        // In the middle of it all, with no warning.
        if (acknowledged.length === 300) child.kill("SIGKILL");
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_unused, worker) => send(worker)));
    await ended;
    await agent.close();
    const journal = readFileSync(folder.at("out/run.ndjson"), "utf8");
    expect(acknowledged.length).to.be.at.least(300);
    expect(acknowledged.filter((id) => !journal.includes(id))).to.deep.equal([]);
  });
});
