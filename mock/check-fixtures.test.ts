import { expect } from "chai";
import { InputError } from "../src/model/input-error.ts";
import type { InputProblem } from "../src/model/input-error.ts";
import { checkFixtures } from "./check-fixtures.ts";
import type { Customer, Fixtures, Membership, Organisation, PartnerProgram } from "./fixtures.ts";

const program: PartnerProgram = {
  id: 21,
  name: "Skyline",
  type: "EXTERNAL",
  tiers: ["Silver", "Gold"],
  benefits: [{ name: "Lounge", type: "promotionalPoints", promotion: { id: 1, name: "Lounge", reference: "r" } }],
};
const box: PartnerProgram = { id: 22, name: "Box", type: "SUPPLEMENTARY", program: 1 };

const membership: Membership = {
  program: 21,
  linked: true,
  start: "2026-01-01T00:00:00Z",
  end: "2027-01-01T00:00:00Z",
  tier: "Gold",
  tierExpiry: "2027-01-01T00:00:00Z",
  activities: [{ type: "ENROLLMENT", date: "2026-01-01T00:00:00Z" }],
  benefitsAvailed: [{ benefit: "Lounge", type: "BENEFIT_AVAILED", date: "2026-02-01T00:00:00Z" }],
};
const initiated = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED";
const cancelled = "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED";
const waiting: Membership = {
  program: 22,
  linked: true,
  start: "2026-01-01T00:00:00Z",
  end: "2027-01-01T00:00:00Z",
  activities: [{ type: initiated, date: "2026-10-01T00:00:00Z" }],
  relink: { start: "2027-01-01T00:00:00Z", end: "2028-01-01T00:00:00Z" },
};

const customer: Customer = {
  id: 1,
  mobile: "1",
  email: "a@customers.example",
  promisedPoints: [{ points: "1", redeemableFrom: "2026-12-01", programId: 1, pointsType: "bill_regular" }],
  triggerBasedPoints: [{ points: "1", programId: 2, pointsType: "bill_regular" }],
  memberships: [membership, waiting],
};

const organisation: Organisation = {
  name: "main",
  orgId: 7,
  till: { user: "till", password: "open" },
  tillWithoutAccess: { user: "hallway", password: "shut" },
  oauth: { key: "key", secret: "hidden" },
  relinking: true,
  defaultProgram: 1,
  programs: [
    { id: 1, name: "One" },
    { id: 2, name: "Two" },
  ],
  partnerPrograms: [program, box],
  customers: [customer],
};

const sound: Fixtures = { fixtures: 1, clock: "2026-11-20T09:30:00Z", organisations: [organisation] };

const withOrganisation = (change: Partial<Organisation>): Fixtures => ({
  ...sound,
  organisations: [{ ...organisation, ...change }],
});
const withOther = (change: Partial<Organisation>): Fixtures => ({
  ...sound,
  organisations: [
    organisation,
    {
      name: "other",
      till: { user: "till 2", password: "open" },
      defaultProgram: 1,
      programs: [{ id: 1, name: "One" }],
      customers: [],
      ...change,
    },
  ],
});
const withPrograms = (...partnerPrograms: readonly PartnerProgram[]): Fixtures =>
  withOrganisation({ partnerPrograms, customers: [] });
const withCustomers = (...customers: readonly Customer[]): Fixtures => withOrganisation({ customers });
const withMembership = (change: Partial<Membership>): Fixtures =>
  withCustomers({ id: 1, memberships: [{ ...membership, ...change }] });
const withWaiting = (change: Partial<Membership>, relinking = true): Fixtures =>
  withOrganisation({ relinking, customers: [{ id: 1, memberships: [{ ...waiting, ...change }] }] });

