import { replaceResult } from "../../edit.ts";
import { refuse } from "../../result.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Condition, type Performed, listPerformed } from "./asked.ts";
import { type WhichPerformed, answerWith, keepOtherwise, leaveUnmade } from "./change-updates.ts";
import { keepExpiry } from "./memberships.ts";
import {
  all,
  isAllMade,
  isAlone,
  isLater,
  isMade,
  isOfLaterCustomer,
  isRefusedWith,
  namesExpiry,
  not,
} from "./which.ts";

/** Whether all updates of a request name other customers, or other programs. */
const isOfThirdCustomer: WhichPerformed = ({ entry }) => entry === 2;
const isThird: WhichPerformed = ({ update }) => update === 2;
const isOfLastCustomer: WhichPerformed = ({ entry, entries }) => entries > 1 && entry === entries - 1;
const isLast: WhichPerformed = ({ update, updates }) => updates > 1 && update === updates - 1;
const isSmall: WhichPerformed = ({ entries }) => entries < 50;
const isOfSeveral: WhichPerformed = ({ entries, updates }) => entries > 1 && updates === 1;
const isKnown: WhichPerformed = ({ customer }) => customer !== undefined;
const hasFew: WhichPerformed = ({ updates }) => updates === 2;
const hasOneProgram: WhichPerformed = ({ updates }) => updates === 1;

/** Whether another entry of a request names the same customer; another update the same program. */
const isOfSameCustomer: WhichPerformed = (performed, _moment, request) =>
  request.some((other) => other.entry !== performed.entry && other.customer?.id === performed.customer?.id);
const isInSameProgram: WhichPerformed = (performed, _moment, request) =>
  request.some(
    (other) =>
      other.entry === performed.entry &&
      other.update !== performed.update &&
      other.program?.id === performed.program?.id,
  );
const isDistinct: WhichPerformed = all(not(isOfSameCustomer), not(isInSameProgram));

/** Whether an update of the same request was refused: any, one of the same customer, one before, one after. */
const isBesideRefused: WhichPerformed = (_performed, _moment, request) => request.some(({ code }) => code !== 200);
const isOfRefusedCustomer: WhichPerformed = (performed, _moment, request) =>
  request.some(({ entry, code }) => entry === performed.entry && code !== 200);
const isAfterRefused: WhichPerformed = (performed, _moment, request) =>
  request.slice(0, request.indexOf(performed)).some(({ code }) => code !== 200);
const isBeforeRefused: WhichPerformed = (performed, _moment, request) =>
  request.slice(request.indexOf(performed)).some(({ code }) => code !== 200);

/** The code of the first update of a request that was refused. */
const findRefusal = (request: readonly Performed[]): number => request.find(({ code }) => code !== 200)?.code ?? 2002;

