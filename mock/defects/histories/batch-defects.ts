import { readEntries } from "../../edit.ts";
import { type JsonMembers, omitMember } from "../../json-text.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { activityList, detailsName, editEntry, readDetails } from "./edit-history.ts";
import { changeRelinked, findNewest, initiatedType, relinkedType } from "./relinking.ts";
import { moveDays } from "./view-memberships.ts";
import { findMembershipOf } from "./relinking.ts";

const lastDate = "partnerProgramMembershipLastUpdatedDate";
const lastActivity = "partnerProgramMembershipLastUpdatedActivity";

const written = "histories.relinked.written";
const enrolment = "histories.relinked.enrolment";
const start = "histories.relinked.start";
const history = "histories.relinked.history";

/** Faults after the batch. */
export const batchDefects: readonly Defect[] = [
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

/** Activities of memberships without a relink that waits; a last update that is a relinking is left out. */
function editRelinked(edit: (activities: readonly JsonMembers[]) => readonly JsonMembers[]): Twist {
  return editEntry((entry, moment) => {
    const membership = findMembershipOf(entry, moment);
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
