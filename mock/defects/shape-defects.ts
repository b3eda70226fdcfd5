import {
  type ListName,
  type When,
  editAnswer,
  editList,
  promisedList,
  readAnswer,
  readEntries,
  triggerList,
} from "../edit.ts";
import { type JsonMembers, RawNumber, omitMember } from "../json-text.ts";
import type { Twist } from "../twist.ts";
import { type Defect, makeDefect } from "./defect.ts";
import { retype } from "./retype.ts";

/** A member of an answer, and the requirements that demand it and its type. */
interface Member {
  /** Word for it in the ids of defects and requirements. */
  readonly word: string;
  readonly name: string;
  /** The list in whose entries it stands; undefined at the root. */
  readonly list?: ListName;
  readonly presence: string;
  readonly type: string;
}

const members: readonly Member[] = [
  ...[
    ["entity-id", "entityId"],
    ["entity-type", "entityType"],
  ].map(describeMember),
  { ...describeMember(["schedule", promisedList]), type: "points.schedule.list" },
  { ...describeMember(["trigger-list", triggerList]), type: "points.trigger-list.list" },
  { ...describeMember(["warnings", "warnings"]), type: "points.warnings.list" },
  ...[
    ["points", "points"],
    ["program-id", "programId"],
    ["points-type", "pointsType"],
  ].map(
    (names) =>
      ({
        ...describeMember(names),
        list: promisedList,
      }) as const,
  ),
  {
    ...describeMember(["redeemable-from", "redeemableFrom"]),
    list: promisedList,
    type: "points.redeemable-from.format",
  },
  describeTriggerMember("trigger-points", "points", "points.trigger-points.number"),
  describeTriggerMember("trigger-program-id", "programId", "points.trigger-program-id.integer"),
  describeTriggerMember("trigger-points-type", "pointsType", "points.trigger-points-type.string"),
];

function describeMember([word = "", name = ""]: readonly string[]): Member {
  return { word, name, presence: `points.${word}.present`, type: `points.${word}.type` };
}

function describeTriggerMember(word: string, name: string, requirement: string): Member {
  return { word, name, list: triggerList, presence: requirement, type: requirement };
}

