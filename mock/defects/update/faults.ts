import type { Moment } from "../../twist.ts";
import { judgeUpdate } from "../../updates/judge-update.ts";
import { readExpiry } from "../../updates/read-expiry.ts";
import { updateTypes } from "../../updates/update-type.ts";
import { type Asked, type Condition, makeContext } from "./asked.ts";
import { placeOfNamed } from "./which.ts";

/** Whether one thing alone is wrong with an update, and this is its code. */
export function hasOnlyFault(code: number): Condition {
  return (asked, moment) => findFault(asked, moment, "form-first") === code && !hasSeveralFaults(asked, moment);
}

/** Whether several things are wrong with an update. */
export const hasSeveralFaults: Condition = (asked, moment) =>
  findFault(asked, moment, "form-first") !== findFault(asked, moment, "data-first") ||
  // Where the kind is strange the mock does not look at what else there is.
  (hasStrangeType(asked, moment) && (namesUnknownTier(asked, moment) || hasExpiry("passed")(asked, moment)));

/** Whether an update names a tier that the program does not have. */
export const namesUnknownTier: Condition = (asked) =>
  asked.program !== undefined && asked.details["updatedTierName"] !== undefined && placeOfNamed(asked) < 0;

/** Whether the expiry has passed, cannot be read, or lies ahead. */
export function hasExpiry(kind: "passed" | "unreadable" | "ahead"): Condition {
  return (asked, moment) => {
    const context = makeContext(moment);
    return context !== undefined && readExpiry(asked.details["updatedTierExpiryDate"], context).kind === kind;
  };
}

/** Whether the updateType is text that is none of the five. */
export const hasStrangeType: Condition = ({ sent }) => {
  const type = sent["updateType"];
  return typeof type === "string" && type !== "" && updateTypes.every((known) => known !== type);
};

/** Whether the customer was linked to the program before. */
export const wasLinked: Condition = ({ customer, program }) =>
  customer?.memberships?.some((each) => each.program === program?.id) ?? false;

/** Whether a relinking in the membership was cancelled today, and none is pending since. */
export const wasJustCancelled: Condition = ({ membership }, { circumstances }) =>
  membership?.relink === undefined &&
  (membership?.activities ?? []).some(
    ({ type, date }) =>
      type === "SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED" &&
      Math.abs(circumstances.now.getTime() - Date.parse(date)) < 86_400_000,
  );

/** The code of what is wrong with an update, of several things the first in this order; undefined where nothing is. */
function findFault(
  { sent, customer }: Asked,
  moment: Moment,
  faultOrder: "form-first" | "data-first",
): number | undefined {
  const context = makeContext(moment);
  if (context === undefined || customer === undefined) return undefined;
  const judged = judgeUpdate(sent, customer, { ...context, choices: { ...context.choices, faultOrder } });
  return "code" in judged ? judged.code : undefined;
}
