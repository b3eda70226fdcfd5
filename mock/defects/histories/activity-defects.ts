import { type JsonMembers } from "../../json-text.ts";
import type { Activity, Membership } from "../../fixtures.ts";
import type { Twist } from "../../twist.ts";
import { type Defect, makeDefect } from "../defect.ts";
import { editActivities, readDetails } from "./edit-history.ts";
import { editOwners } from "./owners.ts";
import { moveDays, viewActivities } from "./view-memberships.ts";

const utc = "histories.activity-date.utc";
const past = "histories.activity-date.past";
const supplementary = "histories.relinking.supplementary";

/** Faults in activities. */
export const activityDefects: readonly Defect[] = [
  makeDefect(
    utc,
    "histories.activity-date-in-another-zone",
    "activityDate has the offset +05:30.",
    editOwners("activity", writeInZone),
  ),
  makeDefect(
    utc,
    "histories.activity-date-in-another-zone-in-last",
    "activityDate has the offset +05:30 in the last of several.",
    editOwners("activity", writeInZone, "last"),
  ),
  makeDefect(
    past,
    "histories.enrollment-dated-by-the-end",
    "Enrolments are dated by the end of the membership.",
    redate("ENROLLMENT", (_, { end }) => end),
  ),
  makeDefect(
    past,
    "histories.early-expiry-dated-years-late",
    "Early expiries are dated two years late.",
    redate("PARTNER_PROGRAM_EARLY_EXPIRY", ({ date }) => moveDays(date, 730)),
  ),
  makeDefect(
    supplementary,
    "histories.external-program-relinked",
    "Enrolments in EXTERNAL programs are answered as SUPPLEMENTARY_MEMBERSHIP_RELINKED.",
    renameExternal("SUPPLEMENTARY_MEMBERSHIP_RELINKED"),
  ),
  makeDefect(
    supplementary,
    "histories.past-external-program-relinking-cancelled",
    "Enrolments in EXTERNAL programs of the past are answered as SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED.",
    renameExternal("SUPPLEMENTARY_MEMBERSHIP_RELINKING_CANCELLED", ({ linked }) => linked === false),
  ),
];

function redate(type: string, date: (activity: Activity, membership: Membership) => string): Twist {
  return viewActivities((activities, membership) =>
    activities.map((activity) =>
      activity.type === type ? { ...activity, date: date(activity, membership) } : activity,
    ),
  );
}

function renameExternal(type: string, isMeant: (details: JsonMembers) => boolean = () => true): Twist {
  return editActivities((activities, _, entry) => {
    const details = readDetails(entry);
    return details["partnerProgramType"] === "EXTERNAL" && isMeant(details)
      ? activities.map((activity) =>
          activity["activityType"] === "ENROLLMENT" ? { ...activity, activityType: type } : activity,
        )
      : activities;
  });
}

/** The same instant, written with another offset. */
function writeInZone(activity: JsonMembers): JsonMembers {
  const moved = new Date(Date.parse(String(activity["activityDate"])) + 19_800_000).toISOString();
  return { ...activity, activityDate: moved.replace(/(\.\d+)?Z$/, "+05:30") };
}
