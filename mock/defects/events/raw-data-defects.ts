import { type EventName, eventNames } from "../../events/event-draft.ts";
import { type JsonMembers, type JsonTree, isList, isMembers } from "../../json-text.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { retype } from "../retype.ts";
import { type EventMember, editOwner, eventWords, spoilMember } from "./event-member.ts";

type Row = readonly [word: string, path: string, isOptional?: "optional"];

const details = "customerPartnerProgramDetails";
const channels = [
  "ecommerce",
  "facebook",
  "wechat",
  "tmall",
  "toabao",
  "web_engage",
  "line",
  "martjack",
  "jd",
  "website",
];

const shared: readonly Row[] = [
  ["customer-identifiers", "customerIdentifiers"],
  ["customer-id", "customerIdentifiers/customerId"],
  ["loyalty-type", "customerIdentifiers/loyaltyType", "optional"],
  ["first-name", "customerIdentifiers/firstName", "optional"],
  ["last-name", "customerIdentifiers/lastName", "optional"],
  ["instore", "customerIdentifiers/instore"],
  ["instore-id", "customerIdentifiers/instore/id", "optional"],
  ["mobile", "customerIdentifiers/instore/mobile", "optional"],
  ["email", "customerIdentifiers/instore/email", "optional"],
  ["external-id", "customerIdentifiers/instore/externalId", "optional"],
  ["cardnumber", "customerIdentifiers/instore/cardnumber", "optional"],
  ["cardexternalid", "customerIdentifiers/instore/cardexternalid", "optional"],
  ["card-numbers", "customerIdentifiers/instore/cardNumbers", "optional"],
  ...channels.map((channel): Row => [nameChannel(channel), `customerIdentifiers/${channel}`, "optional"]),
  ["loyalty-program-id", "loyaltyProgramId"],
  ["partner-program-id", "partnerProgramId"],
  ["partner-program-name", "partnerProgramName"],
];
const typed: readonly Row[] = [
  ["entity-information", "entityInformation", "optional"],
  ["entity-type", "entityInformation/entityType"],
  ["entity-id", "entityInformation/entityId"],
  ["partner-program-type", "partnerProgramType"],
];
const detailed: readonly Row[] = [
  ["customer-partner-program-details", details],
  ["partner-tier-expiry-date", `${details}/partnerTierExpiryDate`, "optional"],
  ["partner-tier-number", `${details}/partnerTierNumber`, "optional"],
  ["membership-number", `${details}/membershipNumber`, "optional"],
  ["membership-expiry-date", `${details}/membershipExpiryDate`, "optional"],
];

const rows: Readonly<Record<EventName, readonly Row[]>> = {
  partnerProgramLinked: [...shared, ...typed, ...detailed],
  partnerProgramUpdated: [...shared, ...typed, ["update-type", "updateType"], ...detailed],
  partnerProgramDelinked: [...shared, ...typed],
  supplementaryMembershipExpiryReminder: [...shared, ["scheduled-expiry-date", "scheduledExpiryDate"]],
};

/** Every member of the second blocks' `data` spoilt in every event. Each defect brings the raw envelope with it. */
export const rawDataDefects: readonly Defect[] = eventNames
  .flatMap((event) => [
    ...rows[event].flatMap((row) =>
      spoilMember(`${eventWords[event]}.raw-data-`, `in raw data of ${event}`, readMember(event, row), (path, edit) =>
        editRaw(event, (body) => editOwner(body, ["data", ...path], edit)),
      ),
    ),
    ...channels.flatMap((channel) => spoilAccounts(event, channel)),
    makeDefect(
      `${eventWords[event]}.raw-data.object`,
      `${eventWords[event]}.raw-data-list`,
      `data of raw ${event} is a list.`,
      {
        eventBody: editRaw(event, (body) =>
          editOwner(body, ["data"], (owner) => ({ ...owner, data: [owner["data"] ?? null] })),
        ),
      },
    ),
    makeDefect(
      `${eventWords[event]}.raw-data.card-numbers`,
      `${eventWords[event]}.raw-data-card-numbers-integers`,
      `cardNumbers in raw data of ${event} holds numbers.`,
      {
        eventBody: editRaw(event, (body) =>
          editOwner(body, ["data", "customerIdentifiers", "instore", "cardNumbers"], (owner, name) => ({
            ...owner,
            [name]: [4711],
          })),
        ),
      },
    ),
    makeDefect(
      `${eventWords[event]}.raw.trace-attributes`,
      `${eventWords[event]}.raw-trace-attributes-integers`,
      `The values of traceAttributes of raw ${event} are numbers.`,
      {
        eventBody: editRaw(event, (body) =>
          editOwner(body, ["traceAttributes"], (owner, name) => ({ ...owner, [name]: { spanId: 7 } })),
        ),
      },
    ),
  ])
  .map((defect) => ({ ...defect, choices: { eventEnvelope: "raw" } }));

/** The accounts of one place outside a shop: the list of them, and the members within. */
function spoilAccounts(event: EventName, channel: string): readonly Defect[] {
  const word = nameChannel(channel);
  const edits: readonly (readonly [how: string, words: string, edit: (account: JsonMembers) => JsonTree])[] = [
    ["account-text", "holds texts", () => "account"],
    ["account-id-retyped", "has an accountId of another JSON type", (account) => retypeMember(account, "accountId")],
    ["identifiers-retyped", "has identifiers that are no list", (account) => retypeMember(account, "identifiers")],
    [
      "identifier-value-retyped",
      "has an identifierValue of another JSON type",
      ({ identifiers = [], ...account }) => ({
        ...account,
        identifiers: isList(identifiers)
          ? identifiers.map((each) => (isMembers(each) ? retypeMember(each, "identifierValue") : each))
          : identifiers,
      }),
    ],
  ];
  const path = ["data", "customerIdentifiers", channel, "accounts"];
  return [
    makeDefect(
      `${eventWords[event]}.raw-data.${word}`,
      `${eventWords[event]}.raw-data-${word}-accounts-retyped`,
      `accounts of ${channel} in raw data of ${event} is no list.`,
      { eventBody: editRaw(event, (body) => editOwner(body, path, retypeMember)) },
    ),
    ...edits.map(([how, words, edit]) =>
      makeDefect(
        `${eventWords[event]}.raw-data.${word}`,
        `${eventWords[event]}.raw-data-${word}-${how}`,
        `${channel} in raw data of ${event} ${words}.`,
        {
          eventBody: editRaw(event, (body) =>
            editOwner(body, path, ({ accounts = [], ...owner }) => ({
              ...owner,
              accounts: isList(accounts) ? accounts.map((each) => (isMembers(each) ? edit(each) : each)) : accounts,
            })),
          ),
        },
      ),
    ),
  ];
}

function nameChannel(channel: string): string {
  return channel.replace("_", "-");
}

function readMember(event: EventName, [word, path, isOptional]: Row): EventMember {
  const requirement = `${eventWords[event]}.raw-data.${word}`;
  return {
    word,
    path: path.split("/"),
    presence: isOptional === undefined ? requirement : undefined,
    type: requirement,
  };
}

function retypeMember(owner: JsonMembers, name: string): JsonMembers {
  return { ...owner, [name]: retype(owner[name]) };
}

function editRaw(event: EventName, edit: (body: JsonTree) => JsonTree): NonNullable<Defect["eventBody"]> {
  return (body, draft) => (draft.event === event ? edit(body) : body);
}
