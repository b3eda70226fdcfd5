import type { Membership } from "../../fixtures.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { cancelledType, changeBatch, countSinceRelinked, relinkedType } from "./relinking.ts";
import { moveDays, viewActivities, viewMemberships } from "./view-memberships.ts";

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

/** Faults in what a cancellation leaves. */
export const cancellationDefects: readonly Defect[] = [
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
  ...(
    [
      ["in-indian-time", "in Indian time, five hours and a half late", 5.5],
      ["in-central-european-time", "in Central European time, an hour late", 1],
      ["in-pacific-time", "in Pacific time, eight hours early", -8],
    ] as const
  ).map(([word, words, hours]) =>
    makeDefect(
      "histories.relinking.hour",
      `histories.cancellation-dated-${word}`,
      `Cancellations are dated ${words}.`,
      edit((date) => moveDays(date, hours / 24)),
    ),
  ),
  makeDefect(
    "histories.cancelled.once",
    "histories.cancellation-recorded-twice",
    "Cancellations are recorded twice.",
    viewActivities((activities) =>
      activities.flatMap((activity) => (activity.type === cancelledType ? [activity, activity] : [activity])),
    ),
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
