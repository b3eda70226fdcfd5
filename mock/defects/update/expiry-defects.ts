import type { Json } from "../../../src/model/json.ts";
import { moveInstant } from "../../make-membership.ts";
import type { Moment } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import type { Asked, Condition } from "./asked.ts";
import { type WhichPerformed, answerWith, keepOtherwise } from "./change-updates.ts";
import { hasExpiry } from "./faults.ts";
import { cutExpiry, keepExpiry, moveExpiry } from "./memberships.ts";
import { takeUpdatesFor, withDetails, withoutDetail } from "./perform-as.ts";
import { all, hasType, isMade, namesExpiry, not, staysPut } from "./which.ts";

const expiryName = "updatedTierExpiryDate";
const readExpiry = ({ details }: Asked): Json | undefined => details[expiryName];

/** A RENEW of the customer's own tier is a requirement of its own. */
const isSet: WhichPerformed = all(isMade, namesExpiry, not(all(hasType("RENEW"), staysPut)));
const isMadeWithExpiry: WhichPerformed = all(isMade, namesExpiry);
const isLeftOut: WhichPerformed = all(isMade, not(namesExpiry), hasType("UPGRADE", "DOWNGRADE", "RENEW"));

/** Faults in what an update makes of an expiry, and in how it is read. */
export const expiryDefects: readonly Defect[] = [
  ...(
    [
      ["", "", isSet],
      ["-of-upgrade", " of an UPGRADE", all(isSet, hasType("UPGRADE"))],
      ["-of-downgrade", " of a DOWNGRADE", all(isSet, hasType("DOWNGRADE"))],
      ["-at-offset-zero", " with the offset zero", all(isSet, matches(/(?:[+-]00:00|Z)$/))],
      ["-west-of-greenwich", " with an offset west of Greenwich", all(isSet, matches(/-(?!00:00)\d\d:\d\d$/))],
    ] as const
  ).map(([word, words, which]) =>
    makeDefect(
      "update.expiry.set",
      `update.expiry-not-set${word}`,
      `An expiry${words} is accepted and not set.`,
      keepOtherwise(which, keepExpiry),
    ),
  ),
  ...(
    [
      ["a-day-late", "a day late", 24],
      ["a-day-early", "a day early", -24],
      ["a-year-late", "a year late", 365 * 24],
    ] as const
  ).map(([word, words, hours]) =>
    makeDefect(
      "update.expiry.set",
      `update.expiry-${word}`,
      `An expiry is set ${words}.`,
      keepOtherwise(isSet, (membership) => moveExpiry(membership, hours)),
    ),
  ),
  makeDefect(
    "update.expiry.set",
    "update.expiry-offset-reversed",
    "The offset of an expiry is added where it has to be taken off.",
    keepOtherwise(isSet, (membership, asked) => moveExpiry(membership, 2 * readOffset(asked))),
  ),
  ...(
    [
      ["the-hour", 3_600_000, isMadeWithExpiry],
      ["the-minute", 60_000, isMadeWithExpiry],
      ["the-hour-of-upgrade", 3_600_000, all(isMadeWithExpiry, hasType("UPGRADE"))],
    ] as const
  ).map(([word, unit, which]) =>
    makeDefect(
      "update.expiry.set",
      `update.expiry-cut-to-${word}`,
      `An expiry${word.endsWith("upgrade") ? " of an UPGRADE" : ""} loses all that is finer than ${unit === 60_000 ? "a minute" : "an hour"}.`,
      keepOtherwise(which, (membership) => cutExpiry(membership, unit)),
    ),
  ),
  makeDefect(
    "update.expiry.set",
    "update.expiry-at-membership-end",
    "An expiry is set to the end of the membership.",
    keepOtherwise(isSet, (membership) => ({ ...membership, tierExpiry: membership.end })),
  ),

  ...(
    [
      ["", "an update", isLeftOut],
      ["-by-upgrade", "an UPGRADE", all(isLeftOut, hasType("UPGRADE"))],
      ["-by-downgrade", "a DOWNGRADE", all(isLeftOut, hasType("DOWNGRADE"))],
      ["-by-renew", "a RENEW", all(isLeftOut, hasType("RENEW"))],
    ] as const
  ).flatMap(([word, words, which]) => [
    makeDefect(
      "update.expiry.kept",
      `update.omitted-expiry-cleared${word}`,
      `Without updatedTierExpiryDate ${words} leaves the tier without an expiry.`,
      keepOtherwise(which, ({ tierExpiry: _tierExpiry, ...membership }) => membership),
    ),
    makeDefect(
      "update.expiry.kept",
      `update.omitted-expiry-renewed${word}`,
      `Without updatedTierExpiryDate ${words} sets the expiry a year from now.`,
      keepOtherwise(which, (membership, _asked, { circumstances }) => ({
        ...membership,
        tierExpiry: moveInstant(circumstances.now, 365),
      })),
    ),
  ]),
  makeDefect(
    "update.expiry.kept",
    "update.omitted-expiry-moved",
    "Without updatedTierExpiryDate the expiry moves by a day.",
    keepOtherwise(isLeftOut, (membership) => moveExpiry(membership, 24)),
  ),

  ...(
    [
      ["west", "west of Greenwich", /-(?!00:00)\d\d:\d\d$/],
      ["east", "east of Greenwich", /\+(?!00:00)\d\d:\d\d$/],
      ["zero", "of zero", /[+-]00:00$/],
      ["half-hour", "with minutes", /[+-]\d\d:(?!00)\d\d$/],
    ] as const
  ).map(([word, words, form]) =>
    makeDefect(
      "update.expiry.form-accepted",
      `update.offset-${word}-refused`,
      `An expiry with an offset ${words} is refused with 2003.`,
      answerWith(2003, all(isMade, matches(form))),
    ),
  ),

  makeDefect(
    "update.expiry.zulu",
    "update.expiry-with-z-not-set",
    "An expiry whose offset is written as Z is accepted and not set.",
    keepOtherwise(all(isMade, matches(/Z$/)), keepExpiry),
  ),
  makeDefect(
    "update.expiry.ahead",
    "update.near-expiry-refused",
    "An expiry less than ten days ahead is refused with 2003.",
    answerWith(2003, all(isMade, isWithinDays)),
  ),
  makeDefect(
    "update.expiry.ahead",
    "update.earlier-expiry-refused",
    "An expiry before the one that is there is refused with 2003.",
    answerWith(2003, all(isMade, namesExpiry, isEarlier)),
  ),
  makeDefect(
    "update.expiry.far",
    "update.far-expiry-refused",
    "An expiry beyond 2038 is refused with 2003.",
    answerWith(2003, all(isMade, isBeyond2038)),
  ),
  makeDefect(
    "update.expiry.far",
    "update.far-expiry-ignored",
    "An expiry beyond 2038 is reported as set and is not.",
    keepOtherwise(all(isMade, isBeyond2038), keepExpiry),
  ),
  makeDefect(
    "update.expiry.far",
    "update.far-expiry-wraps",
    "An expiry beyond 2038 is stored as one of the last century.",
    keepOtherwise(all(isMade, isBeyond2038), (membership) => moveExpiry(membership, -(2 ** 32) / 3600)),
  ),

  readOtherwise("words-ignored", "An expiry in words is ignored.", /^\D+$/, (asked) =>
    withoutDetail(asked, expiryName),
  ),
  readOtherwise("slashes-ignored", "An expiry with slashes is ignored.", /\//, (asked) =>
    withoutDetail(asked, expiryName),
  ),
  readOtherwise("slashes-read", "An expiry with slashes is read as a date.", /\//, (asked, now) =>
    withDetails(asked, { [expiryName]: readDate(String(readExpiry(asked)), now) }),
  ),
  readOtherwise(
    "thirteenth-month-rolls",
    "A thirteenth month is read as the January after.",
    /^\d{4}-1[3-9]/,
    (asked) => withDetails(asked, { [expiryName]: String(readExpiry(asked)).replace(/^(\d{4})-1[3-9]/, rollYear) }),
  ),
  readOtherwise("unreadable-expiry-ignored", "An expiry in no form of ISO 8601 is ignored.", /./, (asked) =>
    withoutDetail(asked, expiryName),
  ),

  ...[2002, 2007].map((code) =>
    makeDefect(
      "update.expiry.today",
      `update.earlier-today-${code}`,
      `An expiry earlier today is refused with ${code}.`,
      answerWith(code, all(isMade, isEarlierToday)),
    ),
  ),
];