/** Every member of an answer removed, of another type, or null; where it stands in a list also in its last entry only. */
export const shapeDefects: readonly Defect[] = [
  ...members.flatMap((member) => [
    makeDefect(member.presence, `points.${member.word}-removed`, `${place(member)} is missing.`, {
      ...change(member, (owner) => omitMember(owner, member.name)),
    }),
    makeDefect(member.type, `points.${member.word}-retyped`, `${place(member)} has another JSON type.`, {
      ...change(member, (owner) => ({ ...owner, [member.name]: retype(owner[member.name]) })),
    }),
    makeDefect(member.type, `points.${member.word}-null`, `${place(member)} is null.`, {
      ...change(member, (owner) => ({ ...owner, [member.name]: null })),
    }),
  ]),
  ...members
    .filter(({ list }) => list !== undefined)
    .flatMap((member) => [
      makeDefect(
        member.presence,
        `points.${member.word}-removed-in-last-entry`,
        `${place(member)} is missing in the last of several entries.`,
        {
          ...change(member, (owner) => omitMember(owner, member.name), "last"),
        },
      ),
      makeDefect(
        member.type,
        `points.${member.word}-retyped-in-last-entry`,
        `${place(member)} has another JSON type in the last of several entries.`,
        {
          ...change(member, (owner) => ({ ...owner, [member.name]: retype(owner[member.name]) }), "last"),
        },
      ),
    ]),
  makeDefect("points.entity-id.type", "points.entity-id-fraction", "entityId has decimals.", {
    ...editAnswer((answer) => ({ ...answer, entityId: new RawNumber(`${String(answer["entityId"])}.5`) })),
  }),
  makeDefect("points.program-id.type", "points.program-id-fraction", "programId has decimals.", {
    ...editList(promisedList, (entries) =>
      entries.map((entry) => ({ ...entry, programId: new RawNumber(`${String(entry["programId"])}.5`) })),
    ),
  }),
  makeDefect(
    "points.schedule.list",
    "points.schedule-null-when-empty",
    "The schedule is null where nothing is promised.",
    {
      ...editAnswer((answer) => ({ ...answer, [promisedList]: null }), isEmpty(promisedList)),
    },
  ),
  makeDefect(
    "points.schedule.present",
    "points.schedule-removed-when-empty",
    "The schedule is missing where nothing is promised.",
    {
      ...editAnswer((answer) => omitMember(answer, promisedList), isEmpty(promisedList)),
    },
  ),
  makeDefect(
    "points.schedule.list",
    "points.schedule-single-entry-bare",
    "A single entry stands without a list around it.",
    {
      ...editAnswer(
        (answer) => ({ ...answer, [promisedList]: readEntries(answer, promisedList)[0] ?? null }),
        hasOne(promisedList),
      ),
    },
  ),
  makeDefect(
    "points.trigger-list.list",
    "points.trigger-list-null-when-empty",
    "The trigger-based list is null where it has nothing.",
    {
      ...editAnswer((answer) => ({ ...answer, [triggerList]: null }), isEmpty(triggerList)),
    },
  ),
  makeDefect(
    "points.trigger-list.present",
    "points.trigger-list-removed-when-empty",
    "The trigger-based list is missing where it has nothing.",
    {
      ...editAnswer((answer) => omitMember(answer, triggerList), isEmpty(triggerList)),
    },
  ),
  makeDefect("points.schedule.entry", "points.schedule-entries-text", "Entries of the schedule are text.", {
    ...editList(promisedList, (entries) =>
      entries.map(
        ({ points, redeemableFrom }) => `${points instanceof RawNumber ? points.text : ""} ${String(redeemableFrom)}`,
      ),
    ),
  }),
  makeDefect("points.schedule.entry", "points.schedule-null-appended", "The last of several entries is null.", {
    ...editList(promisedList, (entries) => (entries.length > 1 ? [...entries, null] : entries)),
  }),
  makeDefect("points.schedule.entry", "points.schedule-entries-lists", "Entries of the schedule are lists of values.", {
    ...editList(promisedList, (entries) => entries.map((entry) => Object.values(entry))),
  }),
  makeDefect("points.trigger-list.entry", "points.trigger-entries-text", "Trigger-based entries are text.", {
    ...editList(triggerList, (entries) => entries.map(({ pointsType }) => String(pointsType))),
  }),
  makeDefect(
    "points.trigger-list.entry",
    "points.trigger-null-appended",
    "The last of several trigger-based entries is null.",
    {
      ...editList(triggerList, (entries) => (entries.length > 1 ? [...entries, null] : entries)),
    },
  ),
];

function place({ name, list }: Member): string {
  return list === undefined ? name : `${name} in ${list}`;
}

function change(
  { list, name }: Member,
  edit: (owner: JsonMembers) => JsonMembers,
  which: "each" | "last" = "each",
): Twist {
  const hasMember = (owner: JsonMembers): boolean => Object.hasOwn(owner, name);
  if (list === undefined) return editAnswer((answer) => (hasMember(answer) ? edit(answer) : answer));
  return editList(list, (entries) =>
    entries.map((entry, index) => {
      const isMeant = which === "each" || (index > 0 && index === entries.length - 1);
      return isMeant && hasMember(entry) ? edit(entry) : entry;
    }),
  );
}

function isEmpty(name: ListName): When {
  return (_, result) => countEntries(result, name) === 0;
}

function hasOne(name: ListName): When {
  return (_, result) => countEntries(result, name) === 1;
}

function countEntries(result: Parameters<When>[1], name: ListName): number {
  const answer = readAnswer(result);
  return answer === undefined ? -1 : readEntries(answer, name).length;
}
