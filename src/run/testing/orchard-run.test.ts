import { expect } from "chai";
import { makeExchange, respond } from "../../check/testing/orchard-rulebook.ts";
import { soundHost, runOrchard } from "./orchard-run.ts";

describe("The orchard's sound host", () => {
  it("is clean: every case passes for every owner, and nothing is found", async () => {
    const { run } = await runOrchard(soundHost, { gates: ["violation", "deviation", "advisory"] });
    expect(run.divergences).to.deep.equal([]);
    expect(run.account).to.deep.include({ planned: 7, passed: 7 });
    expect(run.exit).to.deep.equal({ code: 0, reason: "no divergences" });
  });

  it("knows two owners", () => {
    const trees = ["ada-lovelace", "grace-hopper", "zoe"].map((owner) =>
      soundHost(makeExchange(respond(""), `?owner=${owner}`).request, 0),
    );
    expect(trees.map((outcome) => outcome.kind === "response" && outcome.response.status)).to.deep.equal([
      200, 200, 400,
    ]);
  });
});
