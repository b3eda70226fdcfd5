import { expect } from "chai";
import { respond, fail, interpretOrchard } from "./orchard-rulebook.ts";

describe("The orchard's replies", () => {
  it("are read as answers, refusals, crashes and what cannot be read", () => {
    const outcomes = [
      respond({ trees: [] }),
      respond({ code: 44 }),
      respond({}, { status: 404 }),
      respond({ trees: [] }, { status: 404 }),
      respond("<p>", { status: 503 }),
      respond("<p>"),
      respond(""),
      fail("reset"),
    ];
    expect(outcomes.map((outcome) => interpretOrchard({ outcome }).kind)).to.deep.equal([
      "answer",
      "refusal",
      "refusal",
      "answer",
      "crash",
      "unreadable",
      "unreadable",
      "failure",
    ]);
  });
});
