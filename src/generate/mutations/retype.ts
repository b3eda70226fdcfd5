import { type Json, jsonType } from "../../model/json.ts";
import type { Mutation } from "../mutation.ts";

const others: readonly Json[] = [true, 7, 1.5, "text", [], {}];
const otherTexts: readonly string[] = ["true", "7", "1.5", "text", "[]", "{}"];

/** A value of another JSON type; in a query, text that denotes none of the type that is asked for. */
export const retype: Mutation = {
  name: "retype",
  words: "of another type",
  breakAt: ({ value }, draw, part) => {
    if (value === undefined) return undefined;
    if (part === "query") return { value: draw.pick(otherTexts) };
    const isNumber = typeof value === "number";
    return {
      value: draw.pick(
        others.filter((other) => jsonType(other) !== jsonType(value) && !(isNumber && typeof other === "number")),
      ),
    };
  },
};
