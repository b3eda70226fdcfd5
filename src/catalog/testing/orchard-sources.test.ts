import { expect } from "chai";
import { findCatalogProblems } from "../cross-check.ts";
import { listEvents } from "../events.ts";
import { listOperations } from "../operations.ts";
import { orchardSources } from "./orchard-sources.ts";

describe("The orchard, a made-up vendor", () => {
  it("is a consistent catalogue", () => {
    const { openapi } = orchardSources;
    expect(findCatalogProblems(orchardSources, listOperations(openapi), listEvents(openapi))).to.deep.equal([]);
  });
});
