import { expect } from "chai";
import { makeCustomer, makeMembership, makeWorld } from "../testing/sample-world.ts";
import type { World } from "../world.ts";
import { finders } from "./find-subjects.ts";
import { listLinked, listMembers, listPeople, rankTiers } from "./members.ts";
import { bindUpdate, isUpdateNeed } from "./needs.ts";
import type { UpdateNeed } from "./subjects.ts";

const id = (value: string) => ({ name: "id", value });
const mobile = (value: string) => ({ name: "mobile", value });
const harbour = makeMembership();
const orchard = makeMembership({ programId: 72, programName: "Orchard Circle", tierName: "Bloom", tierNumber: 2 });
const reader = makeMembership({ programId: 73, programName: "Night Reader", type: "SUPPLEMENTARY", tierBased: false });
const { tierName: _name, tierNumber: _number, tierExpiry: _expiry, ...plainReader } = reader;
const past = makeMembership({ programId: 74, programName: "Fern Society", linked: false });

const programs: World["partnerPrograms"] = [
  { id: 71, name: "Harbour Club", tiers: ["Bronze", "Silver", "Gold"] },
  { id: 72, name: "Orchard Circle", tiers: ["Seed", "Bloom"] },
  { id: 73, name: "Night Reader", tiers: [] },
  { id: 74, name: "Fern Society", tiers: ["Leaf"] },
  { name: "Only Listed", tiers: [] },
];
const rich = makeWorld(
  [
    makeCustomer(1, {
      identifiers: [
        mobile("491"),
        { name: "email", value: "a@x.example" },
        { name: "externalId", value: "X1" },
        id("7"),
      ],
      histories: { memberships: [harbour, orchard, { ...plainReader, relinkPending: true }] },
    }),
    makeCustomer(2, {
      identifiers: [mobile("492"), id("8")],
      histories: { memberships: [harbour, plainReader, past] },
    }),
  ],
  { partnerPrograms: programs, activityKinds: ["benefitsAvailed", "linkingUpdates"] },
);
const needs = Object.keys(finders).filter(isUpdateNeed);

function reasonOf(need: UpdateNeed, world: World): string {
  const binding = bindUpdate(need, world);
  return binding.kind === "ready" ? "ready" : binding.reason;
}

describe("What update cases need", () => {
  for (const need of needs) {
    it(`${need} is found where there is everything`, () => {
      const relinking = /relinking-off/.test(need) ? ("off" as const) : ("on" as const);
      const binding = bindUpdate(need, { ...rich, relinking });
      expect(binding.kind, need).to.equal("ready");
      if (binding.kind !== "ready") return;
      const labels = binding.subjects.map(({ label }) => label);
      expect(new Set(labels).size, "labels of their own").to.equal(labels.length);
      expect(labels.join(), "no personal data").to.not.match(/491|492|x\.example|X1/);
    });
  }

  it("takes nobody for not linked to a program whose name histories write in another way than the profile", () => {
    const names = ["Salt & Ink", "Salt &amp; Ink", "harbour club ", "O'Hara Tea", "O&#x27;Hara Tea", "Fern Society"];
    const inks = ["Salt &amp; Ink", "O&#x27;Hara Tea", "Harbour Club"].map((programName, index) =>
      makeMembership({ programId: 80 + index, programName }),
    );
    const customers = [inks, []].map((memberships, index) =>
      makeCustomer(index + 1, { identifiers: [id(String(index + 1))], histories: { memberships } }),
    );
    const world = makeWorld(customers, {
      partnerPrograms: [...names, "Harbour Club"].map((name) => ({ name, tiers: ["Leaf"] })),
    });
    const states = listPeople(world).map(({ person }) =>
      person.state.programs.filter(({ linked }) => linked === false).map(({ name }) => name),
    );
    expect(states).to.deep.equal([["Fern Society"], ["Fern Society"]]);
  });

  it("has no beginning of a program's name where it would not break off within a word", () => {
    const programNames = ["Harbour 2031", "Sea Club", "Salt & Ink", "Fern Society"];
    const memberships = programNames.map((programName, index) =>
      makeMembership({ programId: 90 + index, programName }),
    );
    const world = makeWorld([makeCustomer(1, { identifiers: [id("1")], histories: { memberships } })], {
      partnerPrograms: programNames.map((name) => ({ name, tiers: ["Leaf"] })),
    });
    const subjects = (from: World) => finders["update:cut-name"](from).map(({ subject }) => subject.beginning);
    expect(subjects(world)).to.deep.equal(["Fern Soci"]);
    expect(
      subjects({ ...world, partnerPrograms: [...world.partnerPrograms, { name: "Fern Soci", tiers: [] }] }),
    ).to.deep.equal([]);
  });

  it("is not looked for where nothing may be changed, and the reason says what to add", () => {
    const bare = makeWorld([]);
    const others = makeCustomer(1, { writable: false, histories: { memberships: [harbour] } });
    const unread = makeCustomer(1, { histories: { state: "troubled" } });
    const rows: readonly (readonly [world: World, reason: RegExp])[] = [
      [{ ...rich, writes: false }, /set writes: true/],
      [bare, /add some under organisations/],
      [makeWorld([others]), /writable: true/],
      [makeWorld([unread]), /histories/],
    ];
    for (const [world, reason] of rows) {
      for (const need of needs.filter((each) => !each.includes("relinking") && !each.includes("pending"))) {
        expect(reasonOf(need, world), need).to.match(reason);
      }
    }
  });

  it("depends on whether relinking is on, which the profile tells", () => {
    expect(bindUpdate("update:relinking-on", { ...rich, relinking: "off" }).kind).to.equal("notApplicable");
    expect(bindUpdate("update:relinking-off", rich).kind).to.equal("notApplicable");
    expect(reasonOf("update:relinking-on", { ...rich, relinking: "unknown" })).to.match(/add relinking: on or off/);
    expect(bindUpdate("update:member", { ...rich, relinking: "unknown" }).kind).to.equal("ready");
  });

  it("says for each what is missing", () => {
    const poor = makeWorld([makeCustomer(1, { histories: { memberships: [past] } })], {
      state: false,
      relinking: "on",
    });
    for (const need of needs.filter((each) => !each.includes("relinking-off"))) {
      const reason = reasonOf(need, poor);
      if (reason !== "ready") expect(reason, need).to.match(/list|add|set/);
    }
  });

  it("uses people only for the roles that the profile claims for them", () => {
    const [first, second] = rich.customers;
    if (first === undefined || second === undefined) throw new Error("nobody");
    const claimed = {
      ...rich,
      customers: [
        { ...first, is: ["pending-relink"] },
        { ...second, is: ["unlinked"] },
      ],
    };
    expect(listMembers(claimed)).to.deep.equal([]);
    expect(listLinked(claimed).map(({ label }) => label)).to.deep.equal([
      "customer-1/Harbour Club",
      "customer-1/Orchard Circle",
      "customer-1/Night Reader",
    ]);
    const binding = bindUpdate("update:not-linked", claimed);
    expect(binding.kind === "ready" && binding.subjects.map(({ label }) => label)).to.include(
      "customer-2/Fern Society",
    );
  });
});

