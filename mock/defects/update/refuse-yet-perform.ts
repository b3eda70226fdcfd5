import { editResponse } from "../../edit.ts";
import type { Organisation } from "../../fixtures.ts";
import { isMembers } from "../../json-text.ts";
import { type RefusalResult, chooseStatus, renderResult } from "../../result.ts";
import type { Moment, Twist } from "../../twist.ts";
import { resultsList } from "./results.ts";

/** The host refuses requests as a whole, and keeps what should not have come of them. */
export function refuseYetPerform(
  refusal: RefusalResult,
  /** What it keeps; undefined where a request is not meant. */
  perform: (moment: Moment) => Organisation | undefined,
): Twist {
  return {
    result: (result, moment) => {
      const organisation = perform(moment);
      return organisation === undefined
        ? result
        : { kind: "answer", body: renderResult(refusal, moment.choices), organisation };
    },
    ...editResponse(
      (response, { choices }) => ({ ...response, status: chooseStatus(refusal, choices) }),
      // The only answers without results are those made above.
      (_moment, result) =>
        result.kind === "answer" && isMembers(result.body) && !Object.hasOwn(result.body, resultsList),
    ),
  };
}
