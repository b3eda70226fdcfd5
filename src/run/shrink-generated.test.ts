import { expect } from "chai";
import { shrinkRequest } from "../generate/shrink-request.ts";
import type { Case, RequestPlan } from "../model/case.ts";
import { nothingJudged } from "../model/verdict.ts";
import type { CaseOutcome } from "./run-case.ts";
import type { Trial } from "./shrink-case.ts";
import { shrinkGenerated } from "./shrink-generated.ts";

const query = ["a", "b", "c", "d", "e"].map((name) => [name, "1"] as const);

/** Shrinks a query of five parameters, of which a host stumbles over `c` alone. */
async function shrinkWithin(most: number): ReturnType<typeof shrinkGenerated> {
  let sent: RequestPlan = { operation: "points" };
  const plan = (request: RequestPlan): Case<undefined, undefined> => {
    sent = request;
    return { id: "x", title: "", operation: "points", requirements: ["a.b"] } as unknown as Case<undefined, undefined>;
  };
  const trial: Trial<undefined, undefined> = {
    run: async () => ({ kind: "judged", trace: [{}], judgement: nothingJudged }) as unknown as CaseOutcome,
    shows: () => (sent.query ?? []).some(([name]) => name === "c"),
  };
  return shrinkGenerated({ request: { operation: "points", query }, smaller: shrinkRequest, plan, most }, trial);
}

describe("shrinkGenerated", () => {
  it("gives the smallest request that still shows it", async () => {
    const shrunk = await shrinkWithin(400);
    expect(shrunk?.made).to.deep.equal({ request: { operation: "points", query: [["c", ""]] } });
    expect(shrunk).to.not.have.property("unfinished");
  });

  it("says so where it could not send enough to be sure", async () => {
    const shrunk = await shrinkWithin(3);
    expect(shrunk?.unfinished).to.equal(true);
    expect(JSON.stringify(shrunk?.made)).to.include('["c","1"]');
  });
});
