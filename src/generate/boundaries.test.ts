import { expect } from "chai";
import type { Json } from "../model/json.ts";
import { loadCatalog } from "../catalog/catalog.ts";
import { orchardSources } from "../catalog/testing/orchard-sources.ts";
import { listBoundaries } from "./boundaries.ts";

const catalog = loadCatalog(orchardSources);
const [trees] = [...catalog.operations.values()];

describe("listBoundaries", () => {
  it("leaves out each parameter, empties it and sends it twice, and names each request", () => {
    if (trees === undefined) throw new Error("the orchard has an operation");
    const base: Json = { owner: "ada" };
    const drafts = listBoundaries(catalog, trees, base, false);
    const names = drafts.map(({ name }) => name);
    expect(names).to.include.members(["owner.absent", "owner.empty", "owner.repeated", "whole.unknown-parameter"]);
    expect(new Set(names).size).to.equal(names.length);
    expect(drafts.find(({ name }) => name === "owner.absent")?.request.query).to.deep.equal([]);
    expect(drafts.find(({ name }) => name === "owner.repeated")?.request.query).to.deep.equal([
      ["owner", "ada"],
      ["owner", "ada"],
    ]);
  });
});
