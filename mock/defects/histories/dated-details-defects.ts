import type { Membership } from "../../fixtures.ts";
import { isWithin } from "../../histories/period.ts";
import { lacks } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksForBenefits, both, has, hasDates, isOnLongList } from "./conditions.ts";
import { editOwners } from "./owners.ts";
import { findPeriod } from "./select-benefits.ts";
import { viewMemberships } from "./view-memberships.ts";

const countName = "countAvailedInLast365Days";

const withoutProgram = both(asksForBenefits, hasDates, lacks("partnerProgramId"), (moment) => !isOnLongList(moment));
const changes: readonly (readonly [
  id: string,
  statement: string,
  change: (membership: Membership, from: number, till: number) => Membership | readonly Membership[],
  asked: Asked,
])[] = [
  [
    "dates-drop-idle-programs",
    "With dates programs without a benefit availed between them are left out.",
    (membership, from, till) =>
      membership.benefitsAvailed?.some(({ date }) => from <= Date.parse(date) && Date.parse(date) <= till) === true
        ? membership
        : [],
    withoutProgram,
  ],
  [
    "dates-drop-later-programs",
    "With dates programs that the customer joined after the endDate are left out.",
    (membership, _, till) => (Date.parse(membership.start) > till ? [] : membership),
    withoutProgram,
  ],
  [
    "dates-change-linked",
    "With dates linked is as it was at the endDate.",
    (membership, _, till) => ({
      ...membership,
      linked: Date.parse(membership.start) <= till && till <= Date.parse(membership.end),
    }),
    hasDates,
  ],
  [
    "dates-cut-membership",
    "With dates no membership ends after the endDate.",
    (membership, _, till) =>
      Date.parse(membership.end) > till ? { ...membership, end: new Date(till).toISOString() } : membership,
    hasDates,
  ],
  [
    "dates-drop-tier",
    "With dates programs have no tier.",
    ({ tier: _tier, tierExpiry: _expiry, ...membership }) => membership,
    hasDates,
  ],
];

/** Details of a program that depend on the dates asked for. */
export const datedDetailsDefects: readonly Defect[] = changes.map(([id, statement, change, asked]) =>
  makeDefect(
    "histories.window.details",
    `histories.${id}`,
    statement,
    viewMemberships(
      (membership, { moment }) => {
        const period = findPeriod(moment);
        return period === undefined ? membership : change(membership, period.from, period.till);
      },
      both(asksForBenefits, asked),
    ),
  ),
);

const requirement = "histories.window.benefit-count";

/** Counts of benefits that depend on the dates asked for. */
export const datedCountDefects: readonly Defect[] = [
  makeDefect(
    requirement,
    "histories.dates-count-between",
    "With dates countAvailedInLast365Days counts the benefits between them.",
    viewMemberships(
      (membership, { moment }) => {
        const period = findPeriod(moment);
        const availed = (membership.benefitsAvailed ?? []).filter(
          ({ date }) => period === undefined || isWithin(Date.parse(date), period, moment.choices),
        );
        return { ...membership, benefitsAvailed: availed };
      },
      both(asksForBenefits, hasDates),
    ),
  ),
  makeDefect(
    requirement,
    "histories.dates-count-nothing",
    "With dates countAvailedInLast365Days is zero.",
    editOwners("benefit", (benefit) => ({ ...benefit, [countName]: 0 }), "each", hasDates),
  ),
  makeDefect(
    requirement,
    "histories.end-date-counts-one-more",
    "With endDate alone countAvailedInLast365Days is one more.",
    editOwners(
      "benefit",
      (benefit) => ({ ...benefit, [countName]: Number(benefit[countName]) + 1 }),
      "each",
      both(has("endDate"), lacks("startDate")),
    ),
  ),
];
