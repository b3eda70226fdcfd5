import { expect } from "chai";
import { checkFixtures } from "./check-fixtures.ts";
import type { Organisation } from "./fixtures.ts";
import { validateFixtures, readFixtures, type Role, tiersOf, roles } from "./testing/read-fixtures.ts";

describe("fixtures", () => {
  for (const path of ["./fixtures/default.yaml", "../test/fixtures/other.yaml"]) {
    it(`in ${path} are valid`, () => {
      const fixtures = readFixtures(path);
      expect(validateFixtures(fixtures), JSON.stringify(validateFixtures.errors)).to.equal(true);
      expect(checkFixtures(fixtures)).to.equal(fixtures);
    });
  }

  it("with an unknown member or a value of another form are invalid", () => {
    const fixtures = readFixtures("./fixtures/default.yaml");
    const [organisation] = fixtures.organisations;
    const withCustomer = (customer: object): object => ({
      ...fixtures,
      organisations: [{ ...organisation, customers: [{ id: 1, ...customer }] }],
    });
    const points = { points: "1.5", redeemableFrom: "2026-12-10", programId: 1101, pointsType: "bill_regular" };
    const membership = { program: 2101, linked: true, start: "2026-01-01T00:00:00Z", end: "2027-01-01T00:00:00Z" };
    const sound = [{}, { promisedPoints: [points] }, { memberships: [membership] }, { sources: ["LINE"] }];
    for (const customer of sound)
      expect(validateFixtures(withCustomer(customer)), JSON.stringify(customer)).to.equal(true);
    const unsound = [
      { phone: "1" },
      { promisedPoints: [{ ...points, points: "1e3" }] },
      { sources: ["instore"] },
      { memberships: [{ ...membership, linked: "true" }] },
      { memberships: [{ ...membership, start: "2026-01-01" }] },
      { memberships: [{ ...membership, tierName: "Gold" }] },
      { memberships: [{ ...membership, relink: { start: "2027-01-01T00:00:00Z" } }] },
      { writable: "yes" },
    ];
    for (const customer of unsound)
      expect(validateFixtures(withCustomer(customer)), JSON.stringify(customer)).to.equal(false);
  });

  it("that come with the package have somebody for every role, and two where one alone would not tell", () => {
    const { organisations, clock } = readFixtures("./fixtures/default.yaml");
    const count = (organisation: Organisation, role: Role): number =>
      organisation.customers.filter((customer) => role(customer, organisation, Date.parse(clock))).length;
    const [main, second] = organisations;
    expect(organisations.length).to.equal(2);
    expect([main?.relinking, second?.relinking]).to.deep.equal([true, false]);
    if (main === undefined || second === undefined) return;
    for (const [name, role] of Object.entries(roles)) {
      expect(count(main, role), name).to.be.at.least(name === "many-programs" ? 1 : 2);
    }
    const offered = Object.entries(roles).filter(([, role]) => count(second, role) > 0);
    expect(offered.map(([name]) => name)).to.deep.equal(
      Object.keys(roles).filter((name) => name !== "pending-relink" && name !== "many-programs"),
    );
    const all = main.customers.filter(({ mobile, email, externalId }) => Boolean(mobile && email && externalId));
    expect(all.length).to.be.at.least(5);
  });

  it("that come with the package leave the way up and the way down open to somebody in a tier", () => {
    const [main] = readFixtures("./fixtures/default.yaml").organisations;
    const inTheMiddle = main?.customers.filter(({ memberships = [] }) =>
      memberships.some((membership) => {
        const place = tiersOf(membership, main).indexOf(membership.tier ?? "");
        return membership.linked && place > 0 && place < tiersOf(membership, main).length - 1;
      }),
    );
    expect(inTheMiddle?.length).to.be.at.least(2);
  });

  it("that come with the package have a partner program that nobody is linked to", () => {
    const [main] = readFixtures("./fixtures/default.yaml").organisations;
    const linked = main?.customers.flatMap(({ memberships = [] }) => memberships.map(({ program }) => program)) ?? [];
    expect(main?.partnerPrograms?.filter(({ id }) => !linked.includes(id)).map(({ name }) => name)).to.deep.equal([
      "Museum Friends",
    ]);
  });
});