/** Faults where a request has several customers or several updates. */
export const batchDefects: readonly Defect[] = [
  ...(
    [
      ["later-customers", "All customers but the first", isOfLaterCustomer],
      ["last-customer", "The last of several customers", isOfLastCustomer],
      ["third-customer", "The third customer of a request", isOfThirdCustomer],
    ] as const
  ).flatMap(([word, words, which]) => {
    const isMeant: WhichPerformed = all(isAllMade, isDistinct, isSmall, hasOneProgram, which);
    return [
      makeDefect(
        "update.batch.customers",
        `update.${word}-not-made`,
        `${words} of a request are reported as updated and are not.`,
        leaveUnmade(isMeant),
      ),
      makeDefect(
        "update.batch.customers",
        `update.${word}-refused`,
        `${words} of a request are refused with 2004.`,
        answerWith(2004, isMeant),
      ),
    ];
  }),
  ...(
    [
      ["later-programs", "All programs but the first", isLater],
      ["last-program", "The last of several programs", isLast],
      ["third-program", "The third program of a customer", isThird],
    ] as const
  ).flatMap(([word, words, which]) => {
    const isMeant: WhichPerformed = all(isAllMade, isDistinct, which);
    return [
      makeDefect(
        "update.batch.programs",
        `update.${word}-not-made`,
        `${words} in a request are reported as updated and are not.`,
        leaveUnmade(isMeant),
      ),
      makeDefect(
        "update.batch.programs",
        `update.${word}-refused`,
        `${words} in a request are refused with 2004.`,
        answerWith(2004, isMeant),
      ),
    ];
  }),

  makeDefect(
    "update.batch.isolation",
    "update.one-refused-all-refused",
    "Where one update of a request is refused, all others are refused with its code.",
    answerWith(findRefusal, all(isMade, isBesideRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.one-refused-none-made",
    "Where one update of a request is refused, the others are reported as made and are not.",
    leaveUnmade(all(isMade, isBesideRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.after-refused-refused",
    "The updates after one that is refused are refused with its code.",
    answerWith(findRefusal, all(isMade, isAfterRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.after-refused-not-made",
    "The updates after one that is refused are reported as made and are not.",
    leaveUnmade(all(isMade, isAfterRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.before-refused-not-made",
    "The updates before one that is refused are reported as made and taken back.",
    leaveUnmade(all(isMade, isBeforeRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.one-program-refused-customer-refused",
    "Where one update of a customer is refused, the customer's other ones are refused with its code.",
    answerWith(findRefusal, all(isMade, isOfRefusedCustomer)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.one-customer-refused-others-refused",
    "Where the update of a customer is refused, those of other customers are refused with its code.",
    answerWith(findRefusal, all(isMade, isBesideRefused, not(isOfRefusedCustomer))),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.unknown-customer-refuses-request",
    "A request with an unknown customer beside others is refused as a whole.",
    { ...refuseRequest(8015, ({ entries, customer }) => entries > 1 && customer === undefined) },
  ),

  makeDefect(
    "update.batch.equals-items",
    "update.first-refusal-for-all",
    "Where several updates of a request are refused, all have the code of the first.",
    answerWith(findRefusal, all(not(isMade), isKnown)),
  ),
  makeDefect(
    "update.batch.equals-items",
    "update.expiry-lost-with-several-customers",
    "Where a request has several customers their tiers keep the expiry that they had.",
    keepOtherwise(all(isMade, isDistinct, namesExpiry, isOfSeveral), keepExpiry),
  ),
  makeDefect(
    "update.batch.equals-items",
    "update.expiry-lost-with-several-programs",
    "Where a customer has several updates the tiers keep the expiry that they had.",
    keepOtherwise(
      all(isMade, isDistinct, namesExpiry, ({ updates }) => updates > 1),
      keepExpiry,
    ),
  ),
  makeDefect(
    "update.batch.equals-items",
    "update.unknown-program-2004-in-batches",
    "In a request with several updates an unknown program is refused with 2004.",
    answerWith(2004, all(isRefusedWith(2006), not(isAlone))),
  ),
  makeDefect(
    "update.batch.equals-items",
    "update.unknown-tier-2002-in-batches",
    "In a request with several updates an unknown tier is refused with 2002.",
    answerWith(2002, all(isRefusedWith(2007), not(isAlone))),
  ),

  makeDefect(
    "update.batch.same-customer",
    "update.same-customer-first-alone-made",
    "Of two entries for one customer the second is reported as made and is not.",
    leaveUnmade(all(isMade, isOfSameCustomer, isOfLaterCustomer, isSmall)),
  ),
  makeDefect(
    "update.batch.same-customer",
    "update.same-customer-last-alone-made",
    "Of two entries for one customer the first is reported as made and is not.",
    leaveUnmade(all(isMade, isOfSameCustomer, isSmall, ({ entry }) => entry === 0)),
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
    leaveUnmade(all(isMade, isInSameProgram, hasFew)),
  ),
  makeDefect(
    "update.batch.same-program",
    "update.same-program-third-tier",
    "Two updates of a customer in one program leave a tier that neither of them names.",
    keepOtherwise(all(isMade, isInSameProgram, hasFew), (membership, { entry, program }, _moment, request) => {
      const named = request.filter((each) => each.entry === entry).map(({ details }) => details["updatedTierName"]);
      const tier = program?.tiers?.find((name) => !named.includes(name));
      return tier === undefined ? membership : { ...membership, tier };
    }),
  ),
];

function refuseRequest(code: number, which: Condition): Twist {
  return replaceResult(
    () => refuse(code, "no customer has this identifier"),
    (moment, result) => listPerformed(moment, result).some((each) => which(each, moment)),
  );
}
