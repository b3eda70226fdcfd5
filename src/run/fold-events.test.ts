import { expect } from "chai";
import { orchardRulebook } from "../check/testing/orchard-rulebook.ts";
import type { RecordedExchange, RunEvent } from "../model/run.ts";
import { type Finding, nothingJudged, type Verdict } from "../model/verdict.ts";
import { createEventFold, type EventFold } from "./fold-events.ts";

const { catalog } = orchardRulebook;

function fold(...events: readonly RunEvent[]): EventFold {
  const made = createEventFold(catalog, "out/run.ndjson");
  for (const event of events) made.add(event);
  return made;
}

const started: RunEvent = {
  event: "started",
  formatVersion: 1,
  tool: { name: "orchard", version: "1" },
  run: {
    id: "r",
    startedAt: "2030-01-01T00:00:00.000Z",
    seed: 5,
    target: "http://h",
    phases: ["suites"],
    gates: ["violation"],
    loopback: true,
  },
};
const discovered = (organisation = "main"): RunEvent => ({ event: "discovered", organisation, world: {} });
const planned = (cases: number, organisation = "main"): RunEvent => ({
  event: "planned",
  organisation,
  phase: "suites",
  cases,
});
const finished: RunEvent = {
  event: "finished",
  finishedAt: "2030-01-01T00:00:09.000Z",
  exit: { code: 1, reason: "1 violation" },
  requests: 3,
};

function exchange(id: string, ms = 1, changes: Partial<RecordedExchange> = {}): RunEvent {
  return {
    event: "exchange",
    organisation: "main",
    phase: "suites",
    case: "a.b",
    exchange: {
      id,
      operation: "trees",
      credentials: "till",
      startedAt: "2030-01-01T00:00:00.000Z",
      request: { method: "GET", url: "http://h/v1/trees", headers: [], body: { text: "" } },
      outcome: { kind: "response", status: 200, headers: [], body: { text: "{}" }, ms },
      ...changes,
    },
  };
}

const finding = (changes: Partial<Finding> = {}): Finding => ({
  requirement: "trees.tree.kind",
  pointer: "/trees/0/kind",
  kind: "value",
  expected: "an apple",
  actual: "a plum",
  exchange: 0,
  ...changes,
});

/** A verdict; its findings have the fingerprints given, or their requirement's name. */
function verdict(changes: Partial<Verdict> = {}, fingerprints?: readonly string[]): RunEvent {
  const findings = changes.findings ?? [];
  return {
    event: "verdict",
    verdict: {
      ...nothingJudged,
      case: "a.b",
      title: "It holds",
      organisation: "main",
      operation: "trees",
      phase: "suites",
      status: findings.length === 0 ? "passed" : "diverged",
      requirements: ["trees.owner.served"],
      ms: 4,
      ...changes,
    },
    proofs: findings.map(({ requirement }, index) => ({
      fingerprint: fingerprints?.[index] ?? requirement,
      curl: `curl ${index}`,
    })),
  };
}

