import { expect } from "chai";
import { ask, askLinking, listCodes, listDates, listPrograms } from "./testing/ask-histories.ts";
import type { Parameters } from "./testing/lab-organisation.ts";

describe("the selection of partner programs", () => {
  const many = { identifierValue: "919800000002" };
  const rows: readonly (readonly [
    query: Parameters,
    variants: readonly string[],
    outcome: readonly number[] | number,
  ])[] = [
    [{}, [], [3002, 3003, 3001]],
    [{ partnerProgramId: "3003" }, [], [3003]],
    [{ partnerProgramId: "3003", partnerProgramType: "EXTERNAL" }, [], []],
    [{ partnerProgramId: "999999" }, [], []],
    [{ partnerProgramId: "999999" }, ["unknown-partner-program-refused"], 2006],
    [{ partnerProgramId: "3999" }, ["unknown-partner-program-refused"], []],
    [{ partnerProgramId: "3999" }, ["program-not-joined-refused"], 2011],
    [{ partnerProgramId: "999999" }, ["program-not-joined-refused"], []],
    [{ identifierValue: "919800000003" }, [], []],
    [{ identifierValue: "919800000003" }, ["no-programs-refused"], 2011],
    [{ partnerProgramType: "EXTERNAL" }, [], [3002, 3001]],
    [{ partnerProgramType: "supplementary" }, [], [3003]],
    [{ partnerProgramType: "Subscription" }, [], [3003]],
    [{ partnerProgramType: "Coalition" }, [], [3002, 3001]],
    [{ partnerProgramType: "Subscription" }, ["subscription-means-external"], [3002, 3001]],
    [{ partnerProgramType: "Coalition" }, ["subscription-means-external"], [3003]],
    [{ partnerProgramType: "1" }, [], 400],
    [{ partnerProgramType: "1" }, ["program-type-as-number-too"], [3003]],
    [{ partnerProgramType: "EXTERNAL" }, ["program-type-as-number-too"], [3002, 3001]],
    [{ partnerProgramType: "0" }, ["program-type-as-number-alone"], [3002, 3001]],
    [{ partnerProgramType: "EXTERNAL" }, ["program-type-as-number-alone"], 400],
    [{ partnerProgramType: "OTHER" }, [], 400],
    [{ partnerProgramType: "OTHER" }, ["unknown-program-type-empty"], []],
    [{ partnerProgramType: "OTHER" }, ["unknown-program-type-ignored"], [3002, 3003, 3001]],
    [{}, ["recent-by-start"], [3002, 3003, 3001]],
    [{}, ["entries-by-program-id"], [3001, 3002, 3003]],
    [many, [], [3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010]],
    [many, ["recent-by-start"], [3012, 3011, 3010, 3009, 3008, 3007, 3006, 3005, 3004, 3003]],
    [many, ["recent-by-start", "entries-by-program-id"], [3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010, 3011, 3012]],
    [{ ...many, partnerProgramId: "3012" }, [], [3012]],
    [{ identifierValue: "919800000005" }, [], [3005]],
    [{ identifierValue: "919800000005" }, ["entry-per-membership"], [3005, 3005]],
  ];
  for (const [query, variants, expected] of rows) {
    const outcome =
      typeof expected === "number" ? `is refused with ${expected}` : `gives ${expected.join(", ") || "none"}`;
    it(`${outcome} for ${JSON.stringify(query)} with ${variants.join(", ") || "no variant"}`, async () => {
      const answer = await ask(query, variants);
      if (typeof expected === "number") {
        expect(listCodes(answer)).to.deep.equal([expected]);
        return;
      }
      expect(listPrograms(answer)).to.deep.equal(expected);
      expect(answer.pagination?.total).to.equal(expected.length);
    });
  }

  it("takes the present one of several memberships in a program, with the activities of all", async () => {
    const answer = await askLinking({ identifierValue: "919800000005" });
    expect(answer.data?.[0]?.partnerProgramDetails["linked"]).to.equal(true);
    expect(listDates(answer)).to.deep.equal(["2025-06-01T00:00:00Z", "2023-06-01T00:00:00Z"]);
    const apart = await askLinking({ identifierValue: "919800000005" }, ["entry-per-membership"]);
    expect(apart.data?.map(({ partnerProgramDetails }) => partnerProgramDetails["linked"])).to.deep.equal([
      true,
      false,
    ]);
    expect(listDates(apart)).to.deep.equal(["2025-06-01T00:00:00Z"]);
  });
});

describe("the pages of histories", () => {
  const many = { identifierValue: "919800000002" };
  const rows: readonly (readonly [
    query: Parameters,
    variants: readonly string[],
    outcome: { readonly limit: number; readonly offset: number; readonly total: number; readonly first?: number } | 400,
  ])[] = [
    [{}, [], { limit: 10, offset: 0, total: 10, first: 3001 }],
    [{ limit: "3", offset: "2" }, [], { limit: 3, offset: 2, total: 10, first: 3003 }],
    [{ limit: "10", offset: "9" }, [], { limit: 10, offset: 9, total: 10, first: 3010 }],
    [{ offset: "10" }, [], { limit: 10, offset: 10, total: 10 }],
    [{ offset: "10" }, ["recent-ten-of-a-total"], { limit: 10, offset: 10, total: 12 }],
    [{ offset: "10" }, ["recent-ten-first-page"], { limit: 10, offset: 10, total: 12, first: 3011 }],
    [{ offset: "1000" }, ["recent-ten-first-page"], { limit: 10, offset: 1000, total: 12 }],
    [{ partnerProgramId: "3012" }, ["recent-ten-of-a-total"], { limit: 10, offset: 0, total: 1, first: 3012 }],
    [{ limit: "0" }, [], { limit: 0, offset: 0, total: 10 }],
    [{ limit: "0" }, ["limit-zero-means-default"], { limit: 10, offset: 0, total: 10, first: 3001 }],
    [{ limit: "11" }, [], 400],
    [{ limit: "11" }, ["high-limit-capped"], { limit: 10, offset: 0, total: 10, first: 3001 }],
    [{ limit: "-1" }, [], 400],
    [{ limit: "1.5" }, [], 400],
    [{ limit: "" }, [], 400],
    [{ limit: "-1" }, ["unreadable-limit-means-default"], { limit: 10, offset: 0, total: 10, first: 3001 }],
    [{ limit: "ten" }, ["unreadable-limit-means-default"], { limit: 10, offset: 0, total: 10, first: 3001 }],
    [{ offset: "-1" }, [], 400],
    [{ offset: "one" }, [], 400],
    [{ offset: "9007199254740991" }, [], { limit: 10, offset: Number.MAX_SAFE_INTEGER, total: 10 }],
    [{ offset: "9007199254740992" }, [], 400],
    [{ offset: "9".repeat(400) }, [], 400],
    [{ offset: "-1" }, ["unreadable-offset-means-default"], { limit: 10, offset: 0, total: 10, first: 3001 }],
  ];
  for (const [query, variants, expected] of rows) {
    const outcome = expected === 400 ? "refused" : JSON.stringify(expected);
    it(`are ${outcome} for ${JSON.stringify(query)} with ${variants.join(", ") || "no variant"}`, async () => {
      const answer = await ask({ ...many, ...query }, variants);
      if (expected === 400) {
        expect(listCodes(answer)).to.deep.equal([400]);
        return;
      }
      const { first, ...pagination } = expected;
      expect(answer.pagination).to.deep.equal(pagination);
      expect(listPrograms(answer)[0]).to.equal(first);
      expect(listPrograms(answer).length).to.be.at.most(pagination.limit);
    });
  }
});
