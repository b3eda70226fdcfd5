import type { Mutation } from "../mutation.ts";
import { readNumber } from "../read-keyword.ts";

/** A number beyond a bound. */
export const passBound: Mutation = {
  name: "pass-bound",
  words: "beyond its bounds",
  breakAt: ({ schemas, value }, draw, part) => {
    const [least, most] = [readNumber(schemas, "minimum"), readNumber(schemas, "maximum")];
    if (value === undefined || (least ?? most) === undefined) return undefined;
    const beyond = [
      ...(least === undefined ? [] : [least - 1, least - draw.integer(2, 1000)]),
      ...(most === undefined ? [] : [most + 1, most + draw.integer(2, 1000)]),
    ];
    const number = draw.pick(beyond);
    return { value: part === "query" ? String(number) : number };
  },
};
