import type { EventInput } from "../../src/check/standard.ts";
import { isObject } from "../../src/model/json.ts";

/** A member of an event, and where it stands in the payload. */
export interface EventMember {
  readonly value: unknown;
  readonly pointer: string;
}

/** What the wrapped envelope has at its top; everything else is in its attributes. */
const outside = ["eventId", "eventType", "timeStamp", "actionType"];

/** A member of an event by its name, wherever its envelope has it; undefined where it is not there. */
export function findMember({ envelope, value }: EventInput, name: string): EventMember | undefined {
  const place = envelope?.name === "wrapped" && !outside.includes(name) ? "attributes" : undefined;
  const holder = place === undefined || !isObject(value) ? value : value[place];
  if (!isObject(holder)) return undefined;
  // One sample spells orgId with a blank behind it (delinked-sample).
  const spelt = [name, `${name} `].find((one) => Object.hasOwn(holder, one) && (one === name || name === "orgId"));
  if (spelt === undefined) return undefined;
  return { value: holder[spelt], pointer: `${place === undefined ? "" : `/${place}`}/${spelt}` };
}

/** A member of the event's data, by its path; undefined where it is not there. */
export function findDataMember(input: EventInput, ...path: readonly string[]): EventMember | undefined {
  let member = findMember(input, "data");
  for (const name of path) {
    if (member === undefined || !isObject(member.value) || !Object.hasOwn(member.value, name)) return undefined;
    member = { value: member.value[name], pointer: `${member.pointer}/${name}` };
  }
  return member;
}

/** The text of a member without blanks at its ends, which samples have here and there; undefined where it is no text. */
export function readText(member: EventMember | undefined): string | undefined {
  return typeof member?.value === "string" ? member.value.trim() : undefined;
}

/** Raw blocks are filler: names and types are taken from them, and no format, value or relation. */
export function isFiller({ envelope }: EventInput): boolean {
  return envelope?.name === "raw";
}
