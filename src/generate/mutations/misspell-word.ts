import type { Mutation } from "../mutation.ts";
import { readEnum } from "../read-keyword.ts";

/** A word that is none of those which a place is limited to, near one of them or far. */
export const misspellWord: Mutation = {
  name: "misspell-word",
  words: "none of its words",
  breakAt: ({ schemas, value }, draw) => {
    const words = readEnum(schemas);
    if (words === undefined || typeof value !== "string") return undefined;
    const letter = draw.letters(1).toUpperCase();
    return {
      value: draw.pick([
        `${value}${letter}`,
        value.slice(1),
        value.toLowerCase(),
        draw.letters(9).toUpperCase(),
        "EXTEND",
      ]),
    };
  },
};