describe("createEventFold", () => {
  it("takes over what the run says of itself, its end and its exit", () => {
    const run = fold(started, discovered(), planned(0), finished).result();
    expect(run.tool).to.deep.equal({ name: "orchard", version: "1" });
    expect(run.run).to.deep.include({ id: "r", seed: 5, target: "http://h", finishedAt: "2030-01-01T00:00:09.000Z" });
    expect(run.exit).to.deep.equal({ code: 1, reason: "1 violation" });
    expect(run.pages).to.equal(catalog.pages);
  });

  it("takes a run without an end for one that was cut off", () => {
    const run = fold(started, discovered(), planned(3), verdict()).result();
    expect(run.exit).to.deep.equal({ code: 3, reason: "the run was cut off after 1 of 3 cases" });
    expect(run.run.finishedAt).to.equal(null);
  });

  it("makes a Run of nothing at all", () => {
    expect(fold().result()).to.deep.include({ divergences: [], cases: [], notes: [], timings: {} });
  });

  it("counts cases by state, and knows whether they add up to what was planned", () => {
    const events = [started, discovered(), planned(3), verdict(), verdict({ status: "cut" })];
    expect(fold(...events).isBalanced()).to.equal(false);
    const whole = fold(...events, verdict({ status: "couldNotRun", reason: "nobody" }));
    expect(whole.isBalanced()).to.equal(true);
    expect(whole.result().account).to.deep.include({ planned: 3, passed: 1, cut: 1, couldNotRun: 1 });
    const twice = fold(started, planned(1), planned(2, "other"), verdict(), verdict(), verdict());
    expect(twice.isBalanced(), "two organisations").to.equal(true);
  });

  it("lists only the first of very many generated cases that passed, and counts them all", () => {
    const generated = { phase: "generated" as const };
    const passed = Array.from({ length: 2500 }, () => verdict({ ...generated, case: "generated.trees" }));
    const others = [
      verdict({ ...generated, findings: [finding()] }),
      verdict(),
      verdict({ ...generated, status: "cut" }),
    ];
    const whole = fold(started, planned(2503), ...passed, ...others);
    expect(whole.isBalanced()).to.equal(true);
    expect(whole.result().account).to.deep.include({ planned: 2503, passed: 2501, diverged: 1, cut: 1 });
    expect(whole.result().cases).to.have.length(2003);
  });

  it("gives each case a line, with the fingerprints of what it showed, each once", () => {
    const two = { findings: [finding(), finding({ pointer: "/trees/1/kind" })] };
    const run = fold(started, verdict(two), verdict({ case: "a.c", status: "couldNotRun", reason: "nobody" })).result();
    const line = { title: "It holds", organisation: "main", operation: "trees", phase: "suites", ms: 4 };
    expect(run.cases).to.deep.equal([
      { ...line, case: "a.b", status: "diverged", fingerprints: ["trees.tree.kind"] },
      { ...line, case: "a.c", status: "couldNotRun", reason: "nobody", fingerprints: [] },
    ]);
  });

  it("makes a divergence of a finding, with the requirement it breaks and two ways to see it again", () => {
    const [divergence] = fold(started, exchange("a.b#0"), verdict({ findings: [finding()] }, ["f1"])).result()
      .divergences;
    const { exchanges, ...rest } = divergence ?? { exchanges: [] };
    expect(rest).to.deep.equal({
      fingerprint: "f1",
      requirement: "trees.tree.kind",
      class: "violation",
      statement: "trees.tree.kind.",
      source: [{ page: "trees", part: "table" }],
      operation: "trees",
      organisation: "main",
      phase: "suites",
      case: "a.b",
      pointer: "/trees/0/kind",
      kind: "value",
      expected: "an apple",
      actual: "a plum",
      count: 1,
      minimised: true,
      intermittent: false,
      reproduction: {
        curl: "curl 0",
        replay: "npx capillary-conformance replay out/run.ndjson --case 'a.b'",
      },
      shownBy: 0,
    });
    expect(exchanges.map(({ id }) => id)).to.deep.equal(["a.b#0"]);
  });

  it("names the organisation in the command that replays a case, where another one would be found without it", () => {
    const of = (organisation: string) => verdict({ organisation, findings: [finding()] }, [organisation]);
    const events = [started, discovered("main"), of("main"), discovered("it's second"), of("it's second")];
    const commands = fold(...events)
      .result()
      .divergences.map(({ reproduction }) => reproduction.replay);
    const command = "npx capillary-conformance replay out/run.ndjson --case 'a.b'";
    expect(commands).to.have.members([command, `${command} --organisation 'it'\\''s second'`]);
  });

  it("shows the exchanges that a finding rests on, and no others", () => {
    const rests = finding({ exchange: 2, rests: [2, 0] });
    const events = [
      started,
      exchange("discover#0"),
      discovered(),
      exchange("a.b#0"),
      exchange("a.b#1"),
      exchange("a.b#2"),
      exchange("a.b#again-0"),
      verdict({ findings: [rests, finding({ exchange: 1, requirement: "trees.tree.height" })] }),
      exchange("a.c#0"),
      verdict({ case: "a.c", findings: [finding({ requirement: "trees.code.44" })] }),
    ];
    const shown = fold(...events)
      .result()
      .divergences.map(({ requirement, exchanges, shownBy }) => [requirement, exchanges.map(({ id }) => id), shownBy]);
    expect(shown).to.have.deep.members([
      ["trees.tree.kind", ["a.b#0", "a.b#2"], 1],
      ["trees.tree.height", ["a.b#1"], 0],
      ["trees.code.44", ["a.c#0"], 0],
    ]);
  });

  it("merges what has the same fingerprint and counts the cases that showed it, each once", () => {
    const many = { findings: [finding(), finding({ pointer: "/trees/1/kind" })] };
    const run = fold(
      started,
      verdict(many),
      verdict({ ...many, case: "a.c" }),
      verdict({ ...many, case: "a.d", organisation: "other" }),
    ).result();
    const counts = run.divergences.map(({ organisation, case: first, count }) => `${organisation} ${first} ${count}`);
    expect(counts).to.have.members(["main a.b 2", "other a.d 1"]);
  });

  it("calls a divergence intermittent until it lasts in one case", () => {
    const findings = [finding()];
    const blinking = verdict({ findings, intermittent: [0] });
    expect(fold(blinking).result().divergences[0]?.intermittent).to.equal(true);
    const lasting = fold(
      blinking,
      verdict({ case: "a.c", findings }),
      verdict({ case: "a.d", findings, intermittent: [0] }),
    );
    expect(lasting.result().divergences[0]).to.deep.include({ intermittent: false, count: 3 });
  });

  it("puts violations first, then deviations and advisories, each by requirement", () => {
    const ids = [
      "transport.refusal.shape",
      "transport.body.json",
      "trees.tree.kind",
      "trees.code.44",
      "trees.answer.shape",
    ];
    const findings = ids.map((requirement) => finding({ requirement }));
    const run = fold(verdict({ findings })).result();
    expect(run.divergences.map(({ requirement, class: name }) => `${name} ${requirement}`)).to.deep.equal([
      "violation trees.code.44",
      "violation trees.tree.kind",
      "deviation transport.body.json",
      "deviation trees.answer.shape",
      "advisory transport.refusal.shape",
    ]);
  });

  it("gives each requirement its status", () => {
    const run = fold(
      verdict({ exercised: ["trees.owner.served", "trees.tree.kind"] }),
      verdict({ exercised: ["trees.tree.kind"], findings: [finding()] }),
      verdict({ requirements: ["trees.code.44"], status: "couldNotRun", reason: "no owner; add one" }),
      verdict({ requirements: ["trees.rows.reading"], status: "errored", reason: "the check failed" }),
    ).result();
    const byId = new Map(run.requirements.map((one) => [one.id, one]));
    expect([...byId.keys()]).to.deep.equal([...catalog.requirements.keys()]);
    expect(byId.get("trees.owner.served")).to.deep.include({ status: "passed", cases: 1 });
    expect(byId.get("trees.tree.kind")).to.deep.include({ status: "diverging", cases: 2 });
    expect(byId.get("trees.code.44")).to.deep.include({ status: "notExercised", reasons: ["no owner; add one"] });
    expect(byId.get("trees.rows.reading")).to.deep.include({ status: "errored" });
    expect(byId.get("trees.season.days")).to.deep.include({ observable: false, reasons: ["wall-clock days"] });
  });

  it("gathers the readings of each organisation, in the order in which they were found", () => {
    const observe = (organisation: string, ...readings: readonly string[]): RunEvent =>
      verdict({
        organisation,
        readings: [{ requirement: "trees.rows.reading", readings, actual: "", pointer: "", exchange: 0 }],
      });
    const run = fold(
      discovered("main"),
      observe("main", "ignored", "narrowed"),
      observe("main", "narrowed"),
      discovered("other"),
      observe("other", "refused"),
      discovered("third"),
    ).result();
    expect(run.readings.map(({ organisation, state, readings }) => [organisation, state, readings])).to.deep.equal([
      ["main", "observed", ["narrowed"]],
      ["other", "observed", ["refused"]],
      ["third", "notObserved", []],
    ]);
  });

  it("counts the cases that noted something, each once", () => {
    const note = { text: "an odd kind", pointer: "/trees/0/kind" };
    const run = fold(
      verdict({ notes: [note, note, { text: "another" }] }),
      verdict({ case: "a.c", notes: [{ text: "an odd kind" }] }),
      verdict({ case: "a.d", operation: "plant", notes: [note] }),
    ).result();
    expect(run.notes.map(({ text, operation, count }) => `${operation}: ${text} ${count}`)).to.have.members([
      "trees: an odd kind 2",
      "trees: another 1",
      "plant: an odd kind 1",
    ]);
  });

  it("measures the responses of each operation; what never came has no time", () => {
    const times = [5, 1, 4, 2, 3].map((ms) => exchange("x", ms));
    const none = exchange("x", 0, { outcome: { kind: "failure", reason: "timeout", detail: "", ms: 9999 } });
    const { operation: _none, ...elsewhere } = (exchange("y", 0.126) as Extract<RunEvent, { event: "exchange" }>)
      .exchange;
    const run = fold(started, ...times, none, exchange("p", 7, { operation: "plant" }), {
      ...(exchange("y") as Extract<RunEvent, { event: "exchange" }>),
      exchange: elsewhere,
    }).result();
    expect(run.timings).to.deep.equal({
      trees: { count: 5, p50: 3, p95: 5, p99: 5, max: 5 },
      plant: { count: 1, p50: 7, p95: 7, p99: 7, max: 7 },
      other: { count: 1, p50: 0.13, p95: 0.13, p99: 0.13, max: 0.13 },
    });
  });

  it("counts the requests that were sent, and not those that a limit held back", () => {
    const failed = (reason: "budget" | "forbidden" | "timeout"): RunEvent =>
      exchange("b", 0, { outcome: { kind: "failure", reason, detail: "", ms: 0 } });
    const events = [exchange("a"), exchange("b"), failed("budget"), failed("forbidden"), failed("timeout")];
    expect(fold(started, ...events).result().run.requests).to.equal(3);
  });

  it("keeps the trouble that was told of", () => {
    expect(fold({ event: "trouble", text: "one" }, { event: "trouble", text: "two" }).result().trouble).to.deep.equal([
      "one",
      "two",
    ]);
  });

  it("leaves out a finding of a requirement that is not in the register", () => {
    expect(fold(verdict({ findings: [finding({ requirement: "gone" })] })).result().divergences).to.deep.equal([]);
  });
});
