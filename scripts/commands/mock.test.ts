import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { parse } from "yaml";
import { mountHttp } from "../../mock/mounts/http.ts";
import { type Header, type HttpRequest, noBody } from "../../src/model/http.ts";
import { type CommandIo, createMockCommand, loadFixtures } from "./mock.ts";

interface Outcome {
  readonly output: string;
  readonly errors: string;
}

/** Runs the command, does something with the host that it starts, and ends it as a signal would. */
async function runCommand(
  args: readonly string[],
  use: (url: string, output: string) => Promise<void> = async () => {},
): Promise<Outcome> {
  const [outputs, errors]: [string[], string[]] = [[], []];
  let end = (): void => {};
  let used: Promise<void> | undefined;
  const io: CommandIo = {
    stdout: (text) => {
      outputs.push(text);
      const url = /listens on (\S+)/.exec(text)?.[1];
      if (url !== undefined) used = use(url, text).finally(() => end());
    },
    stderr: (text) => void errors.push(text),
    env: {},
    readFile: (path) => readFile(path, "utf8"),
    locate: (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url)),
    onSignal: (action) => {
      end = action;
      return () => {};
    },
  };
  await createMockCommand(io).exitOverride().parseAsync(args, { from: "user" });
  await used;
  return { output: outputs.join(""), errors: errors.join("") };
}

async function printed(...args: readonly string[]): Promise<string> {
  return (await runCommand(args)).output;
}

async function failCommand(...args: readonly string[]): Promise<string> {
  return runCommand(args).then(
    () => "it did not fail",
    (error: unknown) => String(error),
  );
}

/** Does what a curl line of the greeting says, and gives the status and the parsed body. */
async function follow(line: string): Promise<{ readonly status: number; readonly body: unknown }> {
  // A shell's word: quoted and plain pieces that touch.
  const words = [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|\\(.)/g, (_piece, quoted: string | undefined, escaped: string) => quoted ?? escaped),
  );
  const after = (flag: string): string | undefined =>
    words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined;
  const data = after("-d");
  const till = after("-u");
  const response = await fetch(words.at(-1) ?? "", {
    method: after("-X") ?? (data === undefined ? "GET" : "POST"),
    headers: {
      ...(till === undefined ? {} : { Authorization: `Basic ${Buffer.from(till).toString("base64")}` }),
      "Content-Type": "application/json",
    },
    ...(data === undefined ? {} : { body: data }),
  });
  return { status: response.status, body: await response.json() };
}

function listCurls(greeting: string): string[] {
  return greeting.split("\n").flatMap((line) => /\bcurl .*/.exec(line)?.[0] ?? []);
}

