import { expect } from "chai";
import type { Answer } from "../../src/model/answer.ts";
import type { Json } from "../../src/model/json.ts";
import { compareEntries, everyMember, findDifference } from "./compare.ts";
import { isInstant, readInstant, writeDate } from "./instant.ts";
import { javaDate } from "./testing/fake-host.ts";
import { isYear, readNotes } from "./notes.ts";
import { findEntry, type HistoryEntry, readPage } from "./page.ts";

const benefit = {
  name: "Free Berth",
  type: "promotionalPoints",
  mappedPromotionDetails: { promotionId: 1, promotionName: "p", promotionReferenceNumber: "r" },
  countAvailedInLast365Days: 2,
};

const entry = {
  partnerProgramDetails: {
    programName: "Main",
    partnerProgramId: 71,
    partnerProgramName: "Harbour Club",
    partnerProgramDescription: "Boats",
    partnerTierNumber: 2,
    partnerTierName: "Silver",
    partnerTierExpiryDate: "2033-01-31T18:29:59Z",
    partnerMembershipId: "HC-1",
    partnerProgramType: "EXTERNAL",
    partnerProgramMembershipStartDate: "2029-03-01T08:00:00Z",
    partnerProgramMembershipEndDate: "2034-02-28T18:29:59Z",
    benefitsSummary: [benefit],
    linked: true,
    tierBased: true,
  },
  customerActivityHistory: [{ activityType: "ENROLLMENT", activityDate: "2029-03-01T08:00:02Z" }],
  notes: "n",
};

function answer(data: Json, pagination: Json = { limit: 10, offset: 0, total: 1 }): Answer {
  return { kind: "answer", status: 200, value: { pagination, data, warnings: [], errors: [] } };
}

/** The sample entry with some details changed; undefined takes a member away. */
function change(details: Readonly<Record<string, Json | undefined>>, rest: Readonly<Record<string, Json>> = {}): Json {
  const changed = Object.entries({ ...entry.partnerProgramDetails, ...details }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...entry, ...rest, partnerProgramDetails: Object.fromEntries(changed) as Json };
}

function read(...entries: readonly Json[]): readonly HistoryEntry[] {
  return readPage(answer([...entries]))?.entries ?? [];
}

describe("readPage", () => {
  it("reads a page with all members that comparisons need", () => {
    expect(readPage(answer([entry]))).to.deep.equal({
      limit: 10,
      offset: 0,
      total: 1,
      entries: [
        {
          pointer: "/data/0",
          key: "71",
          details: {
            programId: 71,
            programName: "Harbour Club",
            loyaltyProgramName: "Main",
            description: "Boats",
            type: "EXTERNAL",
            linked: true,
            tierBased: true,
            start: "2029-03-01T08:00:00Z",
            end: "2034-02-28T18:29:59Z",
            tierName: "Silver",
            tierNumber: 2,
            tierExpiry: "2033-01-31T18:29:59Z",
            membershipId: "HC-1",
            benefits: [
              {
                pointer: "/data/0/partnerProgramDetails/benefitsSummary/0",
                name: "Free Berth",
                type: "promotionalPoints",
                count: 2,
                promotionId: 1,
                promotionName: "p",
                promotionReference: "r",
              },
            ],
          },
          activities: [
            { pointer: "/data/0/customerActivityHistory/0", type: "ENROLLMENT", date: "2029-03-01T08:00:02Z" },
          ],
          notes: "n",
          unsound: new Set(),
        },
      ],
    });
  });

  it("reads nothing where there is no list", () => {
    expect(readPage(answer({}))).to.equal(undefined);
    expect(readPage({ kind: "refusal", status: 400, codes: [], value: {} })).to.equal(undefined);
    expect(readPage({ kind: "answer", status: 200, value: null })).to.equal(undefined);
  });

  it("takes null for absent where a member may be absent", () => {
    const [entry] = read(
      change({ partnerTierNumber: null, partnerTierName: null, benefitsSummary: null, linked: null }, {}),
    );
    expect(entry?.details).to.not.have.any.keys("tierNumber", "tierName", "benefits", "linked");
    expect([...(entry?.unsound ?? [])]).to.deep.equal(["linked"]);
  });

  it("leaves out what is not sound, and says so", () => {
    const [odd] = read(
      change(
        {
          partnerTierNumber: "2",
          partnerTierName: 7,
          linked: undefined,
          partnerProgramMembershipEndDate: "2031-02-30T00:00:00Z",
          benefitsSummary: [{ name: "b" }],
        },
        { customerActivityHistory: [{ activityType: 7, activityDate: "yesterday" }] },
      ),
    );
    expect(odd?.details).to.not.have.any.keys("tierNumber", "tierName", "linked", "end");
    expect(odd?.activities).to.deep.equal([{ pointer: "/data/0/customerActivityHistory/0" }]);
    expect([...(odd?.unsound ?? [])]).to.have.members([
      "tierNumber",
      "tierName",
      "linked",
      "end",
      "benefits",
      "benefitCounts",
      "activities",
    ]);
    const [nothing] = read(null);
    expect(nothing).to.include({ pointer: "/data/0" });
    expect(nothing?.key).to.equal(undefined);
    expect(nothing?.details).to.deep.equal({});
  });

  it("keeps ids that are not exact apart by the program's name", () => {
    const [one, other] = read(
      change({ partnerProgramId: 2 ** 60 }),
      change({ partnerProgramId: 2 ** 60 + 1, partnerProgramName: "Other" }),
    );
    expect(one?.details.programId).to.equal(undefined);
    expect(one?.key).to.not.equal(other?.key);
  });
});

