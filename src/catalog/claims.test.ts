import { expect } from "chai";
import type { Requirement, SchemaAspect } from "../model/requirement.ts";
import { collectClaims } from "./claims.ts";

const schema = "a.schema.json";
const claim = (id: string, at: string, aspects: readonly SchemaAspect[], of = schema): Requirement => ({
  id,
  statement: "",
  binds: "host",
  basis: "stated",
  source: [],
  check: { schema: of, at, aspects },
});
const claims = collectClaims(schema, [
  claim("whole", "", ["type", "value"]),
  claim("list", "/list", ["missing", "type"]),
  claim("entry", "/list/*", ["type"]),
  claim("name", "/list/*/name", ["missing", "type"]),
  claim("slash", "/a~1b", ["value"]),
  claim("elsewhere", "/list/*/name", ["value"], "b.schema.json"),
  { ...claim("rule", "", []), check: { rule: "rule" } },
]);

describe("collectClaims", () => {
  const owners: readonly (readonly [pointer: string, aspect: SchemaAspect, owner: string | undefined])[] = [
    ["", "type", "whole"],
    ["/list", "type", "list"],
    ["/list/0", "type", "entry"],
    ["/list/17/name", "type", "name"],
    ["/list/17/name", "missing", "name"],
    ["/list/17/name", "value", "whole"],
    ["/list/3/name/deep/4", "type", "name"],
    ["/list/3/other", "type", "entry"],
    ["/list/3/other", "missing", "list"],
    ["/other", "missing", undefined],
    ["/listing", "type", "whole"],
    ["/a~1b", "value", "slash"],
    ["/a~1b", "missing", undefined],
  ];
  for (const [pointer, aspect, owner] of owners) {
    it(`gives a breach of ${aspect} at "${pointer}" to ${owner ?? "nobody"}`, () => {
      expect(claims.owner(pointer, aspect)).to.equal(owner);
    });
  }

  const instances: readonly (readonly [what: string, instance: unknown, exercised: readonly string[]])[] = [
    ["an empty object, which could lack members", {}, ["whole", "list"]],
    ["an empty list, which could be no list", { list: [] }, ["whole", "list"]],
    ["entries that are no objects", { list: [1] }, ["whole", "list", "entry"]],
    ["an entry without the member", { list: [{}] }, ["whole", "list", "entry", "name"]],
    ["all of it", { list: [{ name: 1 }], "a/b": null }, ["whole", "list", "entry", "name", "slash"]],
    ["text in the place of the object", "text", ["whole"]],
    ["a list in the place of the object", [{ list: [] }], ["whole"]],
  ];
  for (const [what, instance, exercised] of instances) {
    it(`finds what is exercised by ${what}`, () => expect(claims.exercised(instance)).to.deep.equal(exercised));
  }

  it("has no claims on a schema that no requirement names", () => {
    const none = collectClaims("c.schema.json", []);
    expect(none.owner("/a", "type")).to.equal(undefined);
    expect(none.exercised({ a: 1 })).to.deep.equal([]);
  });
});
