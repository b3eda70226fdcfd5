import type { Mutation } from "../mutation.ts";

/** Empty text in the place of text. */
export const emptyText: Mutation = {
  name: "empty-text",
  words: "empty",
  breakAt: ({ value }) => (typeof value === "string" && value !== "" ? { value: "" } : undefined),
};
