import type { Mutation } from "../mutation.ts";

/** A list around a value; in a query, a parameter that is sent twice. */
export const enlist: Mutation = {
  name: "enlist",
  words: "in a list",
  breakAt: ({ at, value }, _draw, part) => {
    if (value === undefined || (at === "" && part === "query")) return undefined;
    return { value: part === "query" ? [value, value] : [value] };
  },
};
