import { type Defect, makeDefect } from "../defect.ts";
import { type WhichPerformed, keepOtherwise, leaveUnmade } from "./change-updates.ts";
import { isInSameProgram, isOfSameCustomer } from "./request-conditions.ts";
import { all, isMade, isOfLaterCustomer } from "./which.ts";

/** Whether there are fewer than fifty customers: those are a requirement of their own, and can be one customer. */
const isSmall: WhichPerformed = ({ entries }) => entries < 50;
const hasTwo: WhichPerformed = ({ updates }) => updates === 2;

/** Faults where a request names a customer twice, or a customer's program. */
export const repetitionDefects: readonly Defect[] = [
  makeDefect(
    "update.batch.same-customer",
    "update.same-customer-first-alone-made",
    "Of two entries for one customer the second is reported as made and is not.",
    leaveUnmade(all(isMade, isOfSameCustomer, isOfLaterCustomer, isSmall)),
  ),
  makeDefect(
    "update.batch.same-customer",
    "update.same-customer-not-made",
    "Two entries for one customer are reported as made, and neither is.",
    leaveUnmade(all(isMade, isOfSameCustomer, isSmall)),
  ),
  makeDefect(
    "update.batch.same-program",
    "update.same-program-not-made",
    "Two updates of a customer in one program are reported as made, and neither is.",
    leaveUnmade(all(isMade, isInSameProgram, hasTwo)),
  ),
  makeDefect(
    "update.batch.same-program",
    "update.same-program-third-tier",
    "Two updates of a customer in one program leave a tier that neither of them names.",
    keepOtherwise(all(isMade, isInSameProgram, hasTwo), (membership, { entry, program }, _moment, request) => {
      const named = request.filter((each) => each.entry === entry).map(({ details }) => details["updatedTierName"]);
      const tier = program?.tiers?.find((name) => !named.includes(name));
      return tier === undefined ? membership : { ...membership, tier };
    }),
  ),
];
