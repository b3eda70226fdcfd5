import { expect } from "chai";
import { origin } from "../testing/battery-requests.ts";
import type { Benefit, Fixtures, Organisation } from "../fixtures.ts";
import { compatibleVariants } from "../variants/variants.ts";
import { path, singularPath, askUrl, ask, listCodes } from "./testing/ask-histories.ts";

/** The data behind the page's samples; the names are not theirs. */
const external = {
  id: 111,
  name: "external pp",
  description: "external pp",
  type: "EXTERNAL",
  tiers: ["tier1", "tier2"],
  benefits: [
    {
      name: "benefit21",
      type: "promotionalPoints",
      promotion: { id: 16692, name: "promo1", reference: "dfe3ac53-ee91-48d8-89d5-e5938f4843d8" },
    } satisfies Benefit,
  ],
} as const;

const first: Organisation = {
  name: "first",
  till: { user: "till.first", password: "red-kite" },
  defaultProgram: 890,
  programs: [{ id: 890, name: "House" }],
  partnerPrograms: [
    external,
    { id: 20, name: "Riders", description: "Test", type: "SUPPLEMENTARY" },
    { id: 21, name: "Supplementary Program 2", description: "test", type: "SUPPLEMENTARY" },
    { id: 35, name: "SPP_1", description: "Supplementary partner program", type: "SUPPLEMENTARY" },
  ],
  customers: [
    {
      id: 1,
      externalId: "EXT-1",
      memberships: [
        {
          program: 111,
          linked: true,
          start: "2023-09-08T18:25:10Z",
          end: "2024-09-08T18:29:59Z",
          membershipId: "000103",
          tier: "tier2",
          tierExpiry: "2024-09-08T18:29:59Z",
          activities: [{ type: "ENROLLMENT", date: "2023-09-08T12:55:11Z" }],
        },
        {
          program: 20,
          linked: false,
          start: "2023-03-14T12:38:00Z",
          end: "2023-03-15T12:38:00Z",
          activities: [
            { type: "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: "2023-03-15T12:38:00Z" },
            { type: "PARTNER_PROGRAM_EARLY_EXPIRY", date: "2023-07-04T07:55:43Z" },
          ],
        },
        {
          program: 21,
          linked: true,
          start: "2023-07-04T07:55:43Z",
          end: "2023-10-12T07:55:43Z",
          activities: [
            { type: "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: "2023-06-22T12:38:00Z" },
            { type: "BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED", date: "2023-07-04T07:55:43Z" },
          ],
        },
      ],
    },
    {
      id: 2,
      externalId: "EXT-2",
      memberships: [
        {
          program: 35,
          linked: true,
          start: "2027-01-01T00:00:00Z",
          end: "2027-12-31T23:59:59Z",
          activities: [
            { type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED", date: "2026-05-06T17:07:39Z" },
            { type: "SUPPLEMENTARY_MEMBERSHIP_RELINKED", date: "2027-01-01T00:00:05Z" },
          ],
        },
      ],
    },
  ],
};

describe("the histories of the page's own samples", () => {
  const fixtures: Fixtures = { fixtures: 1, clock: "2023-09-14T15:51:21Z", organisations: [first] };
  const asked = "source=instore&identifierName=externalId";

  const air =
    '"programName":"House","partnerProgramId":111,"partnerProgramName":"external pp",' +
    '"partnerProgramDescription":"external pp","partnerTierNumber":2,"partnerTierName":"tier2",' +
    '"partnerTierExpiryDate":"2024-09-08T18:29:59Z","partnerMembershipId":"000103","partnerProgramType":"EXTERNAL",' +
    '"partnerProgramMembershipStartDate":"2023-09-08T18:25:10Z","partnerProgramMembershipEndDate":"2024-09-08T18:29:59Z",' +
    '"benefitsSummary":[{"name":"benefit21","type":"promotionalPoints","mappedPromotionDetails":{"promotionId":16692,' +
    '"promotionName":"promo1","promotionReferenceNumber":"dfe3ac53-ee91-48d8-89d5-e5938f4843d8"},' +
    '"countAvailedInLast365Days":0}],"linked":true,"tierBased":true';
  const riders =
    '"programName":"House","partnerProgramId":20,"partnerProgramName":"Riders","partnerProgramDescription":"Test",' +
    '"partnerProgramType":"SUPPLEMENTARY","partnerProgramMembershipStartDate":"2023-03-14T12:38:00Z",' +
    '"partnerProgramMembershipEndDate":"2023-03-15T12:38:00Z",';
  const second =
    '"programName":"House","partnerProgramId":21,"partnerProgramName":"Supplementary Program 2",' +
    '"partnerProgramDescription":"test","partnerProgramType":"SUPPLEMENTARY",' +
    '"partnerProgramMembershipStartDate":"2023-07-04T07:55:43Z","partnerProgramMembershipEndDate":"2023-10-12T07:55:43Z",';

  it("have notes and no last update where benefits are asked for", async () => {
    const notes =
      '"notes":"showing customer activities from Wed Sep 14 15:51:21 GMT 2022 till Thu Sep 14 15:51:21 GMT 2023"';
    const answer = await askUrl(
      `${origin}${path}?${asked}&identifierValue=EXT-1&activityType=benefitsAvailed`,
      fixtures,
    );
    expect(answer.text).to.equal(
      `{"pagination":{"limit":10,"offset":0,"total":3},"data":[` +
        `{"partnerProgramDetails":{${air}},"customerActivityHistory":[],${notes}},` +
        `{"partnerProgramDetails":{${riders}"linked":false,"tierBased":false},"customerActivityHistory":[],${notes}},` +
        `{"partnerProgramDetails":{${second}"linked":true,"tierBased":false},"customerActivityHistory":[],${notes}}` +
        `],"warnings":[],"errors":[]}`,
    );
  });

  it("have activities and the last update of supplementary memberships where linking is asked for", async () => {
    const answer = await askUrl(
      `${origin}${path}?${asked}&identifierValue=EXT-1&activityType=linkingUpdates`,
      fixtures,
    );
    expect(answer.text).to.equal(
      `{"pagination":{"limit":10,"offset":0,"total":3},"data":[` +
        `{"partnerProgramDetails":{${air}},"customerActivityHistory":[` +
        `{"activityType":"ENROLLMENT","activityDate":"2023-09-08T12:55:11Z"}]},` +
        `{"partnerProgramDetails":{${riders}"partnerProgramMembershipLastUpdatedDate":"2023-07-04T07:55:43Z",` +
        `"partnerProgramMembershipLastUpdatedActivity":"PARTNER_PROGRAM_EARLY_EXPIRY","linked":false,"tierBased":false},` +
        `"customerActivityHistory":[` +
        `{"activityType":"PARTNER_PROGRAM_EARLY_EXPIRY","activityDate":"2023-07-04T07:55:43Z"},` +
        `{"activityType":"SUPPLEMENTARY_MEMBERSHIP_STARTED","activityDate":"2023-03-15T12:38:00Z"}]},` +
        `{"partnerProgramDetails":{${second}"partnerProgramMembershipLastUpdatedDate":"2023-07-04T07:55:43Z",` +
        `"partnerProgramMembershipLastUpdatedActivity":"BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED","linked":true,` +
        `"tierBased":false},"customerActivityHistory":[` +
        `{"activityType":"BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED","activityDate":"2023-07-04T07:55:43Z"},` +
        `{"activityType":"SUPPLEMENTARY_MEMBERSHIP_STARTED","activityDate":"2023-06-22T12:38:00Z"}]}` +
        `],"warnings":[],"errors":[]}`,
    );
  });

  it("show a relinking and its start", async () => {
    const later = { ...fixtures, clock: "2027-01-02T00:00:00Z" };
    const answer = await askUrl(
      `${origin}${path}?${asked}&identifierValue=EXT-2&activityType=linkingUpdates&partnerProgramId=35`,
      later,
    );
    expect(answer.text).to.equal(
      `{"pagination":{"limit":10,"offset":0,"total":1},"data":[{"partnerProgramDetails":{"programName":"House",` +
        `"partnerProgramId":35,"partnerProgramName":"SPP_1","partnerProgramDescription":"Supplementary partner program",` +
        `"partnerProgramType":"SUPPLEMENTARY","partnerProgramMembershipStartDate":"2027-01-01T00:00:00Z",` +
        `"partnerProgramMembershipEndDate":"2027-12-31T23:59:59Z",` +
        `"partnerProgramMembershipLastUpdatedDate":"2027-01-01T00:00:05Z",` +
        `"partnerProgramMembershipLastUpdatedActivity":"SUPPLEMENTARY_MEMBERSHIP_RELINKED","linked":true,` +
        `"tierBased":false},"customerActivityHistory":[` +
        `{"activityType":"SUPPLEMENTARY_MEMBERSHIP_RELINKED","activityDate":"2027-01-01T00:00:05Z"},` +
        `{"activityType":"SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED","activityDate":"2026-05-06T17:07:39Z"}]}` +
        `],"warnings":[],"errors":[]}`,
    );
  });

  it("have a request URL with another address, and a longer period than other pages allow", async () => {
    const query = `${asked}&identifierValue=EXT-2&partnerProgramId=35&activityType=benefitsAvailed&startDate=2020-01-29+12:11:45&endDate=2021-10-29+12:11:45`;
    expect((await askUrl(`${origin}${singularPath}?${query}`, fixtures)).status).to.equal(404);
    const refused = await askUrl(`${origin}${path}?${query}`, fixtures, ["long-period-refused"]);
    expect(listCodes(refused)).to.deep.equal([2013]);
    for (const [address, variants] of [
      [path, []],
      [singularPath, ["histories-at-both-addresses"]],
    ] as const) {
      const answer = await askUrl(`${origin}${address}?${query}`, fixtures, variants);
      expect(answer.data?.[0]?.notes).to.equal(
        "showing customer activities from Wed Jan 29 12:11:45 GMT 2020 till Fri Oct 29 12:11:45 GMT 2021",
      );
    }
  });
});

describe("histories with all compatible variants at once", () => {
  const ids = compatibleVariants()
    .map(({ id }) => id)
    .filter((id) => id !== "gzip");

  for (const activityType of ["benefitsAvailed", "linkingUpdates"]) {
    it(`are coherent for ${activityType}`, async () => {
      const answer = await ask({ activityType }, ids);
      expect(answer.status).to.equal(200);
      const programs = answer.data?.map(({ partnerProgramDetails }) => partnerProgramDetails["partnerProgramId"]);
      expect(programs).to.deep.equal([3001, 3002, 3003]);
      expect(answer.pagination).to.include({ limit: 10, offset: 0, total: 3 });
      for (const entry of answer.data ?? []) {
        expect(entry.notes !== undefined).to.equal(activityType === "benefitsAvailed");
        expect(entry.partnerProgramDetails).to.include.keys("programName", "linked", "tierBased");
      }
    });
  }
});
