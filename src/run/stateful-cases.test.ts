import { expect } from "chai";
import { respond } from "../check/testing/orchard-rulebook.ts";
import { breach, keep } from "../check/judge.ts";
import type { Json } from "../model/json.ts";
import type { Run } from "../model/run.ts";
import type { Profile } from "../target/profile.ts";
import { ask, makeOrchard, type OrchardCase, type OrchardHost, runOrchard, soundHost } from "./testing/orchard-run.ts";
import { createHastyClock } from "./testing/hasty-clock.ts";

const stateUrl = "http://127.0.0.1:1/_state/";
const withState: Partial<Profile> = { state: { url: stateUrl } };

/** A host that plants a tree at a POST; it shows `late` reads later, and is lost or kept as told. */
function makePlantingHost(options: { late?: number; loses?: boolean; knows?: readonly string[] } = {}) {
  const { late = 0, loses = false, knows = ["reset", "clock", "batch", "state", "emit"] } = options;
  let [planted, reads] = [false, 0];
  const calls: string[] = [];
  const host: OrchardHost = (request, count) => {
    if (request.url.startsWith(stateUrl)) {
      const action = request.url.slice(stateUrl.length);
      calls.push(`${request.method} ${action} ${new TextDecoder().decode(request.body)}`);
      if (!knows.includes(action)) return respond({}, { status: 404 });
      if (action === "reset") planted = false;
      return respond("", {});
    }
    if (request.method === "POST") {
      [planted, reads] = [!loses, 0];
      calls.push("plant");
      return respond({ ownerId: 710_001, trees: [] });
    }
    const shows = planted && reads >= late;
    reads += 1;
    return shows
      ? respond({ ownerId: 710_001, trees: [{ kind: "pear", planted: "2030-09-09" }] })
      : soundHost(request, count);
  };
  return { host, calls };
}

const isPlanted = (value: Json | undefined): boolean => JSON.stringify(value ?? null).includes("2030-09-09");

function plantCase(changes: Partial<OrchardCase> = {}): OrchardCase {
  return {
    id: "trees.plant",
    title: "What is planted is answered",
    operation: "trees",
    requirements: ["trees.owner.served"],
    needs: "nothing",
    writes: "kept",
    next: (_subject, trace) =>
      [
        ask({ owner: "ada-lovelace" }, { method: "POST" }),
        ask({ owner: "ada-lovelace" }, { until: ({ answer }) => answer.kind === "answer" && isPlanted(answer.value) }),
      ][trace.length],
    judge: (_subject, [, read]) =>
      read?.answer.kind === "answer" && isPlanted(read.answer.value)
        ? keep("trees.owner.served")
        : breach({
            requirement: "trees.owner.served",
            kind: "effect",
            pointer: "",
            expected: "the tree",
            actual: "no tree",
            exchange: 1,
            rests: [0, 1],
          }),
    ...changes,
  };
}

const { writes: _writes, ...readCase } = plantCase({
  id: "trees.read",
  next: (_subject, trace) => [ask({ owner: "ada-lovelace" })][trace.length],
  judge: (_subject, [read]) =>
    read?.answer.kind === "answer" && isPlanted(read.answer.value)
      ? breach({
          requirement: "trees.owner.served",
          kind: "value",
          pointer: "",
          expected: "no tree of another case",
          actual: "the tree",
          exchange: 0,
        })
      : keep("trees.owner.served"),
});

