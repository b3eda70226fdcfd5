import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Lines without what indents them. */
function straighten(text: string): string {
  return text.replaceAll(/^\s+/gm, "").trim();
}

describe("docs/library.md", () => {
  const document = readFileSync(`${root}/docs/library.md`, "utf8");
  const folder = `${root}/examples/library`;
  const programs = readdirSync(folder).map((file) => straighten(readFileSync(`${folder}/${file}`, "utf8")));
  const blocks = [...document.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => straighten(block));

  it("shows nothing but parts of programs that the tests execute", () => {
    expect(blocks.length).to.be.greaterThan(5);
    expect(blocks.filter((block) => !programs.some((program) => program.includes(block)))).to.deep.equal([]);
  });

  it("imports what the package exports", () => {
    const { exports: entries } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as {
      readonly exports: object;
    };
    const named = [...document.matchAll(/`capillary-conformance(\/[a-z-]+)?`/g)].map(([, entry = ""]) => `.${entry}`);
    expect(named.length).to.be.greaterThan(3);
    expect(Object.keys(entries)).to.include.members(named);
  });
});
