import type { Mutation } from "../mutation.ts";

/** Null in the place of a value. */
export const putNull: Mutation = {
  name: "put-null",
  words: "null",
  breakAt: ({ value }, _draw, part) => (part === "query" || value === undefined ? undefined : { value: null }),
};
