import { expect } from "chai";
import { type Finding, type Judgement, nothingJudged } from "../model/verdict.ts";
import { createProver } from "./prove-findings.ts";

const finding = (changes: Partial<Finding> = {}): Finding => ({
  requirement: "a",
  pointer: "/list/0",
  kind: "value",
  expected: "1",
  actual: "2",
  exchange: 0,
  ...changes,
});
const judged = (...findings: readonly Finding[]): Judgement => ({ ...nothingJudged, findings });
const reading = (...readings: readonly string[]): Judgement => ({
  ...nothingJudged,
  findings: [finding({ kind: "no-reading" })],
  readings: [{ requirement: "a", readings, actual: "", pointer: "", exchange: 0 }],
});

async function prove(first: Judgement, again: Judgement | undefined): Promise<boolean[]> {
  const proofs = await createProver().prove("trees", first, async () => again);
  return proofs.map(({ intermittent }) => intermittent);
}

describe("createProver", () => {
  it("takes a finding for lasting that shows again, with another value or at another index too", async () => {
    expect(await prove(judged(finding()), judged(finding({ actual: "3", pointer: "/list/9" })))).to.deep.equal([false]);
  });

  it("takes a finding for intermittent that does not show again", async () => {
    expect(await prove(judged(finding()), nothingJudged)).to.deep.equal([true]);
    expect(await prove(judged(finding()), judged(finding({ kind: "type" })))).to.deep.equal([true]);
  });

  it("tells the findings of one case apart", async () => {
    const [one, two] = [finding(), finding({ requirement: "b" })];
    expect(await prove(judged(one, two), judged(two))).to.deep.equal([true, false]);
  });

  it("proves nothing either way where the case cannot be repeated", async () => {
    expect(await prove(judged(finding()), undefined)).to.deep.equal([false]);
  });

  it("compares the readings of an outcome that contradicts them, since the finding is made elsewhere", async () => {
    expect(await prove(reading(), reading())).to.deep.equal([false]);
    expect(await prove(reading("x", "y"), reading("x", "y"))).to.deep.equal([false]);
    expect(await prove(reading("x"), reading("y"))).to.deep.equal([true]);
    expect(await prove(reading(), nothingJudged)).to.deep.equal([true]);
  });

  it("repeats a case for a finding that is new, and only then", async () => {
    const prover = createProver();
    let repeated = 0;
    const again = async (): Promise<Judgement> => {
      repeated += 1;
      return judged(finding());
    };
    await prover.prove("trees", judged(finding()), again);
    await prover.prove("trees", judged(finding({ actual: "9" })), again);
    expect(repeated).to.equal(1);
    await prover.prove("trees", judged(finding(), finding({ kind: "type" })), again);
    expect(repeated, "one of two is new").to.equal(2);
    await prover.prove("plant", judged(finding()), again);
    expect(repeated, "the same seen by a case about another operation").to.equal(2);
    await prover.prove("plant", judged(finding({ requirement: "transport.body.json" })), again);
    await prover.prove("trees", judged(finding({ requirement: "transport.body.json" })), again);
    expect(repeated, "what holds for all operations, in two of them").to.equal(4);
  });

  it("gives each finding its fingerprint, in order", async () => {
    const [one, two] = [finding(), finding({ requirement: "b" })];
    const proofs = await createProver().prove("trees", judged(one, two), async () => undefined);
    expect(proofs.map((proof) => proof.finding)).to.deep.equal([one, two]);
    for (const { fingerprint } of proofs) expect(fingerprint).to.match(/^[0-9a-f]{16}$/);
    expect(proofs[0]?.fingerprint).to.not.equal(proofs[1]?.fingerprint);
  });
});
