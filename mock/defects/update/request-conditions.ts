import type { WhichPerformed } from "./change-updates.ts";
import { all, not } from "./which.ts";

/** Whether another entry of the request names the same customer. */
export const isOfSameCustomer: WhichPerformed = (performed, _moment, request) =>
  request.some((other) => other.entry !== performed.entry && other.customer?.id === performed.customer?.id);

/** Whether another update of the customer names the same program. */
export const isInSameProgram: WhichPerformed = (performed, _moment, request) =>
  request.some(
    (other) =>
      other.entry === performed.entry &&
      other.update !== performed.update &&
      other.program?.id === performed.program?.id,
  );

/** Whether no other update of the request is about the same customer in another entry, or the same program. */
export const isDistinct: WhichPerformed = all(not(isOfSameCustomer), not(isInSameProgram));

/** Whether all updates of the request were made. */
export const isAllMade: WhichPerformed = (_performed, _moment, request) => request.every(({ code }) => code === 200);
