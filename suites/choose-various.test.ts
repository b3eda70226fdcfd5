import { expect } from "chai";
import { chooseVarious } from "./choose-various.ts";
import { makeCustomer, makeMembership, makeWorld } from "./testing/sample-world.ts";

describe("The subjects that are chosen where there are many", () => {
  const people = Array.from({ length: 9 }, (_unused, index) => makeCustomer(index + 1));
  const labelled = (...labels: readonly string[]) => labels.map((label) => ({ label, subject: { label } }));
  const choose = (labels: readonly string[], most: number, world = makeWorld(people)) =>
    chooseVarious(labelled(...labels), world, most).map(({ label }) => label);

  it("are all where there are few, and as many as are wanted where there are more", () => {
    const labels = people.map(({ label }) => label);
    expect(choose(labels, 9)).to.deep.equal(labels);
    expect(choose(labels, 4)).to.have.length(4);
    expect(choose([], 4)).to.deep.equal([]);
  });

  it("are of every kind of identifier, program and tier before any comes twice", () => {
    const kinds = ["id", "mobile", "email", "externalId"];
    const labels = people.slice(0, 4).flatMap(({ label }) => kinds.map((kind) => `${label}/${kind}`));
    const chosen = choose(labels, 4);
    expect(chosen.map((label) => label.split("/")[1])).to.have.members(kinds);
    expect(new Set(chosen.map((label) => label.split("/")[0])).size).to.equal(4);
  });

  it("are customers of another kind before one more of the same", () => {
    const crowd = [
      ...people,
      makeCustomer(10, { histories: { memberships: [makeMembership({ type: "SUPPLEMENTARY", linked: false })] } }),
      makeCustomer(11, { identifiers: [{ name: "email", value: "k@example.org" }] }),
      makeCustomer(12, { points: { state: "unknown" } }),
    ];
    const labels = crowd.map(({ label }) => label);
    const chosen = choose(labels, 4, makeWorld(crowd));
    expect(chosen).to.deep.equal(["customer-1", "customer-10", "customer-11", "customer-12"]);
  });

  it("are of those who left a program and of those who never joined it", () => {
    const left = makeCustomer(10, { histories: { memberships: [makeMembership({ linked: false })] } });
    const labels = [...people, left].map(({ label }) => `${label}/Harbour Club`);
    expect(choose(labels, 2, makeWorld([...people, left]))).to.include("customer-10/Harbour Club");
  });

  it("come in the order in which they are listed", () => {
    const labels = people.map(({ label }) => label).toReversed();
    const chosen = choose(labels, 5);
    expect(chosen).to.deep.equal(labels.filter((label) => chosen.includes(label)));
  });
});
