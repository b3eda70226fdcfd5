import { expect } from "chai";
import type { RequestPlan } from "../model/case.ts";
import type { Json } from "../model/json.ts";
import { shrinkJson, shrinkRequest } from "./shrink-request.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = ({ body }: RequestPlan): string => new TextDecoder().decode(body);

/** The smallest value that still has what is wanted, taking the first smaller one each time. */
function shrinkFully(value: Json, holds: (smaller: Json) => boolean): Json {
  for (const smaller of shrinkJson(value)) if (holds(smaller)) return shrinkFully(smaller, holds);
  return value;
}

describe("shrinkRequest", () => {
  it("leaves out parameters one by one, then makes their values simpler", () => {
    const request: RequestPlan = {
      operation: "trees",
      query: [
        ["owner", "ada"],
        ["rows", "12"],
      ],
    };
    expect([...shrinkRequest(request)].map(({ query }) => query)).to.deep.equal([
      [["rows", "12"]],
      [["owner", "ada"]],
      [
        ["owner", ""],
        ["rows", "12"],
      ],
      [
        ["owner", "a"],
        ["rows", "12"],
      ],
      [
        ["owner", "ad"],
        ["rows", "12"],
      ],
      [
        ["owner", "ada"],
        ["rows", ""],
      ],
      [
        ["owner", "ada"],
        ["rows", "0"],
      ],
      [
        ["owner", "ada"],
        ["rows", "1"],
      ],
    ]);
  });

  it("leads to the one entry and the one member that something hangs on", () => {
    const trees = Array.from({ length: 40 }, (_unused, index) => ({
      name: `tree ${index}`,
      height: index,
      fruit: ["apple"],
    }));
    const isTall = (value: Json): boolean => /"height":(3[0-9]|[4-9]\d)/.test(JSON.stringify(value));
    expect(shrinkFully({ owner: "ada", trees }, isTall)).to.deep.equal({ trees: [{ height: 30 }] });
  });

  it("only ever gives what is smaller, so that it comes to an end", () => {
    const value: Json = { a: [1, "two", { three: null }], b: -7, c: "" };
    for (const smaller of shrinkJson(value)) {
      expect(JSON.stringify(smaller).length, JSON.stringify(smaller)).to.be.at.most(JSON.stringify(value).length);
    }
    shrinkFully(value, () => true);
  });

  it("cuts what is no JSON, drops parts of a query in a path, and leaves alone what JSON.parse would lose", () => {
    const cut = [...shrinkRequest({ operation: "trees", body: bytes("plant all") })];
    expect(cut.map(textOf)).to.deep.equal(["plan", "t all"]);
    expect([...shrinkRequest({ operation: "trees", body: bytes('{"a":1,"a":2}') })]).to.deep.equal([]);
    expect([...shrinkRequest({ operation: "trees", body: bytes('\uFEFF{"a":1,"b":2}') })]).to.deep.equal([]);
    const paths = [...shrinkRequest({ operation: "trees", path: "/trees?a=%ZZ&b=1" })].map(({ path }) => path);
    expect(paths).to.include.members(["/trees?a=%ZZ", "/trees?b=1"]);
    const long = [...shrinkRequest({ operation: "trees", path: `/trees?padding=${"x".repeat(40)}` })];
    expect(long.map(({ path }) => path)).to.deep.equal([`/trees?padding=${"x".repeat(16)}`]);
  });
});
