import { expect } from "chai";
import { loadCatalog } from "../catalog/catalog.ts";
import { orchardSources } from "../catalog/testing/orchard-sources.ts";
import { type Finding, type Judgement, nothingJudged } from "../model/verdict.ts";
import { createProver } from "./prove-findings.ts";
import { createShows } from "./shrink-case.ts";

const catalog = loadCatalog(orchardSources);
const finding = (requirement: string): Finding => ({
  requirement,
  pointer: "/trees/0",
  kind: "value",
  expected: "1",
  actual: "2",
  exchange: 0,
});
const judged = (...requirements: readonly string[]): Judgement => ({
  ...nothingJudged,
  findings: requirements.map(finding),
});

describe("createShows", () => {
  it("wants every finding that is new, so that a smaller case takes none of them out of the report", () => {
    const prover = createProver();
    const shows = createShows(catalog, "trees", prover.listNew("trees", judged("trees.one", "trees.other")));
    expect(shows(judged("trees.other", "trees.one"))).to.equal(true);
    expect(shows(judged("trees.one"))).to.equal(false);
    expect(shows(nothingJudged)).to.equal(false);
  });

  it("does not take what other cases have shown for what is new", async () => {
    const prover = createProver();
    await prover.prove("trees", judged("trees.known"), async () => judged("trees.known"));
    const wanted = prover.listNew("trees", judged("trees.known", "trees.new"));
    const shows = createShows(catalog, "trees", wanted);
    expect(shows(judged("trees.known"))).to.equal(false);
    expect(shows(judged("trees.new"))).to.equal(true);
  });
});
