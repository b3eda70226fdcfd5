import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { renderSummary } from "./summary.ts";

const run = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;
const options = { color: false, width: 80, files: ["out/report.html"] };

function lastLine(text: string): string | undefined {
  return text.trimEnd().split("\n").at(-1);
}

describe("renderSummary", () => {
  it("ends with the exit reason, also of an empty run", () => {
    const empty: Run = { ...run, cases: [], divergences: [], requirements: [], readings: [], trouble: [] };
    expect(lastLine(renderSummary(run, options))).to.equal(`exit 1: ${run.exit.reason}`);
    expect(lastLine(renderSummary({ ...empty, exit: { code: 0, reason: "clean" } }, options))).to.equal(
      "exit 0: clean",
    );
    expect(renderSummary(empty, options)).to.contain("0 of 0 requirements exercised and kept, 0 cannot be observed\n");
  });

  it("says on one line how much was exercised and what cannot be observed", () => {
    expect(renderSummary(run, { ...options, width: 40 })).to.match(
      /^5 of 21 requirements exercised and kept, 4 cannot be observed \(2 no trigger in the three operations, .*\)$/m,
    );
  });

  it("shows ten divergences in full, twenty more on a line each, and counts the rest", () => {
    const [first] = run.divergences;
    const divergences = first === undefined ? [] : Array.from({ length: 33 }, () => first);
    const text = renderSummary({ ...run, divergences }, options);
    expect([...text.matchAll(/^VIOLATION {2}points\.code\.885/gm)]).to.have.length(10);
    expect([...text.matchAll(/^VIOLATION points\.code\.885: a successful answer/gm)]).to.have.length(20);
    expect(text).to.contain("and 3 more in out/report.html\n");
  });

  it("keeps the name of a requirement whole, however narrow the line", () => {
    const [first] = run.divergences;
    const requirement = `pets.request.body.${"owner.".repeat(20)}name`;
    const divergences = first === undefined ? [] : Array.from({ length: 11 }, () => ({ ...first, requirement }));
    const text = renderSummary({ ...run, divergences }, options);
    expect(text).to.contain(`\nVIOLATION ${requirement}…\n`);
  });

  it("names the organisation where something is to be added, unless it is all of them", () => {
    const [first] = run.cases;
    if (first === undefined) throw new Error("the run has no case");
    const lacking = (organisation: string, reason: string) => ({
      ...first,
      organisation,
      reason,
      status: "couldNotRun" as const,
    });
    const cases = [first, lacking("east", "no points"), lacking("east", "no tier"), lacking("west", "no tier")];
    const text = renderSummary(
      {
        ...run,
        requirements: [],
        cases: cases.map((one) => (one === first ? { ...first, organisation: "west" } : one)),
      },
      options,
    );
    expect(text).to.contain("\n  1 case [east]: no points\n");
    expect(text).to.contain("\n  2 cases: no tier\n");
  });

  it("wraps at the width, but never a command", () => {
    const lines = renderSummary(run, options).split("\n");
    const free = /^ {2}(see it|again) |requirements exercised|^exit |\d passed /;
    expect(lines.filter((line) => line.length > 80 && !free.test(line))).to.deep.equal([]);
    expect(lines.filter((line) => /^ {2}see it {6}curl .*'$/.test(line))).to.have.length(10);
  });

  it("colours only where it is told to", () => {
    expect(renderSummary(run, options)).not.to.contain("\u001b");
    expect(renderSummary(run, { ...options, color: true })).to.contain("\u001b[31m");
  });
});
