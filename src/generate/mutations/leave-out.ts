import type { Mutation } from "../mutation.ts";

/** A member that is required, left out. */
export const leaveOut: Mutation = {
  name: "leave-out",
  words: "left out",
  breakAt: ({ at, value }) =>
    at === "" || at.endsWith("/*") || value === undefined ? undefined : { value: undefined },
};
