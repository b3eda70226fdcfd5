import { expect } from "chai";
import type { Fixtures, Organisation } from "../mock/fixtures.ts";
import { type ProfileOptions, renderProfile } from "../mock/print-profile.ts";
import { makeRandomFixtures } from "../mock/random-fixtures/make-random-fixtures.ts";
import { loadFixtures } from "../scripts/commands/mock.ts";
import { type OrganisationProfile, type Profile, loadProfile } from "../src/target/profile.ts";
import { processIo, root, toolkit } from "./command.ts";

const schema = toolkit.meta("profile");

const forms: readonly ProfileOptions[] = [{}, { auth: "md5" }, { auth: "oauth", listen: "127.0.0.1:0" }];

function load(fixtures: Fixtures, options: ProfileOptions = {}, environment = {}): Profile {
  return loadProfile(renderProfile(fixtures, "http://127.0.0.1:8080", options), "printed", environment, schema);
}

describe("The profile that the mock prints", () => {
  it("can be read for any fixtures, with credentials of every form", () => {
    const seeds = process.env["CHECK_DEEP"] === "1" ? 200 : 30;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const fixtures = makeRandomFixtures(seed);
      for (const options of forms) {
        const { organisations } = load(fixtures, options);
        expect(organisations.map(summarise), `seed ${seed}`).to.deep.equal(
          fixtures.organisations.map((each) => expectSummary(each, options)),
        );
      }
    }
  }).timeout(60_000);

  it("can be read for the fixtures that come with the package and for those of another organisation", async () => {
    for (const file of [undefined, `${root}/test/fixtures/other.yaml`]) {
      const fixtures = await loadFixtures(file, processIo);
      for (const options of forms) {
        const profile = load(fixtures, options);
        expect(profile).to.deep.include({ writes: true, host: "http://127.0.0.1:8080", allowedHosts: [profile.host] });
        expect(profile.state?.url).to.equal("http://127.0.0.1:8080/_mock/");
        expect(profile.webhooks?.listen).to.deep.equal(
          options.listen === undefined ? undefined : { hostname: "127.0.0.1", port: 0 },
        );
        expect(profile.organisations.map(summarise)).to.deep.equal(
          fixtures.organisations.map((each) => expectSummary(each, options)),
        );
      }
    }
  });

  it("takes each organisation's credentials from the environment, none of them another's", async () => {
    const fixtures = await loadFixtures(undefined, processIo);
    const environment = { MOCK_TILL_MAIN: "other till", MOCK_WITHOUT_ACCESS_PASSWORD_SECOND: "other password" };
    const [main, second] = load(fixtures, {}, environment).organisations.map(summarise);
    expect(main?.credentials).to.deep.equal(["other till", "open-sesame"]);
    expect(main?.withoutAccess).to.deep.equal(["till.hallway", "closed-sesame"]);
    expect(second?.credentials).to.deep.equal(["till.second", "winter-garden"]);
    expect(second?.withoutAccess).to.deep.equal(["till.porch", "other password"]);
  });
});

interface Summary {
  readonly name: string;
  readonly form: string;
  readonly credentials: readonly string[];
  readonly withoutAccess: readonly string[];
  readonly relinking: string;
  readonly programs: readonly (number | undefined)[];
  readonly partnerPrograms: readonly (readonly string[])[];
  readonly customers: readonly (readonly (string | boolean | undefined)[])[];
}

function summarise(organisation: OrganisationProfile): Summary {
  const { auth, withoutAccess, defaultProgram, loyaltyPrograms } = organisation;
  return {
    name: organisation.name,
    form: auth?.kind === "basic" ? auth.form : (auth?.kind ?? ""),
    credentials: listCredentials(auth),
    withoutAccess: listCredentials(withoutAccess),
    relinking: organisation.relinking,
    programs: [defaultProgram, ...loyaltyPrograms],
    partnerPrograms: organisation.programs.map(({ name, tiers }) => [name, ...tiers]),
    customers: organisation.customers.map(({ identifiers, source, writable }) => [
      source,
      writable,
      ...identifiers.map(({ name, value }) => `${name} ${value}`),
    ]),
  };
}

function listCredentials(auth: OrganisationProfile["auth"]): readonly string[] {
  if (auth?.kind === "basic") return [auth.user.value, auth.password.value];
  return auth?.kind === "oauth" ? [auth.key.value, auth.secret.value] : [];
}

function expectSummary(organisation: Organisation, { auth = "basic" }: ProfileOptions): Summary {
  const { name, till, tillWithoutAccess, oauth, programs, defaultProgram, partnerPrograms = [] } = organisation;
  const hasToken = auth === "oauth" && oauth !== undefined;
  return {
    name,
    form: hasToken ? "oauth" : auth === "md5" ? "md5" : "plain",
    credentials: hasToken ? [oauth.key, oauth.secret] : [till.user, till.password],
    withoutAccess: tillWithoutAccess === undefined ? [] : [tillWithoutAccess.user, tillWithoutAccess.password],
    relinking: organisation.relinking === true ? "on" : "off",
    programs: [defaultProgram, ...programs.map(({ id }) => id)],
    partnerPrograms: partnerPrograms.map((each) => [each.name, ...(each.tiers ?? [])]),
    customers: organisation.customers
      .filter(({ inProfile }) => inProfile !== false)
      .map(({ id, idInProfile, mobile, email, externalId, sources = ["INSTORE"], writable }) => {
        const named = Object.entries({ mobile, email, externalId }).filter(([, value]) => value !== undefined);
        return [
          sources.includes("INSTORE") ? "INSTORE" : sources[0],
          writable !== false,
          ...named.map(([key, value]) => `${key} ${value}`),
          ...(idInProfile === false && named.length > 0 ? [] : [`id ${id}`]),
        ];
      }),
  };
}