/** Runs cases against a host, and gives the statuses with their reasons. */
async function runOn(host: OrchardHost, cases: readonly OrchardCase[], profile: Partial<Profile> = {}) {
  const clock = createHastyClock();
  const { run, journal } = await runOrchard(host, { standard: makeOrchard(cases), clock }, profile);
  const statuses = run.cases.map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`));
  return { run, journal, statuses, waits: clock.waits };
}
const intermittent = ({ divergences }: Run): boolean[] => divergences.map((divergence) => divergence.intermittent);

describe("A case that writes", () => {
  it("begins on a host that was reset, and the host is reset after the last", async () => {
    const { host, calls } = makePlantingHost();
    const { statuses } = await runOn(host, [plantCase(), plantCase({ id: "trees.plant-again" })], withState);
    expect(statuses).to.deep.equal(["passed", "passed"]);
    expect(calls).to.deep.equal(["POST reset {}", "plant", "POST reset {}", "plant", "POST reset {}"]);
  });

  it("has the host reset before anything is found out about it, where anything may be written", async () => {
    const { host } = makePlantingHost();
    const seen: string[] = [];
    const watched: OrchardHost = (request, count) => {
      seen.push(request.url.startsWith(stateUrl) ? "reset" : request.method);
      return host(request, count);
    };
    await runOn(watched, [plantCase()], withState);
    expect(seen.slice(0, 2)).to.deep.equal(["reset", "GET"]);
    seen.length = 0;
    await runOn(watched, [plantCase()], { ...withState, writes: false });
    await runOn(watched, [readCase], withState);
    expect(seen).to.not.include("reset");
  });

  it("leaves nothing behind for a case that reads, nor does one that has called the state endpoint", async () => {
    const planting = makePlantingHost();
    const { statuses } = await runOn(planting.host, [plantCase(), readCase], withState);
    expect(statuses).to.deep.equal(["passed", "passed"]);
    expect(planting.calls).to.deep.equal(["POST reset {}", "plant", "POST reset {}"]);

    const { writes: _writes, ...moving } = plantCase({
      id: "trees.move-clock",
      next: (_subject, trace) => [{ state: "batch" } as const, ask({ owner: "ada-lovelace" })][trace.length],
      judge: () => keep("trees.owner.served"),
    });
    const moved = makePlantingHost();
    await runOn(moved.host, [moving, readCase], withState);
    expect(moved.calls).to.deep.equal(["POST batch {}", "POST reset {}"]);
  });

  it("runs on a host without a state endpoint, and asks one that cannot be reset only once", async () => {
    const bare = makePlantingHost();
    expect((await runOn(bare.host, [plantCase()])).statuses).to.deep.equal(["passed"]);
    expect(bare.calls).to.deep.equal(["plant"]);

    const { host, calls } = makePlantingHost({ knows: [] });
    const { statuses } = await runOn(host, [plantCase(), plantCase({ id: "trees.plant-again" })], withState);
    expect(statuses).to.deep.equal(["passed", "passed"]);
    expect(calls).to.deep.equal(["POST reset {}", "plant", "plant"]);
  });

  it("is proved by a repetition from a reset, or where it puts things back itself; else it is shown once", async () => {
    const lost = () => makePlantingHost({ loses: true });
    const rows: readonly (readonly [OrchardCase, Partial<Profile>, plantings: number])[] = [
      [plantCase(), withState, 2],
      [plantCase({ writes: "restored" }), {}, 2],
      [plantCase(), {}, 1],
    ];
    for (const [one, profile, plantings] of rows) {
      const { host, calls } = lost();
      const { run, statuses } = await runOn(host, [one], profile);
      expect(statuses).to.deep.equal(["diverged"]);
      expect(intermittent(run)).to.deep.equal([false]);
      expect(calls.filter((call) => call === "plant")).to.have.length(plantings);
    }
  });

  it("could not run where the profile does not allow writes", async () => {
    const { host, calls } = makePlantingHost();
    const { statuses } = await runOn(host, [plantCase()], { writes: false });
    expect(statuses).to.deep.equal([
      "couldNotRun: the profile does not allow writes; set writes: true and mark customers writable: true",
    ]);
    expect(calls).to.deep.equal([]);
  });
});

describe("An effect that takes its time", () => {
  const timing = { settleMs: 3000, pollMs: 1000 };

  it("is read until it shows", async () => {
    const { statuses, waits, journal } = await runOn(makePlantingHost({ late: 2 }).host, [plantCase()], { timing });
    expect(statuses).to.deep.equal(["passed"]);
    expect(waits).to.deep.equal([1000, 1000]);
    const ids = journal.flatMap((event) => (event.event === "exchange" ? [event.exchange.id] : []));
    expect(ids.slice(-3)).to.deep.equal(["trees.plant#1", "trees.plant#1.1", "trees.plant#1.2"]);
  });

  it("is a divergence once the settle time has passed, and at once where there is none", async () => {
    const slow = await runOn(makePlantingHost({ late: 9 }).host, [plantCase()], { timing });
    expect(slow.statuses).to.deep.equal(["diverged"]);
    expect(slow.waits).to.deep.equal([1000, 1000, 1000]);
    const hasty = await runOn(makePlantingHost({ late: 1 }).host, [plantCase()]);
    expect(hasty.statuses).to.deep.equal(["diverged"]);
    expect(hasty.waits).to.deep.equal([]);
  });
});

describe("A call of the state endpoint", () => {
  const stateCase = plantCase({
    id: "trees.clock",
    next: (_subject: unknown, trace: readonly unknown[]) =>
      [
        { state: "clock", body: { now: "2030-01-05T00:00:00Z" } } as const,
        { state: "batch" } as const,
        ask({ owner: "ada-lovelace" }),
      ][trace.length],
    judge: (_subject: unknown, trace: readonly unknown[]) => ({
      ...keep("trees.owner.served"),
      notes: [{ text: `${trace.length} steps` }],
    }),
  });

  it("is a step of the trace that nothing judges", async () => {
    const { host, calls } = makePlantingHost();
    const { statuses, journal } = await runOn(host, [stateCase], withState);
    expect(statuses).to.deep.equal(["passed"]);
    expect(calls.slice(1, 3)).to.deep.equal(['PUT clock {"now":"2030-01-05T00:00:00Z"}', "POST batch {}"]);
    const [verdict] = journal.flatMap((event) => (event.event === "verdict" ? [event.verdict] : []));
    expect(verdict?.notes).to.deep.equal([{ text: "3 steps" }]);
  });

  it("makes the case one that could not run where the host has no answer to it, or there is no endpoint", async () => {
    const rows: readonly (readonly [readonly string[], Partial<Profile>, string])[] = [
      [["reset", "clock"], withState, `the state endpoint has no answer to this batch (HTTP 404 at ${stateUrl}batch)`],
      [[], {}, "it needs a state endpoint; add state.url to the profile if the host has one"],
    ];
    for (const [knows, profile, reason] of rows) {
      const { statuses } = await runOn(makePlantingHost({ knows }).host, [stateCase], profile);
      expect(statuses).to.deep.equal([`couldNotRun: ${reason}`]);
    }
  });
});

describe("A case that finds that it cannot go on", () => {
  it("could not run, for the reason that it gives", async () => {
    const unable = plantCase({
      next: () => ({ unable: "no tree is in bloom; list one that is" }),
    });
    const { statuses } = await runOn(soundHost, [unable]);
    expect(statuses).to.deep.equal(["couldNotRun: no tree is in bloom; list one that is"]);
  });
});
