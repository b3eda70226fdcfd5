import type { Json } from "../../model/json.ts";
import type { Mutation } from "../mutation.ts";
import { readNumber } from "../read-keyword.ts";

/** More entries than a list may have. */
export const addEntries: Mutation = {
  name: "add-entries",
  words: "longer than allowed",
  breakAt: ({ schemas, value }, draw) => {
    const most = readNumber(schemas, "maxItems");
    if (most === undefined || !Array.isArray(value) || value.length === 0) return undefined;
    const list = value as readonly Json[];
    const count = most + draw.pick([1, 1, 2, 10]);
    return { value: Array.from({ length: count }, (_unused, index) => list[index % list.length] ?? null) };
  },
};
