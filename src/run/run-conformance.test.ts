import { expect } from "chai";
import { fail, respond } from "../check/testing/orchard-rulebook.ts";
import { headerValue } from "../model/http.ts";
import type { Run } from "../model/run.ts";
import {
  ask,
  basicAuth,
  makeOrchard,
  makeOrganisation,
  orchardCases,
  type OrchardCase,
  type OrchardHost,
  runOrchard,
  soundHost,
} from "./testing/orchard-run.ts";

const [ownerCase] = orchardCases as readonly [OrchardCase, ...OrchardCase[]];
const statuses = ({ cases }: Run): string[] => cases.map(({ case: id, status }) => `${id} ${status}`);
const found = ({ divergences }: Run): string[] => divergences.map(({ requirement, kind }) => `${requirement} ${kind}`);
const html = (status: number) => respond("<h1>hello</h1>", { status, type: "text/html" });

/** Sound at first; from the given request on, something else. */
const until =
  (count: number, then: OrchardHost): OrchardHost =>
  (request, number) =>
    number < count ? soundHost(request, number) : then(request, number);

describe("runConformance", () => {
  it("runs every case for its first subject, then for the others, and says what it did", async () => {
    const { run, journal, shown } = await runOrchard(soundHost, { profile: "orchard.yaml" });
    expect(statuses(run)).to.deep.equal([
      "trees.owner[owner-1] passed",
      "trees.unknown passed",
      "trees.rows[owner-1] passed",
      "trees.twice[owner-1] passed",
      "trees.owner[owner-2] passed",
      "trees.rows[owner-2] passed",
      "trees.twice[owner-2] passed",
    ]);
    expect(run.run).to.deep.equal({
      id: "run-1",
      startedAt: "2030-01-01T00:00:00.000Z",
      finishedAt: "2030-01-01T00:00:00.000Z",
      seed: 1,
      target: "http://127.0.0.1:1",
      profile: "orchard.yaml",
      phases: ["suites"],
      gates: ["violation"],
      loopback: true,
      requests: 13,
    });
    const kinds = journal.map(({ event }) => event).filter((event) => event !== "exchange" && event !== "verdict");
    expect(kinds).to.deep.equal(["started", "discovered", "planned", "finished"]);
    expect(journal[0]?.event).to.equal("started");
    expect(journal.at(-1)).to.deep.include({ event: "finished", requests: 13 });
    expect(shown, "on this machine nothing is masked").to.deep.equal(journal);
  });

  it("numbers the exchanges of a case, those of discovery and those of a repetition", async () => {
    const { journal } = await runOrchard(() => respond({ trees: [] }), { only: ["trees.rows"] });
    const ids = journal.flatMap((event) => (event.event === "exchange" ? [event.exchange.id] : []));
    expect(ids.slice(0, 6)).to.deep.equal([
      "discover#0",
      "discover#1",
      "trees.rows[owner-1]#0",
      "trees.rows[owner-1]#1",
      "trees.rows[owner-1]#again-0",
      "trees.rows[owner-1]#again-1",
    ]);
  });

  it("makes the same requests for the same seed, and others for another", async () => {
    const urls = async (seed: number): Promise<string[]> =>
      (await runOrchard(soundHost, { seed })).seen.map(({ url }) => url);
    expect(await urls(1)).to.deep.equal(await urls(1));
    expect(await urls(1)).to.not.deep.equal(await urls(2));
  });

  it("makes the same requests in a case whatever other cases are run", async () => {
    const urls = async (only: readonly string[]): Promise<string[]> =>
      (await runOrchard(soundHost, { only })).seen.map(({ url }) => url).filter((url) => url.includes("nobody"));
    expect(await urls(["trees.unknown"])).to.deep.equal(await urls([]));
  });

  it("gives a host up at once where nobody listens: no case could run, exit 3", async () => {
    const { run, seen, journal } = await runOrchard(() => fail("refused", "127.0.0.1:1: nothing listens there"));
    expect(seen).to.have.length(1);
    expect(run.exit).to.deep.equal({ code: 3, reason: "127.0.0.1:1: nothing listens there" });
    expect(run.account).to.deep.include({ planned: 4, couldNotRun: 4 });
    for (const { reason } of run.cases) {
      expect(reason).to.equal("the host was not reached: 127.0.0.1:1: nothing listens there");
    }
    expect(run.divergences).to.deep.equal([]);
    expect(journal.find(({ event }) => event === "discovered")).to.deep.include({ world: null });
  });

  it("says of a host of HTML pages that it may not be the API: exit 3", async () => {
    const { run } = await runOrchard(() => html(200));
    expect(run.exit.code).to.equal(3);
    expect(run.exit.reason).to.match(
      /does not answer with JSON: .* \(HTTP 200\); is `host` in the profile the API's address\?$/,
    );
    expect(found(run)).to.deep.equal(["transport.body.json unreadable"]);
  });

  it("says of a host that lets nobody in to look at the credentials: exit 3", async () => {
    const { run } = await runOrchard(() => respond({}, { status: 401 }));
    expect(run.exit).to.deep.equal({
      code: 3,
      reason: "http://127.0.0.1:1 refuses the credentials (HTTP 401); check `auth` in the profile",
    });
  });

  it("says of a host that crashes that it does: exit 3", async () => {
    const { run } = await runOrchard(() => html(502));
    expect(run.exit).to.deep.equal({
      code: 3,
      reason: "http://127.0.0.1:1 answers with server errors only (HTTP 502); look at its own log",
    });
  });

  it("cuts the rest of the cases where the host stops answering: exit 4", async () => {
    const { run, seen } = await runOrchard(until(4, () => fail("reset", "the connection was closed")));
    const reason = "http://127.0.0.1:1 stopped answering: the connection was closed";
    expect(seen.length).to.be.lessThan(13);
    expect(found(run)).to.deep.equal(["transport.answer.arrives no-answer"]);
    expect(run.account).to.deep.include({ planned: 7, passed: 1, diverged: 5, cut: 1 });
    expect(run.cases.at(-1)).to.deep.include({ status: "cut", reason });
    expect(run.exit).to.deep.equal({ code: 4, reason: `1 of 7 cases were not run: ${reason}` });
  });

  it("exits with 1 where the host stops answering and that is among the gates", async () => {
    const { run } = await runOrchard(
      until(4, () => fail("timeout", "no answer in time")),
      { gates: ["violation", "deviation"] },
    );
    expect(run.exit).to.deep.equal({ code: 1, reason: "1 deviation" });
    expect(run.account.cut).to.be.greaterThan(0);
  });

  it("goes on after a single failure, which it calls intermittent", async () => {
    const { run } = await runOrchard((request, number) => (number === 5 ? fail("reset") : soundHost(request, number)));
    expect(run.account).to.deep.include({ cut: 0, passed: 6, diverged: 1 });
    expect(run.divergences[0]).to.deep.include({
      requirement: "transport.answer.arrives",
      intermittent: true,
      count: 1,
    });
  });

  it("calls a divergence that shows again lasting, and repeats a case only for what is new", async () => {
    const plums: OrchardHost = (request, number) =>
      request.url.includes("ada")
        ? respond({ ownerId: 1, trees: [{ kind: "plum", planted: "2030-01-01" }] })
        : soundHost(request, number);
    const { run, journal } = await runOrchard(plums);
    expect(
      run.divergences.map(({ requirement, intermittent, count }) => [requirement, intermittent, count]),
    ).to.deep.equal([["trees.tree.kind", false, 3]]);
    const again = journal.filter((event) => event.event === "exchange" && event.exchange.id.includes("again"));
    expect(again).to.have.length(1);
    expect(run.exit).to.deep.equal({ code: 1, reason: "1 violation" });
    expect(run.divergences[0]?.reproduction.curl).to.match(/^curl .*owner=ada-lovelace/);
  });

  it("cuts what is left where it is interrupted, reports what ran, and exits as the signal wants", async () => {
    let count = 0;
    const { run, seen } = await runOrchard(soundHost, { interrupted: () => ((count += 1) > 4 ? 130 : undefined) });
    expect(run.account).to.deep.include({ planned: 7, passed: 2, cut: 5 });
    expect(run.cases.at(-1)).to.deep.include({ status: "cut", reason: "the run was interrupted" });
    expect(run.exit).to.deep.equal({ code: 130, reason: "interrupted; 5 of 7 cases were not run" });
    expect(seen).to.have.length(4);
  });

  it("stops finding out about an organisation where it is interrupted, and blames nobody for it", async () => {
    let count = 0;
    const organisations = [makeOrganisation({ name: "one" }), makeOrganisation({ name: "two" })];
    const { run, seen } = await runOrchard(
      soundHost,
      { interrupted: () => ((count += 1) > 1 ? 143 : undefined) },
      { organisations },
    );
    expect(seen, "one of the first organisation, none of the second").to.have.length(1);
    expect(run.divergences).to.deep.equal([]);
    expect(run.account).to.deep.include({ planned: 8, cut: 8 });
    for (const { reason } of run.cases) expect(reason).to.equal("the run was interrupted");
    expect(run.exit).to.deep.equal({ code: 143, reason: "interrupted; 8 of 8 cases were not run" });
  });

  it("takes a judge that throws for its own fault, goes on, and exits with 3", async () => {
    const broken: OrchardCase = {
      ...ownerCase,
      id: "trees.broken",
      next: (_subject, trace) => (trace.length === 0 ? ask({ owner: "ada-lovelace" }) : undefined),
      judge: () => {
        throw new TypeError("cannot read trees of undefined");
      },
    };
    const { run } = await runOrchard(soundHost, { standard: makeOrchard([broken, ownerCase]) });
    expect(statuses(run)).to.deep.equal([
      "trees.broken[owner-1] errored",
      "trees.owner[owner-1] passed",
      "trees.broken[owner-2] errored",
      "trees.owner[owner-2] passed",
    ]);
    expect(run.cases[0]?.reason).to.equal("the check failed: cannot read trees of undefined");
    expect(run.exit.code).to.equal(3);
    expect(run.requirements.find(({ id }) => id === "trees.owner.served")?.status).to.equal("errored");
  });

  it("takes a rule that throws, a request that cannot be made and subjects that cannot be found for its own fault", async () => {
    const cases: readonly OrchardCase[] = [
      {
        ...ownerCase,
        id: "trees.request",
        request: () => {
          throw new Error("no request");
        },
        expect: { kind: "anything" },
      },
      { ...ownerCase, id: "trees.bind", needs: "broken" },
      {
        ...ownerCase,
        id: "trees.endless",
        next: () => ask({ owner: "ada-lovelace" }),
        judge: () => {
          throw new Error("not reached");
        },
      },
    ];
    const { run } = await runOrchard(soundHost, { standard: makeOrchard(cases) });
    expect(run.cases.map(({ case: id, status, reason }) => `${id} ${status}: ${reason}`)).to.deep.equal([
      "trees.request[owner-1] errored: the check failed: no request",
      "trees.bind errored: its subjects could not be found: the world is not as it should be",
      "trees.endless[owner-1] errored: the check failed: trees.endless asks for more than 200 requests",
      "trees.request[owner-2] errored: the check failed: no request",
      "trees.endless[owner-2] errored: the check failed: trees.endless asks for more than 200 requests",
    ]);
    const rules = [
      {
        requirement: "trees.owner.served",
        check: () => {
          throw new Error("the rule is wrong");
        },
      },
    ];
    const ruled = await runOrchard(soundHost, { standard: { ...makeOrchard(), rules } });
    expect(ruled.run.account).to.deep.include({ planned: 7, errored: 7 });
    expect(ruled.run.exit.code).to.equal(3);
  });

  it("tells of a discovery that fails, and runs nothing there", async () => {
    const standard = {
      ...makeOrchard(),
      discover: async () => {
        throw new Error("the world is round");
      },
    };
    const { run } = await runOrchard(soundHost, { standard });
    expect(run.account).to.deep.include({ planned: 4, couldNotRun: 4 });
    expect(run.cases[0]?.reason).to.equal("nothing could be found out about main: the world is round");
    expect(run.exit.code).to.equal(3);
  });

  it("runs each organisation by itself", async () => {
    const organisations = [makeOrganisation({ name: "one" }), makeOrganisation({ name: "two", customers: [] })];
    const { run } = await runOrchard(soundHost, {}, { organisations });
    const account = (name: string): string[] =>
      run.cases.filter(({ organisation }) => organisation === name).map(({ status }) => status);
    expect(account("one")).to.deep.equal(Array.from({ length: 7 }, () => "passed"));
    expect(account("two")).to.deep.equal(["couldNotRun", "passed", "couldNotRun", "couldNotRun"]);
    expect(run.readings.map(({ organisation, state }) => `${organisation} ${state}`)).to.deep.equal([
      "one observed",
      "two notObserved",
    ]);
    expect(run.exit.code).to.equal(0);
  });

  it("finds an outcome that contradicts an earlier one, a pin, or every reading", async () => {
    const rowsHost =
      (narrowed: readonly string[], empty = false): OrchardHost =>
      (request, number) => {
        const cut = request.url.includes("rows=") && narrowed.some((owner) => request.url.includes(owner));
        const tree = { kind: "apple", planted: "2030-01-01" };
        if (request.url.includes("nobody")) return soundHost(request, number);
        return respond({ ownerId: 1, trees: cut ? (empty ? [] : [tree]) : [tree, tree] });
      };
    const only = ["trees.rows"];
    const gates = ["deviation"] as const;
    const steady = await runOrchard(rowsHost(["ada", "grace"]), { only, gates });
    expect(steady.run.readings[0]).to.deep.include({ state: "observed", readings: ["narrowed"] });
    expect(steady.run.exit.code).to.equal(0);

    const fickle = await runOrchard(rowsHost(["ada"]), { only, gates });
    expect(found(fickle.run)).to.deep.equal(["trees.rows.reading no-reading"]);
    expect(fickle.run.divergences[0]?.case).to.equal("trees.rows[owner-2]");
    expect(fickle.run.divergences[0]?.intermittent).to.equal(false);
    expect(fickle.run.readings[0]?.state).to.equal("contradictory");
    expect(fickle.run.exit.code).to.equal(1);

    const pinned = await runOrchard(
      rowsHost(["ada", "grace"]),
      { only, gates },
      { pin: { "trees.rows.reading": "ignored" } },
    );
    expect(found(pinned.run)).to.deep.equal(["trees.rows.reading no-reading"]);
    expect(pinned.run.divergences[0]).to.deep.include({ count: 2, case: "trees.rows[owner-1]" });

    const none = await runOrchard(rowsHost(["ada", "grace"], true), { only, gates });
    expect(none.run.divergences[0]?.expected).to.match(/^one of the readings ignored/);
    expect(none.run.divergences[0]?.exchanges.map(({ id }) => id)).to.deep.equal([
      "trees.rows[owner-1]#0",
      "trees.rows[owner-1]#1",
    ]);
  });

  it("could not run a case whose credentials the profile lacks, and says what to add", async () => {
    const make = (credentials: "stranger" | "without-access"): OrchardCase => ({
      ...ownerCase,
      id: `trees.${credentials}`,
      request: ({ owner }) => ask({ owner }, { credentials }),
      expect: { kind: "anything" },
    });
    const standard = makeOrchard([make("stranger"), make("without-access")]);
    const { auth: _none, ...bare } = makeOrganisation();
    const { run, seen } = await runOrchard(soundHost, { standard }, { organisations: [bare] });
    expect(run.cases.map(({ status, reason }) => `${status}: ${reason}`)).to.deep.equal(
      Array.from({ length: 2 }, () => [
        "couldNotRun: no credentials for it; add auth to the organisation main in the profile",
        "couldNotRun: no credentials without the access group; add withoutAccess to the organisation main",
      ]).flat(),
    );
    expect(seen, "discovery alone").to.have.length(2);
    const equipped = [makeOrganisation({ withoutAccess: basicAuth })];
    const able = await runOrchard(soundHost, { standard }, { organisations: equipped });
    expect(able.run.account).to.deep.include({ passed: 4 });
  });

  it("cuts what a limit of the profile holds back, without blaming the host", async () => {
    const limits = { perMinute: Infinity, inFlight: 4, timeoutMs: 1000, bodyBytes: 1e6, requests: 5 };
    const { run, seen } = await runOrchard(soundHost, {}, { limits });
    expect(seen).to.have.length(5);
    expect(run.divergences).to.deep.equal([]);
    expect(run.account).to.deep.include({ planned: 7, passed: 2, cut: 5 });
    const reason = "the profile allows 5 requests (limits.requests) and they are used up";
    expect(run.cases.at(-1)).to.include({ status: "cut", reason });
    expect(run.exit).to.deep.equal({ code: 4, reason: `5 of 7 cases were not run: ${reason}` });
  });

  it("writes no secret anywhere, though the host echoes it", async () => {
    const echo: OrchardHost = (request) =>
      respond({ ownerId: "hunter22", trees: [], said: headerValue(request.headers, "authorization") });
    const { run, journal, shown } = await runOrchard(echo);
    const secret = Buffer.from("till-1:hunter22").toString("base64");
    for (const written of [run, journal, shown]) {
      expect(JSON.stringify(written)).to.not.include("hunter22").and.to.not.include(secret);
    }
    expect(JSON.stringify(run.divergences)).to.include("${CAP_PASSWORD}");
  });

  it("has nothing to say where no case is selected", async () => {
    const { run } = await runOrchard(soundHost, { only: ["roots"] });
    expect(run.account.planned).to.equal(0);
    expect(run.exit).to.deep.equal({ code: 3, reason: "no case could run; the report says what to add" });
  });
});
