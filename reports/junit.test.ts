import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { renderJunit } from "./junit.ts";

const run = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;

function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

function readCount(text: string, name: string): number {
  return Number(new RegExp(`<testsuites [^>]*\\b${name}="(\\d+)"`).exec(text)?.[1]);
}

describe("renderJunit", () => {
  const report = renderJunit(run);

  it("counts what it holds", () => {
    expect(readCount(report, "tests"))
      .to.equal(run.account.planned)
      .and.to.equal(countOf(report, /<testcase /g));
    expect(readCount(report, "failures")).to.equal(countOf(report, /<failure /g));
    expect(readCount(report, "errors")).to.equal(countOf(report, /<error /g));
    expect(readCount(report, "skipped")).to.equal(countOf(report, /<skipped /g));
  });

  it("keeps deviations and advisories green where violations gate", () => {
    expect(report).not.to.match(/<failure type="(deviation|advisory)"/);
    expect(countOf(report, /<system-out>/g)).to.be.greaterThan(0);
  });

  it("turns deviations red where the gate was moved to them", () => {
    const moved = renderJunit({ ...run, run: { ...run.run, gates: ["violation", "deviation"] } });
    expect(moved)
      .to.match(/<failure type="deviation"/)
      .and.not.to.match(/<failure type="advisory"/);
    expect(renderJunit({ ...run, run: { ...run.run, gates: [] } })).not.to.contain("<failure");
  });

  it("is red where the run came to no verdict", () => {
    const unreachable = { ...run, cases: [], exit: { code: 3, reason: "the target was never reached" } };
    expect(renderJunit(unreachable)).to.contain('<error type="exit 3" message="the target was never reached">');
    expect(readCount(renderJunit(unreachable), "errors")).to.equal(1);
  });

  it("names the organisation only where there are several", () => {
    const [first] = run.cases;
    expect(report).to.contain('<testsuite name="points [main]"');
    expect(renderJunit({ ...run, cases: first === undefined ? [] : [first] })).to.contain('<testsuite name="points" ');
  });
});
