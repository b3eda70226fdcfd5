import type { Membership } from "../../fixtures.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { countSinceRelinked, findNewest, initiatedType, isDue } from "./relinking.ts";
import { moveDays, viewActivities, viewMemberships } from "./view-memberships.ts";

const written = "histories.initiated.written";
const enrolment = "histories.initiated.enrolment";
const withoutNewest = (membership: Membership): Membership => {
  const newest = findNewest(membership, initiatedType);
  return membership.relink === undefined
    ? membership
    : { ...membership, activities: (membership.activities ?? []).filter((activity) => activity !== newest) };
};

/** Faults while a relink waits. */
export const initiationDefects: readonly Defect[] = [
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
    viewActivities((activities, membership, place) => {
      const newest = findNewest(membership, initiatedType);
      const { relink } = membership;
      const { now } = place.moment.circumstances;
      const hasWaited = newest !== undefined && Date.parse(moveDays(newest.date, 1)) <= now.getTime();
      const isMeant = hasWaited && !isDue(membership, place);
      return relink !== undefined && isMeant
        ? activities.map((activity) => (activity === newest ? { ...activity, date: relink.start } : activity))
        : activities;
    }),
  ),
];
