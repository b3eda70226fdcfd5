import { expect } from "chai";
import { loadCatalog } from "../catalog/catalog.ts";
import { orchardSources } from "../catalog/testing/orchard-sources.ts";
import type { ObservedReadings } from "../model/verdict.ts";
import { createReadingLedger } from "./readings.ts";

const catalog = loadCatalog(orchardSources);
const requirement = "trees.rows.reading";
const seen = (...readings: readonly string[]): ObservedReadings => ({
  requirement,
  readings,
  actual: "5 trees",
  pointer: "/trees",
  exchange: 1,
  rests: [0, 1],
});

describe("createReadingLedger", () => {
  /** Outcomes in order; the expectation of the finding that the last one makes, if any, and what is known then. */
  const rows: readonly {
    readonly what: string;
    readonly outcomes: readonly (readonly string[])[];
    readonly pin?: string;
    readonly finding?: string;
    readonly state: string;
    readonly left: readonly string[];
  }[] = [
    { what: "no outcome", outcomes: [], state: "notObserved", left: [] },
    { what: "one outcome that one reading allows", outcomes: [["narrowed"]], state: "observed", left: ["narrowed"] },
    {
      what: "one outcome that two readings allow",
      outcomes: [["ignored", "narrowed"]],
      state: "undecided",
      left: ["ignored", "narrowed"],
    },
    {
      what: "outcomes that share one reading",
      outcomes: [
        ["ignored", "narrowed"],
        ["narrowed", "refused"],
      ],
      state: "observed",
      left: ["narrowed"],
    },
    {
      what: "an outcome that no reading allows",
      outcomes: [[]],
      finding:
        "one of the readings ignored (rows does nothing), or narrowed (rows cuts the list), or refused (rows is refused)",
      state: "contradictory",
      left: ["ignored", "narrowed", "refused"],
    },
    {
      what: "outcomes that share no reading",
      outcomes: [["ignored", "narrowed"], ["refused"]],
      finding: "the reading that trees.0 agrees with: ignored (rows does nothing), or narrowed (rows cuts the list)",
      state: "contradictory",
      left: ["ignored", "narrowed"],
    },
    {
      what: "outcomes that agree again after one that did not",
      outcomes: [["ignored"], ["refused"], ["ignored"]],
      state: "contradictory",
      left: ["ignored"],
    },
    {
      what: "an outcome that the pinned reading allows",
      outcomes: [["ignored", "narrowed"]],
      pin: "narrowed",
      state: "undecided",
      left: ["ignored", "narrowed"],
    },
    {
      what: "an outcome that another reading than the pinned one allows",
      outcomes: [["ignored"]],
      pin: "narrowed",
      finding: "the reading that the profile pins: narrowed (rows cuts the list)",
      state: "contradictory",
      left: ["ignored", "narrowed", "refused"],
    },
  ];
  for (const { what, outcomes, pin, finding, state, left } of rows) {
    it(`takes ${what} for ${state}`, () => {
      const ledger = createReadingLedger(catalog, pin === undefined ? {} : { [requirement]: pin });
      const findings = outcomes.map((readings, index) => ledger.observe("main", seen(...readings), `trees.${index}`));
      expect(findings.at(-1)?.expected).to.equal(finding);
      expect(ledger.results(["main"])).to.have.length(1);
      expect(ledger.results(["main"])[0]).to.deep.include({ requirement, organisation: "main", state, readings: left });
    });
  }

  it("says what was seen, where, and in which exchanges", () => {
    const ledger = createReadingLedger(catalog, {});
    ledger.observe("main", seen("ignored"), "trees.rows[ada]");
    expect(ledger.observe("main", seen("refused"), "trees.rows[grace]")).to.deep.equal({
      requirement,
      kind: "no-reading",
      pointer: "/trees",
      exchange: 1,
      rests: [0, 1],
      expected: "the reading that trees.rows[ada] agrees with: ignored (rows does nothing)",
      actual: "5 trees, which agrees with refused alone",
    });
  });

  it("names the case that left no more than these readings, and not one that left them as they were", () => {
    const expectedAfter = (...outcomes: readonly (readonly [caseId: string, ...readings: string[]])[]) => {
      const ledger = createReadingLedger(catalog, {});
      const findings = outcomes.map(([caseId, ...readings]) => ledger.observe("main", seen(...readings), caseId));
      return findings.at(-1)?.expected;
    };
    expect(expectedAfter(["one", "ignored", "narrowed"], ["two", "ignored"], ["three", "narrowed"])).to.equal(
      "the reading that two agrees with: ignored (rows does nothing)",
    );
    const all = ["ignored", "narrowed", "refused"] as const;
    expect(expectedAfter(["one", "ignored"], ["two", ...all], ["three", "narrowed"])).to.match(/that one agrees with/);
    expect(
      expectedAfter(["one", "ignored"], ["two", "refused"], ["three", "ignored"], ["four", "refused"]),
      "one that contradicts narrows nothing",
    ).to.match(/that one agrees with/);
  });

  it("keeps organisations apart: each may follow a reading of its own", () => {
    const ledger = createReadingLedger(catalog, {});
    expect(ledger.observe("main", seen("ignored"), "trees.rows")).to.equal(undefined);
    expect(ledger.observe("other", seen("refused"), "trees.rows")).to.equal(undefined);
    expect(ledger.results(["main", "other", "third"]).map(({ state, meanings }) => [state, meanings])).to.deep.equal([
      ["observed", ["rows does nothing"]],
      ["observed", ["rows is refused"]],
      ["notObserved", []],
    ]);
  });
});
