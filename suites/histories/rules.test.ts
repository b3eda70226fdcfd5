import { expect } from "chai";
import { loadRealCatalog } from "../../src/catalog/testing/load-real-catalog.ts";
import { checkExchange } from "../../src/check/check-exchange.ts";
import { noBody } from "../../src/model/http.ts";
import { createStandard } from "../standard.ts";
import { itemAt } from "./testing/fake-data.ts";
import { type Entry, type FakeOptions } from "./testing/fake-host.ts";
import {
  both,
  describeFaults,
  type Fault,
  inBody,
  inEntries,
  isBenefits,
  isLinking,
  isOf,
  set,
} from "./testing/faults.ts";
import { readCases } from "./cases/reads.ts";

const plain = readCases.filter(({ id }) => id === "histories.read.plain");
const newest = "histories.last-updated.newest disagreement";
const details = ({ partnerProgramDetails }: Entry): Record<string, unknown> => partnerProgramDetails;

/** A relink that is shown before the batch has acted. */
function showEarly(date: string, type: string): FakeOptions {
  return inEntries("", both(isLinking, isOf(88_005)), (entry) => {
    entry.customerActivityHistory.unshift({
      activityType: "SUPPLEMENTARY_MEMBERSHIP_RELINKED",
      activityDate: "2031-02-01T00:00:00Z",
    });
    details(entry)["partnerProgramMembershipLastUpdatedDate"] = date;
    details(entry)["partnerProgramMembershipLastUpdatedActivity"] = type;
  }).options;
}

export const ruleFaults: readonly Fault[] = [
  { what: "that makes the choices of the samples", options: {}, found: [] },
  {
    what: "that makes other choices",
    options: { choices: { reach: "all", activities: "oldest-first", lastUpdated: "any-program" } },
    found: [],
  },
  inBody(
    "whose page is one of five",
    isLinking,
    ({ pagination }) => (pagination["limit"] = 5),
    "histories.limit.default value",
    "histories.limit.kept value",
  ),
  inBody(
    "whose page is longer than ten",
    isOf(88_004),
    ({ data, pagination }) => {
      data.push(...structuredClone(data.slice(0, 1)));
      pagination["total"] = data.length;
    },
    "histories.limit.default value",
  ),
  inBody(
    "whose offset is one",
    isBenefits,
    ({ pagination }) => (pagination["offset"] = 1),
    "histories.offset.default-echoed value",
  ),
  inBody(
    "that counts one too many",
    isOf(88_003),
    ({ pagination }) => (pagination["total"] = 1),
    "histories.total.complete value",
  ),
  inBody(
    "that gives one id two names",
    isOf(88_001),
    ({ data }) => {
      details(itemAt(data, 1))["partnerProgramId"] = details(itemAt(data))["partnerProgramId"];
    },
    "histories.program-id.unique disagreement",
  ),
  inEntries(
    "that leaves out the activity of the last update",
    isLinking,
    (entry) => {
      delete details(entry)["partnerProgramMembershipLastUpdatedActivity"];
    },
    "histories.last-updated.together missing",
  ),
  inEntries(
    "that leaves out the date of the last update",
    isLinking,
    (entry) => {
      delete details(entry)["partnerProgramMembershipLastUpdatedDate"];
    },
    "histories.last-updated.together missing",
  ),
  inEntries(
    "whose last update is another activity",
    isLinking,
    set(81, "partnerProgramMembershipLastUpdatedActivity", "ENROLLMENT"),
    newest,
  ),
  inEntries(
    "whose last update has another date",
    isLinking,
    set(82, "partnerProgramMembershipLastUpdatedDate", "2029-11-30T10:00:05Z"),
    newest,
  ),
  {
    what: "whose last update is not what is shown early",
    options: showEarly("2031-01-20T10:00:00Z", "SUPPLEMENTARY_MEMBERSHIP_RELINKING_INITIATED"),
    found: [],
  },
  {
    what: "whose last update is shown early",
    options: showEarly("2031-02-01T00:00:00Z", "SUPPLEMENTARY_MEMBERSHIP_RELINKED"),
    found: [],
  },
  {
    what: "whose last update is neither early nor late",
    options: showEarly("2030-06-01T00:00:05Z", "SUPPLEMENTARY_MEMBERSHIP_STARTED"),
    found: [newest],
  },
  inEntries(
    "that names a tier of a program without tiers",
    both(isBenefits, isOf(88_002)),
    (entry) => {
      if (details(entry)["partnerTierName"] !== undefined) details(entry)["tierBased"] = false;
    },
    "histories.tier-based.named disagreement",
  ),
  inEntries(
    "that dates activities in another zone",
    isBenefits,
    ({ customerActivityHistory: list }) => {
      for (const activity of list) activity.activityDate = activity.activityDate.replace("Z", "+05:30");
    },
    "histories.activity-date.utc value",
  ),
  inEntries("that writes UTC as an offset", isBenefits, ({ customerActivityHistory: list }) => {
    for (const activity of list) activity.activityDate = activity.activityDate.replace("Z", "+00:00");
  }),
  inEntries(
    "that relinks an external program",
    both(isLinking, isOf(88_002)),
    (entry) => {
      if (details(entry)["partnerProgramId"] === 72)
        entry.customerActivityHistory.push({
          activityType: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED",
          activityDate: "2028-02-02T09:00:00Z",
        });
    },
    "histories.relinking.supplementary value",
  ),
  inEntries("with an activity type of its own", both(isLinking, isOf(88_002)), ({ customerActivityHistory: list }) => {
    for (const activity of list) activity.activityType = "JOINED";
  }),
];

