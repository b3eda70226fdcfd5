import { type EventName, eventNames } from "../../events/event-draft.ts";
import { type JsonTree, isMembers } from "../../json-text.ts";
import type { EventMoment } from "../../twist.ts";
import { addDays } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { editDataOf } from "./data-defects.ts";
import { editOwner, eventWords, findData } from "./event-member.ts";

/** Values that a single event must not have. */
export const valueDefects: readonly Defect[] = eventNames.flatMap((event) => {
  const word = eventWords[event];
  const make = (
    requirement: string,
    how: string,
    statement: string,
    member: string,
    change: (value: JsonTree, moment: EventMoment) => JsonTree,
    choices: Defect["choices"] = {},
  ): Defect =>
    makeDefect(`${word}.${requirement}`, `${word}.${how}`, `${statement} (${event}).`, {
      choices,
      eventBody: editDataOf(event, (body, moment) =>
        editOwner(body, locateMember(body, member), (owner, name) => ({
          ...owner,
          [name]: change(owner[name] ?? null, moment),
        })),
      ),
    });
  const wrapped = { eventEnvelope: "wrapped" } as const;
  return [
    make(
      "event-name.value",
      "event-name-other",
      "eventName is another word",
      "eventName",
      () => "partnerProgramChanged",
    ),
    make("event-name.value", "event-name-in-capitals", "eventName is in capitals", "eventName", (name) =>
      String(name)
        .replaceAll(/([A-Z])/g, "_$1")
        .toUpperCase(),
    ),
    make("event-name.value", "event-name-empty", "eventName is empty", "eventName", () => ""),
    make(
      "event-type.equal",
      "event-type-other",
      "eventType is another word",
      "eventType",
      () => "customerAdded",
      wrapped,
    ),
    make("created-at.milliseconds", "created-at-in-seconds", "createdAt counts seconds", "createdAt", toSeconds),
    make(
      "created-at.milliseconds",
      "created-at-in-microseconds",
      "createdAt counts microseconds",
      "createdAt",
      (value) => Number(value) * 1000,
    ),
    make("created-at.milliseconds", "created-at-zero", "createdAt is 0", "createdAt", () => 0),
    make(
      "time-stamp.milliseconds",
      "time-stamp-in-seconds",
      "timeStamp counts seconds",
      "timeStamp",
      toSeconds,
      wrapped,
    ),
    make(
      "ref-id.organisation",
      "ref-id-without-organisation",
      "refId does not begin with the organisation",
      "refId",
      (value) => String(value).replace(/^\d+_/, ""),
    ),
    make(
      "ref-id.organisation",
      "ref-id-of-another-organisation",
      "refId begins with another organisation",
      "refId",
      (value) => `1${String(value)}`,
    ),
    ...(event === "partnerProgramLinked" || event === "partnerProgramDelinked"
      ? [
          make(
            "entity-id.customer",
            "entity-id-of-another",
            "entityId is not the customer's id",
            "data/entityInformation/entityId",
            (id) => Number(id) + 1,
          ),
        ]
      : []),
    ...(event === "supplementaryMembershipExpiryReminder"
      ? [
          make(
            "scheduled-expiry-date.ahead",
            "told-after-the-end",
            "scheduledExpiryDate has passed long since",
            "data/scheduledExpiryDate",
            (_, { circumstances }) => addDays(circumstances.now.toISOString().slice(0, 10), -10),
          ),
        ]
      : []),
    ...bodyDefects(event),
  ];
});

/** Bodies that are no event at all, and envelopes that come by turns. */
function bodyDefects(event: EventName): readonly Defect[] {
  const word = eventWords[event];
  const make = (how: string, statement: string, change: (body: JsonTree, moment: EventMoment) => JsonTree): Defect =>
    makeDefect(`${word}.envelope.form`, `${word}.${how}`, statement, {
      eventBody: (body, draft, moment) => (draft.event === event ? change(body, moment) : body),
    });
  return [
    make("body-list", `${event} comes in a list.`, (body) => [body]),
    make("body-text", `${event} comes as a text.`, () => event),
    make("body-number", `${event} comes as a number.`, () => 1),
    make("body-without-envelope", `Of ${event} only the data come.`, (body) => {
      let tree: JsonTree = body;
      for (const name of findData(body)) tree = isMembers(tree) ? (tree[name] ?? null) : null;
      return tree;
    }),
  ];
}

/** Where a member of an event stands: wrapped, what is not outside is in `attributes`. */
export function locateMember(body: JsonTree, member: string): readonly string[] {
  const [first = "", ...rest] = member.split("/");
  const isWrapped = isMembers(body) && isMembers(body["attributes"]);
  const isOutside = isMembers(body) && Object.hasOwn(body, first);
  return [...(isWrapped && !isOutside ? ["attributes"] : []), first, ...rest];
}

function toSeconds(value: JsonTree): number {
  return Math.trunc(Number(value) / 1000);
}
