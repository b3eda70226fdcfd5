import { expect } from "chai";
import { type JsonTree, RawNumber, mapMembers, omitMember, writeJson } from "./json-text.ts";

const tree: JsonTree = {
  text: 'é "quoted"\n',
  'a "name"': [1, 2.5, true, null, [], {}],
  raw: new RawNumber("390.000"),
  inner: { deep: [{ last: "" }] },
};

describe("the mock's JSON text", () => {
  it("is what JSON.stringify writes, but for numbers that keep their text", () => {
    const plain = { ...tree, raw: 390 };
    expect(writeJson(tree)).to.equal(JSON.stringify(plain).replace("390", "390.000"));
    expect(writeJson(tree, "    ")).to.equal(JSON.stringify(plain, undefined, 4).replace("390", "390.000"));
    for (const small of [null, "", 0, [], {}, [[]], "\u2028"]) {
      expect(writeJson(small)).to.equal(JSON.stringify(small));
      expect(writeJson(small, "  ")).to.equal(JSON.stringify(small, undefined, 2));
    }
  });

  it("escapes each character as JSON.stringify does, wherever it stands", () => {
    const others = [0x7f, 0x80, 0xe9, 0x2028, 0x2029, 0xd800, 0xdc00, 0xfeff, 0xffff];
    for (const code of [...Array(0x7f).keys(), ...others]) {
      const character = String.fromCharCode(code);
      for (const text of [character, `${character}a`, `a${character}`]) {
        expect(writeJson(text)).to.equal(JSON.stringify(text));
      }
    }
  });

  it("has its objects replaced innermost first, and members left out", () => {
    const counted = mapMembers({ a: { b: {} }, c: [{}] }, (members) => ({
      ...members,
      n: Object.keys(members).length,
    }));
    expect(writeJson(counted)).to.equal('{"a":{"b":{"n":0},"n":1},"c":[{"n":0}],"n":2}');
    expect(writeJson(omitMember({ a: 1, b: 2 }, "a"))).to.equal('{"b":2}');
  });
});
