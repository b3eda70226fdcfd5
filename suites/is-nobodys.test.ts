import { expect } from "chai";
import { awkwardTexts } from "../src/generate/awkward-texts.ts";
import { isNobodys } from "./is-nobodys.ts";
import type { World } from "./world.ts";

/** Of a world only the customers count. */
const world = {
  customers: [
    { identifiers: [{ name: "mobile", value: "+91 9740000001" }] },
    { identifiers: [{ name: "externalId", value: "EXT-1" }] },
  ],
} as unknown as World;

describe("isNobodys", () => {
  it("takes what was drawn, what is odd and what is endless for nobody's", () => {
    for (const text of ["NOBODY-QWERTY", "999123456789", "🎁👩‍👩‍👧", "{}", "O'Brien' OR '1'='1", "x".repeat(10_000)]) {
      expect(isNobodys(text, world), text.slice(0, 40)).to.equal(true);
    }
    const known = awkwardTexts.filter(({ text }) => isNobodys(text, world)).map(({ name }) => name);
    expect(known).to.include.members(["single quotes", "markup", "braces", "emoji", "ten thousand characters"]);
  });

  it("leaves what may be somebody's alone, whatever a host drops, cuts off or folds", () => {
    for (const text of ["", "7", "null", "a\u0000b", "[1,2]", "anna@tree.example", "919740000009", "O-Brien"]) {
      expect(isNobodys(text, world), JSON.stringify(text)).to.equal(false);
    }
    for (const text of ["9740000001\u0000x", "91-9740000001*", "<EXT-1>", "9740000*"]) {
      expect(isNobodys(text, world), JSON.stringify(text)).to.equal(false);
    }
  });
});
