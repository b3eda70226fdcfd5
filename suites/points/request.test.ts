import { expect } from "chai";
import { requestPoints } from "./request.ts";

describe("requestPoints", () => {
  it("sends what is given, in the order and spelling of the page's sample requests, and nothing else", () => {
    const identifier = { name: "mobile", value: "4917" };
    const plan = requestPoints({
      identifier,
      source: "INSTORE",
      all: false,
      programId: 31,
      startDate: "2031-01-01",
      endDate: "2032-01-01",
      earliestOnly: true,
    });
    expect(plan).to.deep.equal({
      operation: "points",
      query: [
        ["programId", "31"],
        ["startDate", "2031-01-01"],
        ["endDate", "2032-01-01"],
        ["entityType", "CUSTOMER"],
        ["fetchDataForAllPrograms", "false"],
        ["fetchEarliestExpiryOnly", "true"],
        ["identifierName", "mobile"],
        ["identifierValue", "4917"],
        ["source", "INSTORE"],
      ],
    });
    expect(requestPoints({}).query).to.deep.equal([["entityType", "CUSTOMER"]]);
    expect(requestPoints({ identifier: { name: "mobile", value: "" } }).query).to.deep.include(["identifierValue", ""]);
    expect(requestPoints({ credentials: "nobody" }).credentials).to.equal("nobody");
  });
});
