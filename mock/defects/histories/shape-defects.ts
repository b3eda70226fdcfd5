import { type When, editAnswer, readEntries } from "../../edit.ts";
import { type JsonMembers, type JsonTree, RawNumber, isList, omitMember, writeJson } from "../../json-text.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { retype } from "../retype.ts";
import { asksForLinking, hasNoEntries } from "./conditions.ts";
import { entryList } from "./edit-history.ts";
import { type Member, members } from "./members.ts";
import { type Owner, type Which, editOwners } from "./owners.ts";

type Change = (owner: JsonMembers, name: string) => JsonMembers;

const remove: Change = omitMember;
const retypeIt: Change = (owner, name) => ({ ...owner, [name]: retype(owner[name]) });
const nullify: Change = (owner, name) => ({ ...owner, [name]: null });

/** Every member of an answer removed, of another type, or null; where there are several, also in the first or last alone. */
export const shapeDefects: readonly Defect[] = [
  ...members.flatMap((member) => [
    ...removals(member, "removed", "is missing", remove, "each"),
    row(member.type, member, "retyped", "has another JSON type", retypeIt),
    ...nulls(member, "null", "is null", "each"),
  ]),
  ...members
    .filter(({ owner }) => owner !== "answer" && owner !== "pagination")
    .flatMap((member) => [
      ...removals(member, "removed-in-first", "is missing in the first of several", remove, "first"),
      ...removals(member, "removed-in-last", "is missing in the last of several", remove, "last"),
      row(member.type, member, "retyped-in-last", "has another JSON type in the last of several", retypeIt, "last"),
      ...nulls(member, "null-in-first", "is null in the first of several", "first"),
    ]),
  ...partialDefects(),
  ...wholeNumberDefects(),
  ...listDefects(),
  ...entryDefects(),
];

function removals(member: Member, word: string, words: string, change: Change, which: Which): readonly Defect[] {
  return member.presence === undefined ? [] : [row(member.presence, member, word, words, change, which)];
}

/** Null where a member may be absent is no defect: where the two differ stands on no page. */
function nulls(member: Member, word: string, words: string, which: Which): readonly Defect[] {
  return member.presence === undefined ? [] : [row(member.type, member, word, words, nullify, which)];
}

function row(
  breaks: string,
  { owner, word, name }: Member,
  how: string,
  words: string,
  change: Change,
  which: Which = "each",
  when?: When,
): Defect {
  const edit = (each: JsonMembers): JsonMembers => (Object.hasOwn(each, name) ? change(each, name) : each);
  return makeDefect(breaks, `histories.${word}-${how}`, `${place(owner, name)} ${words}.`, {
    ...editOwners(owner, edit, which, when),
  });
}

function place(owner: Owner, name: string): string {
  const places: Readonly<Record<Owner, string>> = {
    answer: "",
    pagination: " in pagination",
    entry: " of an entry",
    details: " of a program",
    benefit: " of a benefit",
    promotion: " of a promotion",
    activity: " of an activity",
  };
  return `${name}${places[owner]}`;
}

function find(word: string): Member {
  const member = members.find((each) => each.word === word);
  if (member === undefined) throw new Error(`there is no member ${word}`);
  return member;
}

