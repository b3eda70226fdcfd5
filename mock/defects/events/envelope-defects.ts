import type { Choices } from "../../choices.ts";
import { type EventName, eventNames } from "../../events/event-draft.ts";
import type { Defect } from "../defect.ts";
import { type EventMember, editOwner, eventWords, spoilMember } from "./event-member.ts";

/** The envelopes that have a schema of their own. */
type Envelope = Exclude<Choices["eventEnvelope"], "as-shown">;

/** What a row tells of a member: it has to be there and of its type, its type is open, it may be null, or it is optional. */
type Demand = "typed" | "any-type" | "nullable" | "optional";
type Row = readonly [word: string, path: readonly string[], demand: Demand];

const side = (word: string, name: string, demand: Demand = "typed"): Row => [word, [name], demand];
const within = (word: string, name: string, demand: Demand = "typed"): Row => [word, ["attributes", name], demand];

const rows: Readonly<Record<Envelope, readonly Row[]>> = {
  wrapped: [
    side("event-id", "eventId"),
    side("event-type", "eventType"),
    side("consumer-group-id", "consumerGroupId", "any-type"),
    side("action-type", "actionType"),
    side("time-stamp", "timeStamp"),
    side("attributes", "attributes"),
    within("created-at", "createdAt"),
    within("data", "data", "any-type"),
    within("event-name", "eventName"),
    within("ref-id", "refId"),
    within("api-request-id", "apiRequestId"),
    within("org-id", "orgId"),
  ],
  flat: [
    side("event-name", "eventName"),
    side("event-id", "eventId"),
    side("org-id", "orgId"),
    side("ref-id", "refId"),
    side("api-request-id", "apiRequestId"),
    side("created-at", "createdAt"),
    side("data", "data", "any-type"),
    side("loyalty-event-id", "loyaltyEventId", "nullable"),
  ],
  raw: [
    side("event-name", "eventName"),
    side("event-log-id", "eventLogId"),
    side("data", "data", "any-type"),
    side("ref-id", "refId"),
    side("loyalty-event-id", "loyaltyEventId", "nullable"),
    side("api-request-id", "apiRequestId"),
    side("event-id", "eventId"),
    side("created-at", "createdAt"),
    side("trace-attributes", "traceAttributes"),
    side("org-id", "orgId"),
  ],
  "search-key": [
    side("event-name", "eventName"),
    side("event-search-key", "eventSearchKey"),
    side("org-id", "orgId"),
    side("ref-id", "refId"),
    side("api-request-id", "apiRequestId"),
    side("created-at", "createdAt"),
    side("data", "data", "any-type"),
  ],
};

const envelopes: readonly Envelope[] = ["wrapped", "flat", "raw", "search-key"];

/** Every member of every envelope spoilt in every event. Each defect brings its envelope with it. */
export const envelopeDefects: readonly Defect[] = eventNames.flatMap((event) =>
  envelopes.flatMap((envelope) => [
    ...rows[envelope].flatMap((row) => spoilRow(event, envelope, readMember(event, envelope, row))),
    ...(envelope === "wrapped" ? spoilOwn(event) : []),
  ]),
);

/** Members of the wrapped envelope that the samples of two events have. */
function spoilOwn(event: EventName): readonly Defect[] {
  // sample: the second first block of partnerProgramDelinked spells orgId with a blank
  const blank: Row = ["org-id-blank", ["attributes", "orgId "], "optional"];
  const entity: Row = ["entity-information", ["attributes", "data", "entityInformation"], "any-type"];
  const own: readonly Row[] =
    event === "partnerProgramDelinked" ? [blank, entity] : event === "partnerProgramLinked" ? [entity] : [];
  return own.flatMap((row) => spoilRow(event, "wrapped", readMember(event, "wrapped", row)));
}

function readMember(event: EventName, envelope: Envelope, [word, path, demand]: Row): EventMember {
  const requirement = `${eventWords[event]}.${envelope}.${word}`;
  return {
    word,
    path,
    presence: demand === "optional" ? undefined : requirement,
    // What is wrong with `data` as a whole is the business of its own schema.
    type: demand === "any-type" ? undefined : requirement,
    isNullable: demand === "nullable",
  };
}

function spoilRow(event: EventName, envelope: Envelope, member: EventMember): readonly Defect[] {
  const where = `of ${event} in the ${envelope} envelope`;
  return spoilMember(`${eventWords[event]}.${envelope}-`, where, member, (path, edit) => (body, draft) => {
    if (draft.event !== event) return body;
    if (path.at(-1) !== "orgId ") return editOwner(body, path, edit);
    const renamed = editOwner(body, ["attributes", "orgId"], ({ orgId = null, ...rest }) => ({
      ...rest,
      "orgId ": orgId,
    }));
    return editOwner(renamed, path, edit);
  }).map((defect) => ({ ...defect, choices: { eventEnvelope: envelope } }));
}
