import { readEntries } from "../../edit.ts";
import { type JsonMembers, omitMember } from "../../json-text.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { activityList, editDetails } from "./edit-history.ts";
import { moveDays } from "./view-memberships.ts";
import { isPast } from "./edit-history.ts";

const lastDate = "partnerProgramMembershipLastUpdatedDate";
const lastActivity = "partnerProgramMembershipLastUpdatedActivity";
const together = "histories.last-updated.together";
const newest = "histories.last-updated.newest";
const edit = (change: (details: JsonMembers, activities: readonly JsonMembers[]) => JsonMembers): Twist =>
  editDetails((details, _, entry) => {
    const activities = readEntries(entry, activityList);
    // After the batch the last update is a requirement of its own.
    const isMeant = Object.hasOwn(details, lastDate) && details[lastActivity] !== "SUPPLEMENTARY_MEMBERSHIP_RELINKED";
    return isMeant ? change(details, activities) : details;
  });

/** Faults in the date and the activity of the last update. */
export const lastUpdateDefects: readonly Defect[] = [
  makeDefect(
    together,
    "histories.last-updated-date-missing",
    "The last update has an activity and no date.",
    editDetails((details) => omitMember(details, lastDate)),
  ),
  makeDefect(
    together,
    "histories.last-updated-activity-missing-for-past",
    "The last update has a date and no activity with programs that the customer is no longer part of.",
    editDetails((details) => (isPast(details) ? omitMember(details, lastActivity) : details)),
  ),
  makeDefect(
    together,
    "histories.last-updated-date-missing-for-past",
    "The last update has an activity and no date with programs that the customer is no longer part of.",
    editDetails((details) => (isPast(details) ? omitMember(details, lastDate) : details)),
  ),
  makeDefect(
    newest,
    "histories.last-updated-is-oldest",
    "The last update is the oldest of several activities.",
    edit((details, activities) => {
      const oldest = activities.at(-1);
      return {
        ...details,
        [lastDate]: oldest?.["activityDate"] ?? details[lastDate] ?? null,
        [lastActivity]: oldest?.["activityType"] ?? details[lastActivity] ?? null,
      };
    }),
  ),
  makeDefect(
    newest,
    "histories.last-updated-of-another-type",
    "The last update has the type of the oldest of several activities, and the date of the newest.",
    edit((details, activities) => ({
      ...details,
      [lastActivity]: activities.at(-1)?.["activityType"] ?? details[lastActivity] ?? null,
    })),
  ),
  makeDefect(
    newest,
    "histories.last-updated-a-day-late",
    "The last update is dated a day after the newest activity.",
    edit((details) => ({ ...details, [lastDate]: moveDays(String(details[lastDate]), 1) })),
  ),
  makeDefect(
    "histories.last-updated.where",
    "histories.last-updated-of-external-alone",
    "EXTERNAL programs carry the last update, and SUPPLEMENTARY ones do not.",
    {
      choices: { lastUpdatedOf: "all" },
      ...editDetails((details) =>
        details["partnerProgramType"] === "SUPPLEMENTARY"
          ? omitMember(omitMember(details, lastDate), lastActivity)
          : details,
      ),
    },
  ),
];