describe("What is known about programs", () => {
  it("is how each customer stands to them", () => {
    const [first] = listPeople(rich);
    expect(first?.person.state.programs.map(({ name, linked, pending }) => [name, linked, pending])).to.deep.equal([
      ["Harbour Club", true, false],
      ["Orchard Circle", true, false],
      ["Night Reader", true, true],
      ["Fern Society", false, false],
      ["Only Listed", false, false],
    ]);
  });

  it("leaves open what a long list of programs may hide", () => {
    const many = Array.from({ length: 10 }, (_unused, index) =>
      makeMembership({ programId: 100 + index, programName: `P${index}` }),
    );
    const world = makeWorld([makeCustomer(1, { histories: { memberships: many } })], { partnerPrograms: programs });
    const [first] = listPeople(world);
    expect(first?.person.state.programs.find(({ name }) => name === "Harbour Club")?.linked).to.equal(undefined);
    expect(bindUpdate("update:not-linked", world).kind).to.equal("couldNotRun");
  });

  it("orders tiers as the profile lists them, or by their numbers, unless the two disagree", () => {
    expect(rankTiers("Harbour Club", rich)).to.deep.equal({ Bronze: 0, Silver: 1, Gold: 2 });
    const gold = makeMembership({ tierName: "Gold", tierNumber: 5 });
    const withGold = (number: number) =>
      makeWorld(
        [
          makeCustomer(1, { histories: { memberships: [harbour] } }),
          makeCustomer(2, { histories: { memberships: [{ ...gold, tierNumber: number }] } }),
        ],
        { partnerPrograms: [{ id: 71, name: "Harbour Club", tiers: ["Silver", "Gold"] }] },
      );
    expect(rankTiers("Harbour Club", withGold(5))).to.deep.equal({ Silver: 2, Gold: 5 });
    const listed = withGold(1);
    expect(rankTiers("Harbour Club", { ...listed, partnerPrograms: programs })).to.deep.equal({});
  });

  it("takes an expiry for one that can be put back only where it lies well ahead", () => {
    const near = makeMembership({ tierExpiry: "2031-02-03T12:00:00Z" });
    const world = makeWorld([makeCustomer(1, { histories: { memberships: [near] } })], { partnerPrograms: programs });
    expect(listMembers(world).map(({ expiry }) => expiry)).to.deep.equal([undefined]);
    expect(bindUpdate("update:renewable", world).kind).to.equal("couldNotRun");
    expect(bindUpdate("update:member", world).kind).to.equal("ready");
  });
});
