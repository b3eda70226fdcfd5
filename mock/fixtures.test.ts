import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { parse } from "yaml";
import { InputError } from "../src/model/input-error.ts";
import { loadDefaultFixtures } from "./battery.test.ts";
import { checkFixtures } from "./check-fixtures.ts";
import type { Fixtures } from "./fixtures.ts";
import { renderProfile } from "./print-profile.ts";

const schema = JSON.parse(
  readFileSync(new URL("../schemas/meta/fixtures.schema.json", import.meta.url), "utf8"),
) as object;
const validate = new Ajv2020({ strict: true, keywords: ["x-hint"], allowUnionTypes: true }).compile(schema);

describe("fixtures", () => {
  it("that come with the package are valid", () => {
    const fixtures = loadDefaultFixtures();
    expect(validate(fixtures), JSON.stringify(validate.errors)).to.equal(true);
    expect(checkFixtures(fixtures)).to.equal(fixtures);
  });

  it("with an unknown member or points that are no decimal number are invalid", () => {
    const [organisation] = loadDefaultFixtures().organisations;
    const wrong = { points: "1e3", redeemableFrom: "2026-12-10", programId: 1101, pointsType: "bill_regular" };
    const withCustomer = (customer: object): object => ({
      ...loadDefaultFixtures(),
      organisations: [{ ...organisation, customers: [customer] }],
    });
    expect(validate(withCustomer({ id: 1 }))).to.equal(true);
    expect(validate(withCustomer({ id: 1, phone: "1" }))).to.equal(false);
    expect(validate(withCustomer({ id: 1, promisedPoints: [wrong] }))).to.equal(false);
  });

  it("are refused where programs do not exist or customers share an identifier", () => {
    const fixtures = loadDefaultFixtures();
    const broken: Fixtures = {
      ...fixtures,
      organisations: fixtures.organisations.map((organisation) => ({
        ...organisation,
        defaultProgram: 7,
        customers: [
          { id: 1, mobile: "1" },
          { id: 2, mobile: "1" },
        ],
      })),
    };
    try {
      checkFixtures(broken, "broken.yaml");
      expect.fail("they were accepted");
    } catch (error) {
      expect(error).to.be.instanceOf(InputError);
      expect(String(error))
        .to.include("/organisations/0/defaultProgram")
        .and.include("/organisations/0/customers/1/mobile");
    }
  });

  for (const text of ["a}b", "a${b"]) {
    it(`are refused where a till has ${text} in it, which no printed profile can hold`, () => {
      const fixtures = loadDefaultFixtures();
      const organisations = fixtures.organisations.map((each) => ({ ...each, till: { ...each.till, password: text } }));
      expect(() => checkFixtures({ ...fixtures, organisations })).to.throw(
        InputError,
        /\/organisations\/0\/till\/password.*which no printed profile can hold/,
      );
      const users = fixtures.organisations.map((each) => ({ ...each, till: { ...each.till, user: text } }));
      expect(() => checkFixtures({ ...fixtures, organisations: users })).to.throw(/\/organisations\/0\/till\/user/);
    });
  }
});

describe("the printed profile", () => {
  it("names host, credentials, programs, and every identifier of each person", () => {
    const profile = parse(renderProfile(loadDefaultFixtures(), "http://127.0.0.1:8080/")) as Readonly<
      Record<string, unknown>
    >;
    expect(profile).to.include({ profile: 1, host: "http://127.0.0.1:8080" });
    expect(profile).to.have.nested.property("organisations[0].auth.basic.user", "${MOCK_TILL:-till.main}");
    expect(profile).to.have.deep.nested.property("organisations[0].loyaltyPrograms", [1101, 1102, 1103]);
    expect(profile).to.have.deep.nested.property("organisations[0].customers[0]", {
      mobile: "919700000001",
      email: "asha@customers.example",
      externalId: "EXT-0001",
      id: 510000001,
      source: "INSTORE",
    });
    expect(profile).to.have.deep.nested.property("organisations[0].customers[5]", {
      mobile: "919700000006",
      source: "INSTORE",
    });
    expect(profile).to.have.nested.property("state.url", "http://127.0.0.1:8080/_mock/");
  });

  it("has variables of their own for each of several organisations", () => {
    const fixtures = loadDefaultFixtures();
    const twice = fixtures.organisations.flatMap((each) => [
      each,
      { ...each, name: "second one", till: { user: "b", password: "c" } },
    ]);
    const text = renderProfile({ ...fixtures, organisations: twice }, "http://127.0.0.1:1");
    expect(text).to.include("${MOCK_TILL_MAIN:-till.main}").and.include("${MOCK_PASSWORD_SECOND_ONE:-c}");
  });
});
