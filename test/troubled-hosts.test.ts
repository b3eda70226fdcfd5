import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { createHost } from "../mock/host.ts";
import { mountHttp } from "../mock/mounts/http.ts";
import { renderProfile } from "../mock/print-profile.ts";
import { createRandom } from "../mock/random.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { caseStatuses } from "../src/model/verdict.ts";
import { type Folder, makeFolder, processIo, readEvents, readReport, runCommand } from "./command.ts";

/** A host in trouble, listening. */
interface TroubledHost {
  readonly url: string;
  close(): Promise<void>;
}

interface Trouble {
  /** Ends the sentence "A run against a host that …". */
  readonly title: string;
  readonly start: () => Promise<TroubledHost>;
  /** What the last line says beside the host: the cause, then what to do. */
  readonly cause: RegExp;
  readonly advice: RegExp;
  /** More requests than these tell nothing new. */
  readonly mostRequests: number;
}

/** After so many replies that are no answer there is nothing left to find out; wrong credentials may even lock a till. */
const fewRequests = 40;

const troubles: readonly Trouble[] = [
  {
    title: "nobody runs",
    start: async () => {
      const host = await listen(createServer());
      await host.close();
      return { url: host.url, close: async () => {} };
    },
    cause: /connection refused/,
    advice: /is the host running\?/,
    mostRequests: 1,
  },
  {
    title: "has a name that does not exist",
    start: async () => ({ url: "http://no-such-host.invalid", close: async () => {} }),
    cause: /cannot be resolved|refused|no way to|no connection/,
    advice: /is it spelled right\?|is the host running\?/,
    mostRequests: 3,
  },
  {
    title: "accepts connections and never answers",
    start: () => listen(createServer(() => {})),
    cause: /did not answer within 200 ms/,
    advice: /limits\.timeout/,
    mostRequests: 3,
  },
  {
    title: "sends a body without end",
    start: () => listenHttp((_request, response) => sendEndlessly(response.writeHead(200, json))),
    cause: /is larger than 64 kB/,
    advice: /limits\.body/,
    mostRequests: 3,
  },
  {
    title: "drips a body past the deadline",
    start: () => listenHttp((_request, response) => drip(response.writeHead(200, json))),
    cause: /did not finish its answer within 200 ms/,
    advice: /limits\.timeout/,
    mostRequests: 3,
  },
  {
    title: "resets connections",
    start: () => listen(createServer((socket) => void socket.once("data", () => socket.resetAndDestroy()))),
    cause: /closed the connection before its answer was whole/,
    advice: /; \S/,
    mostRequests: 3,
  },
  {
    title: "speaks no HTTP",
    start: () => listen(createServer((socket) => void socket.end("SSH-2.0-OpenSSH_9.6\r\n"))),
    cause: /is not HTTP/,
    advice: /; \S/,
    mostRequests: 3,
  },
  {
    title: "answers with a gzip bomb",
    start: () => {
      const bomb = gzipSync(Buffer.alloc(20_000_000));
      return listenHttp((_request, response) =>
        response.writeHead(200, { ...json, "Content-Encoding": "gzip" }).end(bomb),
      );
    },
    cause: /is larger than 64 kB/,
    advice: /limits\.body/,
    mostRequests: 3,
  },
  {
    title: "answers everything with a page and HTTP 200",
    start: () => listenHttp(answerPage(200)),
    cause: /does not answer with JSON.*HTTP 200/,
    advice: /is `host` in the profile the API's address\?/,
    mostRequests: fewRequests,
  },
  {
    title: "answers everything with a page and HTTP 404",
    start: () => listenHttp(answerPage(404)),
    cause: /refuses every request \(HTTP 404\)/,
    advice: /is `host` in the profile the API's address\?/,
    mostRequests: fewRequests,
  },
  {
    title: "answers everything with HTTP 500",
    start: () => listenHttp(answerPage(500)),
    cause: /server errors only \(HTTP 500\)/,
    advice: /; \S/,
    mostRequests: fewRequests,
  },
  {
    title: "answers everything with HTTP 401",
    start: () => listenHttp(answerRefusal(401, 401)),
    cause: /refuses the credentials \(HTTP 401\)/,
    advice: /check `auth` in the profile/,
    mostRequests: fewRequests,
  },
  {
    title: "knows none of the customers",
    start: () => listenHttp(answerRefusal(400, 8015)),
    cause: /refuses every request with 8015/,
    advice: /check the customers in the profile/,
    mostRequests: fewRequests,
  },
];

