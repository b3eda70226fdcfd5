import { type When, replaceResult } from "../../edit.ts";
import type { Customer, Membership } from "../../fixtures.ts";
import { refuse } from "../../result.ts";
import { isAnswer, lacks } from "../conditions.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { type Asked, asksForLinking, both, findAsked, isMember, isOnLongList } from "./conditions.ts";
import { editDetails } from "./edit-history.ts";
import { listRecent, moveDays, viewCustomers, viewMemberships } from "./view-memberships.ts";

const programParameter = "partnerProgramId";
const namesNone: Asked = lacks(programParameter);
/** Where a customer has no more than ten, so that which are the most recent ones is another question. */
const namesNoneOfFew: Asked = both(namesNone, (moment) => !isOnLongList(moment));

/** Whether the answer is about a customer who was never part of a program. */
const isProgramless: When = (moment, result) =>
  isAnswer(moment, result) && findAsked(moment) !== undefined && !isMember(moment);

/** Faults in which programs are answered. */
export const programDefects: readonly Defect[] = [
  ...(["SUPPLEMENTARY", "EXTERNAL"] as const).map((type) =>
    makeDefect(
      "histories.programs.both-kinds",
      `histories.${type.toLowerCase()}-programs-left-out`,
      `Present ${type} programs are answered only where they are asked for alone.`,
      viewMemberships(
        (membership, { program }) => (membership.linked && program?.type === type ? [] : membership),
        namesNoneOfFew,
      ),
    ),
  ),
  makeDefect(
    "histories.programs.past",
    "histories.past-programs-left-out",
    "Programs of the past are answered only where they are asked for alone.",
    viewMemberships((membership) => (membership.linked ? membership : []), namesNoneOfFew),
  ),
  makeDefect(
    "histories.programs.past",
    "histories.past-programs-left-out-beside-present",
    "Programs of the past are left out where there are present ones.",
    viewCustomers((customer) => {
      const present = (customer.memberships ?? []).filter(({ linked }) => linked);
      return present.length === 0 ? customer : { ...customer, memberships: present };
    }, namesNoneOfFew),
  ),
  makeDefect(
    "histories.programs.recent-ten",
    "histories.nine-programs",
    "No more than nine programs are answered.",
    keepPrograms((programs) => programs.slice(0, 9)),
  ),
  makeDefect(
    "histories.programs.recent-ten",
    "histories.eleven-programs",
    "No more than eleven programs are reached.",
    {
      choices: { recentTen: "first-page" },
      ...keepPrograms((programs) => programs.slice(0, 11)),
    },
  ),
  makeDefect(
    "histories.programs.most-recent",
    "histories.oldest-ten",
    "Of more than ten programs the oldest ones are answered.",
    keepPrograms((programs) => programs.slice(-10)),
  ),
  makeDefect(
    "histories.programs.most-recent",
    "histories.most-recent-left-out",
    "Of more than ten programs all but the three most recent are answered.",
    keepPrograms((programs) => programs.slice(3)),
  ),
  makeDefect(
    "histories.programs.none",
    "histories.no-programs-refused-for-some",
    "Of the customers without programs those with an external id are refused.",
    {
      ...replaceResult(
        () => refuse(2011, "the customer has no activity"),
        (moment, result) => isProgramless(moment, result) && findAsked(moment)?.externalId !== undefined,
      ),
    },
  ),
  makeDefect(
    "histories.programs.none",
    "histories.no-programs-refused-for-linking",
    "A customer without programs is refused where linkingUpdates are asked for.",
    {
      ...replaceResult(
        () => refuse(2011, "the customer has no activity"),
        (moment, result) => isProgramless(moment, result) && asksForLinking(moment),
      ),
    },
  ),
  ...[400, 2006, 2012, 8012].map((code) =>
    makeDefect(
      "histories.code.2011",
      `histories.no-programs-refused-${code}`,
      `A customer without programs is refused with ${code}.`,
      { ...replaceResult(() => refuse(code, "there is nothing to answer"), isProgramless) },
    ),
  ),
  makeDefect(
    "histories.entries.per-program",
    "histories.entry-twice",
    "The first program of a short list comes twice, with one and the same membership.",
    {
      choices: { entriesPer: "membership" },
      ...viewCustomers((customer) => {
        const [first, ...others] = customer.memberships ?? [];
        return first === undefined || others.length > 8
          ? customer
          : { ...customer, memberships: [first, first, ...others] };
      }),
    },
  ),
  makeDefect(
    "histories.program-id.unique",
    "histories.program-under-two-names",
    "A program that nobody else has comes twice, its earlier membership under another name.",
    {
      choices: { entriesPer: "membership" },
      ...viewMemberships((membership, { organisation, customer }) =>
        organisation.customers.some((other) => other !== customer && isIn(other, membership)) ||
        (customer.memberships ?? []).length > 9
          ? membership
          : [membership, makeEarlier(membership)],
      ),
      ...editDetails((details, moment) => {
        const start = String(details["partnerProgramMembershipStartDate"]);
        const own = findAsked(moment)?.memberships ?? [];
        return own.some((membership) => Date.parse(membership.start) === Date.parse(start))
          ? details
          : { ...details, partnerProgramName: `${String(details["partnerProgramName"])} (former)` };
      }),
    },
  ),
];

/** Without a partnerProgramId a customer with more than ten programs has some of them, the most recent of which comes first. */
function keepPrograms(choose: (programs: readonly number[]) => readonly number[]) {
  return viewCustomers((customer, _, moment) => {
    const programs = listRecent(customer, moment);
    const kept = programs.length > 10 ? choose(programs) : programs;
    return { ...customer, memberships: (customer.memberships ?? []).filter(({ program }) => kept.includes(program)) };
  }, namesNone);
}

function isIn({ memberships = [] }: Customer, { program }: Membership): boolean {
  return memberships.some((membership) => membership.program === program);
}

/** The membership before it, which ended when it began. */
function makeEarlier(membership: Membership): Membership {
  const { benefitsAvailed: _availed, activities: _activities, relink: _relink, ...rest } = membership;
  return { ...rest, linked: false, start: moveDays(membership.start, -365), end: membership.start };
}
