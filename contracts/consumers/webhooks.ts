import { MatchersV3 } from "@pact-foundation/pact";
import { expect } from "chai";
import type { ReceivedEvent } from "../client/receive-event.ts";
import type { MessageContract, State, Template } from "./contract.ts";

const { date, integer, like, string } = MatchersV3;

type Members = Readonly<Record<string, Template>>;

const customer: Template = { customerId: integer(510000105), instore: like({}) };
const entity: Template = { entityType: string("USER"), entityId: integer(510000105) };
const program: Members = {
  loyaltyProgramId: integer(1101),
  partnerProgramId: integer(2101),
  partnerProgramName: string("Skyline Miles"),
};
// Not orgId: one of the samples writes its name with a blank.
const head: Members = {
  refId: string("400123_C3zPfmvsZL"),
  apiRequestId: string("95d1d0d76dda1565a3c2905f230c3975"),
};
const created = integer(1_795_167_000_000);

/** The first block of the page for linked and delinked programs. */
function wrap(name: string, data: Template): Template {
  const attributes = { createdAt: created, data, eventName: name, ...head };
  return {
    eventId: string("1b049b7f-9363-464c-beaf-0c7c2f1f8a12"),
    eventType: like(name),
    timeStamp: created,
    attributes,
  };
}

/** The first block of the page for updated programs and reminders. */
function layFlat(name: string, data: Template): Template {
  return {
    eventName: name,
    eventId: string("caff89da-4c1c-4a5c-a27d-8f4f6f74f541"),
    ...head,
    createdAt: created,
    data,
  };
}

/** The second block of the page for all of them. */
function layRaw(name: string, data: Template): Template {
  return { ...(layFlat(name, data) as Members), eventLogId: integer(1356), traceAttributes: like({}) };
}

const day = (example: string): Template => date("yyyy-MM-dd", example);

/** What each event tells of its own. */
interface Described {
  readonly event: string;
  readonly name: string;
  readonly what: string;
  readonly data: Members;
  /** In the raw envelope, whose dates are filler. */
  readonly rawData: Members;
  readonly first: "wrapped" | "flat";
  readonly holds: (event: ReceivedEvent) => void;
  /** What holds in the raw envelope, where that is less. */
  readonly holdsRaw?: (event: ReceivedEvent) => void;
}

const tierDetails: Members = {
  partnerTierExpiryDate: day("2027-06-29"),
  partnerTierNumber: integer(2),
  membershipNumber: string("123-asa3"),
};

const events: readonly Described[] = [
  {
    event: "linked",
    name: "partnerProgramLinked",
    what: "a customer was linked to a supplementary program",
    first: "wrapped",
    data: {
      entityInformation: entity,
      partnerProgramType: "SUPPLEMENTARY",
      customerPartnerProgramDetails: { membershipExpiryDate: day("2027-05-12") },
    },
    // The second block shows four members in the details, of which none is of every program.
    rawData: {
      entityInformation: entity,
      partnerProgramType: string("SUPPLEMENTARY"),
      customerPartnerProgramDetails: like({}),
    },
    holds: ({ ends }) => expect(ends).to.equal("2027-05-12"),
    holdsRaw: ({ ends }) => expect(ends).to.equal(undefined),
  },
  {
    event: "updated",
    name: "partnerProgramUpdated",
    what: "a customer's tier was changed",
    first: "flat",
    data: {
      partnerProgramType: string("EXTERNAL"),
      updateType: string("UPGRADE"),
      customerPartnerProgramDetails: tierDetails,
    },
    rawData: {
      partnerProgramType: string("EXTERNAL"),
      updateType: string("UPGRADE"),
      customerPartnerProgramDetails: like({}),
    },
    holds: ({ updateType }) => expect(updateType).to.equal("UPGRADE"),
  },
  {
    event: "delinked",
    name: "partnerProgramDelinked",
    what: "a customer is no longer in a program",
    first: "wrapped",
    data: { entityInformation: entity, partnerProgramType: string("SUPPLEMENTARY") },
    rawData: { entityInformation: entity, partnerProgramType: string("SUPPLEMENTARY") },
    holds: ({ ends }) => expect(ends).to.equal(undefined),
  },
  {
    event: "reminder",
    name: "supplementaryMembershipExpiryReminder",
    what: "a supplementary membership is about to expire",
    first: "flat",
    data: { scheduledExpiryDate: day("2027-06-01") },
    rawData: { scheduledExpiryDate: string("2027-06-01") },
    holds: ({ ends }) => expect(ends).to.equal("2027-06-01"),
  },
];

/** The state in which the event of this name is sent. */
function stateOf({ name, event }: Described): State {
  const params = { event: name, mobile: "919700000105", source: "INSTORE" };
  return event === "updated"
    ? { name: "the event was sent", params: { ...params, partnerProgramType: "EXTERNAL", tier: "Silver" } }
    : { name: "the event was sent", params: { ...params, partnerProgramType: "SUPPLEMENTARY" } };
}

/** What the receiver of webhooks relies on, in both documented envelopes of each event. */
export const webhookContracts: readonly MessageContract[] = events.flatMap((described) => {
  const { event, name, what, data, rawData, first, holds, holdsRaw = holds } = described;
  const common = { customerIdentifiers: customer, ...program };
  const write = first === "wrapped" ? wrap : layFlat;
  const contract = { requirement: `${event}.trigger.announced`, states: [stateOf(described)] };
  const exercise =
    (further: typeof holds) =>
    (received: ReceivedEvent): void => {
      expect(received).to.deep.include({ name, customerId: 510000105, partnerProgramName: "Skyline Miles" });
      further(received);
    };
  return [
    {
      ...contract,
      description: `${what}, ${first}`,
      envelope: first,
      contents: write(name, { ...common, ...data }),
      exercise: exercise(holds),
    },
    {
      ...contract,
      description: `${what}, raw`,
      envelope: "raw",
      contents: layRaw(name, { ...common, ...rawData }),
      exercise: exercise(holdsRaw),
    },
  ];
});