describe("A run against a host that", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  for (const { title, start, cause, advice, mostRequests } of troubles) {
    describe(title, () => {
      let kept: Folder;
      let url = "";
      let code = 0;
      let stdout = "";
      before(async () => {
        kept = makeFolder();
        const host = await start();
        ({ url } = host);
        try {
          ({ code, stdout } = await runAgainst(url, kept));
        } finally {
          await host.close();
        }
      });
      after(() => kept.remove());

      it("ends with 3, whole reports and a line that names host and cause", () => {
        const last = readLastLine(stdout);
        expect(last)
          .to.match(/^exit 3: /)
          .and.include(new URL(url).hostname)
          .and.match(cause);
        expect(code).to.equal(3);
        expectWholeReports(kept.at("out"), 3, last);
      });

      it("says on that line what to do", () => {
        expect(readLastLine(stdout)).to.match(advice);
      });

      it(`gets no more than ${mostRequests} requests`, () => {
        expect(readReport(kept.at("out")).run.requests).to.be.within(1, mostRequests);
      });
    });
  }

  describe("redirects elsewhere", () => {
    it("ends with 3, and the other host is never called", async () => {
      let calls = 0;
      const elsewhere = await listenHttp((_request, response) => {
        calls += 1;
        response.writeHead(200, json).end("{}");
      });
      const host = await listenHttp((request, response) =>
        response.writeHead(302, { Location: `${elsewhere.url}${request.url}` }).end(),
      );
      try {
        const { code, stdout } = await runAgainst(host.url, folder);
        const last = readLastLine(stdout);
        expect(last)
          .to.include("127.0.0.1")
          .and.match(/HTTP 302/)
          .and.match(/is `host` in the profile the API's address\?/);
        expect(code).to.equal(3);
        expectWholeReports(folder.at("out"), 3, last);
        expect(calls).to.equal(0);
      } finally {
        await Promise.all([host.close(), elsewhere.close()]);
      }
    });
  });

  describe("dies in the middle of a run", () => {
    /** What a run left behind against a conforming host that stops listening after 400 requests. */
    let kept: Folder;
    let code = 0;
    let last = "";
    before(async () => {
      kept = makeFolder();
      const fixtures = await loadFixtures(undefined, processIo);
      const mock = createHost({ fixtures, random: createRandom(1) });
      let left = 400;
      let closed: Promise<void> | undefined;
      const mount = await mountHttp({
        handle: (request) => {
          left -= 1;
          if (left === 0) closed = mount.close();
          return mock.handle(request);
        },
      });
      const profile = kept.write("profile.yaml", renderProfile(fixtures, mount.url));
      const args = ["run", "--phase", "suites", "--target", profile, "--out", kept.at("out")];
      const result = await runCommand(args);
      ({ code } = result);
      last = readLastLine(result.stdout);
      await (closed ?? mount.close());
    });
    after(() => kept.remove());

    it("ends with 4, and whole reports tell what ran and what did not", () => {
      expect(last).to.match(/^exit 4: \d+ of \d+ cases were not run/);
      expect(code).to.equal(4);
      expectWholeReports(kept.at("out"), 4, last);
      const { account, run } = readReport(kept.at("out"));
      expect(account.cut).to.be.above(100);
      expect(account.passed).to.be.above(10);
      expect(run.requests).to.be.within(400, 420);
    });

    it("is named on the last line, with what became of it", () => {
      expect(last)
        .to.include("127.0.0.1")
        .and.match(/stopped answering/);
    });

    it("is named as the reason of every case that was not run", () => {
      const cut = readReport(kept.at("out")).cases.filter(({ status }) => status === "cut");
      expect([...new Set(cut.map(({ reason }) => reason))]).to.have.length(1);
      expect(cut[0]?.reason)
        .to.include("127.0.0.1")
        .and.match(/stopped answering: connection refused/);
    });
  });

  describe("limits requests with HTTP 429", () => {
    /** A conforming host, except that it answers some requests, by their number, with 429. */
    async function runLimited(isLimited: (number: number) => boolean, ...options: readonly string[]) {
      const fixtures = await loadFixtures(undefined, processIo);
      const mock = createHost({ fixtures, random: createRandom(1) });
      const mount = await mountHttp(mock);
      let requests = 0;
      // What limits requests stands in front of the API, as it mostly does.
      const gateway = await listenHttp((request, response) => {
        requests += 1;
        if (isLimited(requests)) {
          response.writeHead(429, { ...json, "Retry-After": "0" }).end('{"message":"too many requests"}');
          return;
        }
        const { authorization = "" } = request.headers;
        void fetch(`${mount.url}${request.url}`, { headers: authorization === "" ? {} : { authorization } }).then(
          async (reply) => {
            const body = Buffer.from(await reply.arrayBuffer());
            response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(body);
          },
        );
      });
      try {
        const profile = folder.write("profile.yaml", renderProfile(fixtures, gateway.url));
        const args = [
          "run",
          "--phase",
          "suites",
          "--target",
          profile,
          "--out",
          folder.at("out"),
          "--fail-on",
          "advisory",
          ...options,
        ];
        const { code, stdout } = await runCommand(args);
        return { code, stdout, last: readLastLine(stdout), run: readReport(folder.at("out")) };
      } finally {
        await Promise.all([mount.close(), gateway.close()]);
      }
    }

    it("now and then is waited for, and nothing of it is left in the verdicts", async () => {
      const { code, last, run } = await runLimited((number) => number % 5 === 0, "--only", "points.code");
      expect(last).to.equal("exit 0: no divergences");
      expect(run.account).to.include({ couldNotRun: 0, cut: 0, diverged: 0, planned: run.account.passed });
      const answers = readEvents(folder.at("out")).flatMap((event) =>
        event.event === "exchange" && event.exchange.outcome.kind === "response" ? [event.exchange.outcome.status] : [],
      );
      expect(answers.filter((status) => status === 429).length).to.be.above(10);
      expect(code).to.equal(0);
    });

    it("for good is no fault of it: cases could not run, and the summary says why", async () => {
      const { stdout, run } = await runLimited((number) => number > 200);
      expect(run.divergences).to.deep.equal([]);
      expect(run.account).to.include({ errored: 0, diverged: 0 });
      expect(run.account.passed).to.be.above(10);
      const { couldNotRun, cut } = run.account;
      expect(couldNotRun).to.be.above(0);
      expect(couldNotRun + cut).to.be.above(100);
      for (const { status, reason } of run.cases) {
        if (status === "couldNotRun") expect(reason).to.match(/limits requests \(HTTP 429\).*limits\.perMinute/);
      }
      expect(stdout)
        .to.include("could not run")
        .and.match(/the host limits requests \(HTTP 429\);\s+lower\s+limits/);
    });

    it("for good is not asked on for every case, and such a run is not called clean", async () => {
      const { code, last, run } = await runLimited((number) => number > 200);
      expect(run.run.requests).to.be.within(200, 300);
      expect(last)
        .to.match(/^exit 4: \d+ of \d+ cases were not run/)
        .and.match(/HTTP 429/);
      expect(code).to.equal(4);
    });

    it("from the start ends with 3 and says so on the last line", async () => {
      const { code, last } = await runLimited(() => true);
      expect(last)
        .to.match(/^exit 3: /)
        .and.match(/HTTP 429/)
        .and.match(/limits\.perMinute/);
      expect(code).to.equal(3);
    });
  });

  it("is not there is said in one line with --quiet", async () => {
    const host = await listen(createServer());
    await host.close();
    const { code, stdout, stderr } = await runAgainst(host.url, folder, ["--quiet"]);
    expect(stdout.split("\n")).to.have.length(2);
    expect(stdout).to.match(/^exit 3: connection refused by 127\.0\.0\.1:\d+; is the host running\?\n$/);
    expect(stderr).to.equal("");
    expect(code).to.equal(3);
  });
});

