import type { Asked, Condition } from "./asked.ts";
import type { WhichPerformed } from "./change-updates.ts";
import type { Moment } from "../../twist.ts";

/** Whether an update is of one of these kinds. */
export function hasType(...types: readonly string[]): Condition {
  return ({ sent }) => types.some((type) => type === sent["updateType"]);
}

/** Whether all conditions hold. */
export function all<T extends Asked>(
  ...conditions: readonly ((asked: T, moment: Moment, request: readonly T[]) => boolean)[]
): (asked: T, moment: Moment, request: readonly T[]) => boolean {
  return (asked, moment, request) => conditions.every((holds) => holds(asked, moment, request));
}

/** Whether a condition does not hold. */
export function not<T extends Asked>(
  condition: (asked: T, moment: Moment, request: readonly T[]) => boolean,
): (asked: T, moment: Moment, request: readonly T[]) => boolean {
  return (asked, moment, request) => !condition(asked, moment, request);
}

/** Whether an update was made. */
export const isMade: WhichPerformed = ({ code }) => code === 200;

/** Whether an update was refused with this code. */
export function isRefusedWith(wanted: number): WhichPerformed {
  return ({ code }) => code === wanted;
}

/** Whether an update names an expiry. */
export const namesExpiry: Condition = ({ details }) => typeof details["updatedTierExpiryDate"] === "string";

/** Whether an update is for any but the first customer of a request. */
export const isOfLaterCustomer: Condition = ({ entry }) => entry > 0;

/** Whether an update is any but the first one of its customer. */
export const isLater: Condition = ({ update }) => update > 0;

/** Whether a request has one update alone. */
export const isAlone: Condition = ({ entries, updates }) => entries === 1 && updates === 1;

/** The place of the customer's present tier among the program's, the lowest first; -1 where there is none. */
export function placeOfPresent({ program, membership }: Asked): number {
  return program?.tiers?.indexOf(membership?.tier ?? "") ?? -1;
}

/** The place of the tier that an update names; -1 where the program has none of that name. */
export function placeOfNamed({ program, details }: Asked): number {
  return program?.tiers?.indexOf(String(details["updatedTierName"])) ?? -1;
}

/** Whether the tier that an update names is a higher one, or a lower one, than the present one. */
export const goesUp: Condition = (asked) => placeOfPresent(asked) >= 0 && placeOfNamed(asked) > placeOfPresent(asked);
export const goesDown: Condition = (asked) => placeOfNamed(asked) >= 0 && placeOfNamed(asked) < placeOfPresent(asked);
/** Whether an update names the present tier. */
export const staysPut: Condition = (asked) => placeOfNamed(asked) >= 0 && placeOfNamed(asked) === placeOfPresent(asked);
