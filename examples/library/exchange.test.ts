import { captureExchange, captureFetch, checkExchange, settleReadings } from "capillary-conformance";
import { loadStandard } from "capillary-conformance/load-standard";
import { expect } from "chai";

const standard = loadStandard();

const url =
  "https://eu.api.capillarytech.com/v2/customers/lookup/promisedPointsSchedule?" +
  "identifierName=mobile&identifierValue=919740000001&source=INSTORE&programId=2199";
const answer = {
  entityId: 98662653,
  entityType: "CUSTOMER",
  promisedPointsScheduleList: [
    { points: "390.000", redeemableFrom: "2030-04-01", programId: 2199, pointsType: "bill_regular" },
  ],
  triggerBasedPointsList: [],
  warnings: [],
};

describe("One exchange", () => {
  it("is held against what the documents say of the host's answer", () => {
    const exchange = captureExchange({ request: { url }, response: { status: 200, body: answer } });
    const { findings } = checkExchange(standard, exchange);
    for (const { requirement, pointer, expected, actual } of findings) {
      const { statement } = standard.catalog.requirements.get(requirement) ?? {};
      expect(`${requirement}: ${statement} ${pointer}: expected ${expected}; got ${actual}`).to.equal(
        "points.points.type: The points of a promised entry are a JSON number, of any scale. " +
          '/promisedPointsScheduleList/0/points: expected a number; got string "390.000"',
      );
    }
    expect(findings).to.have.length(1);
  });

  it("is held against what they say of the client's request, if asked", () => {
    const request = { url: url.replace("identifierValue=919740000001&", "") };
    const exchange = captureExchange({ request, response: { status: 400, body: { errors: [] } } });
    const { findings } = checkExchange(standard, exchange, "consumer");
    expect(findings.map(({ requirement }) => requirement)).to.deep.equal(["points.query.identifier-value"]);
  });

  it("may be one of fetch's", async () => {
    const request = new Request(url);
    // const response = await fetch(request);
    const response = Response.json(answer);
    const exchange = await captureFetch({ request: request.clone(), response: response.clone() });
    const judgement = checkExchange(standard, exchange);
    expect(settleReadings(standard.catalog, judgement)).to.have.length(1);
  });
});
