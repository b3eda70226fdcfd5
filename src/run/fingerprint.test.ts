import { expect } from "chai";
import type { Finding } from "../model/verdict.ts";
import { fingerprintFinding } from "./fingerprint.ts";

const finding: Finding = {
  requirement: "trees.tree.kind",
  pointer: "/trees/0/kind",
  kind: "value",
  expected: "1",
  actual: "2",
  exchange: 0,
};
const print = (changes: Partial<Finding> = {}, operation = "trees"): string =>
  fingerprintFinding(operation, { ...finding, ...changes });

describe("fingerprintFinding", () => {
  it("is sixteen hexadecimal digits, the same in every version, since baselines name them", () => {
    expect(print()).to.equal("b026333679af8cfd");
  });

  const same: readonly Partial<Finding>[] = [
    { pointer: "/trees/17/kind" },
    { expected: "something else" },
    { actual: "another value" },
    { exchange: 5 },
    { rests: [0, 1, 2] },
  ];
  for (const changes of same) {
    it(`does not depend on ${JSON.stringify(changes)}`, () => expect(print(changes)).to.equal(print()));
  }

  it("is the same wherever a requirement of one operation is seen to be broken", () => {
    expect(print({}, "plant")).to.equal(print());
  });

  it("differs by requirement, place and kind, and by operation where a requirement holds for all", () => {
    const prints = [
      print(),
      print({ requirement: "trees.tree.height" }),
      print({ pointer: "/trees/0/height" }),
      print({ pointer: "" }),
      print({ kind: "missing" }),
      print({ requirement: "transport.body.json" }),
      print({ requirement: "transport.body.json" }, "plant"),
    ];
    expect(new Set(prints).size).to.equal(prints.length);
  });
});
