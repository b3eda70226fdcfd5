import { type Defect, makeDefect } from "../defect.ts";
import { type WhichPerformed, answerWith, leaveUnmade } from "./change-updates.ts";
import { findRefusal } from "./isolation-defects.ts";
import { isAllMade, isDistinct } from "./request-conditions.ts";
import { all, isAlone, isLater, isMade, isOfLaterCustomer, isRefusedWith, not } from "./which.ts";

const isOfThirdCustomer: WhichPerformed = ({ entry }) => entry === 2;
const isOfLastCustomer: WhichPerformed = ({ entry, entries }) => entries > 1 && entry === entries - 1;
const isThird: WhichPerformed = ({ update }) => update === 2;
const isLast: WhichPerformed = ({ update, updates }) => updates > 1 && update === updates - 1;

const isKnown: WhichPerformed = ({ customer }) => customer !== undefined;

/** Fifty customers, and several programs of one customer, are requirements of their own. */
const isOfFew: WhichPerformed = ({ entries, updates }) => entries < 50 && updates === 1;

/** Faults where a request has several customers or several updates. */
export const batchDefects: readonly Defect[] = [
  ...(
    [
      ["later-customers", "All customers but the first", isOfLaterCustomer],
      ["last-customer", "The last of several customers", isOfLastCustomer],
      ["third-customer", "The third customer of a request", isOfThirdCustomer],
    ] as const
  ).flatMap(([word, words, which]) => {
    const isMeant: WhichPerformed = all(isAllMade, isDistinct, isOfFew, which);
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
    "update.batch.equals-items",
    "update.first-refusal-for-all",
    "Where several updates of a request are refused, all have the code of the first.",
    answerWith(findRefusal, all(not(isMade), isKnown)),
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
  ...(
    [
      [2003, "past-expiry-of", "A past expiry is accepted in"],
      [2004, "not-linked-of", "A program that the customer is not linked to is accepted in"],
      [2026, "cancellation-not-enabled-of", "Where relinking is off a cancellation is accepted in"],
      [2027, "nothing-pending-of", "A cancellation with nothing pending is accepted in"],
      [2028, "renewal-not-allowed-of", "Where relinking is on a renewal initiation is accepted in"],
    ] as const
  ).flatMap(([code, word, words]) =>
    (
      [
        ["later-customers", "later customers", isOfLaterCustomer],
        ["later-updates", "the later of several updates", isLater],
      ] as const
    ).map(([place, where, which]) =>
      makeDefect(
        "update.batch.equals-items",
        `update.${word}-${place}-accepted`,
        `${words} ${where} of a request.`,
        answerWith(200, all(isRefusedWith(code), which)),
      ),
    ),
  ),
];
