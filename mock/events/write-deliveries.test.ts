import { expect } from "chai";
import type { Json } from "../../src/model/json.ts";
import { type Choices, defaultChoices } from "../choices.ts";
import type { Customer, Membership, Organisation, PartnerProgram } from "../fixtures.ts";
import type { EventMoment, Twist } from "../twist.ts";
import { type EventDraft, type EventName, eventNames } from "./event-draft.ts";
import { type EventDelivery, writeDeliveries } from "./write-deliveries.ts";

type Members = Readonly<Record<string, Json>>;

const tiered: PartnerProgram = { id: 25, name: "Demo-p1", type: "EXTERNAL", program: 855, tiers: ["Silver", "Gold"] };
const supplementary: PartnerProgram = { id: 45, name: "Drivers ", type: "SUPPLEMENTARY" };
const inTier: Membership = {
  program: 25,
  linked: true,
  start: "2020-06-29T00:00:00Z",
  end: "2030-06-29T00:00:00Z",
  membershipId: "123-asa3",
  tier: "Gold",
  tierExpiry: "2021-06-29T20:00:00Z",
};
const plain: Membership = { program: 45, linked: true, start: "2023-05-12T06:00:00Z", end: "2123-05-12T06:00:00Z" };
const customer: Customer = { id: 354971193, mobile: "919666308709", email: "omar@customers.example" };
const organisation: Organisation = {
  name: "main",
  orgId: 50191,
  till: { user: "till.main", password: "open-sesame" },
  defaultProgram: 1115,
  programs: [{ id: 1115, name: "A" }],
  customers: [customer],
};
const requestId = "95d1d0d76dda1565a3c2905f230c3975";
const now = new Date("2021-05-31T10:34:52.026Z");

function draftEvent(event: EventName, change: Partial<EventDraft> = {}): EventDraft {
  const base = { event, customer, program: supplementary, membership: plain };
  return { ...base, ...(event === "partnerProgramUpdated" ? { updateType: "UPGRADE" } : {}), ...change };
}

function makeMoment(choices: Partial<Choices> = {}): EventMoment {
  const circumstances = { now, requestId, draw: 1 };
  return { origin: "emit", organisation, choices: { ...defaultChoices, ...choices }, circumstances, cause: undefined };
}

function write(
  draft: EventDraft,
  choices: Partial<Choices> = {},
  twists: readonly Twist[] = [],
): Members & { readonly data: Members } {
  const [delivery] = writeDeliveries([draft], twists, makeMoment(choices));
  return readBody(delivery);
}

function readBody(delivery: EventDelivery | undefined): Members & { readonly data: Members } {
  return JSON.parse(new TextDecoder().decode(delivery?.body)) as Members & { readonly data: Members };
}

