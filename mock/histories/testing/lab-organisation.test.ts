import { expect } from "chai";
import { checkFixtures } from "../../check-fixtures.ts";
import { labOrganisation, labFixtures } from "./lab-organisation.ts";

describe("the lab of histories", () => {
  it("is made of valid fixtures, but for the customer with two memberships in one program", () => {
    const customers = labOrganisation.customers.filter(({ id }) => id !== 700000005);
    const fixtures = { ...labFixtures, organisations: [{ ...labOrganisation, customers }] };
    expect(checkFixtures(fixtures)).to.equal(fixtures);
  });
});
