import { editAnswer } from "../../edit.ts";
import { type JsonMembers, type JsonTree, RawNumber, isList, omitMember, writeJson } from "../../json-text.ts";
import type { Moment } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { retype } from "../retype.ts";
import { listAsked } from "./asked.ts";
import { type Found, type WhichFound, editOwners } from "./edit-owners.ts";
import { type Member, isGood, members } from "./members.ts";
import { type Owner, readListOf, resultsList, updatesList } from "./results.ts";

type Edit = (owner: JsonMembers, name: string) => JsonMembers;

const remove: Edit = omitMember;
const retypeIt: Edit = (owner, name) => ({ ...owner, [name]: retype(owner[name]) });
const nullify: Edit = (owner, name) => ({ ...owner, [name]: null });

const always: WhichFound = () => true;
const isFirstCustomer = ({ entry, entries }: Found): boolean => entries > 1 && entry === 0;
const isLastCustomer = ({ entry, entries }: Found): boolean => entries > 1 && entry === entries - 1;
const isFirstUpdate = ({ update, updates }: Found): boolean => updates > 1 && update === 0;
const isLastUpdate = ({ update, updates }: Found): boolean => updates > 1 && update === updates - 1;

/** Every member of an answer removed, of another type, or null; where there are several, also in the first or last alone. */
export const shapeDefects: readonly Defect[] = [
  ...members.flatMap((member) => [
    ...removals(member, "removed", "is missing", always),
    row(member.type, member, "retyped", "has another JSON type", retypeIt, always),
    row(nullBreaks(member), member, "null", "is null", nullify, always),
  ]),
  ...members
    .filter(({ owner }) => owner === "entry" || owner.startsWith("customer"))
    .flatMap((member) => [
      ...removals(member, "removed-in-first", "is missing for the first of several customers", isFirstCustomer),
      // Of customers in a batch null may be said of what they have not.
      ...(member.presence === undefined
        ? []
        : [
            row(
              member.type,
              member,
              "null-in-last",
              "is null for the last of several customers",
              nullify,
              isLastCustomer,
            ),
          ]),
    ]),
  ...members
    .filter(({ owner }) => owner.startsWith("update"))
    .flatMap((member) => [
      ...removals(member, "removed-in-first", "is missing for the first of several updates", isFirstUpdate),
      row(member.type, member, "null-in-last", "is null for the last of several updates", nullify, isLastUpdate),
      row(
        member.type,
        member,
        "retyped-of-last-customer",
        "has another JSON type for the last of several customers",
        retypeIt,
        isLastCustomer,
      ),
    ]),
  ...refusedDefects(),
  ...listDefects(),
  ...entryDefects(),
  makeDefect("update.customer-id.type", "update.customer-id-fraction", "The id of a customer has decimals.", {
    ...editOwners("customer", isGood("customer"), (customer) => ({
      ...customer,
      id: new RawNumber(`${String(customer["id"])}.5`),
    })),
  }),
  makeDefect("update.answer.object", "update.answer-in-a-list", "The answer is an object in a list.", {
    ...editAnswer((answer) => [answer]),
  }),
  makeDefect("update.answer.object", "update.answer-text", "The answer is text that holds JSON.", {
    ...editAnswer((answer) => writeJson(answer)),
  }),
];

/** null counts as absent where a member may be left out, but not in the place of what the request found the customer by. */
function nullBreaks({ presence, type }: Member): string {
  return presence === undefined ? "update.identifiers.answered" : type;
}

function removals(member: Member, word: string, words: string, which: WhichFound): readonly Defect[] {
  return member.presence === undefined ? [] : [row(member.presence, member, word, words, remove, which)];
}

function row(
  breaks: string,
  { owner, word, name }: Member,
  how: string,
  words: string,
  edit: Edit,
  which: WhichFound,
): Defect {
  const isMeant: WhichFound = (found, moment) =>
    isGood(owner)(found) && which(found, moment) && !(owner === "customer" && isNamedBy(name, found, moment));
  return makeDefect(breaks, `update.${word}-${how}`, `${place(owner, name)} ${words}.`, {
    ...editOwners(owner, isMeant, (each) => (Object.hasOwn(each, name) ? edit(each, name) : each)),
  });
}

/** Whether the request names the customer by this identifier: one that comes back spoilt would not come back at all. */
function isNamedBy(name: string, { entry }: Found, moment: Moment): boolean {
  const sent = listAsked(moment).find((each) => each.entry === entry)?.named[name];
  return name !== "id" && typeof sent === "string" && sent !== "";
}

/** Whether an update was sent with a program and a kind. */
function isSentWhole({ entry, update }: Found, moment: Moment): boolean {
  const { partnerProgramName, updateType } =
    listAsked(moment).find((each) => each.entry === entry && each.update === update)?.sent ?? {};
  return typeof partnerProgramName === "string" && typeof updateType === "string";
}

