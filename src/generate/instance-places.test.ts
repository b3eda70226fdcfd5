import { expect } from "chai";
import { listPlaces, listSites, replaceAt } from "./instance-places.ts";

const schemas = {
  "trees/body.schema.json": {
    type: "object",
    properties: {
      owner: { type: "string" },
      trees: { type: "array", maxItems: 3, items: { $ref: "#/$defs/tree" } },
    },
    $defs: { tree: { type: "object", properties: { height: { type: "number" } } } },
  },
};

describe("places of an instance", () => {
  const places = listPlaces(schemas, "trees/body.schema.json");

  it("are found through references and lists, with what the schema says of them", () => {
    expect(places.map(({ at }) => at)).to.deep.equal(["", "/owner", "/trees", "/trees/*", "/trees/*/height"]);
    expect(places.at(-1)?.schemas).to.deep.equal([{ type: "number" }]);
  });

  it("are those that an instance has, or could have in what it has", () => {
    const sites = listSites(places, { trees: [{ height: 3 }, {}] });
    expect(sites.map(({ pointer, value }) => [pointer, value])).to.deep.equal([
      ["", { trees: [{ height: 3 }, {}] }],
      ["/owner", undefined],
      ["/trees", [{ height: 3 }, {}]],
      ["/trees/0", { height: 3 }],
      ["/trees/1", {}],
      ["/trees/0/height", 3],
      ["/trees/1/height", undefined],
    ]);
  });

  it("get another value, or none, and nothing else changes", () => {
    const instance = { owner: "ada", trees: [{ height: 3 }, {}], last: 1 };
    expect(replaceAt(instance, "/trees/1/height", 4)).to.deep.equal({
      ...instance,
      trees: [{ height: 3 }, { height: 4 }],
    });
    expect(replaceAt(instance, "/trees/0", undefined)).to.deep.equal({ ...instance, trees: [{}] });
    expect(JSON.stringify(replaceAt(instance, "/owner", null))).to.equal(
      '{"owner":null,"trees":[{"height":3},{}],"last":1}',
    );
    expect(replaceAt(instance, "", 7)).to.equal(7);
    expect(replaceAt({}, "/__proto__", 1)).to.deep.equal(JSON.parse('{"__proto__":1}'));
  });
});