/** What is wrong, the fixtures, and the one place that is named. */
const mistakes: readonly (readonly [title: string, fixtures: Fixtures, pointer: string])[] = [
  ["a clock on a day that no month has", { ...sound, clock: "2026-02-30T00:00:00Z" }, "/clock"],
  ["a clock in an hour that no day has", { ...sound, clock: "2026-02-20T24:00:00Z" }, "/clock"],
  ["an organisation's name that is there twice", withOther({ name: "main" }), "/organisations/1/name"],
  ["an orgId that is there twice", withOther({ orgId: 7 }), "/organisations/1/orgId"],
  ["a till that is there twice", withOther({ till: organisation.till }), "/organisations/1/till/user"],
  [
    "a till without access that is another one's till",
    withOther({ tillWithoutAccess: organisation.till }),
    "/organisations/1/tillWithoutAccess/user",
  ],
  ["a key that is there twice", withOther({ oauth: { key: "key", secret: "s" } }), "/organisations/1/oauth/key"],
  [
    "a secret that no printed profile can hold",
    withOrganisation({ oauth: { key: "key", secret: "a}b" } }),
    "/organisations/0/oauth/secret",
  ],
  [
    "a user that no printed profile can hold",
    withOrganisation({ tillWithoutAccess: { user: "a${b", password: "p" } }),
    "/organisations/0/tillWithoutAccess/user",
  ],
  ["an organisation's name that reads as a variable", withOrganisation({ name: "a${b}" }), "/organisations/0/name"],
  ["a default program that does not exist", withOrganisation({ defaultProgram: 3 }), "/organisations/0/defaultProgram"],
  [
    "a program that is there twice",
    withOrganisation({ programs: [...organisation.programs, { id: 1, name: "Again" }] }),
    "/organisations/0/programs/2/id",
  ],
  [
    "a partner program's id that is there twice",
    withPrograms(program, { ...box, id: 21 }),
    "/organisations/0/partnerPrograms/1/id",
  ],
  [
    "a partner program's name that is there twice",
    withPrograms(program, { ...box, name: "Skyline" }),
    "/organisations/0/partnerPrograms/1/name",
  ],
  [
    "a partner program's name that differs in case and blanks alone",
    withPrograms(program, { ...box, name: "sky LINE" }),
    "/organisations/0/partnerPrograms/1/name",
  ],
  [
    "a partner program's name that reads as a variable",
    withPrograms({ ...program, name: "${NAME}" }),
    "/organisations/0/partnerPrograms/0/name",
  ],
  [
    "a partner program of a loyalty program that does not exist",
    withPrograms({ ...program, program: 9 }),
    "/organisations/0/partnerPrograms/0/program",
  ],
  [
    "a tier that is there twice",
    withPrograms({ ...program, tiers: ["Gold", "Silver", "gold"] }),
    "/organisations/0/partnerPrograms/0/tiers/2",
  ],
  [
    "a benefit that is there twice",
    withPrograms({ ...program, benefits: [...(program.benefits ?? []), ...(program.benefits ?? [])] }),
    "/organisations/0/partnerPrograms/0/benefits/1/name",
  ],
  ["a customer's id that is there twice", withCustomers({ id: 1 }, { id: 1 }), "/organisations/0/customers/1/id"],
  [
    "an identifier that is there twice",
    withCustomers({ id: 1, mobile: "1" }, { id: 2, mobile: "1" }),
    "/organisations/0/customers/1/mobile",
  ],
  [
    "an identifier that differs in case alone",
    withCustomers({ id: 1, externalId: "ext-1" }, { id: 2, externalId: "EXT-1" }),
    "/organisations/0/customers/1/externalId",
  ],
  [
    "an identifier with a blank at its end",
    withCustomers({ id: 1, externalId: "ext-1 " }),
    "/organisations/0/customers/0/externalId",
  ],
  [
    "an identifier that reads as a variable",
    withCustomers({ id: 1, externalId: "a${b}" }),
    "/organisations/0/customers/0/externalId",
  ],
  [
    "points of a program that does not exist",
    withCustomers({ id: 1, triggerBasedPoints: [{ points: "1", programId: 9, pointsType: "bill_regular" }] }),
    "/organisations/0/customers/0/triggerBasedPoints/0/programId",
  ],
  [
    "points on a day that no month has",
    withCustomers({
      id: 1,
      promisedPoints: [{ points: "1", redeemableFrom: "2026-02-29", programId: 1, pointsType: "bill_regular" }],
    }),
    "/organisations/0/customers/0/promisedPoints/0/redeemableFrom",
  ],
  [
    "two present memberships in one program",
    withCustomers({ id: 1, memberships: [membership, membership] }),
    "/organisations/0/customers/0/memberships/1/program",
  ],
  [
    "a membership in a program that does not exist",
    withMembership({ program: 9 }),
    "/organisations/0/customers/0/memberships/0/program",
  ],
  [
    "a start on a day that no month has",
    withMembership({ start: "2026-04-31T00:00:00Z" }),
    "/organisations/0/customers/0/memberships/0/start",
  ],
  [
    "an end before the start, heeding zones",
    withMembership({ linked: false, end: "2026-01-01T01:00:00+05:30" }),
    "/organisations/0/customers/0/memberships/0/end",
  ],
  [
    "somebody linked after the end",
    withMembership({ end: "2026-11-20T09:30:00Z" }),
    "/organisations/0/customers/0/memberships/0/linked",
  ],
  [
    "a tier that does not exist",
    withMembership({ tier: "Platinum" }),
    "/organisations/0/customers/0/memberships/0/tier",
  ],
  [
    "no tier in a program with tiers",
    withCustomers({
      id: 1,
      memberships: [{ program: 21, linked: true, start: membership.start, end: membership.end }],
    }),
    "/organisations/0/customers/0/memberships/0",
  ],
  [
    "a tier in a program without tiers",
    withWaiting({ tier: "Gold", tierExpiry: "2027-01-01T00:00:00Z" }),
    "/organisations/0/customers/0/memberships/0/tier",
  ],
  [
    "an expiry without a tier",
    withWaiting({ tierExpiry: "2027-01-01T00:00:00Z" }),
    "/organisations/0/customers/0/memberships/0/tierExpiry",
  ],
  [
    "an expiry that is no instant",
    withMembership({ tierExpiry: "2027-13-01T00:00:00Z" }),
    "/organisations/0/customers/0/memberships/0/tierExpiry",
  ],
  [
    "an activity after the clock",
    withMembership({ activities: [{ type: "ENROLLMENT", date: "2026-11-20T09:30:01Z" }] }),
    "/organisations/0/customers/0/memberships/0/activities/0/date",
  ],
  [
    "a benefit that does not exist",
    withMembership({ benefitsAvailed: [{ benefit: "Spa", type: "BENEFIT_AVAILED", date: "2026-02-01T00:00:00Z" }] }),
    "/organisations/0/customers/0/memberships/0/benefitsAvailed/0/benefit",
  ],
  [
    "a benefit used on a day that no month has",
    withMembership({ benefitsAvailed: [{ benefit: "Lounge", type: "BENEFIT_AVAILED", date: "2026-02-29T00:00:00Z" }] }),
    "/organisations/0/customers/0/memberships/0/benefitsAvailed/0/date",
  ],
  ["a relink where relinking is off", withWaiting({}, false), "/organisations/0/customers/0/memberships/0/relink"],
  [
    "a relink in an EXTERNAL program",
    withMembership({ activities: waiting.activities ?? [], ...(waiting.relink ? { relink: waiting.relink } : {}) }),
    "/organisations/0/customers/0/memberships/0/relink",
  ],
  [
    "a relink of somebody not linked",
    withWaiting({ linked: false }),
    "/organisations/0/customers/0/memberships/0/relink",
  ],
  [
    "a relink without the activity that begins one",
    withWaiting({ activities: [] }),
    "/organisations/0/customers/0/memberships/0/relink",
  ],
  [
    "a relink that was cancelled",
    withWaiting({ activities: [{ type: cancelled, date: "2026-10-02T00:00:00Z" }, ...(waiting.activities ?? [])] }),
    "/organisations/0/customers/0/memberships/0/relink",
  ],
  [
    "a relink whose day is long past",
    withWaiting({ relink: { start: "2026-11-18T00:00:00Z", end: "2027-11-18T00:00:00Z" } }),
    "/organisations/0/customers/0/memberships/0/relink",
  ],
  [
    "a relink that ends before it starts",
    withWaiting({ relink: { start: "2027-01-01T00:00:00Z", end: "2026-12-31T00:00:00Z" } }),
    "/organisations/0/customers/0/memberships/0/relink/end",
  ],
];