describe("the command mock", () => {
  it("says where it listens and how it behaves, and ends at a signal", async () => {
    const output = await printed(
      "--port",
      "0",
      "--defect",
      "points.entity-id-null",
      "--variant",
      "gzip",
      "--variant",
      "chunked",
    );
    expect(output).to.match(/listens on http:\/\/127\.0\.0\.1:\d+/);
    expect(output).to.include("points.entity-id-null").and.include("variants gzip, chunked");
    expect(output).to.match(/--print-profile --port \d+ > mock-profile\.yaml/);
  });

  for (const args of [[], ["--seed", "3"], ["--seed", "4"]]) {
    it(`greets with commands that work: ${args.join(" ") || "with its own fixtures"}`, async () => {
      const { output } = await runCommand(["--port", "0", ...args], async (_url, greeting) => {
        const curls = listCurls(greeting);
        expect(curls).to.have.length(4);
        for (const curl of curls) expect(await follow(curl), curl).to.include({ status: 200 });
      });
      expect(output).to.include(["--print-profile", ...args].at(-1));
    });
  }

  it("tells in its greeting's update of a tier that the customer has", async () => {
    await runCommand(["--port", "0"], async (_url, greeting) => {
      const { body } = await follow(listCurls(greeting)[2] ?? "");
      expect(JSON.stringify(body)).to.include('"updateType":"RENEW","updateStatus":{"status":true');
    });
  });

  it("makes customers at random where a seed is given, the same for the same seed", async () => {
    const [first, again, other] = [
      await printed("--print-profile", "--seed", "5"),
      await printed("--print-profile", "--seed", "5"),
      await printed("--print-profile", "--seed", "6"),
    ];
    expect(again).to.equal(first);
    expect(other).not.to.equal(first);
    expect(first).not.to.equal(await printed("--print-profile"));
  });

  it("keeps to a fixtures file where there is one, whatever the seed", async () => {
    const file = fileURLToPath(new URL("../../mock/fixtures/default.yaml", import.meta.url));
    expect(await printed("--print-profile", "--fixtures", file, "--seed", "5")).to.equal(
      await printed("--print-profile"),
    );
  });

  it("prints the profile for the port it would have, with the credentials that are asked for", async () => {
    expect(await printed("--print-profile")).to.include('host: "http://127.0.0.1:8080"');
    expect(await printed("--print-profile", "--port", "9")).to.include('host: "http://127.0.0.1:9"');
    expect(await failCommand("--print-profile", "--port", "0")).to.include("--port");
    expect(await printed("--print-profile", "--auth", "basic")).to.equal(await printed("--print-profile"));
    expect(await printed("--print-profile", "--auth", "md5")).to.include("form: md5");
    expect(await printed("--print-profile", "--auth", "oauth")).to.include("tokenUrl: ");
    const withReceiver = await printed("--print-profile", "--webhook-url", "http://127.0.0.1:9099/hook");
    expect(parse(withReceiver)).to.have.nested.property("webhooks.listen", "127.0.0.1:9099");
    expect(await printed("--print-profile", "--webhook-url", "https://a.example/hook")).not.to.include("webhooks");
  });

  it("lists what can be put in, and what each defect breaks", async () => {
    const output = await printed("--list");
    expect(output).to.include("points.entity-id-removed").and.include("Breaks points.entity-id.present.");
    expect(output).to.include("points-without-scale");
    const some = await printed("--list", "expiry-before");
    expect(some).to.include("updated.expiry-before-update-told").and.not.include("points.");
  });

  it("sends bodies in chunks, compressed and late where it is told to", async () => {
    await runCommand(["--port", "0", "--chunked", "--gzip", "--latency", "1ms"], async (url) => {
      const { headers, status } = await fetch(`${url}/v2/nothing`, { headers: { "Accept-Encoding": "gzip" } });
      expect([status, headers.get("transfer-encoding"), headers.get("content-encoding")]).to.deep.equal([
        404,
        "chunked",
        "gzip",
      ]);
    });
  });

  it("delivers events to the address that it is given, with the headers for it", async () => {
    const seen: HttpRequest[] = [];
    let arrived = (): void => {};
    const delivered = new Promise<void>((resolve) => (arrived = resolve));
    const receiver = await mountHttp({
      handle: async (request) => {
        seen.push(request);
        arrived();
        const headers: readonly Header[] = [["Content-Length", "0"]];
        return { kind: "response", response: { status: 200, headers, body: noBody } };
      },
    });
    const webhook = [
      "--webhook-url",
      `${receiver.url}/hook?a=1`,
      "--webhook-header",
      "X-Hook: se:cret",
      "--webhook-header",
      "X-Two:2",
    ];
    const { output, errors } = await runCommand(["--port", "0", ...webhook], async (_url, greeting) => {
      expect(await follow(listCurls(greeting)[2] ?? "")).to.include({ status: 200 });
      await delivered;
    });
    await receiver.close();
    expect(output)
      .to.include(`delivers events to ${receiver.url}/hook?a=1, with X-Hook, X-Two`)
      .and.not.include("se:cret");
    const [event] = seen;
    expect(event).to.include({ method: "POST", url: `${receiver.url}/hook?a=1` });
    expect(event?.headers).to.deep.include(["X-Hook", "se:cret"]).and.deep.include(["X-Two", "2"]);
    expect(Buffer.from(event?.body ?? noBody).toString()).to.include("partnerProgramUpdated");
    expect(errors).to.equal("");
  });

  it("says so where an event is not delivered, and ends without waiting to send it again", async () => {
    let asked = (): void => {};
    const failed = new Promise<void>((resolve) => (asked = resolve));
    const receiver = await mountHttp({
      handle: async () => {
        setImmediate(asked);
        const headers: readonly Header[] = [["Content-Length", "0"]];
        return { kind: "response", response: { status: 503, headers, body: noBody } };
      },
    });
    const { errors } = await runCommand(["--port", "0", "--webhook-url", receiver.url], async (_url, greeting) => {
      await follow(listCurls(greeting)[2] ?? "");
      await failed;
    });
    await receiver.close();
    expect(errors).to.match(/^An event was not delivered: 127\.0\.0\.1:\d+ /);
  });

  it("refuses ids, ports, files and options that it cannot use, each with a hint", async () => {
    expect(await failCommand("--defect", "entity-id-removed")).to.include("did you mean points.entity-id-removed");
    expect(await failCommand("--variant", "gzipp")).to.include("there is no variant gzipp");
    expect(await failCommand("--port", "http")).to.include("--port http");
    expect(await failCommand("--seed", "one")).to.include("--seed one");
    expect(await failCommand("--fixtures", "nowhere.yaml")).to.include("nowhere.yaml: cannot be read");
    expect(await failCommand("--latency", "50")).to.include("such as --latency 50ms");
    expect(await failCommand("--latency", "11m")).to.include("of up to 10m");
    expect(await failCommand("--auth", "digest", "--print-profile")).to.include("basic, md5, oauth");
    expect(await failCommand("--auth", "md5")).to.include("add --print-profile");
    expect(await failCommand("--webhook-url", "ftp://a.example")).to.include("http or https");
    expect(await failCommand("--webhook-url", "https://a:b@a.example")).to.include("--webhook-header");
    expect(await failCommand("--webhook-header", "A: 1")).to.include("add --webhook-url");
    for (const header of ["secret", ": secret", "A B: secret", "A: sec\nret"]) {
      const message = await failCommand("--webhook-url", "http://a.example", "--webhook-header", header);
      expect(message).to.include("a name and a value").and.not.include("ret");
    }
  });

  it("takes fixtures by their schema", async () => {
    const locate = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));
    const broken = loadFixtures("broken.yaml", {
      locate,
      readFile: async (path) => (path === "broken.yaml" ? "fixtures: 1\nclock: noon\n" : readFile(path, "utf8")),
    });
    expect(await broken.then(String, String))
      .to.include("broken.yaml:2")
      .and.include("/clock");
  });
});