describeFaults("A single answer", plain, ruleFaults);

const standard = createStandard(loadRealCatalog());
const query = "source=INSTORE&identifierName=mobile&identifierValue=1";

/** What is found of a consumer's request. */
function judgeRequest(
  more: string,
  headers: readonly (readonly [string, string])[] = [["Authorization", "Basic eA=="]],
): string[] {
  const url = `https://a.example/v2/partnerProgram/customerActivityHistories?${query}&${more}`;
  const { findings } = checkExchange(
    standard,
    {
      id: "x",
      credentials: "till",
      request: { method: "GET", url, headers, body: noBody },
      outcome: { kind: "response", ms: 1, response: { status: 200, headers: [], body: noBody } },
      startedAt: "",
    },
    "consumer",
  );
  return findings.map(({ requirement, pointer }) => `${requirement} ${pointer}`);
}

describe("A consumer's request for histories", () => {
  const rows: readonly (readonly [what: string, more: string, found: readonly string[]])[] = [
    ["is sound as the sample's", "activityType=benefitsAvailed&startDate=2026-01-29+12:11:45&endDate=2026-10-29", []],
    ["is sound for the other spelling", "activityType=BENEFITS_AVAILED", []],
    ["is sound for linkingUpdates", "activityType=linkingUpdates&limit=10&offset=20", []],
    [
      "has an activityType in another spelling",
      "activityType=benefitsavailed",
      ["histories.query.activity-type-spelling /activityType"],
    ],
    [
      "has an endDate beside linkingUpdates",
      "activityType=linkingUpdates&endDate=2026-10-29",
      ["histories.query.dates-with-benefits /endDate"],
    ],
    [
      "has dates beside linkingUpdates",
      "activityType=linkingUpdates&startDate=2026-10-29",
      ["histories.query.dates-with-benefits /startDate"],
    ],
    ["has a limit out of range", "activityType=linkingUpdates&limit=11", ["histories.query.limit-range /limit"]],
  ];
  for (const [what, more, found] of rows) {
    it(what, () => expect(judgeRequest(more)).to.deep.equal(found));
  }

  it("carries credentials, in whatever header", () => {
    const more = "activityType=linkingUpdates";
    expect(judgeRequest(more, [["X-CAP-API-OAUTH-TOKEN", "t"]])).to.deep.equal([]);
    expect(judgeRequest(more, [["Accept", "application/json"]])).to.deep.equal(["authentication.histories.sent "]);
  });
});
