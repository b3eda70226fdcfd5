import type { EventName } from "../../events/event-draft.ts";
import { type JsonMembers, type JsonTree, isMembers, omitMember } from "../../json-text.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { retype } from "../retype.ts";

/** The word for an event with which ids of requirements and defects begin. */
export const eventWords: Readonly<Record<EventName, string>> = {
  partnerProgramLinked: "linked",
  partnerProgramUpdated: "updated",
  partnerProgramDelinked: "delinked",
  supplementaryMembershipExpiryReminder: "reminder",
};

/** A member of an event, and the requirements that its absence and another JSON type break. */
export interface EventMember {
  /** Word for it in the ids of defects. */
  readonly word: string;
  /** Where it stands, from the root of the envelope or of `data`. */
  readonly path: readonly string[];
  /** Undefined where the member may be left out. */
  readonly presence: string | undefined;
  /** Undefined where it may have any type. */
  readonly type: string | undefined;
  /** Whether it may be null. */
  readonly isNullable?: boolean;
}

/** A change of the object in which a member stands; undefined for the root itself. */
export type EditAt = (
  path: readonly string[],
  edit: (owner: JsonMembers, name: string) => JsonTree,
) => Defect["eventBody"];

/** A member removed, of another JSON type, and null: a defect each, as far as a requirement forbids it. */
export function spoilMember(prefix: string, where: string, member: EventMember, editAt: EditAt): readonly Defect[] {
  const { word, path, presence, type, isNullable = false } = member;
  const place = `${path.at(-1)?.trim()} ${where}`;
  const make = (
    breaks: string | undefined,
    how: string,
    statement: string,
    edit: (owner: JsonMembers, name: string) => JsonTree,
  ): readonly Defect[] => {
    const eventBody = editAt(path, edit);
    return breaks === undefined || eventBody === undefined
      ? []
      : [makeDefect(breaks, `${prefix}${word}-${how}`, statement, { eventBody })];
  };
  return [
    ...make(presence, "removed", `${place} is missing.`, omitMember),
    ...make(type, "retyped", `${place} has another JSON type.`, (owner, name) => ({
      ...owner,
      // Where null is right, text would be too.
      [name]: retype(owner[name] ?? "none"),
    })),
    ...make(isNullable ? undefined : type, "null", `${place} is null.`, (owner, name) => ({ ...owner, [name]: null })),
  ];
}

/** The tree with the object changed in which a member stands; as it is where the member is not there. */
export function editOwner(
  tree: JsonTree,
  path: readonly string[],
  edit: (owner: JsonMembers, name: string) => JsonTree,
): JsonTree {
  const [name, ...rest] = path;
  if (name === undefined || !isMembers(tree) || !Object.hasOwn(tree, name)) return tree;
  if (rest.length === 0) return edit(tree, name);
  return { ...tree, [name]: editOwner(tree[name] ?? null, rest, edit) };
}

/** Where `data` stands in an event: within `attributes` where it is wrapped. */
export function findData(event: JsonTree): readonly string[] {
  return isMembers(event) && isMembers(event["attributes"]) ? ["attributes", "data"] : ["data"];
}
