import { readFileSync } from "node:fs";
import { expect } from "chai";
import { respond } from "../check/testing/orchard-rulebook.ts";
import { InputError } from "../model/input-error.ts";
import type { Run } from "../model/run.ts";
import { createKnownLedger, type KnownEntry, readKnownDivergences } from "./known-divergences.ts";
import { makeOrchard, type OrchardHost, runOrchard, soundHost } from "./testing/orchard-run.ts";
import { planCases, type PlannedCase } from "./plan.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../schemas/meta/known-divergences.schema.json", import.meta.url), "utf8"),
) as object;

const today = "2027-06-01";

/** Refuses the unknown with a code that no page has. */
const wrongCode: OrchardHost = (request, count) => {
  const outcome = soundHost(request, count);
  return request.url.includes("nobody-") ? respond({ code: 45, message: "who?" }, { status: 400 }) : outcome;
};

async function runKnowing(
  host: OrchardHost,
  entries: readonly KnownEntry[],
  only: readonly string[] = ["trees.unknown"],
): Promise<Run> {
  const standard = makeOrchard();
  const { run } = await runOrchard(host, {
    standard,
    only,
    known: createKnownLedger(entries, today),
    findKnownCase: ({ world }, entry) => {
      const cases = standard.cases.filter(({ id }) => id === entry.case);
      const planned = world === undefined ? [] : planCases(standard, cases, { kind: "known", world });
      return planned as unknown as PlannedCase<unknown, unknown>[];
    },
  });
  return run;
}

/** The entry that fits what a host shows. */
async function accept(host: OrchardHost, changes: Partial<KnownEntry> = {}): Promise<KnownEntry> {
  const { run } = await runOrchard(host, { only: ["trees.unknown"] });
  const [first] = run.divergences;
  if (first === undefined) throw new Error("nothing to accept");
  const { fingerprint, requirement, phase } = first;
  return { fingerprint, requirement, case: first.case, phase, reason: "ticket 12", ...changes };
}

describe("A divergence that is known", () => {
  it("does not fail the run, and is reported with its reason", async () => {
    const entry = await accept(wrongCode, { expires: today, link: "https://tickets.test/12" });
    const { run } = await runOrchard(wrongCode, { only: ["trees.unknown"] });
    expect(run.exit.code).to.equal(1);
    const knowing = await runKnowing(wrongCode, [entry]);
    expect(knowing.exit).to.deep.equal({ code: 0, reason: "no divergences but 1 known" });
    expect(knowing.account).to.include({ planned: 1, known: 1, diverged: 0 });
    expect(knowing.divergences[0]?.known).to.deep.equal({
      reason: "ticket 12",
      expires: today,
      link: "https://tickets.test/12",
    });
    expect(knowing.known.map(({ state }) => state)).to.deep.equal(["present"]);
    expect(knowing.requirements.find(({ id }) => id === entry.requirement)?.status).to.equal("known");
  });

  it("is known in its organisation alone, where the entry names one", async () => {
    const entry = await accept(wrongCode, { organisation: "elsewhere" });
    expect((await runKnowing(wrongCode, [entry])).exit.code).to.equal(1);
    expect((await runKnowing(wrongCode, [{ ...entry, organisation: "main" }])).exit.code).to.equal(0);
  });

  it("fails the run as incomplete once its day is over", async () => {
    const entry = await accept(wrongCode, { expires: "2027-05-31" });
    const { exit, known } = await runKnowing(wrongCode, [entry]);
    expect(exit.code).to.equal(4);
    expect(exit.reason).to.match(/^1 known divergence expired: [0-9a-f]{16} \(trees\.code\.44\)$/);
    expect(known[0]?.state).to.equal("expired");
  });

  it("fails the run as incomplete once it is fixed, whether the run had its case or it was run for it", async () => {
    const entry = await accept(wrongCode);
    for (const only of [["trees.unknown"], ["trees.twice"]]) {
      const { exit, known } = await runKnowing(soundHost, [entry], only);
      expect(exit.code, only[0]).to.equal(4);
      expect(exit.reason).to.match(/^1 known divergence no longer there; take out: /);
      expect(known[0]?.state).to.equal("fixed");
    }
  });

  it("is still there where the run did not have its case, and its case shows it", async () => {
    const { exit, known, account } = await runKnowing(wrongCode, [await accept(wrongCode)], ["trees.twice"]);
    expect(exit.code).to.equal(0);
    expect(known[0]?.state).to.equal("present");
    expect(account.planned, "its case is no part of the run").to.equal(2);
  });

  it("is left undecided where its case cannot run", async () => {
    const entry = await accept(wrongCode, { case: "trees.gone" });
    const { exit, known } = await runKnowing(soundHost, [entry], ["trees.twice"]);
    expect(exit.code).to.equal(0);
    expect(known[0]?.state).to.equal("undecided");
  });
});

describe("readKnownDivergences", () => {
  const text = (...lines: readonly string[]): string =>
    ["knownDivergences: 1", "divergences:", ...lines.map((line) => `  ${line}`)].join("\n");
  const line = '- { fingerprint: "0123456789abcdef", requirement: r, case: c, phase: suites, reason: x }';

  it("reads entries", () => {
    expect(readKnownDivergences(text(line), "known.yaml", schema)).to.have.length(1);
    expect(readKnownDivergences("knownDivergences: 1\ndivergences: []\n", "known.yaml", schema)).to.deep.equal([]);
  });

  const mistakes: readonly (readonly [what: string, text: string, message: RegExp])[] = [
    [
      "an entry without a reason",
      text(line.replace(", reason: x", "")),
      /known\.yaml:3:\d+ \/divergences\/0: .*reason/,
    ],
    ["a fingerprint that is none", text(line.replace("0123456789abcdef", "xyz")), /\/divergences\/0\/fingerprint/],
    ["a day that is none", text(line.replace("reason: x", "reason: x, expires: 2027-13-01")), /\/expires/],
    ["an entry twice", text(line, line), /\/divergences\/1: lists 0123456789abcdef twice/],
  ];
  for (const [what, given, message] of mistakes) {
    it(`refuses ${what}, and says where`, () => {
      expect(() => readKnownDivergences(given, "known.yaml", schema)).to.throw(InputError, message);
    });
  }
});
