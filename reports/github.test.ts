import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Divergence, Run } from "../src/model/run.ts";
import { renderGithub } from "./github.ts";

const run = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;
const [sample] = run.divergences as readonly [Divergence, ...Divergence[]];

describe("renderGithub", () => {
  it("writes one command a line, whatever the host says", () => {
    const hostile = "x\r\n::error file=/etc/passwd::owned%0A::warning::y\u2028::set-output name=a::b";
    const text = renderGithub({ ...run, divergences: [{ ...sample, actual: hostile, statement: hostile }] });
    const lines = text.trimEnd().split("\n");
    expect(lines).to.have.length(2);
    expect(lines[0])
      .to.match(/^::error title=violation%3A [\w.]+::x%0A::error file/)
      .and.contain("owned%250A");
  });

  it("names the file and line that was checked, and encodes what would end a property", () => {
    const location = { file: "my,pacts/a:b.json", line: 7, column: 2 };
    const [line] = renderGithub({ ...run, divergences: [{ ...sample, location }] }).split("\n");
    expect(line).to.match(/^::error file=my%2Cpacts\/a%3Ab\.json,line=7,col=2,title=/);
  });

  it("shows what gates as errors, leaves out what is known, and counts what is more than GitHub shows", () => {
    const divergences = Array.from({ length: 25 }, (_, index) => ({ ...sample, fingerprint: `${index}` }));
    const many = renderGithub({ ...run, divergences })
      .trimEnd()
      .split("\n");
    expect(many.filter((line) => line.startsWith("::error title=violation"))).to.have.length(9);
    expect(many).to.include("::error title=More divergences::16 more are in the report");
    const known = divergences.map((divergence) => ({ ...divergence, known: { reason: "ticket" } }));
    expect(
      renderGithub({ ...run, divergences: known })
        .trimEnd()
        .split("\n"),
    ).to.have.length(1);
    const light = { ...run, run: { ...run.run, gates: ["violation" as const] } };
    expect(renderGithub({ ...light, divergences: [{ ...sample, class: "deviation" }] })).to.match(/^::warning /);
  });
});
