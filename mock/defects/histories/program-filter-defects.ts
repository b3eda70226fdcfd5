import type { Membership } from "../../fixtures.ts";
import { type Query, setParameter } from "../../query.ts";
import type { Moment } from "../../twist.ts";
import { rewrite } from "../ask-otherwise.ts";
import { type Defect, makeDefect } from "../defect.ts";
import {
  asksForLinking,
  both,
  has,
  hasDates,
  isMember,
  isOnLongList,
  listOwnPrograms,
  namesOthersProgram,
  namesOwnProgram,
  namesUnknownProgram,
  readNumber,
} from "./conditions.ts";
import { changeEntries, listEntriesOf, readDetails } from "./edit-history.ts";
import { listRecent, moveDays, viewCustomers, viewMemberships } from "./view-memberships.ts";

const programParameter = "partnerProgramId";
const drop = (query: Query): Query => setParameter(query, programParameter, undefined);
const askForOther = (query: Query, moment: Moment): Query => {
  const own = listOwnPrograms(moment);
  const index = own.indexOf(readNumber(query, programParameter) ?? 0);
  return setParameter(query, programParameter, String(own[(index + 1) % own.length]));
};
const askForFirst = (query: Query, moment: Moment): Query =>
  setParameter(query, programParameter, String(listOwnPrograms(moment)[0]));
const one = "histories.program-filter.one";

/** Faults in what partnerProgramId does. */
export const programFilterDefects: readonly Defect[] = [
  makeDefect(one, "histories.program-filter-ignored", "partnerProgramId is ignored.", rewrite(drop, namesOwnProgram)),
  makeDefect(
    one,
    "histories.program-filter-ignored-with-dates",
    "partnerProgramId is ignored where dates are sent.",
    rewrite(drop, both(namesOwnProgram, hasDates)),
  ),
  makeDefect(
    one,
    "histories.program-filter-ignored-for-linking",
    "partnerProgramId is ignored where linkingUpdates are asked for.",
    rewrite(drop, both(namesOwnProgram, asksForLinking)),
  ),
  makeDefect(
    one,
    "histories.program-filter-answers-other",
    "With partnerProgramId another program of the customer is answered.",
    rewrite(askForOther, namesOwnProgram),
  ),
  makeDefect(
    one,
    "histories.program-filter-adds-other",
    "With partnerProgramId another program of the customer is answered too.",
    changeEntries((entries, moment) => {
      const others = listEntriesOf(moment.ask(drop(moment.query))).filter(
        (entry) => readDetails(entry)[programParameter] !== readNumber(moment.query, programParameter),
      );
      return [...entries, ...others.slice(0, 1)];
    }, namesOwnProgram),
  ),
  makeDefect(
    one,
    "histories.program-filter-recent-ten",
    "Of a customer's programs only the ten most recent are answered where they are asked for alone.",
    {
      choices: { recentTen: "first-page" },
      ...viewCustomers((customer, _, moment) => {
        const recent = listRecent(customer, moment).slice(0, 10);
        return {
          ...customer,
          memberships: (customer.memberships ?? []).filter(({ program }) => recent.includes(program)),
        };
      }, has(programParameter)),
    },
  ),
  ...(
    [
      ["answers-all", "All programs of the customer are answered", drop],
      ["answers-first", "The customer's first program is answered", askForFirst],
    ] as const
  ).flatMap(([word, words, asking]) => [
    makeDefect(
      "histories.program-filter.unknown",
      `histories.unknown-program-${word}`,
      `${words} for a partnerProgramId that does not exist.`,
      rewrite(asking, both(namesUnknownProgram, isMember)),
    ),
    makeDefect(
      "histories.program-filter.not-joined",
      `histories.program-not-joined-${word}`,
      `${words} for a program that the customer was never part of.`,
      rewrite(asking, both(namesOthersProgram, isMember)),
    ),
  ]),
];

const rows: readonly (readonly [word: string, words: string, change: (membership: Membership) => Membership])[] = [
  ["ends-later", "ends a year later", (membership) => ({ ...membership, end: moveDays(membership.end, 365) })],
  ["not-linked", "is not linked", (membership) => ({ ...membership, linked: false })],
  ["starts-later", "starts a month later", (membership) => ({ ...membership, start: moveDays(membership.start, 30) })],
  ["without-tier", "has no tier", ({ tier: _tier, tierExpiry: _expiry, ...membership }) => membership],
  [
    "other-membership-id",
    "has another membership id",
    (membership) =>
      membership.membershipId === undefined
        ? membership
        : { ...membership, membershipId: `${membership.membershipId}0` },
  ],
];

/** Details that are other ones where the program is asked for alone. */
export const aloneDefects: readonly Defect[] = rows.map(([word, words, change]) =>
  makeDefect(
    "histories.program-filter.contained",
    `histories.program-alone-${word}`,
    `A program that is asked for alone ${words}.`,
    viewMemberships(
      change,
      both(has(programParameter), (moment) => !isOnLongList(moment)),
    ),
  ),
);
