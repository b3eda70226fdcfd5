import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Run } from "../src/model/run.ts";
import { renderHtml } from "./html.ts";

const run = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;

describe("renderHtml", () => {
  const page = renderHtml(run);

  it("never turns text of the host into markup", () => {
    expect(page).not.to.match(/<img|<h1>HTTP 500|<body onload/);
    expect(page.split(/<script/i), "its own script alone").to.have.length(2);
    expect(page).to.contain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  });

  it("loads nothing and runs nothing but its own script", () => {
    expect(page).to.contain("default-src &#39;none&#39;");
    expect(page).not.to.match(/<[^>]*\s(src|on[a-z]+)=|<link|@import|url\(|javascript:/);
  });

  it("links pages of the documents by web addresses alone", () => {
    const [first] = run.pages;
    const hostile = first === undefined ? [] : [{ ...first, url: "javascript:alert(1)" }];
    expect(page).to.contain('href="https://docs.example.test/reference/points-schedule"');
    expect(renderHtml({ ...run, pages: hostile })).not.to.contain("javascript:");
  });

  it("gives every id once, and every link within the page a place to go", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids).to.include.members(targets);
  });

  it("marks the line that the pointer leads to and keeps number texts as they were sent", () => {
    expect(page).to.contain("<mark>      &quot;pointsToBeConverted&quot;: &quot;12345678901234567890.10&quot;,</mark>");
    expect(page).to.contain("&quot;pointsToBeConverted&quot;: 390.000,");
  });

  it("shows operations in the order of the run, and what is about none of them last, each with a title", () => {
    const [operation] = run.operations;
    const [some] = run.requirements;
    if (operation === undefined || some === undefined) throw new Error("the sample has neither");
    const kept = { ...some, status: "passed", binds: "host", observable: true, basis: "stated" } as const;
    const requirements = [
      { ...kept, id: "transport.body.json", group: "transport" as const },
      { ...kept, id: "contract.interaction.kept", basis: "policy" as const, group: "behaviour" as const },
      { ...kept, id: `${operation.id}.a.b`, group: "shape" as const },
    ];
    const matrix = renderHtml({ ...run, requirements, divergences: [] }).split('<table class="matrix">')[1] ?? "";
    const rows = [...(matrix.split("</table>")[0]?.matchAll(/<th scope="row">(.*?)<\/th>/g) ?? [])].map(
      ([, text = ""]) => text.replaceAll(/<[^>]+>/g, " ").trim(),
    );
    expect(rows).to.have.length(3);
    expect(rows[0]).to.include(operation.id);
    expect(rows[1]).to.match(/^contract\s+pacts of consumers$/);
    expect(rows[2]).to.equal("every operation");
  });

  it("shows a run that found nothing", () => {
    const clean = renderHtml({ ...run, divergences: [], notes: [], readings: [], trouble: [], cases: [], timings: {} });
    expect(clean).to.contain("No case showed a divergence");
  });
});
