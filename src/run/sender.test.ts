import { expect } from "chai";
import { fail, respond } from "../check/testing/orchard-rulebook.ts";
import type { Exchange } from "../model/exchange.ts";
import type { Header, Outcome } from "../model/http.ts";
import type { RunEvent } from "../model/run.ts";
import type { Finding } from "../model/verdict.ts";
import type { Profile } from "../target/profile.ts";
import { createHostHealth } from "./host-health.ts";
import {
  ask,
  makeOrchard,
  makeOrganisation,
  makeTarget,
  orchardCases,
  type OrchardCase,
  type OrchardHost,
  runOrchard,
  soundHost,
} from "./testing/orchard-run.ts";
import { createHastyClock } from "./testing/hasty-clock.ts";
import { createSender, type Sender, type Unable } from "./sender.ts";

function withHeaders(status: number, ...headers: readonly Header[]): Outcome {
  const { response, ...outcome } = respond({}, { status });
  return { ...outcome, response: { ...response, headers: [...response.headers, ...headers] } };
}
const busy = (status: number, retryAfter?: string): Outcome =>
  withHeaders(status, ...(retryAfter === undefined ? [] : [["retry-after", retryAfter] as const]));

/** Answers with these one after another, and is sound after the last. */
const first =
  (...outcomes: readonly Outcome[]): OrchardHost =>
  (request, number) =>
    outcomes[number - 1] ?? soundHost(request, number);

function open(host: OrchardHost, changes: Partial<Profile> = {}) {
  const { target, seen } = makeTarget(host, changes);
  const [events, clock, health]: [
    RunEvent[],
    ReturnType<typeof createHastyClock>,
    ReturnType<typeof createHostHealth>,
  ] = [[], createHastyClock(), createHostHealth("http://h")];
  const standard = makeOrchard();
  const sender = createSender({
    target,
    organisation: "main",
    standard,
    health,
    clock,
    emit: (event) => events.push(event),
  });
  const send = (plan = ask({ owner: "ada-lovelace" })): Promise<Exchange | Unable> => sender.send(plan, "a.b#0", "a.b");
  return { sender, seen, events, health, clock, send };
}

const statusOf = (sent: Exchange | Unable): number | string => {
  if ("unable" in sent) return sent.unable;
  return sent.outcome.kind === "response" ? sent.outcome.response.status : sent.outcome.reason;
};
const { auth: _none, ...bare } = makeOrganisation();
const limited = "the host limits requests (HTTP 429); lower limits.perMinute in the profile";

