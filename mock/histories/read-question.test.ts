import { expect } from "chai";
import { ask, listCodes } from "./testing/ask-histories.ts";

describe("the mandatory parameters of histories", () => {
  const rows: readonly (readonly [why: string, query: Readonly<Record<string, string | undefined>>, code: number])[] = [
    ["no source", { source: undefined }, 11013],
    ["an empty source", { source: "" }, 11013],
    ["an unknown source", { source: "NOWHERE" }, 8003],
    ["no identifierName", { identifierName: undefined }, 11013],
    ["an unknown identifierName", { identifierName: "shoeSize" }, 8013],
    ["no identifierValue", { identifierValue: undefined }, 11013],
    ["an unknown customer", { identifierValue: "404" }, 8015],
    ["a source in which the customer is not known", { source: "WEBSITE" }, 8015],
    ["no activityType", { activityType: undefined }, 2014],
    ["an empty activityType", { activityType: "" }, 2014],
    ["an unknown activityType", { activityType: "ENROLLMENT" }, 2014],
    ["a partnerProgramId that is no number", { partnerProgramId: "Air" }, 400],
  ];
  for (const [why, query, code] of rows) {
    it(`are refused with ${code} for ${why}`, async () => {
      const answer = await ask(query);
      expect(answer.status).to.equal(400);
      expect(listCodes(answer)).to.deep.equal([code]);
    });
  }

  it("are refused without activityType by another code where that choice is taken", async () => {
    expect(listCodes(await ask({ activityType: undefined }, ["missing-activity-type-11013"]))).to.deep.equal([11013]);
  });

  it("are refused without source even where points are answered without it", async () => {
    expect(listCodes(await ask({ source: undefined }, ["source-optional"]))).to.deep.equal([11013]);
  });

  it("take source in either case, or in upper case alone where that choice is taken", async () => {
    expect((await ask({ source: "instore" })).status).to.equal(200);
    expect(listCodes(await ask({ source: "instore" }, ["source-in-capitals"]))).to.deep.equal([8003]);
    expect((await ask({ source: "INSTORE" }, ["source-in-capitals"])).status).to.equal(200);
  });

  const spellings: readonly (readonly [variant: string | undefined, taken: readonly string[]])[] = [
    [undefined, ["benefitsAvailed", "BENEFITS_AVAILED", "linkingUpdates", "LINKING_UPDATES"]],
    [
      "activity-type-in-any-spelling",
      [
        "benefitsAvailed",
        "BENEFITS_AVAILED",
        "linkingUpdates",
        "LINKING_UPDATES",
        "BENEFITSAVAILED",
        "LINKINGUPDATES",
        "benefits_availed",
      ],
    ],
    ["activity-type-as-in-the-sample", ["benefitsAvailed", "linkingUpdates"]],
    ["activity-type-as-in-the-table", ["BENEFITS_AVAILED", "linkingUpdates", "LINKING_UPDATES"]],
  ];
  const words = new Set(spellings.flatMap(([, taken]) => taken));
  for (const [variant, taken] of spellings) {
    it(`take activityType as ${taken.join(", ")} with ${variant ?? "no variant"}`, async () => {
      for (const activityType of words) {
        const answer = await ask({ activityType }, variant === undefined ? [] : [variant]);
        expect(answer.status, activityType).to.equal(taken.includes(activityType) ? 200 : 400);
        if (answer.status === 200) {
          expect(answer.data?.[0]?.notes !== undefined, activityType).to.equal(/benefits/i.test(activityType));
        }
      }
    });
  }
});
