import { expect } from "chai";
import type { RunEvent } from "../src/model/run.ts";
import type { Verdict } from "../src/model/verdict.ts";
import { createProgress } from "./progress.ts";

const planned = (cases: number): RunEvent => ({ event: "planned", organisation: "main", phase: "suites", cases });
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

/** What a log gets of runs of so many cases, phase after phase. */
function logRun(...phases: readonly number[]): string[] {
  const lines: string[] = [];
  const io = {
    stderr: (text: string) => void lines.push(text),
    terminal: { live: false, color: false, width: 80 },
  };
  const progress = createProgress(io, false, () => []);
  for (const cases of phases) {
    progress.show(planned(cases));
    for (let done = 0; done < cases; done += 1) progress.show(verdict);
  }
  progress.end();
  return lines;
}

describe("Progress in a log", () => {
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
});
