import { expect } from "chai";
import {
  conformingHosts,
  createFakeHost,
  type FakeOptions,
  listFound,
  profileOf,
  readingsOf,
  runSuite,
} from "./testing/fake-host.ts";

describe("A host that keeps to the documents in its own way", () => {
  for (const [what, options] of conformingHosts) {
    it(`${what} is clean`, async () => {
      const run = await runSuite(createFakeHost(options), [], profileOf(options));
      expect(
        run.divergences.map(
          ({ requirement, case: id, expected, actual }) => `${id} ${requirement}: ${expected}; ${actual}`,
        ),
      ).to.deep.equal([]);
      expect(run.account.errored).to.equal(0);
      expect(run.account.passed).to.be.greaterThan(40);
      expect(run.exit.code).to.equal(0);
    });
  }

  it("is clean where all its choices are unusual at once", async () => {
    const options: FakeOptions = {
      choices: {
        startExclusive: true,
        endExclusive: true,
        omittedFlag: "true",
        unknownProgramWithAll: "refused",
        earliestOnly: "narrowed",
        from: "2031-04-01",
        unknownCode: () => 1632,
      },
    };
    const run = await runSuite(createFakeHost(options), []);
    expect(listFound(run)).to.deep.equal([]);
    const observed = run.readings
      .filter(({ state }) => state === "observed")
      .map(({ requirement, readings }) => `${requirement} ${readings.join()}`);
    expect(observed).to.have.members([
      "points.programs.flag-omitted as-true",
      "points.programs.unknown-with-all refused",
      "points.window.start exclusive",
      "points.window.end exclusive",
      "points.earliest-only.effect narrowed",
      "points.code.8015 code-1632",
    ]);
    // What is hidden before some day may also be hidden after another one on which nobody has points.
    expect(readingsOf(run, "points.window.default")).to.deep.equal(["from-a-day-on", "between-days"]);
  });
});
