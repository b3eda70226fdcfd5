import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Divergence, Run } from "../src/model/run.ts";
import { renderMarkdown } from "./markdown.ts";
import { escapeMarkdown, renderCode, renderCodeCell, renderFence } from "./markdown-text.ts";

const run = JSON.parse(readFileSync(new URL("./hostile-run.json", import.meta.url), "utf8")) as Run;
const [sample] = run.divergences as readonly [Divergence, ...Divergence[]];
const withDivergence = (changes: Partial<Divergence>, count = 1): Run => ({
  ...run,
  divergences: Array.from({ length: count }, (_, index) => ({ ...sample, ...changes, fingerprint: `${index}` })),
});

describe("renderMarkdown", () => {
  it("stays within what a comment takes, and counts what it leaves out", () => {
    const page = renderMarkdown(withDivergence({ actual: "ä".repeat(5000) }, 5000));
    expect(Buffer.byteLength(page)).to.be.within(30_000, 65_000);
    expect(page).to.match(/\n\d{4} divergences more in the full report\.\n$/);
  });

  it("lets text of a host be no markup, mention, reference, link or end of its table", () => {
    const hostile = "`</code></details> | @team #12 <img src=x> [a](http://b) ```\n# head\n::error::x";
    const page = renderMarkdown(withDivergence({ actual: hostile, expected: hostile }));
    for (const line of page.split("\n")) {
      expect(line).not.to.match(/^(# head|::error)/);
      const outside = line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, "");
      if (!line.startsWith("curl")) expect(outside).not.to.match(/<img|@team|#12|\[a\]/);
    }
    const row = page.split("\n").find((line) => line.startsWith(`| ${sample.requirement} |`)) ?? "";
    expect(row.replaceAll("\\|", "").split("|")).to.have.length(6);
  });
});

describe("Markdown text", () => {
  it("of ours is escaped", () => {
    expect(escapeMarkdown("a *b* <c> @d #1 [x](y) a|b")).to.equal(
      "a \\*b\\* &lt;c&gt; @<!-- -->d #<!-- -->1 \\[x\\]\\(y\\) a\\|b",
    );
    expect(escapeMarkdown("see https://x.test and www.x.test")).to.equal(
      "see https<!-- -->://x.test and www<!-- -->.x.test",
    );
  });

  it("of a host cannot leave its code span or block", () => {
    expect(renderCode("a ``b` c")).to.equal("```a ``b` c```");
    expect(renderCode("`a`")).to.equal("`` `a` ``");
    expect(renderCode("")).to.equal("`  `");
    expect(renderCode("x".repeat(301))).to.equal(`\`${"x".repeat(300)}…\``);
    expect(renderCodeCell("a|b")).to.equal("`a\\|b`");
    expect(renderFence("a\n```\nb", "sh")).to.equal("````sh\na\n```\nb\n````");
  });
});