/** An expiry that cannot be read is read all the same. */
function readOtherwise(
  word: string,
  statement: string,
  form: RegExp,
  edit: (asked: Asked, now: Date) => Asked["sent"],
): Defect {
  const isMeant: Condition = (asked, moment) => hasExpiry("unreadable")(asked, moment) && matches(form)(asked, moment);
  return makeDefect(
    "update.expiry.form-refused",
    `update.${word}`,
    statement,
    takeUpdatesFor(isMeant, (asked, { circumstances }) => edit(asked, circumstances.now)),
  );
}

/** Whether the expiry that is named is less than ten days ahead, and not today. */
function isWithinDays(asked: Asked, { circumstances }: Moment): boolean {
  const ahead = Date.parse(String(readExpiry(asked))) - circumstances.now.getTime();
  return ahead > 86_400_000 && ahead < 10 * 86_400_000;
}

/** Whether the expiry that is named is before the one that the tier has, and not today. */
function isEarlier(asked: Asked, { circumstances }: Moment): boolean {
  const named = Date.parse(String(readExpiry(asked)));
  return named > circumstances.now.getTime() + 86_400_000 && named < Date.parse(asked.membership?.tierExpiry ?? "");
}

/** Whether the expiry that is named is more than a count of seconds in thirty-two bits can hold. */
function isBeyond2038(asked: Asked): boolean {
  return Date.parse(String(readExpiry(asked))) >= 2 ** 31 * 1000;
}

/** Whether the expiry that is named has a form. */
function matches(form: RegExp): Condition {
  return (asked) => {
    const text = readExpiry(asked);
    return typeof text === "string" && form.test(text);
  };
}

/** Whether the expiry that is named is an instant of this day that has gone by. */
function isEarlierToday(asked: Asked, moment: Moment): boolean {
  return (
    hasExpiry("ahead")(asked, moment) && Date.parse(String(readExpiry(asked))) < moment.circumstances.now.getTime()
  );
}

/** The offset of the expiry that is named, in hours. */
function readOffset(asked: Asked): number {
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)$/.exec(String(readExpiry(asked))) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
}

/** The day of a text with slashes, in the page's form; a year from now where it cannot be told. */
function readDate(text: string, now: Date): string {
  const instant = Date.parse(text);
  const day = Number.isNaN(instant) ? moveInstant(now, 365) : new Date(instant).toISOString();
  return `${day.slice(0, 10)}T23:59:59+00:00`;
}

function rollYear(_match: string, year: string): string {
  return `${Number(year) + 1}-01`;
}
