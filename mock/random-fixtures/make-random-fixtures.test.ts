import { createHash } from "node:crypto";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { checkFixtures } from "../check-fixtures.ts";
import { roles, validateFixtures } from "../testing/read-fixtures.ts";
import { type Fixtures, identifierNames, readIdentifier } from "../fixtures.ts";
import { foldText } from "../fold-text.ts";
import { makeRandomFixtures } from "./make-random-fixtures.ts";

const seeds = Array.from({ length: process.env["CHECK_DEEP"] === "1" ? 300 : 120 }, (_, index) => index * 7919 + 1);
const all: readonly Fixtures[] = seeds.map(makeRandomFixtures);
const organisations = all.flatMap((each) => each.organisations);
const customers = organisations.flatMap((each) => each.customers);
const partnerPrograms = organisations.flatMap((each) => each.partnerPrograms ?? []);
const memberships = customers.flatMap((each) => each.memberships ?? []);

describe("fixtures made at random", () => {
  it("are valid whatever the seed", () => {
    for (const [index, fixtures] of all.entries()) {
      expect(validateFixtures(fixtures), `seed ${seeds[index]}: ${JSON.stringify(validateFixtures.errors)}`).to.equal(
        true,
      );
      expect(() => checkFixtures(fixtures), `seed ${seeds[index]}`).to.not.throw();
    }
  });

  it("are the same for the same seed, and others for another", () => {
    expect(seeds.map(makeRandomFixtures)).to.deep.equal(all);
    expect(new Set(all.map((fixtures) => JSON.stringify(fixtures))).size).to.equal(seeds.length);
  });

  it("are the same on every version of Node", () => {
    const text = JSON.stringify([1, 2, 3, 0x7fffffff].map(makeRandomFixtures));
    // Whoever changes what is drawn changes this too.
    expect(createHash("sha256").update(text).digest("hex").slice(0, 16)).to.equal("93671cade2215726");
  });

  it("stay what they are in JSON and in YAML", () => {
    for (const fixtures of all) expect(JSON.parse(JSON.stringify(fixtures))).to.deep.equal(fixtures);
    for (const fixtures of all.slice(0, 5)) expect(parse(stringify(fixtures))).to.deep.equal(fixtures);
  }).timeout(30_000);

  it("have every role for most seeds, and each is missing for some", () => {
    const shares = Object.entries(roles).map(([name, role]) => {
      const having = all.filter(({ organisations, clock }) =>
        organisations.some((each) => each.customers.some((customer) => role(customer, each, Date.parse(clock)))),
      );
      return [name, having.length / all.length] as const;
    });
    for (const [name, share] of shares) expect(share, name).to.be.above(0.5).and.below(1);
  });

  it("have organisations of all sizes and settings", () => {
    expect(listEach(all.map((each) => each.organisations.length))).to.have.members([1, 2, 3]);
    expect(listEach(organisations.map(({ relinking }) => relinking))).to.have.members([true, false, undefined]);
    expect(listEach(organisations.map(({ programs }) => programs.length))).to.have.members([1, 2, 3, 4, 5, 6]);
    expect(listEach(organisations.map((each) => each.customers.length))).to.include.members([0, 1, 12]);
    expect(listEach(organisations.map((each) => each.partnerPrograms?.length))).to.include.members([
      0,
      1,
      20,
      undefined,
    ]);
    expect(listEach(partnerPrograms.map(({ tiers }) => tiers?.length))).to.have.members([1, 2, 3, 4, 5, 6, undefined]);
    for (const present of [
      organisations.map(({ tillWithoutAccess }) => tillWithoutAccess !== undefined),
      organisations.map(({ oauth }) => oauth !== undefined),
      organisations.map(({ orgId }) => orgId !== undefined),
      ...identifierNames
        .filter((name) => name !== "id")
        .map((name) => customers.map((each) => each[name] !== undefined)),
    ]) {
      expect(listEach(present)).to.have.members([true, false]);
    }
  });

  it("have clocks from 2024 to 2031, in zones of every kind", () => {
    const years = all.map(({ clock }) => new Date(clock).getUTCFullYear());
    expect(listEach(years)).to.have.members([2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031]);
    const zones = memberships.map(({ start }) => start.slice(19));
    expect(listEach(zones)).to.have.members([
      "Z",
      "+05:30",
      "-08:00",
      "+14:00",
      "-03:30",
      "+12:45",
      "+01:00",
      "+00:00",
    ]);
  });

  it("have memberships past, present and to come, with and without what may be there", () => {
    const kinds = all.flatMap(({ organisations, clock }) =>
      organisations
        .flatMap((each) => each.customers.flatMap(({ memberships = [] }) => memberships))
        .map(({ linked, start }) => (!linked ? "past" : Date.parse(start) > Date.parse(clock) ? "to come" : "present")),
    );
    expect(listEach(kinds)).to.have.members(["past", "present", "to come"]);
    expect(listEach(memberships.map(({ relink }) => relink !== undefined))).to.have.members([true, false]);
    expect(listEach(memberships.map(({ benefitsAvailed }) => benefitsAvailed?.length))).to.include.members([
      undefined,
      0,
      1,
    ]);
    expect(listEach(memberships.map(({ activities }) => activities?.length))).to.include.members([undefined, 0, 1, 2]);
  });

  it("have points of every type and scale, in lists empty and long", () => {
    const lists = customers.map(({ promisedPoints }) => promisedPoints);
    expect(listEach(lists.map((list) => list?.length))).to.include.members([undefined, 0, 4, 40]);
    const entries = lists.flatMap((list) => list ?? []);
    expect(listEach(entries.map(({ points }) => points.split(".")[1]?.length))).to.have.members([
      undefined,
      1,
      2,
      3,
      4,
    ]);
    expect(listEach(entries.map(({ pointsType }) => pointsType))).to.have.lengthOf(5);
    expect(entries.filter(({ points }) => !(Number(points) > 0))).to.deep.equal([]);
  });

  it("have ids small and as large as JSON carries", () => {
    const ids = customers.map(({ id }) => id);
    expect(Math.min(...ids)).to.be.below(100);
    expect(Math.max(...ids)).to.be.above(Number.MAX_SAFE_INTEGER - 10);
  });

  it("have nobody who could be taken for another, whatever the identifier is called", () => {
    for (const { customers: people } of organisations) {
      const identifiers = people.flatMap((each) => identifierNames.map((name) => readIdentifier(each, name)));
      const folded = identifiers.filter((text) => text !== undefined).map(foldText);
      expect(new Set(folded).size).to.equal(folded.length);
    }
  });

  it("have no two memberships of a customer that start at once", () => {
    for (const { memberships: list = [] } of customers) {
      expect(new Set(list.map(({ start }) => Date.parse(start))).size).to.equal(list.length);
    }
  });
});

/** Each value once. */
function listEach<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
