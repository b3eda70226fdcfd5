import { expect } from "chai";
import { farAhead, longAgo, requestInTurn, requestPoints } from "./request.ts";

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

describe("requestInTurn", () => {
  it("gives the request whose turn it is by the trace so far, about that person, and none after the last", () => {
    const person = { identifier: { name: "mobile", value: "4917" }, source: "INSTORE" };
    const requests = [{ all: true }, { all: false, programId: 31 }];
    for (const [index, request] of requests.entries()) {
      expect(requestInTurn(person, Array.from({ length: index }), requests)).to.deep.equal(
        requestPoints({ ...person, ...request }),
      );
    }
    expect(requestInTurn(person, [1, 2], requests)).to.equal(undefined);
  });
});

describe("farAhead", () => {
  it("is after every day given and within four digits of a year", () => {
    expect(farAhead([])).to.equal("2120-12-31");
    expect(farAhead(["2031-03-05", "2130-01-01"])).to.equal("2131-12-31");
    expect(farAhead(["9999-12-31"])).to.equal("9999-12-31");
    expect(longAgo < "2001").to.equal(true);
  });
});
