import type { EventInput, EventNoticer } from "../../src/check/standard.ts";
import { showJson } from "../../src/model/json.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import type { Note } from "../../src/model/verdict.ts";
import { findDataMember, findMember, isFiller, readText, type EventMember } from "./find-member.ts";

/** A payload may have blanks everywhere, and nest deeper than calls can. */
const mostNotes = 20;
const deepest = 50;

/** Blanks at the ends of names and values, and in a mobile number: samples have them, and nothing says what they mean. */
export function noteBlanks(event: string): EventNoticer {
  return { event, notice: ({ value }) => findBlanks(value, [], []) };
}

/** Values of open lists that the page does not show. */
export function noteOtherValues(
  event: string,
  name: string,
  shown: readonly string[],
  find: (input: EventInput) => EventMember | undefined,
): EventNoticer {
  return {
    event,
    notice: (input) => {
      const member = find(input);
      const text = readText(member);
      if (isFiller(input) || member === undefined || text === undefined || shown.includes(text)) return [];
      const list = shown.join(", ");
      return [
        {
          text: `${name} ${showJson(member.value)} is not one that the documents show (${list}; the list is open)`,
          pointer: member.pointer,
        },
      ];
    },
  };
}

/** What is noted of every event: blanks, and kinds of programs, entities and actions that no sample has. */
export function noteCommon(event: string): EventNoticer[] {
  return [
    noteBlanks(event),
    noteOtherValues(event, "partnerProgramType", ["EXTERNAL", "SUPPLEMENTARY"], (input) =>
      findDataMember(input, "partnerProgramType"),
    ),
    noteOtherValues(event, "entityType", ["USER"], (input) => findDataMember(input, "entityInformation", "entityType")),
    noteOtherValues(event, "actionType", ["START"], (input) => findMember(input, "actionType")),
  ];
}

/** Adds what is found in a value to the notes. The place is made a pointer only where there is something to note. */
function findBlanks(value: unknown, place: (string | number)[], notes: Note[]): Note[] {
  const add = (text: string): void => {
    if (notes.length < mostNotes) notes.push({ text, pointer: formatPointer(place) });
  };
  if (typeof value === "string") {
    const name = place.at(-1);
    if (value !== value.trim()) add(`the value of ${String(name)} has a blank at an end`);
    else if (name === "mobile" && /\S\s+\S/.test(value)) add("the value of mobile has a blank in it");
    return notes;
  }
  if (typeof value !== "object" || value === null || place.length >= deepest) return notes;
  for (const [key, member] of Object.entries(value)) {
    place.push(key);
    if (key !== key.trim()) add(`the name ${showJson(key)} has a blank at an end`);
    findBlanks(member, place, notes);
    place.pop();
  }
  return notes;
}
