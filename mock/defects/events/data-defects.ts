import type { Choices } from "../../choices.ts";
import { type EventName, eventNames } from "../../events/event-draft.ts";
import type { JsonTree } from "../../json-text.ts";
import type { EventMoment } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type EventMember, editOwner, eventWords, findData, spoilMember } from "./event-member.ts";

const linked = "partnerProgramLinked";
const updated = "partnerProgramUpdated";
const delinked = "partnerProgramDelinked";
const reminder = "supplementaryMembershipExpiryReminder";

const identifiers = ["customerIdentifiers"];
const instore = [...identifiers, "instore"];
const entity = ["entityInformation"];
const details = ["customerPartnerProgramDetails"];

/** A member of `data`: its requirement's words, or those for its presence and its type where these are two, and where it is. */
interface Row {
  readonly word: string;
  readonly path: readonly string[];
  readonly presence?: string;
  readonly type: string;
  readonly events?: readonly EventName[];
}

const withEntity = [linked, updated, delinked] as const;
const withDetails = [linked, updated] as const;

const rows: readonly Row[] = [
  needed("customer-identifiers", "object", identifiers),
  needed("customer-id", "integer", [...identifiers, "customerId"]),
  needed("instore", "object", instore),
  optional("mobile", "string", [...instore, "mobile"]),
  optional("email", "string", [...instore, "email"]),
  optional("external-id", "string", [...instore, "externalId"]),
  optional("entity-information", "object", entity, withEntity),
  needed("entity-type", "string", [...entity, "entityType"], withEntity),
  needed("entity-id", "integer", [...entity, "entityId"], withEntity),
  needed("loyalty-program-id", "integer", ["loyaltyProgramId"]),
  needed("partner-program-id", "integer", ["partnerProgramId"]),
  needed("partner-program-name", "string", ["partnerProgramName"]),
  needed("partner-program-type", "string", ["partnerProgramType"], withEntity),
  needed("update-type", "string", ["updateType"], [updated]),
  needed("details", "object", details, withDetails),
  // Which of the details there are depends on the program: those that the event's sample shows are demanded.
  shown("partner-tier-expiry-date", "format", [...details, "partnerTierExpiryDate"], [updated]),
  shown("partner-tier-number", "integer", [...details, "partnerTierNumber"], [updated]),
  shown("membership-number", "string", [...details, "membershipNumber"], [updated]),
  optional("membership-expiry-date", "string", [...details, "membershipExpiryDate"], [updated]),
  optional("partner-tier-expiry-date", "format", [...details, "partnerTierExpiryDate"], [linked]),
  optional("partner-tier-number", "integer", [...details, "partnerTierNumber"], [linked]),
  optional("membership-number", "string", [...details, "membershipNumber"], [linked]),
  optional("partner-tier-expiry-date-in-millis", "integer", [...details, "partnerTierExpiryDateInMillis"], [linked]),
  shown("membership-expiry-date", "format", [...details, "membershipExpiryDate"], [linked]),
  shown("scheduled-expiry-date", "format", ["scheduledExpiryDate"], [reminder]),
];

/** Every member of `data` spoilt in every event, in whichever envelope it comes but the raw one. */
export const dataDefects: readonly Defect[] = eventNames.flatMap((event) => [
  ...rows
    .filter(({ events = eventNames }) => events.includes(event))
    .flatMap((row) =>
      spoilMember(`${eventWords[event]}.`, `in data of ${event}`, readMember(event, row), (path, edit) =>
        editDataOf(event, (body) => editOwner(body, [...findData(body), ...path], edit)),
      ),
    )
    .map((defect) => ({ ...defect, choices: bringOut(defect.breaks) })),
  makeDefect(`${eventWords[event]}.data.object`, `${eventWords[event]}.data-list`, `data of ${event} is a list.`, {
    eventBody: editDataOf(event, (body) =>
      editOwner(body, findData(body), (owner, name) => ({ ...owner, [name]: [owner[name] ?? null] })),
    ),
  }),
]);

/** What has to be chosen so that a member is there at all. */
function bringOut(breaks: string): Partial<Choices> {
  // The first block of partnerProgramUpdated has no entity; another envelope of it may.
  if (breaks.includes(".entity-")) return { entityInformation: "as-in-raw" };
  return breaks.includes("-in-millis.") ? { tierExpiryInMillis: "present" } : {};
}

/** Days that are written in another way. */
export const dayDefects: readonly Defect[] = rows
  .filter(({ type }) => type === "format")
  .flatMap((row) => (row.events ?? []).flatMap((event) => spoilDay(event, row)));

function spoilDay(event: EventName, { word, path, type }: Row): readonly Defect[] {
  const name = path.at(-1);
  const forms: readonly (readonly [how: string, words: string, write: (day: string) => string])[] = [
    ["with-slashes", "has the year last, between slashes", (day) => day.split("-").reverse().join("/")],
    ["with-time", "has a time", (day) => `${day}T00:00:00Z`],
    ["in-words", "is written in words", (day) => new Date(day).toUTCString().slice(5, 16)],
  ];
  return forms.map(([how, words, write]) =>
    makeDefect(
      `${eventWords[event]}.${word}.${type}`,
      `${eventWords[event]}.${word}-${how}`,
      `${name} of ${event} ${words}.`,
      {
        eventBody: editDataOf(event, (body) =>
          editOwner(body, [...findData(body), ...path], (owner, key) => ({
            ...owner,
            [key]: write(String(owner[key])),
          })),
        ),
      },
    ),
  );
}

/** Changes the events of a name, unless they come raw: what raw ones hold is filler, and demanded by rows of its own. */
export function editDataOf(
  event: EventName,
  edit: (body: JsonTree, moment: EventMoment) => JsonTree,
): NonNullable<Defect["eventBody"]> {
  return (body, draft, moment) =>
    draft.event === event && moment.choices.eventEnvelope !== "raw" ? edit(body, moment) : body;
}

function readMember(event: EventName, { word, path, presence, type }: Row): EventMember {
  const prefix = `${eventWords[event]}.${word}`;
  return {
    word,
    path,
    presence: presence === undefined ? undefined : `${prefix}.${presence}`,
    type: `${prefix}.${type}`,
  };
}

type Events = readonly EventName[];

/** One requirement demands the member and its type. */
function needed(word: string, type: string, path: readonly string[], events?: Events): Row {
  return { word, path, presence: type, type, ...(events === undefined ? {} : { events }) };
}

/** One requirement demands the member, another one its type. */
function shown(word: string, type: string, path: readonly string[], events: Events): Row {
  return { word, path, presence: "present", type, events };
}

/** The member may be left out. */
function optional(word: string, type: string, path: readonly string[], events?: Events): Row {
  return { word, path, type, ...(events === undefined ? {} : { events }) };
}
