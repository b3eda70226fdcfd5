import { expect } from "chai";
import { makeCustomer, makeWorld } from "../testing/sample-world.ts";
import type { Identifier, KnownCustomer, PointsFacts, World } from "../world.ts";
import { createDraw } from "../../src/generate/draw.ts";
import { bindPoints, drawUnknownIdentifier, type PointsNeed } from "./needs.ts";

const id = (value: string, name = "mobile"): Identifier => ({ name, value });

function customer(
  number: number,
  {
    identifiers,
    source,
    ...points
  }: Partial<PointsFacts> & Partial<Pick<KnownCustomer, "identifiers" | "source">> = {},
): KnownCustomer {
  return makeCustomer(number, {
    ...(identifiers === undefined ? {} : { identifiers }),
    ...(source === undefined ? {} : { source }),
    points,
  });
}

const points = (
  programs: readonly number[],
  dates: readonly string[] = ["2031-03-05"],
  triggerPrograms: readonly number[] = [],
) => ({ programs, triggerPrograms, dates });

/** The labels of the subjects, or the reason why there are none. */
function bind(need: PointsNeed, world: World): readonly string[] | string {
  const binding = bindPoints(need, world);
  return binding.kind === "ready" ? binding.subjects.map(({ label }) => label) : `${binding.kind}: ${binding.reason}`;
}

function subjectsOf(need: PointsNeed, world: World): readonly object[] {
  const binding = bindPoints(need, world);
  return binding.kind === "ready" ? binding.subjects.map(({ subject }) => subject) : [];
}

const one = customer(1, points([31, 32], ["2031-03-05", "2031-03-06"]));
const empty = customer(2);
const unknown = customer(3, { state: "unknown" });
const troubled = customer(4, { state: "troubled" });
const { defaultProgram: _none, ...noDefault } = makeWorld([one, empty]);

