import { readEntries } from "../../edit.ts";
import { type JsonMembers } from "../../json-text.ts";
import type { Membership } from "../../fixtures.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { asksForLinking } from "./conditions.ts";
import { activityList, detailsName, editEntry, readDetails } from "./edit-history.ts";
import { findNewest, initiatedType, isDue, relinkedType } from "./relinking.ts";
import { moveDays, viewMemberships } from "./view-memberships.ts";
import { findMembershipOf } from "./relinking.ts";

const lastDate = "partnerProgramMembershipLastUpdatedDate";
const lastActivity = "partnerProgramMembershipLastUpdatedActivity";

const notEarlier = "histories.relinked.not-earlier";
const details = "histories.relinked.early-details";
const date = "histories.relinked.early-date";
const showWithin = (days: number): Twist =>
  viewMemberships((membership, place) => {
    const { relink, activities = [] } = membership;
    const initiated = findNewest(membership, initiatedType);
    const { now } = place.moment.circumstances;
    const isMeant =
      relink !== undefined && !isDue(membership, place) && Date.parse(moveDays(relink.start, -days)) <= now.getTime();
    return isMeant && initiated !== undefined
      ? { ...membership, activities: [...activities, { type: relinkedType, date: initiated.date }] }
      : membership;
  });
const whileDue = (change: (membership: Membership) => Membership): Twist =>
  viewMemberships((membership, place) => (isDue(membership, place) ? change(membership) : membership));

/** Faults on the day of the start and before. */
export const earlyRelinkDefects: readonly Defect[] = [
  makeDefect(
    notEarlier,
    "histories.relinked-shown-when-queued",
    "SUPPLEMENTARY_MEMBERSHIP_RELINKED is shown as soon as a relink is queued.",
    showWithin(36_500),
  ),
  makeDefect(
    notEarlier,
    "histories.relinked-shown-a-week-early",
    "SUPPLEMENTARY_MEMBERSHIP_RELINKED is shown a week before the start.",
    showWithin(7),
  ),
  makeDefect(
    details,
    "histories.early-relinked-not-linked",
    "On the day of the start the program is not linked until the batch has run.",
    whileDue((membership) => ({ ...membership, linked: false })),
  ),
  makeDefect(
    details,
    "histories.early-relinked-ended",
    "On the day of the start the membership ended the day before, until the batch has run.",
    whileDue((membership) => ({ ...membership, end: moveDays(membership.relink?.start ?? membership.end, -1) })),
  ),
  makeDefect(
    date,
    "histories.early-relinked-dated-days-before",
    "An activity that is shown early is dated three days before the start.",
    dateEarly(-3),
  ),
];

/** An activity that is shown early is dated some days from the scheduled start. */
function dateEarly(days: number): Twist {
  return editEntry((entry, moment) => {
    const { organisation } = moment;
    const membership = findMembershipOf(entry, moment);
    const start = membership?.relink?.start;
    if (membership === undefined || start === undefined || organisation === undefined) return entry;
    if (!isDue(membership, { organisation, moment })) return entry;
    const [, ...others] = readEntries(entry, activityList);
    const early: JsonMembers = { activityType: relinkedType, activityDate: moveDays(start, days) };
    const activities = [early, ...others].sort((a, b) => readDate(b) - readDate(a));
    return { ...entry, [activityList]: activities, [detailsName]: carryLast(readDetails(entry), activities) };
  }, asksForLinking);
}

/** The details with the newest activity for the last update, where they have one. */
function carryLast(details: JsonMembers, activities: readonly JsonMembers[]): JsonMembers {
  const [newest] = activities;
  return newest !== undefined && Object.hasOwn(details, lastDate)
    ? { ...details, [lastDate]: newest["activityDate"] ?? null, [lastActivity]: newest["activityType"] ?? null }
    : details;
}

function readDate({ activityDate }: JsonMembers): number {
  return Date.parse(String(activityDate));
}