describe("createSender", () => {
  it("sends a request, tells of the exchange, and gives it", async () => {
    const { send, events, seen, health } = open(soundHost);
    const sent = await send();
    expect(statusOf(sent)).to.equal(200);
    expect(seen).to.have.length(1);
    expect(events.map((event) => event.event === "exchange" && event.exchange.id)).to.deep.equal(["a.b#0"]);
    expect(health.answered).to.equal(true);
  });

  describe("to a host that limits requests", () => {
    const rows: readonly (readonly [
      what: string,
      outcomes: readonly Outcome[],
      waits: readonly number[],
      status: number | string,
    ])[] = [
      ["waits for as long as it is told", [busy(429, "7")], [7000], 200],
      ["waits a second where it is not told how long", [busy(429)], [1000], 200],
      ["waits a second where it is told a date", [busy(429, "Wed, 01 Jan 2031 00:00:00 GMT")], [1000], 200],
      ["waits for half a minute at most", [busy(429, "86400")], [30_000], 200],
      ["does not wait where there is nothing to wait for", [busy(429, "0")], [0], 200],
      ["asks again up to three times", [busy(429), busy(429, "2"), busy(429)], [1000, 2000, 1000], 200],
      ["waits for a host that is out of service and says for how long", [busy(503, "3"), busy(429)], [3000, 1000], 200],
      ["takes a 503 without Retry-After for the crash that it is", [busy(503)], [], 503],
      ["does not wait for another refusal, whatever headers it has", [busy(400, "9")], [], 400],
      ["gives up after four times", Array.from({ length: 4 }, () => busy(429)), [1000, 1000, 1000], limited],
    ];
    for (const [what, outcomes, waits, status] of rows) {
      it(what, async () => {
        const { send, seen, clock, events } = open(first(...outcomes));
        expect(statusOf(await send())).to.equal(status);
        expect(clock.waits).to.deep.equal(waits);
        expect(seen).to.have.length(waits.length + 1);
        expect(new Set(seen.map(({ url }) => url)).size, "the same request").to.equal(1);
        expect(events, "each of them is recorded").to.have.length(seen.length);
      });
    }

    it("could not run what it keeps putting off with a 503 and Retry-After", async () => {
      const sent = await open(() => busy(503, "1")).send();
      expect(sent).to.have.property("unable").that.matches(/503/);
    });

    it("is asked on where it puts off now and then, and given up where it does nothing else", async () => {
      const { send, health } = open(() => busy(429));
      for (let round = 0; round < 5; round += 1) await send();
      expect(health.gaveUp).to.equal(undefined);
      await send();
      expect(health.gaveUp).to.match(/goes on asking to wait.*429/);
    });
  });

  describe("without credentials in the profile", () => {
    const organisations = [bare];
    const asks = "the host asks for credentials; add auth to the organisation main in the profile";
    const rows: readonly (readonly [what: string, outcome: Outcome, status: number | string])[] = [
      ["a 401", respond({}, { status: 401 }), asks],
      ["a 403", respond({}, { status: 403 }), asks],
      ["a 401 with 401 as its code", respond({ code: 401 }, { status: 401 }), asks],
      ["a 403 with 401 as its code", respond({ code: 401 }, { status: 403 }), asks],
      ["a 401 with a code of the documents", respond({ code: 44 }, { status: 401 }), 401],
      ["a 403 with a code of the documents", respond({ code: 44 }, { status: 403 }), 403],
      ["a 404", respond({}, { status: 404 }), 404],
    ];
    for (const [what, outcome, status] of rows) {
      it(`${typeof status === "string" ? "cannot judge" : "judges"} ${what}`, async () => {
        expect(statusOf(await open(() => outcome, { organisations }).send())).to.equal(status);
        const { status: own } = (outcome as Extract<Outcome, { kind: "response" }>).response;
        expect(statusOf(await open(() => outcome).send()), "with credentials").to.equal(own);
      });
    }

    it("says what to add for a request with others, and sends nothing", async () => {
      const { send, seen } = open(soundHost, { organisations });
      expect(await send(ask({ owner: "ada-lovelace" }, { credentials: "stranger" }))).to.deep.equal({
        unable: "no credentials for it; add auth to the organisation main in the profile",
      });
      expect(await send(ask({}, { credentials: "without-access" }))).to.deep.equal({
        unable: "no credentials without the access group; add withoutAccess to the organisation main",
      });
      expect(seen).to.deep.equal([]);
    });

    it("judges a 401 for a request that carries none on purpose", async () => {
      const { send } = open(() => respond({}, { status: 401 }), { organisations });
      expect(statusOf(await send(ask({}, { credentials: "nobody" })))).to.equal(401);
    });
  });

  describe("for discovery", () => {
    const discover = (sender: Sender): Promise<unknown> =>
      sender.ask(ask({ owner: "ada-lovelace" }), "discover#0", "discover");
    const refused = async (host: OrchardHost, changes: Partial<Profile> = {}): Promise<string> => {
      try {
        await discover(open(host, changes).sender);
      } catch (error) {
        return (error as Error).message;
      }
      return "answered";
    };

    it("gives exchange and answer, or throws why there is no point in going on", async () => {
      expect(await discover(open(soundHost).sender)).to.have.nested.property("answer.kind", "answer");
      expect(await refused(() => fail("refused", "nothing listens"))).to.equal("nothing listens");
      expect(await refused(() => busy(429))).to.equal(limited);
      expect(await refused(() => respond({}, { status: 401 }), { organisations: [bare] })).to.match(
        /asks for credentials/,
      );
      expect(await refused(() => respond({}, { status: 500 }))).to.equal("answered");
    });
  });

  describe("probing", () => {
    it("sends a request again that was answered, the last such, and tells whether there is any response", async () => {
      const { sender, seen, send, events } = open(first());
      await send(ask({ owner: "ada-lovelace" }));
      await send(ask({ owner: "grace-hopper" }));
      await send(ask({ owner: "nobody" }));
      expect(await sender.probe("a.c")).to.equal(true);
      expect(seen.at(-1)?.url).to.equal(seen[1]?.url);
      expect(events.at(-1)).to.deep.include({ case: "a.c" }).and.have.nested.property("exchange.id", "a.c#probe");
    });

    for (const [what, outcome, responds] of [
      ["a crash is a response", respond({}, { status: 500 }), true],
      ["a limit of the host is one", busy(429), true],
      ["a deadline that is missed is none", fail("timeout"), false],
      ["a connection that is refused is none", fail("refused"), false],
    ] as const) {
      it(what, async () => {
        const { sender, send } = open((request, number) => (number === 1 ? soundHost(request, number) : outcome));
        await send();
        expect(await sender.probe("a.c")).to.equal(responds);
      });
    }

    it("does not find a host dead because the profile allows no more requests", async () => {
      const limits = { perMinute: Infinity, inFlight: 4, timeoutMs: 1000, bodyBytes: 1e6, requests: 1 };
      const { sender, send, seen } = open(soundHost, { limits });
      await send();
      expect(await sender.probe("a.c")).to.equal(true);
      expect(seen).to.have.length(1);
    });

    it("sends nothing where nothing was ever answered", async () => {
      const { sender, send, seen } = open(() => respond({ code: 44 }, { status: 400 }));
      await send();
      expect(await sender.probe("a.c")).to.equal(false);
      expect(seen).to.have.length(1);
    });
  });

  describe("showing a finding", () => {
    const show = async (exchange: number, rests?: readonly number[]): Promise<string[]> => {
      const { sender, send } = open(soundHost);
      const trace: Exchange[] = [];
      for (const owner of ["a", "b", "c", "d", "e", "f"]) {
        const sent = await send(ask({ owner }));
        if ("unable" in sent) throw new Error(sent.unable);
        trace.push(sent);
      }
      const finding: Finding = {
        requirement: "r",
        kind: "value",
        pointer: "",
        expected: "",
        actual: "",
        exchange,
        ...(rests === undefined ? {} : { rests }),
      };
      const lines = sender.curl(trace, finding).split("\n");
      return lines.flatMap((line) => (line.startsWith("#") ? [line] : (/owner=(\w+)/.exec(line)?.[1] ?? [])));
    };
    const compared = "# to compare with:";

    it("gives the command of the request that shows it", async () => {
      expect(await show(1)).to.deep.equal(["b"]);
      expect(await show(1, [1])).to.deep.equal(["b"]);
    });

    it("begins with that command, and goes on with those it is compared with, in order", async () => {
      expect(await show(0, [0, 1])).to.deep.equal(["a", compared, "b"]);
      expect(await show(2, [0, 1, 2, 3])).to.deep.equal(["c", compared, "a", "b", "d"]);
      expect(await show(1, [0, 0])).to.deep.equal(["b", compared, "a"]);
    });

    it("gives four commands at most, and always the one that shows it", async () => {
      expect(await show(5, [0, 1, 2, 3, 4, 5])).to.deep.equal(["f", compared, "a", "b", "c"]);
    });

    it("leaves out what the trace does not have", async () => {
      expect(await show(0, [9])).to.deep.equal(["a"]);
    });
  });
});