describe("bindPoints", () => {
  const rows: readonly (readonly [need: PointsNeed, world: World, bound: readonly string[] | string])[] = [
    ["points:customer", makeWorld([one, empty, unknown, troubled]), ["customer-1", "customer-2", "customer-4"]],
    ["points:one-customer", makeWorld([unknown, one, empty]), ["customer-1"]],
    ["points:listed-customer", makeWorld([one, troubled]), ["customer-1", "customer-4"]],
    ["points:customer-with-credentials", makeWorld([one]), ["customer-1"]],
    [
      "points:customer-with-credentials",
      makeWorld([one], { hasCredentials: false }),
      "couldNotRun: no credentials to leave out or to falsify; add organisations[].auth to the profile",
    ],
    [
      "points:customer-and-program",
      makeWorld([one, empty]),
      ["customer-1/31", "customer-2/31", "customer-1/32", "customer-2/32"],
    ],
    // A program with points comes first, then one without, and so on.
    ["points:customer-and-program", makeWorld([customer(1, points([32]))]), ["customer-1/32", "customer-1/31"]],
    [
      "points:customer-and-program",
      makeWorld([empty], { programs: [] }),
      "couldNotRun: no loyalty program is known; add organisations[].defaultProgram or loyaltyPrograms",
    ],
    [
      "points:points-elsewhere",
      makeWorld([one, customer(2, points([31]))]),
      ["customer-1/31", "customer-2/32", "customer-1/32"],
    ],
    [
      "points:points-elsewhere",
      makeWorld([customer(1, points([31])), empty], { programs: [31] }),
      "couldNotRun: no customer with promised points in one program while another exists; list a customer with points in two programs",
    ],
    [
      "points:points-beyond-default",
      makeWorld([one, customer(2, points([31])), customer(4, points([32]))]),
      ["customer-1", "customer-4"],
    ],
    ["points:points-beyond-default", { ...noDefault, customers: [one, customer(2, points([32]))] }, ["customer-1"]],
    [
      "points:points-beyond-default",
      makeWorld([customer(1, points([31])), empty]),
      "couldNotRun: no customer with promised points outside the default program; list one with points in two programs",
    ],
    ["points:default-program", makeWorld([one, unknown, empty]), ["customer-1", "customer-2"]],
    // Those with promised points too show more; a program with trigger-based points comes first.
    [
      "points:trigger-points",
      makeWorld([customer(1, points([31], [], [32])), customer(2, points([], [], [31]))]),
      ["customer-1/32", "customer-1/31"],
    ],
    ["points:trigger-points", makeWorld([one, customer(2, points([], [], [31]))]), ["customer-2/31", "customer-2/32"]],
    ["points:trigger-points", makeWorld([one]), "couldNotRun: no customer with trigger-based points; list one"],
    [
      "points:day",
      makeWorld([one, customer(2, points([31], ["2031-12-31"]))]),
      [
        "customer-1/2031-03-05",
        "customer-2/2031-12-31",
        "customer-1/2031-03-06",
        "customer-2/2032-01-01",
        "customer-1/2031-03-07",
      ],
    ],
    ["points:day", makeWorld([empty]), "couldNotRun: no customer with promised points; list one"],
    [
      "points:second-identifier",
      makeWorld([customer(1, { identifiers: [id("1"), id("a@b.example", "email"), id("7", "id")] }), empty]),
      ["customer-1/email", "customer-1/id"],
    ],
    [
      "points:second-identifier",
      makeWorld([one]),
      "couldNotRun: no customer with two identifiers; give one customer of the profile a second identifier",
    ],
    [
      "points:several-customers",
      makeWorld([one, empty, customer(5, { identifiers: [id("K", "externalId")] })]),
      ["mobile"],
    ],
    [
      "points:several-customers",
      makeWorld([one, troubled, customer(5, { identifiers: [id("K", "externalId")] })]),
      "couldNotRun: no two customers with the same kind of identifier; list a second one",
    ],
    [
      "points:customer-among-ids",
      makeWorld([one, customer(2, { identifiers: [id("2"), id("88", "id")] })]),
      ["customer-1"],
    ],
    [
      "points:customer-among-ids",
      makeWorld([one, empty]),
      "couldNotRun: no customer whose id the profile tells; give one an `id`",
    ],
    [
      "points:identifier-name",
      makeWorld([unknown, customer(2, { identifiers: [id("2"), id("a@b.example", "email")] })]),
      ["mobile", "email"],
    ],
    ["points:identifier-name", makeWorld([]), ["mobile"]],
    ["points:unknown-program", makeWorld([one]), ["customer-1"]],
  ];
  for (const [need, world, bound] of rows) {
    const people = world.customers.map(({ label, points: facts }) => `${label} ${facts.state}`).join(", ") || "nobody";
    it(`gives ${need} of ${people}: ${typeof bound === "string" ? bound : bound.join(", ")}`, () => {
      expect(bind(need, world)).to.deep.equal(bound);
    });
  }

  const needs = [...new Set(rows.map(([need]) => need))].filter((need) => need !== "points:identifier-name");
  for (const need of needs) {
    it(`says for ${need} that nobody is listed, or that the host knows none of them`, () => {
      expect(bind(need, makeWorld([]))).to.equal(
        "couldNotRun: the profile lists no customers; add some under organisations[].customers",
      );
      expect(bind(need, makeWorld([unknown, { ...unknown, label: "customer-9" }]))).to.equal(
        "couldNotRun: the host knows none of the profile's customers; check organisations[].customers",
      );
    });
  }

  it("tells of the listed customers that the host does not know", () => {
    const binding = bindPoints("points:listed-customer", makeWorld([one, unknown]));
    expect(binding.kind === "ready" && binding.unusable?.map(({ label }) => label)).to.deep.equal(["customer-3"]);
    const others = bindPoints("points:customer", makeWorld([one, unknown]));
    expect(others).to.not.have.property("unusable");
  });

  it("keeps to 12 subjects, and leaves out nobody's first", () => {
    const dates = Array.from({ length: 9 }, (_unused, index) => `2031-03-1${index}`);
    const labels = bind("points:day", makeWorld([1, 2, 3].map((number) => customer(number, points([31], dates)))));
    expect(labels).to.have.length(12);
    expect(labels.slice(0, 3)).to.deep.equal([
      "customer-1/2031-03-10",
      "customer-2/2031-03-10",
      "customer-3/2031-03-10",
    ]);
    const crowd = makeWorld(Array.from({ length: 30 }, (_unused, index) => customer(index)));
    expect(bind("points:customer", crowd)).to.have.length(12);
  });

  it("takes a customer's own programs and others in turn, so that the cap leaves some of both", () => {
    const programs = Array.from({ length: 40 }, (_unused, index) => 100 + index);
    const own = programs.slice(0, 30);
    const world = makeWorld([customer(1, points(own, [], own))], { programs });
    for (const need of ["points:customer-and-program", "points:trigger-points"] as const) {
      const labels = bind(need, world) as readonly string[];
      expect(labels.slice(0, 4)).to.deep.equal([
        "customer-1/100",
        "customer-1/130",
        "customer-1/101",
        "customer-1/131",
      ]);
      expect(labels).to.have.length(12);
      expect(labels.filter((label) => Number(label.slice(-3)) >= 130)).to.have.length(6);
    }
    const few = makeWorld([customer(1, points([32]))], { programs: [31, 32, 33, 34] });
    expect(bind("points:customer-and-program", few)).to.deep.equal(
      ["32", "31", "33", "34"].map((program) => `customer-1/${program}`),
    );
  });

  it("keeps one of several people of the same identifier among others", () => {
    const world = makeWorld([one, { ...one, label: "customer-2" }, customer(5), customer(6)]);
    const [subject] = subjectsOf("points:several-customers", world) as { people: { identifier: Identifier }[] }[];
    const values = subject?.people.map(({ identifier }) => identifier.value);
    expect(values).to.deep.equal(["491700001", "491700005", "491700006"]);
  });

  it("takes equal values of different kinds for different identifiers", () => {
    const world = makeWorld([
      customer(1, { identifiers: [id("77", "id")] }),
      customer(2, { identifiers: [id("77", "externalId")] }),
      customer(3, { identifiers: [id("78", "id")] }),
    ]);
    expect(bind("points:several-customers", world)).to.deep.equal(["id"]);
  });

  it("goes over the end of months, of years and of February", () => {
    const dates = ["2031-04-30", "2031-12-31", "2032-02-28", "2031-02-28"];
    const labels = dates.map((date) => subjectsOf("points:day", makeWorld([customer(1, points([31], [date]))])));
    const days = labels.map((subjects) => (subjects[1] as { day: string }).day);
    expect(days).to.deep.equal(["2031-05-01", "2032-01-01", "2032-02-29", "2031-03-01"]);
  });

  it("asks for no day that cannot be written as one", () => {
    const subjects = subjectsOf("points:day", makeWorld([customer(1, points([31], ["9999-12-31"]))]));
    for (const subject of subjects) expect((subject as { day: string }).day).to.match(/^\d{4}-\d\d-\d\d$/);
  });

  it("takes the same identifier twice in a profile for one person", () => {
    const twice = makeWorld([one, { ...one, label: "customer-2", source: "ONLINE" }]);
    expect(bind("points:several-customers", twice)).to.equal(
      "couldNotRun: no two customers with the same kind of identifier; list a second one",
    );
  });

  it("does not count a customer's own id among those of others", () => {
    const [mine, other] = [
      customer(1, { identifiers: [id("7", "id")] }),
      customer(2, { identifiers: [id("8", "id")] }),
    ];
    const again = customer(3, { identifiers: [id("1"), id("7", "id")] });
    const subjects = subjectsOf("points:customer-among-ids", makeWorld([mine, other, again]));
    expect(subjects.map((subject) => (subject as { otherIds: unknown }).otherIds)).to.deep.equal([
      ["8"],
      ["7", "7"],
      ["8"],
    ]);
  });

  it("names no one by an identifier in its labels", () => {
    const people = makeWorld([
      customer(1, { ...points([31], ["2031-03-05"], [32]), identifiers: [id("4917"), id("a@b.example", "email")] }),
      one,
    ]);
    for (const need of needs) expect(JSON.stringify(bind(need, people)), need).to.not.match(/4917|a@b/);
  });
});

describe("drawUnknownIdentifier", () => {
  const forms: readonly (readonly [name: string, form: RegExp])[] = [
    ["mobile", /^999[1-9]\d{8}$/],
    ["email", /^nobody\.[a-z]{12}@example\.invalid$/],
    ["id", /^99[1-9]\d{6}$/],
    ["externalId", /^NOBODY-[A-Z]{12}$/],
    ["cardnumber", /^NOBODY-[A-Z]{12}$/],
  ];
  for (const [name, form] of forms) {
    it(`makes a value of the form of ${name}, the same for the same seed`, () => {
      const drawn = drawUnknownIdentifier(name, createDraw(5, "case"));
      expect(drawn.name).to.equal(name);
      expect(drawn.value).to.match(form);
      expect(drawUnknownIdentifier(name, createDraw(5, "case"))).to.deep.equal(drawn);
      expect(drawUnknownIdentifier(name, createDraw(6, "case")).value).to.not.equal(drawn.value);
    });
  }
});
