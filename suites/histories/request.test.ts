import { expect } from "chai";
import { requestHistories } from "./request.ts";

describe("requestHistories", () => {
  it("sends what is given, in the order of the page's sample request, and nothing else", () => {
    const until = (): boolean => true;
    const plan = requestHistories({
      identifier: { name: "externalId", value: "KX-1" },
      source: "instore",
      activityType: "benefitsAvailed",
      partnerProgramId: 35,
      partnerProgramType: "EXTERNAL",
      startDate: "2031-01-29 12:11:45",
      endDate: "2031-10-29",
      limit: 0,
      offset: 10,
      credentials: "nobody",
      until,
    });
    expect(plan).to.deep.equal({
      operation: "histories",
      query: [
        ["source", "instore"],
        ["identifierName", "externalId"],
        ["identifierValue", "KX-1"],
        ["partnerProgramId", "35"],
        ["partnerProgramType", "EXTERNAL"],
        ["activityType", "benefitsAvailed"],
        ["startDate", "2031-01-29 12:11:45"],
        ["endDate", "2031-10-29"],
        ["limit", "0"],
        ["offset", "10"],
      ],
      credentials: "nobody",
      until,
    });
    expect(requestHistories({})).to.deep.equal({ operation: "histories", query: [] });
    expect(requestHistories({ identifier: { name: "id", value: "" } }).query).to.deep.include(["identifierValue", ""]);
  });
});
