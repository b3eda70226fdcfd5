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
    const options = ["--count", "1", "--retry", "1ms", "--out", folder.at("out"), ...args];
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
      expect(reproduction.replay).to.match(/^npx capillary-conformance send --to '.*' --seed 1 --only send\./);
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
