import { isObject } from "../../model/json.ts";
import type { Mutation } from "../mutation.ts";

/** An object without the members that it had. */
export const emptyObject: Mutation = {
  name: "empty-object",
  words: "an empty object",
  breakAt: ({ value }) => (isObject(value) && Object.keys(value).length > 0 ? { value: {} } : undefined),
};