// --- Running ---

async function runAgainst(url: string, folder: Folder, options: readonly string[] = []) {
  const profile = folder.write("profile.yaml", renderTroubledProfile(url));
  const result = await runCommand([
    "run",
    "--phase",
    "suites",
    "--target",
    profile,
    "--out",
    folder.at("out"),
    ...options,
  ]);
  expect(result.stderr).to.not.match(/^\s+at /m);
  return result;
}

function renderTroubledProfile(host: string): string {
  return `profile: 1
host: ${host}
limits: { timeout: 200ms, body: 64kB }
organisations:
  - name: main
    auth: { basic: { user: till, password: open-sesame } }
    defaultProgram: 1101
    customers:
      - { mobile: "919700000001", email: asha@customers.example }
      - { mobile: "919700000002" }
`;
}

function readLastLine(stdout: string): string {
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => line.startsWith("exit "))).to.have.length(1);
  return lines.at(-1) ?? "";
}

/** Every report is there, says the same as the last line, and its account adds up to what was planned. */
function expectWholeReports(out: string, code: number, last: string): void {
  const run = readReport(out);
  expect(`exit ${run.exit.code}: ${run.exit.reason}`).to.equal(last);
  expect(run.exit.code).to.equal(code);
  expect(run.run.finishedAt).to.be.a("string");
  const { planned } = run.account;
  expect(planned).to.be.above(0);
  expect(caseStatuses.reduce((sum, status) => sum + run.account[status], 0)).to.equal(planned);
  expect(run.cases).to.have.length(planned);
  expect(run.account.errored).to.equal(0);

  const events = readEvents(out);
  expect(
    events.flatMap((event) => (event.event === "planned" ? [event.cases] : [])).reduce((a, b) => a + b, 0),
  ).to.equal(planned);
  expect(events.filter(({ event }) => event === "exchange")).to.have.length(run.run.requests);
  expect(events.at(-1)).to.include({ event: "finished" });

  const [junit, html] = ["junit.xml", "report.html"].map((file) => readFileSync(join(out, file), "utf8"));
  // The one more is the run itself, so that a CI which reads nothing else does not show it green.
  expect(junit?.match(/<testcase /g)).to.have.length(planned + 1);
  expect(junit).to.include(`<error type="exit ${code}"`);
  expect(junit?.trimEnd()).to.match(/<\/testsuites>$/);
  expect(html).to.include(`exit code ${code}`);
  expect(html?.trimEnd()).to.match(/<\/html>$/);
}

// --- Hosts ---

const json = { "Content-Type": "application/json" };

async function listen(server: Server): Promise<TroubledHost> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listenHttp(listener: RequestListener): Promise<TroubledHost> {
  return listen(createHttpServer(listener));
}

function answerPage(status: number): RequestListener {
  return (_request, response) => {
    response
      .writeHead(status, { "Content-Type": "text/html" })
      .end("<!doctype html><title>Welcome</title><p>It works.");
  };
}

function answerRefusal(status: number, code: number): RequestListener {
  return (_request, response) => {
    response.writeHead(status, json).end(JSON.stringify({ errors: [{ status: false, code, message: "no" }] }));
  };
}

type Writable = Parameters<RequestListener>[1];

function sendEndlessly(response: Writable): void {
  const chunk = Buffer.alloc(16_384, "[");
  const fill = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", fill);
  fill();
}

function drip(response: Writable): void {
  const timer = setInterval(() => response.write("["), 20);
  response.on("close", () => clearInterval(timer));
}
