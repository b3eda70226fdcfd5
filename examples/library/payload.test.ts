import { checkPayload, checkPayloads, settleReadings } from "capillary-conformance";
import { loadStandard } from "capillary-conformance/load-standard";
import { expect } from "chai";

const standard = loadStandard();

const payload = {
  eventName: "partnerProgramUpdated",
  eventId: "caff89da-4c1c-4a5c-a27d-8f4f6f74f541",
  orgId: 50191,
  refId: "50191_esJyjQ23RQ",
  apiRequestId: "95d1d0d76dda1565a3c2905f230c3975",
  createdAt: 1622457292026,
  data: {
    customerIdentifiers: { customerId: 354971193, instore: { mobile: "919740000001" } },
    loyaltyProgramId: 855,
    partnerProgramId: 25,
    partnerProgramName: "Apparel-Partner ",
    partnerProgramType: "EXTERNAL",
    updateType: "UPGRADE",
    customerPartnerProgramDetails: {
      partnerTierExpiryDate: "29.06.2031",
      partnerTierNumber: 2,
      membershipNumber: "A-1001",
    },
  },
  loyaltyEventId: null,
};

describe("The payload of a webhook", () => {
  it("says itself which event it is and in which envelope it came", () => {
    const { event, envelope, judgement } = checkPayload(standard, { body: payload });
    expect({ event, envelope }).to.deep.equal({ event: "partnerProgramUpdated", envelope: "flat" });
    expect(judgement.findings.map(({ requirement, pointer }) => `${requirement} ${pointer}`)).to.deep.equal([
      "updated.partner-tier-expiry-date.format /data/customerPartnerProgramDetails/partnerTierExpiryDate",
    ]);
    expect(judgement.notes).to.deep.equal([
      { text: "the value of partnerProgramName has a blank at an end", pointer: "/data/partnerProgramName" },
    ]);
  });

  it("is held against the event that it has to be, and against what the webhook is configured with", () => {
    const received = { event: "partnerProgramLinked", body: payload, headers: [["X-Hook", "other"]] as const };
    const { judgement } = checkPayload(standard, received, { headers: [["X-Hook", "secret"]] });
    const broken = judgement.findings.map(({ requirement }) => requirement);
    expect(broken).to.include.members(["linked.event-name.value", "linked.delivery.headers"]);
  });

  it("is none of the documented events where it names another, which is noted and no breach", () => {
    const { event, judgement } = checkPayload(standard, { body: { eventName: "customerAdded" } });
    expect(event).to.equal(undefined);
    expect(judgement.findings).to.deep.equal([]);
    expect(judgement.notes).to.deep.equal([{ text: 'eventName "customerAdded" is none of the documented events' }]);
  });

  it("is held against what came before it", () => {
    const repeated = { ...payload, createdAt: payload.createdAt + 1 };
    const { payloads, judgement } = checkPayloads(standard, [{ body: payload }, { body: repeated }]);
    expect(payloads).to.have.length(2);
    const together = settleReadings(standard.catalog, judgement).filter(({ rests }) => rests !== undefined);
    expect(together.map(({ requirement, pointer, exchange }) => `${requirement} ${pointer} ${exchange}`)).to.deep.equal(
      ["updated.event-id.repeated /createdAt 1"],
    );
  });
});