function place(owner: Owner, name: string): string {
  const places: Readonly<Record<Owner, string>> = {
    answer: "",
    entry: " of a result",
    customer: " of a customer",
    "customer-status": " of a customer's status",
    update: " of an update's result",
    "update-status": " of an updateStatus",
  };
  return `${name}${places[owner]}`;
}

/** Members that hosts leave out or spoil where there is something to complain about. */
function refusedDefects(): readonly Defect[] {
  // Where it does not say that it was refused, a result has to name the program and the kind.
  const isRefused: WhichFound = (found, moment) => !found.isMade && isSentWhole(found, moment);
  const isUnknown: WhichFound = ({ isFound }) => !isFound;
  const words = "of a refused update";
  return [
    makeDefect(
      "update.update-success.present",
      "update.update-success-removed-where-refused",
      `status ${words} is missing.`,
      { ...editOwners("update-status", isRefused, (status) => omitMember(status, "status")) },
    ),
    makeDefect(
      "update.update-success.type",
      "update.update-success-text-where-refused",
      `status ${words} is the text false.`,
      { ...editOwners("update-status", isRefused, (status) => ({ ...status, status: "false" })) },
    ),
    makeDefect(
      "update.update-message.present",
      "update.update-message-removed-where-refused",
      `message ${words} is missing.`,
      { ...editOwners("update-status", isRefused, (status) => omitMember(status, "message")) },
    ),
    makeDefect(
      "update.update-message.type",
      "update.update-message-list-where-refused",
      `message ${words} is a list of texts.`,
      { ...editOwners("update-status", isRefused, (status) => ({ ...status, message: [status["message"] ?? ""] })) },
    ),
    makeDefect(
      "update.customer-message.type",
      "update.customer-message-null-where-unknown",
      "message of an unknown customer is null.",
      { ...editOwners("customer-status", isUnknown, (status) => ({ ...status, message: null })) },
    ),
    makeDefect(
      "update.customer-message.present",
      "update.customer-message-removed-where-unknown",
      "message of an unknown customer is missing.",
      { ...editOwners("customer-status", isUnknown, (status) => omitMember(status, "message")) },
    ),
    makeDefect(
      "update.customer-success.present",
      "update.customer-success-removed-where-unknown",
      "status of an unknown customer is missing.",
      { ...editOwners("customer-status", isUnknown, (status) => omitMember(status, "status")) },
    ),
  ];
}

/** Lists of one entry that stand without the list around it, and lists that are null where they have nothing. */
function listDefects(): readonly Defect[] {
  const unwrap = (owner: JsonMembers, name: string): JsonMembers => {
    const [only, ...others] = readListOf(owner, name);
    return only === undefined || others.length > 0 ? owner : { ...owner, [name]: only };
  };
  return [
    makeDefect("update.results.list", "update.single-result-bare", "A single result stands without a list around it.", {
      ...editOwners("answer", isGood("answer"), (answer) => unwrap(answer, resultsList)),
    }),
    makeDefect(
      "update.updates.list",
      "update.single-update-bare",
      "A single update's result stands without a list around it.",
      { ...editOwners("entry", isGood("entry"), (entry) => unwrap(entry, updatesList)) },
    ),
    makeDefect("update.warnings.list", "update.warnings-text", "warnings is an empty text.", {
      ...editAnswer((answer) => ({ ...answer, warnings: "" })),
    }),
    makeDefect(
      "update.warnings.present",
      "update.warnings-removed-where-refused",
      "warnings is missing where an update is refused.",
      {
        ...editOwners(
          "answer",
          ({ isMade }) => !isMade,
          (answer) => omitMember(answer, "warnings"),
        ),
      },
    ),
  ];
}

/** Entries of lists that are no objects. */
function entryDefects(): readonly Defect[] {
  const lists = [
    ["update.results.entry", "results", "Results", "answer", resultsList],
    ["update.updates.entry", "updates", "Results of updates", "entry", updatesList],
  ] as const;
  const edits: readonly (readonly [how: string, words: string, edit: (entries: readonly JsonTree[]) => JsonTree])[] = [
    ["entries-text", "are texts that hold JSON", (entries) => entries.map((entry) => writeJson(entry))],
    ["entries-lists", "are lists of one", (entries) => entries.map((entry) => [entry])],
    [
      "null-appended",
      "end with a null where there are several",
      (entries) => (entries.length > 1 ? [...entries, null] : entries),
    ],
  ];
  return lists.flatMap(([breaks, word, what, owner, name]) =>
    edits.map(([how, words, edit]) =>
      makeDefect(breaks, `update.${word}-${how}`, `${what} ${words}.`, {
        ...editOwners(owner, isGood(owner), (members) =>
          isList(members[name]) ? { ...members, [name]: edit(readListOf(members, name)) } : members,
        ),
      }),
    ),
  );
}
