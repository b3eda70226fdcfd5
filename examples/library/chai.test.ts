import { conformance } from "capillary-conformance/chai";
import { AssertionError, expect, use } from "chai";

use(conformance());

const url =
  "https://eu.api.capillarytech.com/v2/customers/lookup/promisedPointsSchedule?" +
  "identifierName=mobile&identifierValue=919740000001&source=INSTORE";
const answer = {
  entityId: 98662653,
  entityType: "CUSTOMER",
  promisedPointsScheduleList: [],
  triggerBasedPointsList: [],
  warnings: [],
};

describe("With the chai plug-in, expect(exchange).to.conform()", () => {
  it("judges the host, the consumer, or both", () => {
    const exchange = { request: { url }, response: { status: 200, body: answer } };
    expect(exchange).to.conform();
    expect(exchange).to.conform({ side: "both" });
    expect({ ...exchange, request: { url: url.replace("INSTORE", "") } }).to.conform({ side: "host" });
  });

  it("is awaited where the messages are fetch's", async () => {
    const request = new Request(url);
    const response = Response.json(answer);
    await expect({ request: request.clone(), response: response.clone() }).to.conform();
  });

  it("says what is wrong", () => {
    const response = { status: 200, body: { ...answer, entityType: "STORE" } };
    const assert = () => expect({ request: { url }, response }).to.conform();
    expect(assert).to.throw(AssertionError, 'at /entityType: expected "CUSTOMER"; got string "STORE"');
  });
});

describe("With the chai plug-in, expect(payload).to.conformToEvent()", () => {
  const payload = {
    eventName: "supplementaryMembershipExpiryReminder",
    eventId: "e084e887-e1d5-45cf-b2bf-55024efeb8fe",
    orgId: 50191,
    refId: "50191_90ab89ff-ca0d-4ccd-8b40-2b36614d4c20_b1",
    apiRequestId: "dee1c05f-bbd1-407e-8244-ec4f36a8dcf3",
    createdAt: 1622518207403,
    data: {
      customerIdentifiers: { customerId: 354971186, instore: { mobile: "919740000002" } },
      loyaltyProgramId: 855,
      partnerProgramId: 22,
      partnerProgramName: "SPprogram1",
      scheduledExpiryDate: "2021-06-01",
    },
    loyaltyEventId: null,
  };

  it("knows any documented event, or the one that is named", () => {
    expect(payload).to.conformToEvent();
    expect(payload).to.conformToEvent("supplementaryMembershipExpiryReminder");
    expect(payload).to.not.conformToEvent("partnerProgramLinked");
  });

  it("takes the text that a receiver got", () => {
    expect(JSON.stringify(payload)).to.conformToEvent();
    expect({ body: JSON.stringify(payload), headers: { "content-type": "application/json" } }).to.conformToEvent();
  });
});

describe("With the chai plug-in, expect(host).to.have.seenOnlyConformingRequests()", () => {
  it("judges what a client under test sent, of any host that remembers it", () => {
    const request = { method: "GET", url, headers: [], body: new Uint8Array(0) };
    const host = { exchanges: () => [{ request }] };
    expect(host).to.have.seenOnlyConformingRequests();
    const careless = { exchanges: () => [{ request: { ...request, url: url.replace("identifierName=mobile&", "") } }] };
    expect(careless).to.not.have.seenOnlyConformingRequests();
  });
});