describe("A run against a host that limits requests", () => {
  const [ownerCase] = orchardCases as readonly [OrchardCase, ...OrchardCase[]];
  const plums = respond({ ownerId: 1, trees: [{ kind: "plum", planted: "2030-01-01" }] });

  it("is as clean as one against any other", async () => {
    const host: OrchardHost = (request, number) => (number % 2 === 1 ? busy(429, "5") : soundHost(request, number));
    const { run } = await runOrchard(host, { clock: createHastyClock() });
    expect(run.divergences).to.deep.equal([]);
    expect(run.account).to.deep.include({ planned: 7, passed: 7 });
    expect(run.run.requests).to.equal(26);
  });

  it("cannot run what is never let through, and goes on with the rest", async () => {
    const host: OrchardHost = (request, number) =>
      request.url.includes("rows=") ? busy(429) : soundHost(request, number);
    const { run } = await runOrchard(host, { clock: createHastyClock() });
    expect(run.account).to.deep.include({ planned: 7, passed: 5, couldNotRun: 2 });
    expect(run.cases.find(({ status }) => status === "couldNotRun")?.reason).to.equal(limited);
    expect(run.exit.code).to.equal(0);
  });

  it("says so where nothing is ever let through", async () => {
    const { run } = await runOrchard(() => busy(429), { clock: createHastyClock() });
    expect(run.account).to.deep.include({ planned: 4, couldNotRun: 4 });
    expect(run.exit.code).to.equal(3);
    expect(run.exit.reason).to.match(/429/);
  });

  it("shows the reply that a divergence is found in, and not the one that put it off", async () => {
    const host: OrchardHost = (request, number) => {
      if (number <= 2) return soundHost(request, number);
      return number === 3 ? busy(429) : plums;
    };
    const { run } = await runOrchard(host, { clock: createHastyClock(), standard: makeOrchard([ownerCase]) });
    const [divergence] = run.divergences;
    expect(divergence?.requirement).to.equal("trees.tree.kind");
    expect(divergence?.exchanges.map(({ outcome }) => outcome.kind === "response" && outcome.status)).to.deep.equal([
      200,
    ]);
  });
});

