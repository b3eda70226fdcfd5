import { readFileSync, readdirSync } from "node:fs";
import { expect } from "chai";
import { defaultChoices } from "./choices.ts";
import { variants } from "./variants/variants.ts";

const folder = new URL(".", import.meta.url);

/** The text of everything that behaves: no tests, no defects, no variants, not the lists of choices themselves. */
function readBehaviour(): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /^(?!defects|variants|.*choices\.ts$|.*\.test\.ts$).*\.ts$/.test(path))
    .map((path) => readFileSync(new URL(path, folder), "utf8"))
    .join("\n");
}

/** `limitTooHigh` as comments write it: `limit-too-high`. */
function spell(choice: string): string {
  return choice.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

describe("the mock's choices", () => {
  it("are each marked by a comment where they are made, and no comment marks one that does not exist", () => {
    const marked = [...readBehaviour().matchAll(/choices?: ([a-z0-9-]+(?:, [a-z0-9-]+)*)/g)].flatMap(([, list = ""]) =>
      list.split(", "),
    );
    const made = Object.keys(defaultChoices).map(spell);
    expect(marked.filter((choice) => !made.includes(choice))).to.deep.equal([]);
    expect(made.filter((choice) => !marked.includes(choice))).to.deep.equal([]);
  });

  it("have a variant for every choice, which takes another one than the mock by itself", () => {
    const defaults: Readonly<Record<string, unknown>> = { ...defaultChoices };
    const taken = variants.flatMap(({ choices }) => Object.entries(choices ?? {}));
    expect([...new Set(taken.map(([name]) => name))]).to.have.members(Object.keys(defaults));
    expect(taken.filter(([name, value]) => defaults[name] === value)).to.deep.equal([]);
  });

  it("have a variant for every value of them that is written down", () => {
    const lists = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      /(^|\/)choices\.ts$/.test(path),
    );
    const text = lists.map((path) => readFileSync(new URL(path, folder), "utf8")).join("\n");
    const taken = new Set(
      variants.flatMap(({ choices }) =>
        Object.entries(choices ?? {}).map(([name, value]) => `${name} ${String(value)}`),
      ),
    );
    const values = [...text.matchAll(/^ {2}readonly (\w+): ([^;]+);/gm)].flatMap(([, name = "", union = ""]) =>
      union.split("|").map((value) => `${name} ${value.trim().replaceAll('"', "")}`),
    );
    const defaults = new Set(Object.entries(defaultChoices).map(([name, value]) => `${name} ${String(value)}`));
    expect(values.length).to.be.greaterThan(200);
    expect(values.filter((value) => !taken.has(value) && !defaults.has(value))).to.deep.equal([]);
  });
});
