import type { InputProblem } from "../../src/model/input-error.ts";
import { formatPointer } from "../../src/model/json-pointer.ts";
import { foldText } from "../fold-text.ts";

/** Where something stands in the fixtures: the parts of a JSON pointer. */
export type Place = readonly (string | number)[];

/** A text that has to be the only one of its kind; undefined where there is none. */
export type Named = readonly [text: string | undefined, place: Place];

/**
 * Texts that are there twice. Those that differ in case or blanks alone count as the same, because a host need not tell them
 * apart, and then nobody could say which of the two it should answer.
 */
export function findRepetitions(values: readonly Named[], what: string): InputProblem[] {
  const seen = new Map<string, string>();
  return values.flatMap(([value, place]) => {
    if (value === undefined) return [];
    const first = seen.get(foldText(value));
    if (first === undefined) {
      seen.set(foldText(value), value);
      return [];
    }
    return [
      first === value
        ? {
            message: `${what} ${value} is there twice`,
            pointer: formatPointer(place),
            hint: `give each ${what} its own`,
          }
        : {
            message: `${what} ${value} differs from ${first} in case or blanks alone`,
            pointer: formatPointer(place),
            hint: "make them differ in more, because a host need not heed case and blanks",
          },
    ];
  });
}
