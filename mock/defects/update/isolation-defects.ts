import { replaceResult } from "../../edit.ts";
import { refuse } from "../../result.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Performed, listPerformed } from "./asked.ts";
import { type WhichPerformed, answerWith, leaveUnmade, refuseYetKeep } from "./change-updates.ts";
import { all, hasType, isMade, not } from "./which.ts";

/** Whether an update of the same request was refused: any, one of the same customer, one before, one after. */
const isBesideRefused: WhichPerformed = (_performed, _moment, request) => request.some(({ code }) => code !== 200);
const isOfRefusedCustomer: WhichPerformed = (performed, _moment, request) =>
  request.some(({ entry, code }) => entry === performed.entry && code !== 200);
const isAfterRefused: WhichPerformed = (performed, _moment, request) =>
  request.slice(0, request.indexOf(performed)).some(({ code }) => code !== 200);
const isBeforeRefused: WhichPerformed = (performed, _moment, request) =>
  request.slice(request.indexOf(performed)).some(({ code }) => code !== 200);

/** An update of a tier that was made; fifty customers are a requirement of their own. */
const isHarmed: WhichPerformed = all(isMade, hasType("UPGRADE", "DOWNGRADE", "RENEW"), ({ entries }) => entries < 50);

/** Faults where one update that is refused harms the others of its request. */
export const isolationDefects: readonly Defect[] = [
  makeDefect(
    "update.batch.isolation",
    "update.one-refused-all-refused",
    "Where one update of a request is refused, all others are refused with its code.",
    answerWith(findRefusal, all(isHarmed, isBesideRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.one-refused-none-made",
    "Where one update of a request is refused, the others are reported as made and are not.",
    leaveUnmade(all(isHarmed, isBesideRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.after-refused-refused",
    "The updates after one that is refused are refused with its code.",
    answerWith(findRefusal, all(isHarmed, isAfterRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.after-refused-not-made",
    "The updates after one that is refused are reported as made and are not.",
    leaveUnmade(all(isHarmed, isAfterRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.before-refused-not-made",
    "The updates before one that is refused are reported as made and taken back.",
    leaveUnmade(all(isHarmed, isBeforeRefused)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.one-program-refused-customer-refused",
    "Where one update of a customer is refused, the customer's other ones are refused with its code.",
    answerWith(findRefusal, all(isHarmed, isOfRefusedCustomer)),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.one-customer-refused-others-refused",
    "Where the update of a customer is refused, those of other customers are refused with its code.",
    answerWith(findRefusal, all(isHarmed, isBesideRefused, not(isOfRefusedCustomer))),
  ),
  ...(
    [
      ["beside-refused", "Where one update of a request is refused, all others are", isBesideRefused],
      ["after-refused", "The updates after one that is refused are", isAfterRefused],
      ["before-refused", "The updates before one that is refused are", isBeforeRefused],
      [
        "of-refused-customer",
        "Where one update of a customer is refused, the customer's other ones are",
        isOfRefusedCustomer,
      ],
    ] as const
  ).map(([word, words, which]) =>
    makeDefect(
      "update.refused.unchanged",
      `update.${word}-refused-and-made`,
      `${words} refused with its code and made all the same.`,
      refuseYetKeep(findRefusal, all(isHarmed, which)),
    ),
  ),
  makeDefect(
    "update.batch.isolation",
    "update.unknown-customer-refuses-request",
    "A request with an unknown customer beside others is refused as a whole.",
    {
      ...replaceResult(
        () => refuse(8015, "no customer has this identifier"),
        (moment, result) =>
          listPerformed(moment, result).some(
            ({ entries, customer }) => entries > 1 && entries < 50 && customer === undefined,
          ),
      ),
    },
  ),
];

/** The code of the first update of a request that was refused. */
export function findRefusal(request: readonly Performed[]): number {
  return request.find(({ code }) => code !== 200)?.code ?? 2002;
}