function readAttributes(body: Members): Members & { readonly data: Members } {
  return body["attributes"] as unknown as Members & { readonly data: Members };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("events", () => {
  it("wrap a link to a supplementary program as in its sample", () => {
    const { eventId, ...rest } = write(draftEvent("partnerProgramLinked")) as Members;
    const { refId, ...attributes } = readAttributes(rest);
    expect(eventId).to.match(uuid);
    expect(refId).to.match(/^50191_[A-Za-z0-9]{10}$/);
    expect({ ...rest, attributes }).to.deep.equal({
      eventType: "partnerProgramLinked",
      consumerGroupId: null,
      actionType: "START",
      timeStamp: now.getTime(),
      attributes: {
        createdAt: now.getTime(),
        data: {
          customerIdentifiers: {
            customerId: 354971193,
            instore: { mobile: "919666308709", email: "omar@customers.example" },
          },
          entityInformation: { entityType: "USER", entityId: 354971193 },
          loyaltyProgramId: 1115,
          partnerProgramId: 45,
          partnerProgramName: "Drivers ",
          partnerProgramType: "SUPPLEMENTARY",
          customerPartnerProgramDetails: { membershipExpiryDate: "2123-05-12" },
        },
        eventName: "partnerProgramLinked",
        apiRequestId: requestId,
        orgId: 50191,
      },
    });
  });

  it("lay an update of a tier flat as in its sample", () => {
    const draft = draftEvent("partnerProgramUpdated", {
      program: tiered,
      membership: inTier,
      customer: { ...customer, externalId: "919666308709" },
    });
    const { eventId, refId, ...rest } = write(draft) as Members;
    expect(eventId).to.match(uuid);
    expect(refId).to.match(/^50191_[A-Za-z0-9]{10}$/);
    expect(rest).to.deep.equal({
      eventName: "partnerProgramUpdated",
      orgId: 50191,
      apiRequestId: requestId,
      createdAt: now.getTime(),
      data: {
        customerIdentifiers: {
          customerId: 354971193,
          instore: { mobile: "919666308709", email: "omar@customers.example", externalId: "919666308709" },
        },
        loyaltyProgramId: 855,
        partnerProgramId: 25,
        partnerProgramName: "Demo-p1",
        partnerProgramType: "EXTERNAL",
        updateType: "UPGRADE",
        customerPartnerProgramDetails: {
          partnerTierExpiryDate: "2021-06-29",
          partnerTierNumber: 2,
          membershipNumber: "123-asa3",
        },
      },
      loyaltyEventId: null,
    });
  });

  it("have the members of their samples in data, no more and no less", () => {
    const external = { program: tiered, membership: inTier };
    const names = (draft: EventDraft): readonly string[] => {
      const body = write(draft, { eventEnvelope: "flat" });
      const { customerPartnerProgramDetails: details, ...data } = body.data;
      return [...Object.keys(data), ...Object.keys((details ?? {}) as Members)];
    };
    const shared = ["customerIdentifiers", "loyaltyProgramId", "partnerProgramId", "partnerProgramName"];
    const ofTier = ["partnerTierExpiryDate", "partnerTierNumber", "membershipNumber"];
    expect(names(draftEvent("partnerProgramLinked", external))).to.have.members([
      ...shared,
      "entityInformation",
      "partnerProgramType",
      ...ofTier,
    ]);
    expect(names(draftEvent("partnerProgramUpdated"))).to.have.members([
      ...shared,
      "partnerProgramType",
      "updateType",
      "membershipExpiryDate",
    ]);
    expect(names(draftEvent("partnerProgramDelinked", external))).to.have.members([
      ...shared,
      "entityInformation",
      "partnerProgramType",
    ]);
    expect(names(draftEvent("supplementaryMembershipExpiryReminder"))).to.have.members([
      ...shared,
      "scheduledExpiryDate",
    ]);
  });

  it("leave out what neither customer nor membership has", () => {
    const body = write(
      draftEvent("partnerProgramUpdated", {
        customer: { id: 7 },
        program: { id: 26, name: "No tiers", type: "EXTERNAL" },
        membership: { ...plain, program: 26 },
      }),
    );
    expect(body.data["customerIdentifiers"]).to.deep.equal({ customerId: 7, instore: {} });
    expect(body.data["customerPartnerProgramDetails"]).to.deep.equal({});
  });

  it("take each envelope that is chosen for all four", () => {
    for (const event of eventNames) {
      const wrapped = write(draftEvent(event), { eventEnvelope: "wrapped" });
      expect(wrapped["eventType"]).to.equal(event);
      expect(readAttributes(wrapped)["eventName"]).to.equal(event);
      const flat = write(draftEvent(event), { eventEnvelope: "flat" });
      expect(Object.keys(flat)).to.deep.equal([
        "eventName",
        "eventId",
        "orgId",
        "refId",
        "apiRequestId",
        "createdAt",
        "data",
        "loyaltyEventId",
      ]);
      const raw = write(draftEvent(event), { eventEnvelope: "raw" });
      expect(raw).to.have.all.keys(...Object.keys(flat), "eventLogId", "traceAttributes");
      expect(raw["eventLogId"]).to.be.a("number");
      expect(raw["loyaltyEventId"]).to.be.a("string");
      expect(Object.values(raw["traceAttributes"] as Members).every((value) => typeof value === "string")).to.equal(
        true,
      );
      expect(raw.data["customerIdentifiers"]).to.include.keys("firstName", "toabao", "web_engage", "instore");
      expect("entityInformation" in raw.data).to.equal(event !== "supplementaryMembershipExpiryReminder");
    }
  });

  it("follow the other choices", () => {
    const updated = draftEvent("partnerProgramUpdated", { program: tiered, membership: inTier });
    expect(write(updated, { entityInformation: "as-in-raw" }).data).to.have.property("entityInformation");
    const linked = draftEvent("partnerProgramLinked");
    expect(write(updated, { eventRefId: "uuid-and-batch" })["refId"]).to.match(/^50191_[0-9a-f-]{36}_b1$/);
    expect(write(updated, { eventDays: "indian" }).data).to.have.nested.property(
      "customerPartnerProgramDetails.partnerTierExpiryDate",
      "2021-06-30",
    );
    const endless = { ...plain, end: "9999-12-31T23:59:59Z" };
    expect(
      write(draftEvent("partnerProgramUpdated", { membership: endless }), { eventDays: "indian" }).data,
    ).to.have.nested.property("customerPartnerProgramDetails.membershipExpiryDate", "9999-12-31");
    const late = write(linked, { eventTimeStamp: "after-creation" });
    expect(Number(late["timeStamp"]) - Number(readAttributes(late)["createdAt"])).to.equal(20);
    expect(writeDeliveries([linked], [], makeMoment({ eventDelivery: "twice" }))).to.have.length(2);
  });

  it("have ids that follow from the request and the position, and from nothing else", () => {
    const drafts = [draftEvent("partnerProgramLinked"), draftEvent("partnerProgramDelinked")];
    const first = writeDeliveries(drafts, [], makeMoment());
    expect(writeDeliveries(drafts, [], makeMoment())).to.deep.equal(first);
    expect(new Set(first.map(({ eventId }) => eventId)).size).to.equal(2);
    expect(readBody(first[1])["eventId"]).to.equal(first[1]?.eventId);
    const other = { ...makeMoment(), circumstances: { now, requestId: "0".repeat(32), draw: 1 } };
    expect(writeDeliveries(drafts, [], other)[0]?.eventId).to.not.equal(first[0]?.eventId);
  });

  it("have a made-up organisation's number where the fixtures give none, always the same one", () => {
    const { orgId: _orgId, ...nameless } = organisation;
    const moment = { ...makeMoment(), organisation: nameless };
    const numbers = [1, 2].map(() => readBody(writeDeliveries([draftEvent("partnerProgramUpdated")], [], moment)[0]));
    expect(numbers[0]?.["orgId"]).to.be.a("number").and.equal(numbers[1]?.["orgId"]);
    expect(String(numbers[0]?.["refId"])).to.match(new RegExp(`^${String(numbers[0]?.["orgId"])}_`));
  });

  it("can be twisted in what is told and in how it is written", () => {
    const dropped: Twist = { events: () => [] };
    expect(writeDeliveries([draftEvent("partnerProgramLinked")], [dropped], makeMoment())).to.deep.equal([]);
    const renamed: Twist = {
      events: (drafts) => drafts.map((draft) => ({ ...draft, event: "partnerProgramDelinked" })),
    };
    const rewritten: Twist = { eventBody: (_, draft, moment) => ({ is: draft.event, by: moment.organisation.name }) };
    const [delivery] = writeDeliveries([draftEvent("partnerProgramLinked")], [renamed, rewritten], makeMoment());
    expect(delivery).to.include({ event: "partnerProgramDelinked", organisation: "main" });
    expect(readBody(delivery)).to.deep.equal({ is: "partnerProgramDelinked", by: "main" });
  });
});