/** Members that some hosts leave out, or make null, where they have nothing to say. */
function partialDefects(): readonly Defect[] {
  const emptied = (word: string, change: Change, how: string, words: string, isMeant: (value: JsonTree) => boolean) => {
    const member = find(word);
    const breaks = change === remove ? (member.presence ?? member.type) : member.type;
    const edit: Change = (owner, name) => (isMeant(owner[name] ?? null) ? change(owner, name) : owner);
    return row(breaks, member, how, words, edit);
  };
  const isEmptyList = (value: JsonTree): boolean => isList(value) && value.length === 0;
  const inLinking = (word: string, how: string, words: string, change: Change): Defect => {
    const member = find(word);
    const breaks = change === remove ? (member.presence ?? member.type) : member.type;
    return row(
      breaks,
      member,
      `${how}-for-linking`,
      `${words} where linkingUpdates are asked for`,
      change,
      "each",
      asksForLinking,
    );
  };
  return [
    emptied("linked", remove, "removed-where-false", "is missing where it is false", (value) => value === false),
    emptied("tier-based", remove, "removed-where-false", "is missing where it is false", (value) => value === false),
    emptied("benefit-count", remove, "removed-where-zero", "is missing where it is zero", (value) => value === 0),
    emptied("offset", remove, "removed-where-zero", "is missing where it is zero", (value) => value === 0),
    emptied("total", remove, "removed-where-zero", "is missing where it is zero", (value) => value === 0),
    emptied("history", remove, "removed-where-empty", "is missing where it is empty", isEmptyList),
    emptied("history", nullify, "null-where-empty", "is null where it is empty", isEmptyList),
    emptied("data", remove, "removed-where-empty", "is missing where it is empty", isEmptyList),
    emptied("data", nullify, "null-where-empty", "is null where it is empty", isEmptyList),
    inLinking("program-name", "removed", "is missing", remove),
    inLinking("linked", "retyped", "has another JSON type", retypeIt),
    inLinking("history", "retyped", "has another JSON type", retypeIt),
    inLinking("activity-type", "null", "is null", nullify),
    row(
      "histories.pagination.present",
      find("pagination"),
      "removed-where-empty",
      "is missing where there are no entries",
      remove,
      "each",
      hasNoEntries,
    ),
    row(
      "histories.warnings.present",
      find("warnings"),
      "removed-where-empty",
      "is missing where there are no entries",
      remove,
      "each",
      hasNoEntries,
    ),
  ];
}

/** Numbers with decimals where whole ones are documented, and numbers where texts are. */
function wholeNumberDefects(): readonly Defect[] {
  const fraction: Change = (owner, name) => ({ ...owner, [name]: new RawNumber(`${String(owner[name])}.5`) });
  const asNumber: Change = (owner, name) => ({ ...owner, [name]: String(owner[name]).length });
  return [
    ...["limit", "offset", "total", "program-id", "tier-number", "promotion-id", "benefit-count"].map((word) => {
      const member = find(word);
      return row(member.type, member, "fraction", "has decimals", fraction);
    }),
    ...["membership-id", "promotion-name", "promotion-reference", "tier-name", "program-type", "activity-type"].map(
      (word) => {
        const member = find(word);
        return row(member.type, member, "number", "is a number", asNumber);
      },
    ),
  ];
}

/** Lists that are none where they hold a single entry. */
function listDefects(): readonly Defect[] {
  const bare: Change = (owner, name) => {
    const list = readEntries(owner, name);
    return list.length === 1 ? { ...owner, [name]: list[0] ?? null } : owner;
  };
  return ["data", "history", "benefits"].map((word) => {
    const member = find(word);
    return row(member.type, member, "single-bare", "stands without a list around its only entry", bare);
  });
}

/** Entries of lists that are no objects, and answers that are none. */
function entryDefects(): readonly Defect[] {
  const kinds: readonly (readonly [breaks: string, word: string, words: string, owner: Owner])[] = [
    ["histories.data.entry", "entries", "Entries of data", "entry"],
    ["histories.history.entry", "activities", "Activities", "activity"],
    ["histories.benefit.entry", "benefits", "Benefits", "benefit"],
  ];
  return [
    ...kinds.flatMap(([breaks, word, words, owner]) => [
      makeDefect(breaks, `histories.${word}-text`, `${words} are text.`, {
        ...editOwners(owner, (each) => writeJson(each)),
      }),
      makeDefect(breaks, `histories.${word}-lists`, `${words} are lists of values.`, {
        ...editOwners(owner, (each) => Object.values(each)),
      }),
      makeDefect(breaks, `histories.${word}-last-null`, `${words}: the last of several is null.`, {
        ...editOwners(owner, () => null, "last"),
      }),
    ]),
    makeDefect("histories.answer.object", "histories.answer-in-list", "The answer is a list with one object.", {
      ...editAnswer((answer) => [answer]),
    }),
    makeDefect("histories.answer.object", "histories.answer-as-text", "The answer is JSON text within JSON text.", {
      ...editAnswer((answer) => writeJson(answer)),
    }),
    makeDefect("histories.answer.object", "histories.answer-bare-list", "The answer is the list of entries alone.", {
      ...editAnswer((answer) => answer[entryList] ?? []),
    }),
    makeDefect("histories.answer.object", "histories.answer-null-where-empty", "An answer without entries is null.", {
      ...editAnswer(() => null, hasNoEntries),
    }),
  ];
}
