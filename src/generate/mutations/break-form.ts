import type { Mutation } from "../mutation.ts";
import { readForm } from "../read-keyword.ts";

/** Text of another form than a date or a pattern asks for. */
export const breakForm: Mutation = {
  name: "break-form",
  words: "of another form",
  breakAt: ({ schemas, value }, draw) => {
    if (readForm(schemas) === undefined || typeof value !== "string" || value === "") return undefined;
    const place = draw.integer(0, value.length - 1);
    const forms = [
      "tomorrow",
      "29/12/2027",
      "2027-13-01",
      value.slice(0, place),
      `${value.slice(0, place)}x${value.slice(place + 1)}`,
      value.replaceAll("-", "/"),
    ];
    return { value: draw.pick(forms) };
  },
};
