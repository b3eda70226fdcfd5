import { expect } from "chai";
import { makeOrchard, orchardCases, type OrchardCase, type OrchardNeed } from "./testing/orchard-run.ts";
import { planCases, resolveFilters, selectCases } from "./plan.ts";

const [first] = orchardCases as readonly [OrchardCase, ...OrchardCase[]];
const withNeed = (id: string, needs: OrchardNeed): OrchardCase => ({ ...first, id, needs });
const world = { owners: ["ada-lovelace", "grace-hopper"] };

describe("planCases", () => {
  const plan = (needs: OrchardNeed, owners: readonly string[] = world.owners): string[] =>
    planCases(makeOrchard(), [withNeed("a.b", needs)], { kind: "known", world: { owners } }).map(
      ({ id, state }) =>
        `${id} ${state.kind}${state.kind === "ready" ? ` ${state.subject.owner}` : `: ${state.reason}`}`,
    );

  it("gives a case for each subject, named by the subject's label", () => {
    expect(plan("owner")).to.deep.equal(["a.b[owner-1] ready ada-lovelace", "a.b[owner-2] ready grace-hopper"]);
  });

  it("gives a case whose subject has no label its plain name", () => {
    expect(plan("nothing")).to.deep.equal(["a.b ready "]);
  });

  it("keeps a case that does not apply or could not run, once, with its reason", () => {
    expect(plan("season")).to.deep.equal(["a.b notApplicable: there is no season here"]);
    expect(plan("owner", [])).to.deep.equal(["a.b couldNotRun: no owner; add one"]);
  });

  it("takes a fault in finding the subjects for the tool's own and goes on with the next case", () => {
    const cases = [withNeed("a.b", "broken"), withNeed("a.c", "nothing")];
    const planned = planCases(makeOrchard(), cases, { kind: "known", world });
    expect(planned.map(({ id, state }) => `${id} ${state.kind}`)).to.deep.equal(["a.b errored", "a.c ready"]);
    expect(planned[0]?.state).to.deep.include({
      reason: "its subjects could not be found: the world is not as it should be",
    });
  });

  it("keeps every case where nothing could be found out, with the reason", () => {
    const planned = planCases(makeOrchard(), orchardCases, { kind: "unknown", reason: "nobody is there" });
    expect(planned.map(({ id }) => id)).to.deep.equal(orchardCases.map(({ id }) => id));
    for (const { state } of planned) expect(state).to.deep.equal({ kind: "couldNotRun", reason: "nobody is there" });
  });
});

describe("selectCases", () => {
  const cases = [
    { ...withNeed("points.read.one", "nothing"), requirements: ["points.served"] },
    { ...withNeed("points.read.one-program", "nothing"), requirements: ["points.served", "points.programs.one"] },
    { ...withNeed("update.tier", "nothing"), requirements: ["update.code.2007"] },
  ] as readonly OrchardCase[];
  const rows: readonly (readonly [only: readonly string[], indexes: readonly number[]])[] = [
    [[], [0, 1, 2]],
    [["points"], [0, 1]],
    [["points.read.one"], [0]],
    [["points.read.one[customer-1]"], [0]],
    [["points.read."], [0, 1]],
    [["points.read.*"], [0, 1]],
    [["points.served"], [0, 1]],
    [["points.programs"], [1]],
    [
      ["update", "points.read.one"],
      [0, 2],
    ],
    [["point"], []],
    [["tier"], []],
    [["nothing"], []],
  ];
  for (const [only, indexes] of rows) {
    it(`of ${only.length === 0 ? "no filter" : only.join(" and ")} gives ${indexes.length} of ${cases.length}`, () => {
      expect(selectCases(cases, only)).to.deep.equal(indexes.map((index) => cases[index]));
    });
  }
});

describe("resolveFilters", () => {
  const cases = [
    { ...withNeed("points.read.one", "nothing"), operation: "points", requirements: ["points.served"] },
    { ...withNeed("update.tier", "nothing"), operation: "update", requirements: ["update.code.2007"] },
    {
      ...withNeed("authentication.points.nobody", "nothing"),
      operation: "points",
      requirements: ["authentication.in"],
    },
  ] as readonly OrchardCase[];
  const requirements = ["points.served", "points.answer.shape", "points.answer.id", "update.code.2007", "gone.rule"];
  const rows: readonly (readonly [
    what: string,
    only: readonly string[],
    resolved: { only: readonly string[]; unknown: readonly string[] },
  ])[] = [
    ["no filter", [], { only: [], unknown: [] }],
    [
      "a case, a requirement of one and the beginning of either",
      ["points.read", "update.code.2007"],
      {
        only: ["points.read", "update.code.2007"],
        unknown: [],
      },
    ],
    [
      "a requirement that every answer of an operation shows, as the cases of that operation",
      ["points.answer.shape"],
      {
        only: ["points.read.one", "authentication.points.nobody"],
        unknown: [],
      },
    ],
    [
      "the beginning of such requirements, each case once",
      ["points.answer", "points.answer.id", "update"],
      {
        only: ["points.read.one", "authentication.points.nobody", "update"],
        unknown: [],
      },
    ],
    [
      "what names nothing, each by itself",
      ["roots", "points.read.one", "points.rea", "gone.rule"],
      {
        only: ["points.read.one"],
        unknown: ["roots", "points.rea", "gone.rule"],
      },
    ],
  ];
  it("takes a requirement that cuts across operations as the cases of those that it is about", () => {
    const across = [
      ...requirements,
      "transport.body.json",
      "authentication.points.basic",
      "authentication.roots.basic",
    ];
    expect(resolveFilters(cases, across, ["transport.body.json"])).to.deep.equal({
      only: cases.map(({ id }) => id),
      unknown: [],
    });
    expect(resolveFilters(cases, across, ["authentication.points.basic"])).to.deep.equal({
      only: ["points.read.one", "authentication.points.nobody"],
      unknown: [],
    });
    expect(resolveFilters(cases, across, ["authentication.roots.basic"]).unknown).to.have.length(1);
  });

  for (const [what, only, resolved] of rows) {
    it(`takes ${what}`, () => expect(resolveFilters(cases, requirements, only)).to.deep.equal(resolved));
  }

  it("gives filters that select what it meant", () => {
    const { only } = resolveFilters(cases, requirements, ["points.answer.id"]);
    expect(selectCases(cases, only).map(({ id }) => id)).to.deep.equal([
      "points.read.one",
      "authentication.points.nobody",
    ]);
  });
});
