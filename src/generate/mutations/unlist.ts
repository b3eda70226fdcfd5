import type { Json } from "../../model/json.ts";
import type { Mutation } from "../mutation.ts";

/** The one entry of a list in the place of the list. */
export const unlist: Mutation = {
  name: "unlist",
  words: "its entry without the list around it",
  breakAt: ({ value }) =>
    Array.isArray(value) && value.length === 1 ? { value: (value as readonly Json[])[0] } : undefined,
};