describe("findEntry", () => {
  it("prefers the membership that is linked", () => {
    const page = readPage(answer([change({ linked: false }), entry]));
    expect(page === undefined ? undefined : findEntry(page, "Harbour Club")?.pointer).to.equal("/data/1");
    expect(page === undefined ? undefined : findEntry(page, "Nowhere")).to.equal(undefined);
  });
});

describe("findDifference", () => {
  const other = change({ partnerProgramId: 72, partnerProgramName: "Orchard" });
  const rows: readonly (readonly [
    what: string,
    left: readonly Json[],
    right: readonly Json[],
    pointer: string | undefined,
  ])[] = [
    ["nothing in another order", [entry, other], [other, entry], undefined],
    ["nothing in another zone", [entry], [change({ partnerTierExpiryDate: "2033-01-31T23:59:59+05:30" })], undefined],
    ["nothing in what the schema reports", [entry], [change({ partnerProgramDescription: 7 })], undefined],
    ["nothing where programs cannot be told apart", [entry], [change({ partnerProgramId: "x" })], undefined],
    ["nothing in notes", [entry], [change({}, { notes: "m" })], undefined],
    ["an entry that is lost", [entry, other], [entry], "/data"],
    ["an entry that is there twice", [entry], [entry, entry], "/data"],
    ["a member", [entry], [change({ partnerTierName: "Gold" })], "/data/0/partnerProgramDetails/partnerTierName"],
    [
      "a member that is lost",
      [entry],
      [change({ partnerMembershipId: undefined })],
      "/data/0/partnerProgramDetails/partnerMembershipId",
    ],
    [
      "a benefit",
      [entry],
      [change({ benefitsSummary: [{ ...benefit, name: "Other" }] })],
      "/data/0/partnerProgramDetails/benefitsSummary",
    ],
    [
      "how often a benefit was availed",
      [entry],
      [change({ benefitsSummary: [{ ...benefit, countAvailedInLast365Days: 3 }] })],
      "/data/0/partnerProgramDetails/benefitsSummary",
    ],
    ["an activity", [entry], [change({}, { customerActivityHistory: [] })], "/data/0/customerActivityHistory"],
  ];
  for (const [what, left, right, pointer] of rows) {
    it(`finds ${what}`, () => {
      expect(findDifference(read(...left), read(...right), everyMember)?.pointer).to.equal(pointer);
    });
  }

  it("compares memberships in one program with one another, whatever their order", () => {
    const past = change({ partnerProgramMembershipStartDate: "2020-03-01T08:00:00Z", linked: false });
    expect(findDifference(read(entry, past), read(past, entry), everyMember)).to.equal(undefined);
    const [left, right] = [read(entry)[0], read(past)[0]];
    if (left === undefined || right === undefined) throw new Error("no entries");
    expect(compareEntries(left, right, ["linked", "start"])?.pointer).to.equal("/data/0/partnerProgramDetails/linked");
  });
});

describe("Instants", () => {
  it("are date-times with an offset, of a day that the calendar has", () => {
    for (const text of [
      "2031-02-28T00:00:00Z",
      "2031-02-28T00:00:00.123Z",
      "2031-02-28T00:00:00+05:30",
      "2031-02-28T00:00:00-0800",
    ])
      expect(isInstant(text), text).to.equal(true);
    for (const text of ["2031-02-30T00:00:00Z", "2031-02-28T00:00:00", "2031-02-28", "", 7, null])
      expect(isInstant(text), String(text)).to.equal(false);
    expect(readInstant("2031-02-28T05:30:00+05:30")).to.equal(Date.parse("2031-02-28T00:00:00Z"));
  });

  it("are written for a request as the sample has them, or as days", () => {
    const instant = Date.parse("2031-02-28T07:08:09Z");
    expect(writeDate(instant, "date-and-time")).to.equal("2031-02-28 07:08:09");
    expect(writeDate(instant, "plain-day")).to.equal("2031-02-28");
  });
});

describe("readNotes", () => {
  it("finds the two instants of the sample's form", () => {
    const [from, until] = [Date.parse("2022-09-14T15:51:21Z"), Date.parse("2023-09-14T15:51:21Z")];
    const noted = readNotes(`showing customer activities from ${javaDate(from)} till ${javaDate(until)}`);
    expect(noted).to.deep.equal({ from, until });
    expect(noted === undefined ? undefined : isYear(noted)).to.equal(true);
    expect(isYear({ from, until: until + 5 * 86_400_000 })).to.equal(false);
  });

  it("finds nothing in another text", () => {
    for (const text of [
      undefined,
      "",
      "the last year",
      `since ${javaDate(0)}`,
      `${javaDate(0)} ${javaDate(1)} ${javaDate(2)}`,
    ])
      expect(readNotes(text), text).to.equal(undefined);
    expect(readNotes("from Wed Sep 14 15:51:21 IST 2022 till Thu Sep 14 15:51:21 IST 2023")).to.equal(undefined);
  });
});