describe("A run against a host that stops responding to some requests", () => {
  it("goes on where other requests are still answered", async () => {
    const { run } = await runOrchard((request, number) =>
      request.url.includes("rows=") ? fail("timeout", "late") : soundHost(request, number),
    );
    expect(run.account).to.deep.include({ cut: 0, passed: 5, diverged: 2 });
  });

  it("asks one that was answered before, after six in a row, and goes on where it is answered", async () => {
    const [ownerCase] = orchardCases as readonly [OrchardCase, ...OrchardCase[]];
    const slow = Array.from({ length: 8 }, (_unused, index): OrchardCase => ({
      ...ownerCase,
      id: `trees.slow-${index}`,
      request: ({ owner }) => ask({ owner, rows: "1" }),
    }));
    const host: OrchardHost = (request, number) =>
      request.url.includes("rows=") ? fail("timeout", "late") : soundHost(request, number);
    const { run, journal } = await runOrchard(host, { standard: makeOrchard([...slow, ownerCase]) });
    expect(run.account).to.deep.include({ planned: 18, cut: 0, diverged: 16, passed: 2 });
    const probes = journal.filter((event) => event.event === "exchange" && event.exchange.id.endsWith("#probe"));
    expect(probes.length).to.equal(2);
    expect(run.exit.code).to.equal(0);
  });

  it("gives up where that is not answered either, and says why it broke off", async () => {
    const host: OrchardHost = (request, number) => (number > 3 ? fail("timeout", "late") : soundHost(request, number));
    const { run, journal } = await runOrchard(host, { gates: [] });
    const probes = journal.filter((event) => event.event === "exchange" && event.exchange.id.endsWith("#probe"));
    expect(probes).to.have.length(1);
    expect(run.account.cut).to.be.greaterThan(0);
    expect(run.exit.code).to.equal(4);
    expect(run.exit.reason).to.match(/ cases were not run: http:\/\/127\.0\.0\.1:1 stopped answering: late$/);
  });

  it("gives up where 24 responses were no answer, with what it mostly did as the reason", async () => {
    const { run, seen } = await runOrchard(() => respond("<p>", { status: 502 }), {
      standard: makeOrchard(
        Array.from({ length: 60 }, (_unused, index) => ({
          ...(orchardCases[1] as OrchardCase),
          id: `trees.many-${index}`,
        })),
      ),
    });
    expect(seen).to.have.length(26);
    expect(run.account.cut).to.be.greaterThan(30);
    expect(run.exit).to.deep.equal({
      code: 3,
      reason: "http://127.0.0.1:1 answers with server errors only (HTTP 502); look at its own log",
    });
  });
});