describe("the check of fixtures", () => {
  it("lets sound ones pass as they are", () => {
    expect(checkFixtures(sound, "sound.yaml")).to.equal(sound);
    expect(checkFixtures(withOther({}))).to.deep.equal(withOther({}));
    const again = withCustomers({ id: 1, memberships: [membership, { ...membership, linked: false }] });
    expect(checkFixtures(again)).to.equal(again);
  });

  for (const [title, fixtures, pointer] of mistakes) {
    it(`names the place of ${title}, and says what to write`, () => {
      const problems = listProblems(fixtures);
      expect(problems.map((problem) => problem.pointer)).to.deep.equal([pointer]);
      for (const { hint, message, file } of problems) {
        expect(hint, message).to.match(/\w/);
        expect(file).to.equal("broken.yaml");
      }
    });
  }

  it("finds a relink that was begun and neither ended nor waits", () => {
    const { relink: _relink, ...begun } = waiting;
    const problems = listProblems(withCustomers({ id: 1, memberships: [begun] }));
    expect(problems.map(({ pointer }) => pointer)).to.deep.equal([
      "/organisations/0/customers/0/memberships/0/activities",
    ]);
  });

  it("names every place at once", () => {
    const customers = [{ id: 1 }, { id: 1 }];
    const problems = listProblems({ ...withOrganisation({ defaultProgram: 9, customers }), clock: "noon" });
    expect(problems.map(({ pointer }) => pointer)).to.deep.equal([
      "/clock",
      "/organisations/0/defaultProgram",
      "/organisations/0/customers/1/id",
    ]);
  });
});

function listProblems(fixtures: Fixtures): readonly InputProblem[] {
  try {
    checkFixtures(fixtures, "broken.yaml");
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return expect.fail("they were accepted");
}
