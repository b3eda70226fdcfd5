import { readEntries } from "../../edit.ts";
import { type JsonMembers, omitMember } from "../../json-text.ts";
import type { Membership } from "../../fixtures.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { asksForLinking, findAsked } from "./conditions.ts";
import { activityList, detailsName, editEntry, readDetails } from "./edit-history.ts";
import {
  cancelledType,
  changeBatch,
  changeRelinked,
  countSinceRelinked,
  findNewest,
  initiatedType,
  isDue,
  relinkedType,
} from "./relinking.ts";
import { moveDays, viewActivities, viewMemberships } from "./view-memberships.ts";

const lastDate = "partnerProgramMembershipLastUpdatedDate";
const lastActivity = "partnerProgramMembershipLastUpdatedActivity";

/** Faults in what queueing, activating and cancelling a relink leave in histories. */
export const relinkingDefects: readonly Defect[] = [
  ...initiatedDefects(),
  ...earlyDefects(),
  ...relinkedDefects(),
  ...cancelledDefects(),
];

/** Faults while a relink waits. */
function initiatedDefects(): readonly Defect[] {
  const written = "histories.initiated.written";
  const enrolment = "histories.initiated.enrolment";
  const withoutNewest = (membership: Membership): Membership => {
    const newest = findNewest(membership, initiatedType);
    return membership.relink === undefined
      ? membership
      : { ...membership, activities: (membership.activities ?? []).filter((activity) => activity !== newest) };
  };
  return [
    makeDefect(
      written,
      "histories.initiation-not-recorded",
      "A relink that waits is not recorded.",
      viewMemberships(withoutNewest),
    ),
    makeDefect(
      written,
      "histories.initiation-recorded-otherwise",
      "A relink that waits is recorded under another type.",
      viewActivities((activities, membership) => {
        const newest = membership.relink && findNewest(membership, initiatedType);
        return activities.map((activity) =>
          activity === newest ? { ...activity, type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_QUEUED" } : activity,
        );
      }),
    ),
    makeDefect(
      enrolment,
      "histories.initiation-moves-end",
      "A relink that is queued moves the end of the present membership by a day.",
      viewMemberships((membership) => ({
        ...membership,
        end: moveDays(membership.end, -countSinceRelinked(membership, initiatedType)),
      })),
    ),
    makeDefect(
      enrolment,
      "histories.initiation-moves-start",
      "A relink that is queued moves the start of the present membership by a day.",
      viewMemberships((membership) => ({
        ...membership,
        start: moveDays(membership.start, countSinceRelinked(membership, initiatedType)),
      })),
    ),
    makeDefect(
      "histories.initiated.date",
      "histories.initiation-dated-by-the-start",
      "A relink that has waited for a day is recorded under its scheduled start.",
      viewActivities((activities, membership, { moment }) => {
        const newest = findNewest(membership, initiatedType);
        const { relink } = membership;
        const { now } = moment.circumstances;
        const isMeant = newest !== undefined && Date.parse(moveDays(newest.date, 1)) <= now.getTime();
        return relink !== undefined && isMeant
          ? activities.map((activity) => (activity === newest ? { ...activity, date: relink.start } : activity))
          : activities;
      }),
    ),
  ];
}

/** Faults on the day of the start and before. */
function earlyDefects(): readonly Defect[] {
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
  return [
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
}

/** Faults after the batch. */
function relinkedDefects(): readonly Defect[] {
  const written = "histories.relinked.written";
  const enrolment = "histories.relinked.enrolment";
  const start = "histories.relinked.start";
  const history = "histories.relinked.history";
  return [
    makeDefect(
      written,
      "histories.relinking-not-recorded",
      "A relink that the batch has activated is not recorded.",
      editRelinked((activities) => activities.filter(({ activityType }) => activityType !== relinkedType)),
    ),
    makeDefect(
      written,
      "histories.relinking-recorded-otherwise",
      "A relink that the batch has activated is recorded under another type.",
      editRelinked((activities) =>
        activities.map((activity) =>
          activity["activityType"] === relinkedType
            ? { ...activity, activityType: "SUPPLEMENTARY_MEMBERSHIP_STARTED" }
            : activity,
        ),
      ),
    ),
    makeDefect(
      enrolment,
      "histories.batch-unlinks",
      "The batch leaves the program not linked.",
      changeRelinked((after) => ({ ...after, linked: false })),
    ),
    makeDefect(
      enrolment,
      "histories.batch-keeps-end",
      "After the batch the membership ends when the one before it did.",
      changeRelinked((after, before) => ({ ...after, end: before.end })),
    ),
    makeDefect(
      start,
      "histories.batch-starts-at-once",
      "After the batch the membership starts when the batch ran.",
      changeRelinked((after, _, now) => ({ ...after, start: now.toISOString() })),
    ),
    makeDefect(
      start,
      "histories.batch-starts-days-late",
      "After the batch the membership starts five days after it was scheduled to.",
      changeRelinked((after) => ({ ...after, start: moveDays(after.start, 5) })),
    ),
    makeDefect(
      history,
      "histories.batch-forgets-initiation",
      "After the batch the activities no longer tell of the relink that was queued.",
      changeRelinked((after) => ({
        ...after,
        activities: (after.activities ?? []).filter(({ type }) => type !== initiatedType),
      })),
    ),
    makeDefect(
      history,
      "histories.batch-forgets-all-before",
      "After the batch its own activity is the only one.",
      changeRelinked((after) => ({
        ...after,
        activities: (after.activities ?? []).filter(({ type }) => type === relinkedType),
      })),
    ),
    makeDefect(
      "histories.relinked.last-updated",
      "histories.batch-records-a-start-too",
      "A second after the relinking the batch records the start of a membership.",
      changeRelinked((after, _, now) => ({
        ...after,
        activities: [
          { type: "SUPPLEMENTARY_MEMBERSHIP_STARTED", date: new Date(now.getTime() + 1000).toISOString() },
          ...(after.activities ?? []),
        ],
      })),
    ),
    makeDefect(
      "histories.relinking.date",
      "histories.relinking-dated-days-before",
      "The batch dates its activity five days early.",
      changeRelinked((after) => {
        const newest = findNewest(after, relinkedType);
        return {
          ...after,
          activities: (after.activities ?? []).map((activity) =>
            activity === newest ? { ...activity, date: moveDays(activity.date, -5) } : activity,
          ),
        };
      }),
    ),
  ];
}

/** Faults in what a cancellation leaves. */
function cancelledDefects(): readonly Defect[] {
  const written = "histories.cancelled.written";
  const enrolment = "histories.cancelled.enrolment";
  const notRelinked = "histories.cancelled.not-relinked";
  const edit = (change: (date: string, membership: Membership) => string): Twist =>
    viewActivities((activities, membership) =>
      activities.map((activity) =>
        activity.type === cancelledType ? { ...activity, date: change(activity.date, membership) } : activity,
      ),
    );
  const activateCancelled = (change: (membership: Membership, now: Date) => Membership): Twist =>
    changeBatch((after, _, now) => {
      const [newest] = [...(after.activities ?? [])].sort((a, b) => Date.parse(b.date) - Date.parse(a.date));
      return newest?.type === cancelledType ? change(after, now) : after;
    });
  const record = (membership: Membership, now: Date): Membership => ({
    ...membership,
    activities: [{ type: relinkedType, date: now.toISOString() }, ...(membership.activities ?? [])],
  });
  const renew = (membership: Membership, now: Date): Membership => ({
    ...membership,
    start: now.toISOString(),
    end: moveDays(now.toISOString(), 365),
  });
  return [
    makeDefect(
      "histories.relinking.date",
      "histories.cancellation-dated-days-before",
      "Cancellations are dated five days early.",
      edit((date) => moveDays(date, -5)),
    ),
    makeDefect(
      "histories.relinking.date",
      "histories.cancellation-dated-by-the-membership",
      "Cancellations are dated by the start of the present membership.",
      edit((_, { start }) => start),
    ),
    makeDefect(
      written,
      "histories.cancellation-not-recorded",
      "Cancellations are not recorded.",
      viewActivities((activities) => activities.filter(({ type }) => type !== cancelledType)),
    ),
    makeDefect(
      written,
      "histories.cancellation-recorded-otherwise",
      "Cancellations are recorded under another type.",
      viewActivities((activities) =>
        activities.map((activity) =>
          activity.type === cancelledType
            ? { ...activity, type: "SUPPLEMENTARY_MEMBERSHIP_RELINKING_REMOVED" }
            : activity,
        ),
      ),
    ),
    makeDefect(
      enrolment,
      "histories.cancellation-moves-end",
      "A cancellation moves the end of the present membership by a day.",
      viewMemberships((membership) => ({
        ...membership,
        end: moveDays(membership.end, -countSinceRelinked(membership, cancelledType)),
      })),
    ),
    makeDefect(
      enrolment,
      "histories.cancellation-unlinks",
      "A cancellation unlinks the present membership.",
      viewMemberships((membership) =>
        countSinceRelinked(membership, cancelledType) > 0 ? { ...membership, linked: false } : membership,
      ),
    ),
    makeDefect(
      notRelinked,
      "histories.batch-relinks-cancelled",
      "The batch relinks memberships whose relink was cancelled.",
      activateCancelled((membership, now) => record(renew(membership, now), now)),
    ),
    makeDefect(
      notRelinked,
      "histories.batch-records-cancelled",
      "The batch records a relinking where the relink was cancelled.",
      activateCancelled(record),
    ),
    makeDefect(
      notRelinked,
      "histories.batch-renews-cancelled",
      "The batch moves the membership whose relink was cancelled, and records nothing.",
      activateCancelled(renew),
    ),
  ];
}

/** An activity that is shown early is dated some days from the scheduled start. */
function dateEarly(days: number): Twist {
  return editEntry((entry, moment) => {
    const { organisation } = moment;
    const membership = findMembership(entry, findAsked(moment)?.memberships);
    const start = membership?.relink?.start;
    if (membership === undefined || start === undefined || organisation === undefined) return entry;
    if (!isDue(membership, { organisation, moment })) return entry;
    const [, ...others] = readEntries(entry, activityList);
    const early: JsonMembers = { activityType: relinkedType, activityDate: moveDays(start, days) };
    const activities = [early, ...others].sort((a, b) => readDate(b) - readDate(a));
    return { ...entry, [activityList]: activities, [detailsName]: carryLast(readDetails(entry), activities) };
  }, asksForLinking);
}

/** Activities of memberships without a relink that waits; a last update that is a relinking is left out. */
function editRelinked(edit: (activities: readonly JsonMembers[]) => readonly JsonMembers[]): Twist {
  return editEntry((entry, moment) => {
    const membership = findMembership(entry, findAsked(moment)?.memberships);
    if (membership === undefined || membership.relink !== undefined) return entry;
    const details = readDetails(entry);
    const isRelinked = details[lastActivity] === relinkedType;
    return {
      ...entry,
      [activityList]: edit(readEntries(entry, activityList)),
      [detailsName]: isRelinked ? omitMember(omitMember(details, lastDate), lastActivity) : details,
    };
  });
}

function findMembership(entry: JsonMembers, memberships: readonly Membership[] = []): Membership | undefined {
  return memberships.find(({ program }) => program === readDetails(entry)["partnerProgramId"]);
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
