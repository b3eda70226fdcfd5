import { expect } from "chai";
import { parse } from "yaml";
import type { Fixtures } from "./fixtures.ts";
import { readFixtures } from "./testing/read-fixtures.ts";
import { type ProfileOptions, renderProfile } from "./print-profile.ts";

const fixtures: Fixtures = {
  fixtures: 1,
  clock: "2026-11-20T09:30:00Z",
  organisations: [
    {
      name: "main",
      till: { user: "till.main", password: "open-sesame" },
      tillWithoutAccess: { user: "till.hallway", password: "closed-sesame" },
      oauth: { key: "main-app", secret: "swordfish" },
      relinking: true,
      defaultProgram: 1,
      programs: [
        { id: 1, name: "One" },
        { id: 2, name: "Two" },
      ],
      partnerPrograms: [
        { id: 21, name: "Café Crème", type: "EXTERNAL", tiers: ["Filter", "Flat White"] },
        { id: 22, name: "Box", type: "SUPPLEMENTARY" },
      ],
      customers: [
        { id: 101, mobile: "91", email: "a@customers.example", externalId: "EXT-1", sources: ["WEBSITE", "INSTORE"] },
        { id: 102, mobile: "92", idInProfile: false, sources: ["LINE"] },
        { id: 103, mobile: "93", inProfile: false },
        { id: 104, idInProfile: false, writable: false },
      ],
    },
  ],
};

function read(given: Fixtures, options?: ProfileOptions): unknown {
  return parse(renderProfile(given, "http://127.0.0.1:8080/", options));
}

const [main] = fixtures.organisations;
if (main === undefined) throw new Error("the fixtures have no organisation");
const withNames = (...names: readonly string[]): Fixtures => ({
  ...fixtures,
  organisations: names.map((name) => ({ ...main, name })),
});

describe("the printed profile", () => {
  it("says all that fixtures tell of an organisation and is needed in a run", () => {
    expect(read(fixtures)).to.deep.equal({
      profile: 1,
      host: "http://127.0.0.1:8080",
      organisations: [
        {
          name: "main",
          auth: { basic: { user: "${MOCK_TILL:-till.main}", password: "${MOCK_PASSWORD:-open-sesame}" } },
          withoutAccess: {
            basic: {
              user: "${MOCK_WITHOUT_ACCESS_TILL:-till.hallway}",
              password: "${MOCK_WITHOUT_ACCESS_PASSWORD:-closed-sesame}",
            },
          },
          relinking: "on",
          defaultProgram: 1,
          loyaltyPrograms: [1, 2],
          programs: [{ name: "Café Crème", tiers: ["Filter", "Flat White"] }, { name: "Box" }],
          customers: [
            {
              mobile: "91",
              email: "a@customers.example",
              externalId: "EXT-1",
              id: 101,
              source: "INSTORE",
              writable: true,
            },
            { mobile: "92", source: "LINE", writable: true },
            { id: 104, source: "INSTORE", writable: false },
          ],
        },
      ],
      state: { url: "http://127.0.0.1:8080/_mock/" },
    });
  });

  it("leaves out what the fixtures leave out, and says that relinking is off", () => {
    const bare = { name: "bare", till: main.till, defaultProgram: 1, programs: main.programs, customers: [] };
    expect(read({ ...fixtures, organisations: [bare] })).to.have.deep.nested.property("organisations[0]", {
      name: "bare",
      auth: { basic: { user: "${MOCK_TILL:-till.main}", password: "${MOCK_PASSWORD:-open-sesame}" } },
      relinking: "off",
      defaultProgram: 1,
      loyaltyPrograms: [1, 2],
      customers: [],
    });
  });

  it("has the credentials in the form that is asked for", () => {
    expect(read(fixtures, { auth: "basic" })).to.deep.equal(read(fixtures));
    const md5 = read(fixtures, { auth: "md5" });
    expect(md5).to.have.nested.property("organisations[0].auth.basic.form", "md5");
    expect(md5).to.have.nested.property("organisations[0].withoutAccess.basic.form", "md5");
    expect(read(fixtures, { auth: "oauth" })).to.have.deep.nested.property("organisations[0].auth", {
      oauth: {
        key: "${MOCK_KEY:-main-app}",
        secret: "${MOCK_SECRET:-swordfish}",
        tokenUrl: "/v3/oauth/token/generate",
      },
    });
  });

  it("keeps Basic where an organisation has no key", () => {
    const { oauth: _oauth, ...keyless } = main;
    const given = { ...fixtures, organisations: [keyless] };
    expect(read(given, { auth: "oauth" })).to.deep.equal(read(given));
  });

  it("receives webhooks only where an address to listen on is given", () => {
    expect(read(fixtures)).to.not.have.property("webhooks");
    expect(read(fixtures, { listen: "127.0.0.1:0" })).to.have.deep.property("webhooks", { listen: "127.0.0.1:0" });
  });

  it("has variables of their own for each of several organisations", () => {
    const text = renderProfile(withNames("main", "second one"), "http://127.0.0.1:1");
    expect(text).to.include("${MOCK_TILL_MAIN:-till.main}").and.include("${MOCK_PASSWORD_SECOND_ONE:-open-sesame}");
    expect(text).to.include("${MOCK_WITHOUT_ACCESS_TILL_MAIN:-till.hallway}");
  });

  it("has them for organisations whose names have nothing that a variable may have", () => {
    const text = renderProfile(withNames("ひまわり", "さくら", "2", "- 2"), "http://127.0.0.1:1");
    const variables = [...text.matchAll(/\$\{(MOCK_TILL_[A-Z0-9_]+):-/g)].map(([, name]) => name);
    expect(variables.length).to.equal(4);
    expect(new Set(variables).size).to.equal(4);
  });

  it("of the fixtures that come with the package lists everybody", () => {
    const given = readFixtures("./fixtures/default.yaml");
    for (const [index, { customers }] of given.organisations.entries()) {
      expect(read(given)).to.have.nested.property(`organisations[${index}].customers`).with.lengthOf(customers.length);
    }
  });
});
