import { expect } from "chai";
import type { RecordedExchange, RunEvent } from "../src/model/run.ts";
import type { Verdict } from "../src/model/verdict.ts";
import { createPace } from "./measure-pace.ts";
import { createProgress } from "./progress.ts";

const planned = (cases: number): Extract<RunEvent, { event: "planned" }> => ({
  event: "planned",
  organisation: "main",
  phase: "suites",
  cases,
});
const passed: Verdict = {
  case: "a.b.c",
  title: "It is so",
  operation: "a",
  organisation: "main",
  phase: "suites",
  status: "passed",
  requirements: ["a.b"],
  exercised: ["a.b"],
  findings: [],
  readings: [],
  notes: [],
  ms: 1,
};
const verdict: RunEvent = { event: "verdict", verdict: passed, proofs: [] };

function openLog(limits: Parameters<typeof createProgress>[3] = {}) {
  const lines: string[] = [];
  const io = {
    stderr: (text: string) => void lines.push(text),
    terminal: { live: false, color: false, width: 80 },
  };
  return { lines, progress: createProgress(io, false, () => [], limits) };
}

/** What a log gets of runs of so many cases, phase after phase. */
function logRun(...phases: readonly number[]): string[] {
  const { lines, progress } = openLog();
  for (const cases of phases) {
    progress.show(planned(cases));
    for (let done = 0; done < cases; done += 1) progress.show(verdict);
  }
  progress.end();
  return lines;
}

const taken: RecordedExchange = {
  id: "a.b.c#0",
  credentials: "till",
  startedAt: "2026-01-01T00:00:00.000Z",
  request: { method: "GET", url: "http://127.0.0.1:8080/", headers: [], body: { text: "" } },
  outcome: { kind: "response", status: 200, headers: [], body: { text: "" }, ms: 1 },
};

describe("Progress in a log", () => {
  it("counts the requests that went out, as the report does", () => {
    const { lines, progress } = openLog();
    const exchanges: readonly RecordedExchange[] = [
      taken,
      { ...taken, delivery: "received" },
      { ...taken, outcome: { kind: "failure", reason: "budget", detail: "used up", ms: 0 } },
      { ...taken, outcome: { kind: "failure", reason: "timeout", detail: "no answer", ms: 9 } },
    ];
    progress.show(planned(1));
    for (const exchange of exchanges) {
      progress.show({ event: "exchange", organisation: "main", phase: "suites", case: "a.b.c", exchange });
    }
    progress.show(verdict);
    progress.end();
    expect(lines).to.deep.equal(["main: 1 case planned (suites)\n", "1 of 1 cases, 0 diverged, 2 requests\n"]);
  });

  it("is a handful of lines, however many cases there are", () => {
    for (const cases of [400, 2_600, 90_000]) expect(logRun(cases).length, String(cases)).to.be.within(6, 9);
  });

  it("is about ten lines beside those that say what is planned, for several organisations and phases too", () => {
    const lines = logRun(2_600, 900, 50, 4, 2_600, 900, 50, 4);
    expect(lines.filter((line) => !line.includes("planned")).length).to.be.within(6, 14);
  });

  it("is what was planned and how it ended where there are few cases", () => {
    expect(logRun(12)).to.deep.equal(["main: 12 cases planned (suites)\n", "12 of 12 cases, 0 diverged, 0 requests\n"]);
  });

  it("warns once, as soon as it is known that the profile allows too few requests", () => {
    const { lines, progress } = openLog({ pace: createPace(100), requests: 40 });
    const plans = [planned(30), { ...planned(4), requests: 41 }, planned(50)];
    for (const event of plans) progress.show(event);
    expect(lines).to.deep.equal([
      "main: 30 cases planned (suites)\n",
      "main: 4 cases planned (suites), about 41 requests, 1 minute at 100 a minute\n",
      "the profile allows 40 requests (limits.requests) and this takes about 41: what comes last will not be run; raise the limit, or choose less with --operation, --phase or --only\n",
      "main: 50 cases planned (suites)\n",
    ]);
  });

  it("says how long what is planned takes as the host answers, where that is longer than the limit asks for", () => {
    const describe = (ms: number, requests: number, perMinute?: number): string | undefined => {
      const pace = createPace(perMinute);
      const exchange = { ...taken, outcome: { ...taken.outcome, ms } } as RecordedExchange;
      pace.add({ event: "exchange", organisation: "main", phase: "suites", case: "a.b.c", exchange });
      return pace.describe(requests);
    };
    expect(describe(9.5, 450)).to.equal("about 5 s as the host answers now");
    expect(describe(99.5, 3000)).to.equal("about 5 minutes as the host answers now");
    expect(describe(99.5, 300, 100)).to.equal("3 minutes at 100 a minute");
    expect(describe(1199.5, 300, 100)).to.equal("about 6 minutes as the host answers now");
    expect(createPace().describe(300)).to.equal(undefined);
  });
});
