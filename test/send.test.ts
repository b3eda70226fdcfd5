import { execFileSync } from "node:child_process";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { type CommandResult, type Folder, makeFolder, readEvents, readReport, runCommand } from "./command.ts";

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

describe("The command send", () => {
  let folder: Folder;
  let server: Server | undefined;
  let url = "";
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    server = undefined;
    folder.remove();
  });

  async function open(listener: RequestListener): Promise<void> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  }

  /** A consumer that answers what it is told to for the text of a delivery. */
  const answer = (status: (text: string) => number): Promise<void> =>
    open((request, response) => {
      void readText(request).then((text) => response.writeHead(status(text)).end());
    });

  async function send(...args: readonly string[]): Promise<CommandResult & { readonly run: Run }> {
    const options = ["--count", "1", "--retry", "1ms", "--ack-within", "1s", "--out", folder.at("out"), ...args];
    const result = await runCommand(["send", "--to", url, ...options]);
    return { ...result, run: readReport(folder.at("out")) };
  }

  const listBroken = ({ divergences }: Run): string[] => divergences.map(({ requirement }) => requirement);

  it("ends with 0 for a consumer that acknowledges everything, and says that no page demands it", async () => {
    await answer(() => 200);
    const { code, run, stdout } = await send("--event", "partnerProgramLinked");
    expect(run.divergences).to.deep.equal([]);
    expect(code, stdout).to.equal(0);
    expect(run.account.passed).to.equal(run.account.planned);
    const families = new Set(run.cases.map(({ case: id }) => id.split(".")[1]));
    expect([...families]).to.include.members([
      ..."sample drawn-1 unknown-members other-kinds nulls blanks reversed repeated late malformed truncated".split(
        " ",
      ),
      ..."empty not-utf8 retyped list nothing deep large".split(" "),
    ]);
    expect(run.pages.find(({ id }) => id === "own-options")?.title).to.include("no page");
  });

  it("is turned red by a fragile consumer, each divergence with a line that sends it again", async () => {
    const seen = new Set<string>();
    let isDown = false;
    await answer((text) => {
      if (isDown) return 503;
      let value: Readonly<Record<string, unknown>>;
      try {
        value = JSON.parse(text) as Readonly<Record<string, unknown>>;
      } catch {
        isDown = true;
        return 500;
      }
      // It knows one envelope, takes repetitions for mistakes and every member for its own.
      const id = String(value?.["eventId"]);
      if (value?.["data"] === undefined || "extension" in value) return 422;
      if (seen.has(id) && id.startsWith("7d4f1a52")) return 409;
      seen.add(id);
      return 200;
    });
    const { code, run } = await send("--event", "partnerProgramUpdated");
    expect(new Set(listBroken(run))).to.deep.equal(
      new Set(["webhook.valid.acknowledged", "webhook.repeated.acknowledged", "webhook.endpoint.alive"]),
    );
    for (const { class: weight, reproduction } of run.divergences) {
      expect(weight).to.equal("violation");
      expect(reproduction.replay).to.match(/^npx capillary-conformance send --to '.*' --seed 1 .* --only send\./);
    }
    expect(code).to.equal(1);
  });

  it("makes a payload that is not acknowledged as small as it is still documented and not acknowledged", async () => {
    await answer((text) => (text.includes('"extension"') ? 422 : 200));
    const { run } = await send("--event", "linked", "--only", "send.unknown-members.linked.flat");
    const [divergence] = run.divergences;
    const body = divergence?.exchanges[divergence.shownBy]?.request.body.text ?? "";
    expect(body.match(/"extension"/g)).to.have.length(1);
    expect(divergence?.reproduction.curl).to.include("curl ").and.include("extension");
    expect(divergence?.actual).to.equal("HTTP 422");
  });

  it("finds out who cannot wait for a body, and who takes repetitions at once for a fault", async () => {
    const underWay = new Set<string>();
    await open((request, response) => {
      let text = "";
      let pieces = 0;
      request.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
        pieces += 1;
      });
      request.on("end", () => {
        const isTwin = underWay.has(text);
        underWay.add(text);
        // What is under way is answered after all that has come with it.
        setImmediate(() => setImmediate(() => underWay.delete(text)));
        setImmediate(() => response.writeHead(pieces > 5 ? 408 : isTwin ? 409 : 200).end());
      });
    });
    const only = ["send.slow", "send.parallel", "send.repeated"];
    const { run, code } = await send("--event", "linked", "--ack-within", "200ms", "--only", ...only);
    expect(run.divergences.map(({ case: id, requirement, actual }) => [id, requirement, actual])).to.deep.equal([
      ["send.parallel.linked.wrapped", "webhook.repeated.acknowledged", "HTTP 409"],
      ["send.slow.linked.wrapped", "webhook.valid.acknowledged", "HTTP 408"],
    ]);
    expect(code).to.equal(1);
  });

  it("shrinks what takes an endpoint down, and what is not taken a second time", async () => {
    const seen = new Set<string>();
    let isDown = false;
    await answer((text) => {
      // It comes up again with the next delivery.
      if (isDown) {
        isDown = false;
        return 503;
      }
      if (text.length > 600_000) isDown = true;
      const id = /"eventId":"[^"]+"/.exec(text)?.[0] ?? text;
      if (seen.has(id) && text.includes("orgId")) return 409;
      seen.add(id);
      return 200;
    });
    const only = ["send.large", "send.repeated"];
    const { run } = await send("--event", "linked", "--retry", "", "--only", ...only);
    const [repeated, large] = [...run.divergences].sort((a, b) => b.requirement.localeCompare(a.requirement));
    expect(repeated?.requirement).to.equal("webhook.repeated.acknowledged");
    expect(repeated?.exchanges, "first and second delivery").to.have.length(2);
    expect(repeated?.minimised).to.equal(true);
    expect(large?.requirement).to.equal("webhook.endpoint.alive");
    const sent = large?.exchanges[large.shownBy];
    const { text = "", cut = 0 } = sent?.request.body ?? {};
    expect(text.length + cut).to.be.within(600_000, 1_300_000);
  });

  it("says what took the endpoint down for good, and blames nothing that came after it", async () => {
    let isDown = false;
    await answer((text) => {
      if (isDown) return 503;
      isDown = text === "null";
      return 200;
    });
    const { run, code, stdout } = await send(
      "--event",
      "linked",
      "--retry",
      "",
      "--only",
      "send.list",
      "send.nothing",
      "send.deep",
      "send.large",
    );
    expect(run.divergences.map(({ case: id, minimised }) => [id, minimised])).to.deep.equal([
      ["send.nothing.linked.wrapped", false],
    ]);
    const [divergence] = run.divergences;
    expect(divergence?.exchanges[divergence.shownBy]?.request.body.text).to.equal("null");
    expect(run.cases.map(({ status, reason }) => reason ?? status)).to.deep.equal([
      "passed",
      "diverged",
      "the endpoint has not acknowledged anything since send.nothing.linked.wrapped",
      "the endpoint has not acknowledged anything since send.nothing.linked.wrapped",
    ]);
    expect(code).to.equal(1);
    expect(stdout).to.include("1 of 4 cases were as the policy asks for").and.not.include("Not exercised");
  });

  it("prints a line that sends a case again as it was, and replays it from the journal", async () => {
    let heard: string[] = [];
    await open((request, response) => {
      void readText(request).then((text) => {
        heard.push(`${request.headers.authorization} ${text}`);
        response.writeHead(text.includes("partnerProgramId") ? 422 : 200).end();
      });
    });
    const token = "a-secret-token";
    const header = ["--header", `Authorization: Bearer ${token}`];
    const options = ["--event", "reminder", "--count", "3", "--ack-status", "200", "--ack-within", "900ms"];
    const { run } = await send(...header, ...options, "--seed", "9", "--only", "send.drawn-3");
    const [divergence] = run.divergences;
    expect(divergence?.operation).to.equal("reminder");
    const { replay = "" } = divergence?.reproduction ?? {};
    expect(replay).to.not.include(token);
    const first = heard[0];
    const script = `npx() { shift; printf '%s\\0' "$@"; }; ${replay}`;
    const env = { SEND_HEADER_1: `Bearer ${token}` };
    const words = execFileSync("bash", ["--norc", "-c", script], { env, encoding: "utf8" }).split("\0").slice(0, -1);
    heard = [];
    const again = await runCommand([...words, "--out", folder.at("again")]);
    expect(again.code).to.equal(1);
    expect(heard[0], "the same bytes and headers").to.equal(first);

    heard = [];
    const journal = folder.at("out/run.ndjson");
    const replayed = await runCommand(["replay", journal, "--case", divergence?.case ?? ""], { env });
    expect(replayed.code, replayed.stderr).to.equal(1);
    expect(heard[0]).to.equal(first);
    expect(replayed.stdout, replayed.stdout).to.include(
      "now: webhook.valid.acknowledged: expected 200 within 900 ms; got HTTP 422",
    );
    expect(replayed.stdout).to.not.include(token);
    server?.closeAllConnections();
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    server = undefined;
    const nobody = await runCommand(["replay", journal, "--case", divergence?.case ?? ""], { env });
    expect(nobody.code).to.equal(3);
    expect(nobody.stdout).to.include("Whether it still diverges is not known.").and.not.include("now: no divergence");
    const without = await runCommand(["replay", journal, "--case", divergence?.case ?? ""]);
    expect(without.code).to.equal(2);
    expect(without.stderr).to.include("set SEND_HEADER_1 to it");
  });

  it("sends again what was put off, and takes 400 for good", async () => {
    const counts = new Map<string, number>();
    await answer((text) => {
      counts.set(text, (counts.get(text) ?? 0) + 1);
      return text.includes("partnerProgramLinked") ? 400 : (counts.get(text) ?? 0) > 1 ? 200 : 503;
    });
    const { run } = await send("--event", "updated", "linked", "--only", "send.sample");
    expect(run.cases.filter(({ operation }) => operation === "updated").map(({ status }) => status)).to.not.include(
      "diverged",
    );
    expect(run.cases.filter(({ operation }) => operation === "linked").map(({ status }) => status)).to.not.include(
      "passed",
    );
  });

  it("finds out who answers too late", async () => {
    await open((request, response) => {
      void readText(request).then((text) => {
        if (!text.includes("eventLogId")) response.writeHead(200).end();
      });
    });
    const late = await send("--event", "linked", "--only", "send.sample", "--ack-within", "100ms", "--retry", "");
    expect(listBroken(late.run)).to.deep.equal(["webhook.valid.in-time"]);
    const { code, stdout } = await send(
      "--event",
      "linked",
      "--only",
      "send.sample.linked.raw",
      "--ack-within",
      "50ms",
      "--retry",
      "",
    );
    expect(stdout, "somebody who answers nothing is there, and breaks the policy").to.match(/\nexit 1: 1 violation\n$/);
    expect(code).to.equal(1);
    server?.closeAllConnections();
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    server = undefined;
    // Where nothing is ever answered nobody is there who consumes anything.
    const nobody = await send("--event", "linked", "--only", "send.sample", "--retry", "");
    expect(nobody.code).to.equal(3);
  });

  it("sends the same bytes for the same seed, and nothing to anybody else", async () => {
    await answer(() => 200);
    const list = async (seed: string): Promise<string[]> => {
      await send("--seed", seed, "--only", "send.drawn-1");
      return readEvents(folder.at("out")).flatMap((event) =>
        event.event === "exchange" ? [event.exchange.request.body.text ?? ""] : [],
      );
    };
    const first = await list("5");
    expect(first.length).to.be.above(10);
    expect(await list("5")).to.deep.equal(first);
    expect(await list("6")).to.not.deep.equal(first);
  });

  it("refuses options that it cannot use, each with a hint", async () => {
    url = "http://127.0.0.1:9/";
    const fail = async (...args: readonly string[]): Promise<string> => {
      const { code, stderr } = await runCommand(["send", "--to", url, "--out", folder.at("out"), ...args]);
      expect(code).to.equal(2);
      return stderr;
    };
    expect(await fail("--event", "partnerProgramLink")).to.include("did you mean partnerProgramLinked");
    expect(await fail("--ack-status", "ok")).to.include("such as 2xx");
    expect(await fail("--retry", "often")).to.include("--retry 5s");
    expect(await fail("--header", "secret"))
      .to.include("a name and a value")
      .and.not.include("secret\n");
    expect(await fail("--only", "send.nothing-such")).to.include("send.sample");
    url = "ftp://a.example";
    expect(await fail()).to.include("--to must be an http");
  });
});
